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
    """A line as chosen: where it ends, and how much wider its letters are to be drawn."""

    end: Break
    scale: float = 1.0
    hang_left: float = 0.0
    hang_right: float = 0.0


@dataclass(frozen=True, slots=True)
class Rules:
    """What good lines are; demerits as in TeX ("Breaking paragraphs into lines", 1981).

    ``stretch`` and ``shrink`` are parts of a space that it may grow and shrink by at a ratio of
    1; ``tolerance`` is the largest ratio of growth.
    """

    stretch: float = 0.45
    shrink: float = 0.25
    tolerance: float = 1.0
    expansion: float = 0.02
    """The part of its width that a line may be widened or narrowed by, letters and all, at 1."""

    line: float = 10.0
    """What each line costs before its own badness: fewer lines are better."""

    unlike_neighbours: float = 3000.0
    """A tight line beside a loose one."""

    two_hyphens: float = 6000.0
    """Two lines in a row that end in hyphens."""

    ladder: float = 1e8
    """A third one; nothing short of an unbreakable paragraph pays for it."""

    last_hyphen: float = 6000.0
    """A hyphen at the end of the last line but one."""

    runt: float = 2e6
    """A last line of less than ``shortest_last`` ems, or of one short word or a piece of one."""

    shortest_last: float = 2.2

    short_word: float = 3.5
    """How wide, in ems, a word must be to stand alone in the last line."""
