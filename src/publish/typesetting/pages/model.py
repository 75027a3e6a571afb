"""A galley as the page planner sees it, and the plan that comes of it; lengths in any one unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple


class Row(NamedTuple):
    """What stands or falls together: a line of text, a row of a table, a picture.

    ``notes`` are the indices of the notes called in it, in order. ``may_end_page`` says whether a
    page may end below it. ``sinks`` is how much lower its foot is than that of a line of the
    running text whose baseline is that of its last line: less than nothing for a picture.
    """

    height: float
    notes: tuple[int, ...] = ()
    may_end_page: bool = True
    ends_in_hyphen: bool = False
    sinks: float = 0.0


class Setting(NamedTuple):
    """One way to set a slab: its rows, and what it costs beside the best way."""

    rows: tuple[Row, ...]
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Slab:
    """Rows one under the other: a paragraph, a table, a picture.

    ``white`` above it is dropped at the head of a page; ``head`` and ``foot``, the paddings and
    borders of what begins and ends with it, are kept. ``repeats`` is the height of what stands
    again above its rows where it runs on to a page (a table's head). ``on_grid`` says that all its
    rows are lines of the running text. ``begins_page`` is a break that the author or a stylesheet
    forces. White that is ``rigid`` is a rhythm of the text's own, as between stanzas: it is the
    same everywhere. Rows that ``may_open`` are a table's: a little more white between all of them
    shows nowhere.

    A figure with its caption may float, for the sake of the pages: ``floating`` counts the slabs of
    the float that begins here, ``float_of`` is the first slab of the float that this one is in,
    and ``instead`` is the white that stands in the place of a float that is elsewhere.
    """

    settings: tuple[Setting, ...]
    white: float = 0.0
    head: float = 0.0
    foot: float = 0.0
    repeats: float = 0.0
    on_grid: bool = True
    begins_page: bool = False
    rigid: bool = False
    may_open: bool = False
    floating: int = 0
    instead: float = 0.0
    float_of: int = -1

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return the rows of the best setting."""
        return self.settings[0].rows


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note as rows; ``whites`` are the spaces above each, dropped at the head of the area.

    A row may call notes itself, which then stand after it on the page.
    ``width`` is that of a note of one line that may share it with others, 0 for any other note.
    """

    rows: tuple[Row, ...]
    whites: tuple[float, ...]
    is_editors: bool = False
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Galley:
    """Everything that the pages of a unit are made of, in order.

    ``line`` is the distance from one line of the running text to the next, ``below`` the part of it
    that is under the baseline. ``separator`` and
    ``continued`` are the heights of what stands over notes, and over notes that come from the page
    before. ``between`` is the white from one note to the next. ``measure`` is the width of a line
    that notes may share, 0 where none do, and ``note_gap`` the white between two of them.
    """

    slabs: tuple[Slab, ...]
    notes: tuple[NoteText, ...]
    line: float
    separator: float = 0.0
    continued: float = 0.0
    between: float = 0.0
    measure: float = 0.0
    note_gap: float = 0.0
    below: float = 0.0


class Place(NamedTuple):
    """Where a page begins: a row of a slab under one of its settings.

    ``floats`` are the first slabs of the floats that come to it from pages before.
    """

    slab: int
    row: int = 0
    setting: int = 0
    floats: tuple[int, ...] = ()


class NotePart(NamedTuple):
    """Rows ``first`` to ``last`` (exclusive) of a note on a page."""

    note: int
    first: int
    last: int


class SlabPart(NamedTuple):
    """Rows ``first`` to ``last`` (exclusive) of a slab on a page.

    ``top`` is where the first of them begins, from the head of the text area; ``opened`` is the
    white between each two of them that they have not of themselves.
    """

    slab: int
    setting: int
    first: int
    last: int
    top: float
    opened: float = 0.0


class PlannedPage(NamedTuple):
    """A page: what stands on it, how many lines it is short of its depth, and what it costs.

    A page that is -1 lines short is a line longer than its depth, one of -2 two. ``floats`` counts
    the parts at its head that come from pages before, ``feet`` those at its foot that are written
    before text above them.
    ``notes_top`` is where the separator begins, from the head of the text area.
    """

    parts: tuple[SlabPart, ...]
    notes: tuple[NotePart, ...]
    notes_top: float
    floats: int
    short: int
    cost: float = 0.0
    feet: int = 0

    @property
    def reason(self) -> str:
        """Return why the page is what it is, ``""`` for one that needs no excuse.

        The plan is the cheapest of all that were looked at: what costs so much had no way around.
        """
        if self.cost >= _COSTS.forbidden:
            return "what stands here cannot be divided and leaves no other place to end the page"
        if self.cost >= _COSTS.unequal:
            return (
                "every other end of the two pages parts a heading from its text or leaves a line "
                "of a paragraph alone, and no paragraph near can be set in a line more or less"
            )
        if self.cost >= _COSTS.few_lines:
            return "no paragraph of the chapter can be set in a line more or less for it"
        return ""


class PlacedNotes(NamedTuple):
    """Notes laid on a page: the parts, their height, what is left for the next page, the cost."""

    parts: tuple[NotePart, ...]
    height: float
    left: tuple[tuple[int, int], ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Costs:
    """What is given up for good pages, in one currency; the larger, the sooner avoided."""

    short_spread: float = 80.0
    """Both pages of a spread a line short."""

    second_short: float = 240.0
    """And another line."""

    third_short: float = 1500.0
    """And a third, rather than facing pages that differ."""

    long_spread: float = 110.0
    """Both pages of a spread a line longer than the others."""

    second_long: float = 500.0
    """And another line."""

    unequal: float = 4000.0
    """Facing pages that differ by a line."""

    hole: float = 900.0
    """A line of white at the foot of a page that the text runs on from, beyond short spreads."""

    few_lines: float = 2500.0
    """A chapter's last page under ``fewest`` lines."""

    hyphen: float = 200.0
    """A page that ends in a hyphen."""

    hyphen_at_turn: float = 350.0
    """A recto that does."""

    stretched: float = 130.0
    """A white line made two."""

    parted: float = 600.0
    """The same between a heading and its text, which belong together."""

    opened: float = 450.0
    """A line of white over a table at a page's foot, or between its rows, for the foot's sake."""

    note_split: float = 160.0
    """A note that runs on to the next page."""

    note_stump: float = 60000.0
    """A note that runs on though another begins after it."""

    note_displaced: float = 1e6
    """A note that begins on another page than its call."""

    floated: float = 45.0
    """A figure that waits for the next page, for each page."""

    footed: float = 25.0
    """A figure at the foot of its page, under text that is written after it."""

    interrupted: float = 3000.0
    """A figure that comes between the rows of a table."""

    gap: float = 30.0
    """A line of white over the notes, by its square."""

    bare: float = 1200.0
    """A page of notes alone."""

    forbidden: float = 1e5
    """A break where none may be: within a row's kin, after a heading, a widow, an orphan."""

    fewest: int = 5

    def long(self, lines: int) -> float:
        """Return the cost of a page or spread that is so many lines longer than the others."""
        return self.long_spread + self.second_long * (lines - 1) if lines else 0.0


_COSTS: Final = Costs()


def heights(rows: Sequence[Row]) -> float:
    """Return the height of rows one under the other."""
    return sum(row.height for row in rows)
