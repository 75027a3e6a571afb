"""A paragraph as total fit sees it: the places where a line may end, and what each costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Break(NamedTuple):
    """A place where a line may end.

    Lengths run from the paragraph's beginning, at the spaces' natural widths. A line from ``a``
    to ``b`` takes ``b.end - a.start`` of the measure; ``b.end_space - a.start_space`` is space.
    """

    offset: int
    """The character that the next line begins before."""

    end: float
    """Where a line ends that is broken here, its hyphen included."""

    end_space: float
    """The width of all stretchable spaces up to there."""

    start: float
    """Where the next line begins, the spaces between being dropped."""

    start_space: float
    penalty: float = 0.0
    hyphen: float = 0.0
    """The width of the hyphen that is added, or 0."""

    is_hyphen: bool = False
    """Whether the line ends in a hyphen, added or the author's own."""

    is_added: bool = False
    """Whether the hyphen is added."""

    hang_end: float = 0.0
    """How far the line's last sign hangs in the right margin; ``end`` is less by that."""

    hang_start: float = 0.0
    """How far the next line's first sign hangs in the left; ``start`` is more by that."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph to be broken; the last of ``breaks`` is its end."""

    breaks: tuple[Break, ...]
    start: float
    start_space: float
    em: float
    """The size of the type."""

    last_word: int
    """The offset of the last word: a line from there is one word, a later one a piece of it."""

    hang: float = 0.0
    """How far the first sign hangs in the left margin; ``start`` is more by that."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as chosen: where it ends, and what its letters take over from its spaces.

    ``scale`` is how much wider they are drawn, ``tracking`` the white added between them, as a
    part of the line's natural width.
    """

    end: Break
    scale: float = 1.0
    tracking: float = 0.0
    hang_left: float = 0.0
    hang_right: float = 0.0


@dataclass(frozen=True, slots=True)
class Rules:
    """What good lines are.

    The letters of a line give way first, where nobody sees it; its spaces take the rest. A line's
    ratio is that rest in parts of ``stretch`` or ``shrink``. Demerits are added up over a
    paragraph, as in TeX ("Breaking paragraphs into lines", 1981), but grow by the square of the
    ratio, not by its sixth power: even spaces are the aim, not only none that is too wide.
    """

    expansion: float = 0.02
    """The part of its width that a line is widened or narrowed by, letters and all, at most."""

    tracking: float = 0.01
    """The part of its width by which its letters move apart or together: 1/250 em each."""

    stretch: float = 0.5
    """The part of a space that it grows by at a ratio of 1."""

    shrink: float = 0.26
    """The part of a space that it shrinks by at a ratio of -1; a line that needs more is none."""

    tolerance: float = 1.0
    """The largest ratio of growth."""

    line: float = 200.0
    """What each line costs: fewer lines are better."""

    effort: float = 200.0
    """What a line costs whose letters do all they can."""

    loose: float = 6600.0
    """What a line costs, at a ratio of 1, for spaces that grow."""

    tight: float = 2900.0
    """What a line costs, at a ratio of -1, for spaces that shrink."""

    unlike_neighbours: float = 3800.0
    """A tight line beside a loose one."""

    two_hyphens: float = 7000.0
    """Two lines in a row that end in hyphens."""

    ladder: float = 1e8
    """A third one; nothing short of an unbreakable paragraph pays for it."""

    last_hyphen: float = 6000.0
    """A hyphen at the end of the last line but one."""

    runt: float = 2e6
    """A last line of less than ``shortest_last`` ems."""

    shortest_last: float = 2.2

    lone_word: float = 10000.0
    """A last line of one word, or a piece of one, of less than ``short_word`` ems."""

    short_word: float = 3.5

    rescue: float = 0.042
    """The part of its width that letters move apart further where spaces grew past ``wide``."""

    wide: float = 0.3

    @property
    def letters(self) -> float:
        """Return the part of a line's width that its letters give."""
        return self.expansion + self.tracking
