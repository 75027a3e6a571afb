"""From a place where a page begins to all the places where it may well end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publish.typesetting.pages.ends import Ends, PageEnd, Step
from publish.typesetting.pages.model import Costs, Galley, Place
from publish.typesetting.pages.notes import NoteShelf
from publish.typesetting.pages.scanning import Scan


@dataclass(frozen=True, slots=True)
class Scanner:
    """The search within one page, of one height."""

    galley: Galley
    shelf: NoteShelf
    costs: Costs

    def ends(
        self,
        place: Place,
        carried: Sequence[tuple[int, int]],
        height: float,
        *,
        may_be_long: bool = False,
    ) -> Ends:
        """Return the ends of a page that begins here; never none.

        A page that ``may_be_long`` has room for ``LONGEST`` lines more than its height.
        """
        scan = Scan(self.shelf, place, carried, height, strict=True, may_be_long=may_be_long)
        found = scan.run()
        if carried and not place.floats and (place.row == 0 or not found):
            found.extend(self._notes_alone(place, carried, height))
        if not found:
            found = Scan(self.shelf, place, carried, height, strict=False).run()
        if not found:
            found = list(self._at_least_one_row(place, carried, height))
        return Ends(_best(found), place.slab, scan.last_slab)

    def _notes_alone(
        self, place: Place, carried: Sequence[tuple[int, int]], height: float
    ) -> Iterator[PageEnd]:
        """Yield the page that has nothing but the rest of long notes."""
        placed = self.shelf.place_what_fits(carried, (), height)
        if not placed.parts:
            placed = self.shelf.place_one(carried)
        short = 0 if placed.left else max(0, int((height - placed.height) / self.galley.line))
        is_end = place.slab == len(self.galley.slabs)
        cost = placed.cost + self.costs.bare + (0 if is_end else self.costs.hole * short)
        after = None if is_end and not placed.left else place
        yield PageEnd(after, 0.0, 0 if is_end else short, cost, placed, None, 0, hyphen=False)

    def _at_least_one_row(
        self, place: Place, carried: Sequence[tuple[int, int]], height: float
    ) -> Iterator[PageEnd]:
        """Yield a page with one row on it, which may be larger than the page."""
        slabs = self.galley.slabs
        if place.slab == len(slabs) or place.floats:
            yield from self._float_alone(place, carried, height)
            return
        slab = slabs[place.slab]
        rows = slab.settings[place.setting].rows
        y = (slab.head if place.row == 0 else slab.repeats) + rows[place.row].height
        placed = self.shelf.place_what_fits(carried, rows[place.row].notes, height - y)
        last = place.row + 1
        is_whole = last == len(rows)
        is_last = is_whole and place.slab + 1 == len(slabs)
        after = Place(place.slab + 1) if is_whole else place._replace(row=last)
        step = Step(place.slab, place.setting, stretched=False, before=None)
        nowhere = None if is_last and not placed.left else after
        cost = placed.cost + self.costs.forbidden
        yield PageEnd(nowhere, y, 0, cost, placed, step, last, hyphen=False)

    def _float_alone(
        self, place: Place, carried: Sequence[tuple[int, int]], height: float
    ) -> Iterator[PageEnd]:
        """Yield the page that has nothing but a float, which may be larger than the page."""
        scan = Scan(self.shelf, place, carried, height, strict=False)
        state = scan.begin()
        placed = self.shelf.place_what_fits(carried, (), height - state.y)
        is_end = place.slab == len(self.galley.slabs) and not (state.floats or placed.left)
        after = None if is_end else place._replace(floats=state.floats)
        last = len(self.galley.slabs[state.steps.slab].rows) if state.steps else 0
        cost = placed.cost + self.costs.hole
        yield PageEnd(after, state.y, 0, cost, placed, state.steps, last, hyphen=False)


def _best(ends: Sequence[PageEnd]) -> tuple[PageEnd, ...]:
    """Return the cheapest of the ends that are alike for all that follows."""
    best: dict[object, PageEnd] = {}
    for end in ends:
        key = (end.place, end.notes.left, end.short, end.hyphen)
        known = best.get(key)
        if known is None or end.cost < known.cost:
            best[key] = end
    return tuple(best.values())
