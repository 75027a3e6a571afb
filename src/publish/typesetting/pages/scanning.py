"""Walking down one page, and entering every place where it may well end."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor
from typing import Final, NamedTuple

from publish.typesetting.pages.ends import PageEnd, Step, snapped, white_over
from publish.typesetting.pages.model import Place, PlacedNotes, Slab, heights
from publish.typesetting.pages.notes import NO_NOTES, NoteShelf

SLACK: Final = 0.05
"""Heights are sums of floats: this much lower than the foot is not too low."""

DEEPEST_SHORT: Final = 3
"""Lines that a page may be short of its depth, together with the page that it faces."""

LONGEST: Final = 2
"""Lines that a page may be longer than its depth, together with the page that it faces."""


class _State(NamedTuple):
    """A way down the page to the head of a slab."""

    y: float
    cost: float
    steps: Step | None
    floats: tuple[int, ...] = ()
    """The floats that wait for the next page."""

    foot: int = -1
    """The first slab of a float that stands at the foot of the page, under the text after it."""


def _may_have_foot(state: _State) -> bool:
    """Return whether a float may go to the foot of a page: one, and none that is written before."""
    return state.steps is not None and state.foot < 0 and not state.floats


class _Cut(NamedTuple):
    """A break after a row: where the next page begins, and what the page ends with."""

    place: Place | None
    last_row: int
    hyphen: bool
    called: tuple[int, ...]
    sinks: float = 0.0
    is_free: bool = True
    """Whether it need not be made level with the lines of a facing page, or is of itself."""


class Scan:
    """One walk down one page."""

    def __init__(
        self,
        shelf: NoteShelf,
        place: Place,
        carried: Sequence[tuple[int, int]],
        height: float,
        *,
        strict: bool,
        may_be_long: bool = False,
    ) -> None:
        self.galley = galley = shelf.galley
        self.shelf = shelf
        self.costs = shelf.costs
        self.place = place
        self.carried = carried
        self.height = height
        self.strict = strict
        self.longest = LONGEST if may_be_long else 0
        self.line = galley.line
        self.highest = height - (DEEPEST_SHORT + 0.5 + (2 if galley.notes else 0)) * self.line
        self.called: tuple[int, ...] = ()
        self.most_notes = shelf.most(carried)
        self.last_slab = place.slab
        self.found: list[PageEnd] = []

    def run(self) -> list[PageEnd]:
        """Walk, and return the ends found."""
        slabs = self.galley.slabs
        states = [self.begin()]
        floating: dict[int, list[_State]] = {}
        for index in range(self.place.slab, len(slabs)):
            slab = slabs[index]
            self.last_slab = index
            states.extend(floating.pop(index, ()))
            if slab.begins_page and index > self.place.slab:
                self._break_here(states, index)
                return self.found
            if slab.floating and (index > self.place.slab or self.place.row == 0):
                over = floating.setdefault(index + slab.floating, [])
                over.extend(self._floated(state, index) for state in states if state.steps)
                over.extend(self._footed(state, index) for state in states if _may_have_foot(state))
                # Figures keep their order: none stands above one that is written before it.
                states = [state for state in states if state.foot < 0 and not state.floats]
            states = self._slab(index, slab, states)
            if not states and not floating:
                return self.found
            rows = slab.rows
            if index == self.place.slab and self.place.row:
                rows = slab.settings[self.place.setting].rows[self.place.row :]
            called = [note for row in rows for note in row.notes]
            if called:
                self.called = (*self.called, *called)
                self.most_notes += sum(self.shelf.whole[note] for note in called)
        self._break_here(states, None)
        return self.found

    def begin(self) -> _State:
        """Return the head of the page, under the floats that come to it."""
        state = _State(0.0, 0.0, None)
        waiting = list(self.place.floats)
        while waiting:
            state, before = self._set_float(state, waiting[0]), state
            if state.y > self.height and before.steps is not None:
                state = before
                break
            waiting.pop(0)
        return state._replace(cost=self.costs.floated * len(waiting), floats=tuple(waiting))

    def _set_float(self, state: _State, first: int) -> _State:
        slabs = self.galley.slabs
        y, steps = state.y, state.steps
        for index in range(first, first + slabs[first].floating):
            slab = slabs[index]
            y += white_over(self.galley, steps, index, self.place) + slab.head
            y += heights(slab.rows) + slab.foot
            steps = Step(index, 0, False, steps)
        return state._replace(y=y, steps=steps)

    def _floated(self, state: _State, index: int) -> _State:
        cost = state.cost + self.costs.floated
        return state._replace(cost=cost, floats=(*state.floats, index))

    def _footed(self, state: _State, index: int) -> _State:
        return state._replace(cost=state.cost + self.costs.footed, foot=index)

    def _with_foot(self, state: _State, y: float, steps: Step | None) -> tuple[float, Step | None]:
        """Return the depth and the steps of a page with the float that stands at its foot."""
        if state.foot < 0:
            return y, steps
        footed = self._set_float(state._replace(y=y, steps=steps), state.foot)
        return footed.y, footed.steps

    def _break_here(self, states: Sequence[_State], index: int | None) -> None:
        """Enter the ends of a page that the text leaves, finished or forced."""
        slabs = self.galley.slabs
        for state in states:
            place = Place(len(slabs) if index is None else index, floats=state.floats)
            step = state.steps
            if step is not None and state.foot > step.slab:
                continue  # nothing stands over it that is written after it: it is in its place
            last = len(slabs[step.slab].settings[step.setting].rows) if step else 0
            y, step = self._with_foot(state, state.y, step)
            long, placed = self._fitted(self.called, y, self._over(y))
            if placed is None:
                continue
            is_done = index is None and not placed.left and not state.floats
            cost = state.cost + placed.cost + self.costs.long(long)
            cut = _Cut(None if is_done else place, last, hyphen=False, called=())
            self._enter(cut, y, -long, cost, placed, step)

    def _slab(self, index: int, slab: Slab, states: Sequence[_State]) -> list[_State]:
        """Enter the ends within a slab, and return the ways to what is under it."""
        under: dict[object, _State] = {}
        slabs = self.galley.slabs
        is_first = index == self.place.slab
        running_on = is_first and self.place.row > 0
        for state in states:
            for number, setting in enumerate(slab.settings):
                if running_on and number != self.place.setting:
                    continue
                top = self._top(index, state)
                cost = state.cost + (0.0 if running_on else setting.cost)
                self._go_on(state, Step(index, number, False, state.steps), top, cost, under)
                is_soft = slab.white >= 0.9 * self.line and not slab.rigid
                if number == 0 and not is_first and is_soft:
                    step = Step(index, number, True, state.steps)
                    is_kept = not slabs[index - 1].rows[-1].may_end_page
                    cost += self.costs.parted if is_kept else self.costs.stretched
                    self._go_on(state, step, top + self.line, cost, under)
        return list(under.values())

    def _go_on(
        self, state: _State, step: Step, top: float, cost: float, under: dict[object, _State]
    ) -> None:
        y = self._rows(state, step, top, cost)
        if y is not None:
            key = (round(y * 16), state.floats, state.foot)
            known = under.get(key)
            if known is None or cost < known.cost:
                under[key] = _State(y, cost, step, state.floats, state.foot)

    def _top(self, index: int, state: _State) -> float:
        slab = self.galley.slabs[index]
        white = white_over(self.galley, state.steps, index, self.place)
        running_on = index == self.place.slab and self.place.row > 0
        head = slab.repeats if running_on else slab.head
        return snapped(slab, state.y + white + head, white, self.line)

    def _rows(self, state: _State, step: Step, y: float, cost: float) -> float | None:
        """Enter the ends after rows; return the depth under the slab, or None if it is too low."""
        slab = self.galley.slabs[step.slab]
        rows = slab.settings[step.setting].rows
        index, count = step.slab, len(rows)
        first = self.place.row if index == self.place.slab else 0
        under, _ = self._with_foot(state, 0.0, step)
        foot = self.height + SLACK + self.line * self.longest - under
        is_last = index + 1 == len(self.galley.slabs)
        most, called = self.most_notes, self.called
        has_notes = bool(self.carried or called)
        for at in range(first, count):
            row = rows[at]
            y += row.height
            if y > foot:
                return None
            if at + 1 == count:
                y += slab.foot
                if y > foot or is_last:
                    return y if y <= foot else None
            if row.notes:
                has_notes = True
                called = (*called, *row.notes)
                most += sum(self.shelf.whole[note] for note in row.notes)
            least = y + under + most * has_notes
            if self.strict and (not row.may_end_page or least < self.highest):
                continue
            place = Place(index, at + 1, step.setting) if at + 1 < count else Place(index + 1)
            place = place._replace(floats=state.floats)
            extra = 0.0 if row.may_end_page else self.costs.forbidden
            if state.floats and place.row and slab.repeats:
                extra += self.costs.interrupted
            sinks = row.sinks + (slab.foot if at + 1 == count else 0.0)
            is_free = slab.on_grid or self._is_forced(place)
            cut = _Cut(place, at + 1, row.ends_in_hyphen, called, sinks, is_free)
            if state.foot >= 0:
                slabs = self.galley.slabs
                last = slabs[state.foot + slabs[state.foot].floating - 1]
                cut = cut._replace(sinks=last.rows[-1].sinks + last.foot, is_free=False)
            depth, steps = self._with_foot(state, y, step)
            self._end(cut, depth, cost + extra, steps)
        return y

    def _is_forced(self, place: Place) -> bool:
        slabs = self.galley.slabs
        return place.row == 0 and place.slab < len(slabs) and slabs[place.slab].begins_page

    def _fitted(
        self, called: Sequence[int], y: float, least: int
    ) -> tuple[int, PlacedNotes | None]:
        """Return by how many lines the page is longest, and its notes, which must fit."""
        for long in range(least, self.longest + 1):
            placed = self._notes(called, y, long=long)
            if placed is not None:
                return long, placed
        return 0, None

    def _over(self, y: float) -> int:
        """Return how many lines lower than its foot the page's text ends."""
        return max(0, ceil((y - self.height - SLACK) / self.line))

    def _notes(self, called: Sequence[int], y: float, *, long: int = 0) -> PlacedNotes | None:
        """Return the notes on the page under this depth; on a ``long`` one there is more room."""
        if not (self.carried or called):
            return NO_NOTES
        room = self.height - y + self.line * long
        if self.strict:
            return self.shelf.place(self.carried, called, room)
        return self.shelf.place_what_fits(self.carried, called, room)

    def _end(self, cut: _Cut, y: float, cost: float, step: Step | None) -> None:
        """Enter the ends of a page that ends after this row, as deep or less."""
        # The feet of pages are level by their baselines, be they of a text, a table or a note.
        depth = y if self.carried or cut.called or cut.is_free else y - cut.sinks
        over = self._over(depth)
        placed = None if over else self._notes(cut.called, y)
        if placed is None or placed.left:
            long, longer = self._fitted(cut.called, y, max(over, 1))
            if longer is not None:
                self._enter(cut, y, -long, cost + longer.cost, longer, step, depth)
        if placed is None:
            return
        cost += placed.cost
        free = (self.height - depth - placed.height) / self.line
        if not placed.parts:
            short = max(0, round(free) if cut.is_free else floor(free + SLACK))
            if short > DEEPEST_SHORT:
                if self.strict:
                    return
                cost += self.costs.hole * (short - DEEPEST_SHORT)
            self._enter(cut, y, short, cost, placed, step, depth)
            for more in () if cut.is_free else range(1, min(short, DEEPEST_SHORT) + 1):
                dear = cost + self.costs.opened * more
                self._enter(cut, y, short - more, dear, placed, step, depth)
            return
        if free > DEEPEST_SHORT + 2 and self.strict:
            return
        for short in range(min(floor(free + SLACK), DEEPEST_SHORT) + 1):
            gap = max(0.0, free - short - 0.5)
            self._enter(cut, y, short, cost + self.costs.gap * gap * gap, placed, step)

    def _enter(  # noqa: PLR0913, PLR0917  a page's end is made of this much
        self,
        cut: _Cut,
        y: float,
        short: int,
        cost: float,
        placed: PlacedNotes,
        step: Step | None,
        depth: float | None = None,
    ) -> None:
        """Enter an end; ``depth`` is where a page without notes ends by its last baseline."""
        drop = 0.0
        if depth is not None and not cut.is_free and not placed.parts:
            drop = max(0.0, self.height - short * self.line - depth)
        self.found.append(
            PageEnd(cut.place, y, short, cost, placed, step, cut.last_row, cut.hyphen, drop)
        )
