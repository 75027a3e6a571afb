"""The pages of a unit, chosen together by dynamic programming over the places where pages begin.

Facing pages are seen as one: a spread may be a line short, both its pages alike, where that saves
a widow; its pages may not differ. Paragraphs with a line more or less are taken where they help.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from publish.typesetting.pages.ends import Ends, PageEnd
from publish.typesetting.pages.model import (
    Costs,
    Galley,
    Place,
    PlannedPage,
    Setting,
    heights,
)
from publish.typesetting.pages.notes import NoteShelf
from publish.typesetting.pages.placing import feet_of, parts_of
from publish.typesetting.pages.scanner import Scanner

BEAM: Final = 24
"""How many ways to fill the pages so far are kept."""

Height = Callable[[int], float]
"""The height of the text area on a page of the unit, counted from 0."""

SettingsOf = Callable[[int], tuple[Setting, ...]]
"""The settings of a slab beside its best one."""

WORTH: Final = 40.0
"""What a page may cost before paragraphs are set again for it."""

REACHES: Final = (2, 5, 12)
"""How many pages back paragraphs are set again, round after round, for a page that costs more."""

_Carried = tuple[tuple[int, int], ...]


class _Node(NamedTuple):
    """The best way to a place where a page begins."""

    cost: float
    place: Place | None
    carried: _Carried
    verso: int | None
    """How short the page before is, if it faces the page that begins here."""

    end: PageEnd | None
    begins: Place
    before: _Node | None


def plan_pages(
    galley: Galley, height: Height, opens_recto: bool, settings_of: SettingsOf
) -> tuple[PlannedPage, ...]:
    """Return the pages of a galley; paragraphs are set again only where pages want it."""
    slabs = list(galley.slabs)
    asked: set[int] = set()
    planner = PagePlanner(galley, height, opens_recto)
    pages = planner.plan()
    for reach in REACHES:
        wanted = _wanted(pages, reach) - asked
        if not wanted:
            break
        asked |= wanted
        for index in sorted(wanted):
            slabs[index] = replace(
                slabs[index], settings=(*slabs[index].settings, *settings_of(index))
            )
        planner = planner.again(replace(galley, slabs=tuple(slabs)), wanted)
        pages = planner.plan()
    return pages


def _wanted(pages: Sequence[PlannedPage], reach: int) -> set[int]:
    """Return the slabs that stand on a page that costs much, or on one of the pages before."""
    return {
        part.slab
        for index, page in enumerate(pages)
        if page.cost > WORTH
        for near in pages[max(0, index - reach) : index + 1]
        for part in near.parts
    }


@dataclass(slots=True)
class PagePlanner:
    """Planning one unit; ``opens_recto`` says on which side its first page stands."""

    galley: Galley
    height: Height
    opens_recto: bool
    costs: Costs = field(default_factory=Costs)
    _scans: dict[object, Ends] = field(default_factory=dict)
    _scanner: Scanner = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._scanner = Scanner(self.galley, NoteShelf(self.galley, self.costs), self.costs)

    def again(self, galley: Galley, changed: Set[int]) -> PagePlanner:
        """Return the planner of a galley with other settings of some slabs."""
        scans = {
            key: scan
            for key, scan in self._scans.items()
            if changed.isdisjoint(range(scan.first, scan.last + 1))
        }
        return replace(self, galley=galley, _scans=scans)

    def plan(self) -> tuple[PlannedPage, ...]:
        """Return the pages that cost least together."""
        start = Place(0)
        level = [_Node(0.0, start, (), None, None, start, None)]
        finished: list[_Node] = []
        page = 0
        while level:
            nodes: dict[object, _Node] = {}
            for node in level:
                for after in self._after(node, page):
                    if after.place is None:
                        finished.append(after)
                        continue
                    key = (after.place, after.carried, after.verso)
                    known = nodes.get(key)
                    if known is None or after.cost < known.cost:
                        nodes[key] = after
            page += 1
            level = self._kept(list(nodes.values()), finished)
        best = min(finished, key=lambda node: node.cost)
        return tuple(self._pages(best))

    def _kept(self, nodes: list[_Node], finished: Sequence[_Node]) -> list[_Node]:
        bound = min((node.cost for node in finished), default=float("inf"))
        nodes = [node for node in nodes if node.cost < bound]
        nodes.sort(key=lambda node: node.cost)
        return nodes[:BEAM]

    def _after(self, node: _Node, page: int) -> Iterator[_Node]:
        if node.place is None:
            return
        is_recto = self.opens_recto == (page % 2 == 0)
        for end in self._ends(node.place, node.carried, page):
            if end.place == node.place and end.notes.left == node.carried:
                continue  # a page with nothing on it
            cost = node.cost + end.cost + self._cost(end, node, page, is_recto=is_recto)
            is_forced = end.place is None or self._is_forced(end.place)
            verso = None if is_recto or is_forced else end.short
            yield _Node(cost, end.place, end.notes.left, verso, end, node.place, node)

    def _ends(self, place: Place, carried: _Carried, page: int) -> tuple[PageEnd, ...]:
        height = self.height(page)
        key = (place, carried, round(height, 2), page > 0)
        if key not in self._scans:
            # An opening has its folio at the foot, where a line more would stand.
            self._scans[key] = self._scanner.ends(place, carried, height, may_be_long=page > 0)
        return self._scans[key].ends

    def _is_forced(self, place: Place) -> bool:
        slabs = self.galley.slabs
        if place.slab == len(slabs):
            return True
        return place.row == 0 and slabs[place.slab].begins_page

    def _cost(self, end: PageEnd, node: _Node, page: int, *, is_recto: bool) -> float:
        costs, verso = self.costs, node.verso
        if end.place is None or self._is_forced(end.place):
            few = page > 0 and self._lines_of(end, node.place) < costs.fewest - 0.5
            # The page that a last one faces has no other to be as deep as, but its own depth.
            alone = self._of_spread(verso, verso) if is_recto and verso is not None else 0.0
            return alone + (costs.few_lines if few else 0.0)
        cost = 0.0
        if end.hyphen:
            cost += costs.hyphen_at_turn if is_recto else costs.hyphen
        if is_recto and verso is not None:
            return cost + self._of_spread(verso, end.short)
        if is_recto:  # faces nothing of the unit's, or a page that ends something
            return cost + self._of_spread(end.short, end.short)
        return cost

    def _lines_of(self, end: PageEnd, begins: Place | None) -> float:
        """Return how many lines of text are as high as what a page holds, white apart."""
        total, step = 0.0, end.steps
        last: int | None = end.last_row
        while step is not None:
            rows = self.galley.slabs[step.slab].settings[step.setting].rows
            first = begins.row if begins is not None and begins.slab == step.slab else 0
            total += heights(rows[first:last])
            last, step = None, step.before
        return total / self.galley.line

    def _of_spread(self, verso: int, recto: int) -> float:
        costs = self.costs
        short = max(verso, recto)
        cost = costs.unequal * abs(verso - recto)
        if min(verso, recto) < 0:
            cost += costs.long(-min(verso, recto))
        if short > 0:
            cost += costs.short_spread + costs.second_short * (short - 1)
            if short > 2:
                cost += costs.third_short
        return cost

    def _pages(self, last: _Node) -> Iterator[PlannedPage]:
        chain = []
        node: _Node | None = last
        while node is not None and node.end is not None:
            before = node.before.cost if node.before else 0.0
            chain.append((node.begins, node.end, node.cost - before))
            node = node.before
        for page, (begins, end, cost) in enumerate(reversed(chain)):
            yield self._page(begins, end, page, cost)

    def _page(self, begins: Place, end: PageEnd, page: int, cost: float) -> PlannedPage:
        parts = parts_of(self.galley, begins, end)
        height = self.height(page)
        top = height - end.short * self.galley.line - end.notes.height
        floats = sum(self.galley.slabs[part.slab].float_of in begins.floats for part in parts)
        notes_top = max(top, end.depth)
        feet = feet_of([part.slab for part in parts])
        return PlannedPage(parts, end.notes.parts, notes_top, floats, end.short, cost, feet)
