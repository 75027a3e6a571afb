"""Notes at the foot of a page: which rows of which notes it takes.

Every note begins on the page of its call. A note that does not fit is split where at least
``FEWEST`` of its rows stand on either side; only where several long notes are called at once does
more than one of them run on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from publish.typesetting.pages.model import Costs, Galley, NotePart, NoteText, PlacedNotes
from publish.typesetting.pages.shared_lines import height_saved

FEWEST: Final = 2
"""Rows of a note on either side of a page break."""

_SLACK: Final = 0.02
"""Heights are sums of floats: this much too high is not too high."""

NO_NOTES: Final = PlacedNotes((), 0.0, (), 0.0)


class NoteShelf:
    """The notes of a galley, with what their rows come to."""

    def __init__(self, galley: Galley, costs: Costs) -> None:
        """Sum up the rows of each note."""
        self.galley = galley
        self.costs = costs
        self._ends = [_ends(note) for note in galley.notes]
        self._sums = [_sums(note) for note in galley.notes]
        between = galley.between
        self.whole = [
            self.height(at, 0, len(note.rows)) + between for at, note in enumerate(galley.notes)
        ]
        """The height of each note, with the white before the next."""

    def height(self, note: int, first: int, last: int) -> float:
        """Return the height of rows of a note, without the white above the first."""
        sums = self._sums[note]
        if first >= last:
            return 0.0
        return sums[last] - sums[first] - self.galley.notes[note].whites[first]

    def most(self, carried: Sequence[tuple[int, int]]) -> float:
        """Return the height of what is carried over, whole, and of what stands over notes."""
        galley = self.galley
        over = max(galley.continued, galley.separator) if carried else galley.separator
        notes = galley.notes
        return over + sum(
            self.height(note, first, len(notes[note].rows)) + galley.between
            for note, first in carried
        )

    def place(
        self, carried: Sequence[tuple[int, int]], called: Sequence[int], room: float
    ) -> PlacedNotes | None:
        """Return the notes on a page that has this much room for them and what stands over them.

        ``carried`` are notes of earlier pages and the row that each goes on with. None says that
        some note would have no part on the page.
        """
        return self._lay([*carried, *((note, 0) for note in called)], room)

    def place_what_fits(
        self, carried: Sequence[tuple[int, int]], called: Sequence[int], room: float
    ) -> PlacedNotes:
        """Return as many notes as fit and leave the others, whole, for the next page."""
        items = [*carried, *((note, 0) for note in called)]
        for count in range(len(items), 0, -1):
            placed = self._lay(items[:count], room)
            if placed is not None:
                later = tuple(items[count:])
                cost = placed.cost + self.costs.note_displaced * len(later)
                return placed._replace(left=placed.left + later, cost=cost)
        return PlacedNotes((), 0.0, tuple(items), self.costs.note_displaced * len(items))

    def place_one(self, carried: Sequence[tuple[int, int]]) -> PlacedNotes:
        """Return the least part of the first note, which may be higher than the page."""
        (note, first), *later = carried
        last = self._least(note, first)
        rest = () if last == len(self.galley.notes[note].rows) else ((note, last),)
        height = self.galley.continued + self.height(note, first, last)
        left = (*rest, *later)
        return PlacedNotes((NotePart(note, first, last),), height, left, self.costs.forbidden)

    def _lay(self, items: Sequence[tuple[int, int]], room: float) -> PlacedNotes | None:
        if not items:
            return NO_NOTES
        galley = self.galley
        over = galley.continued if items[0][1] else galley.separator
        room += _SLACK
        least = [self._least(note, first) for note, first in items]
        rest = sum(self.height(n, f, last) for (n, f), last in zip(items, least, strict=True))
        used = over + galley.between * (len(items) - 1)
        used -= height_saved(galley, items)
        if used + rest > room:
            return None
        parts: list[NotePart] = []
        left: list[tuple[int, int]] = []
        cost = 0.0
        for (note, first), fewest in zip(items, least, strict=True):
            rest -= self.height(note, first, fewest)
            last = self._most(note, first, fewest, room - used - rest)
            used += self.height(note, first, last)
            parts.append(NotePart(note, first, last))
            if left:
                cost += self.costs.note_stump
            if last < len(galley.notes[note].rows):
                left.append((note, last))
                cost += self.costs.note_split
        return PlacedNotes(tuple(parts), used, tuple(left), cost)

    def _least(self, note: int, first: int) -> int:
        wanted = min(first + FEWEST, self._ends[note][-1])
        return next(end for end in self._ends[note] if end >= wanted)

    def _most(self, note: int, first: int, least: int, room: float) -> int:
        last = least
        for end in self._ends[note]:
            if end > last and self.height(note, first, end) <= room:
                last = end
        return last


def _ends(note: NoteText) -> list[int]:
    """Return where a note may be cut, counted in rows, its end included."""
    count = len(note.rows)
    cuts = [at for at in range(FEWEST, count - FEWEST + 1) if note.rows[at - 1].may_end_page]
    return [*cuts, count]


def _sums(note: NoteText) -> list[float]:
    sums = [0.0]
    for row, white in zip(note.rows, note.whites, strict=True):
        sums.append(sums[-1] + white + row.height)
    return sums
