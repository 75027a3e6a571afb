"""Notes at the foot of a page: which rows of which notes it takes.

Every note begins on the page of its call. A note that does not fit is split where at least
``FEWEST`` of its rows stand on either side; only where several long notes are called at once does
more than one of them run on. A note that is called in a note stands after it, on the page of the
row that calls it.
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
        self.whole = [self._whole(at, 0) for at in range(len(galley.notes))]
        """The height of each note and those that it calls, with the white before the next."""

        self._has_inner = any(row.notes for note in galley.notes for row in note.rows)

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
        return over + sum(self._whole(note, first) for note, first in carried)

    def _whole(self, note: int, first: int) -> float:
        """Return the height of the rest of a note and of all notes called in it."""
        rows = self.galley.notes[note].rows
        inner = sum(self._whole(each, 0) for each in self._inner(note, first, len(rows)))
        return self.height(note, first, len(rows)) + self.galley.between + inner

    def _inner(self, note: int, first: int, last: int) -> list[int]:
        """Return the notes called in rows of a note."""
        rows = self.galley.notes[note].rows
        return [each for row in rows[first:last] for each in row.notes]

    def _need(self, note: int, first: int, last: int) -> float:
        """Return the height of rows of a note, with the least of the notes called in them."""
        height = self.height(note, first, last)
        if self._has_inner:
            for each in self._inner(note, first, last):
                height += self.galley.between + self._need(each, 0, self._least(each, 0))
        return height

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
        inner = tuple((each, 0) for each in self._inner(note, first, last))
        left = (*rest, *inner, *later)
        return PlacedNotes((NotePart(note, first, last),), height, left, self.costs.forbidden)

    def _lay(self, items: Sequence[tuple[int, int]], room: float) -> PlacedNotes | None:
        if not items:
            return NO_NOTES
        galley = self.galley
        over = galley.continued if items[0][1] else galley.separator
        room += _SLACK
        rest = sum(self._need(note, first, self._least(note, first)) for note, first in items)
        used = over + galley.between * (len(items) - 1)
        if not self._has_inner:
            used -= height_saved(galley, items)
        if used + rest > room:
            return None
        parts: list[NotePart] = []
        left: list[tuple[int, int]] = []
        cost = 0.0
        waiting = list(reversed(items))
        while waiting:
            note, first = waiting.pop()
            fewest = self._least(note, first)
            rest -= self._need(note, first, fewest)
            last = self._most(note, first, fewest, room - used - rest)
            used += self.height(note, first, last)
            for each in reversed(self._inner(note, first, last) if self._has_inner else ()):
                waiting.append((each, 0))
                used += galley.between
                rest += self._need(each, 0, self._least(each, 0))
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
            if end > last and self._need(note, first, end) <= room:
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
