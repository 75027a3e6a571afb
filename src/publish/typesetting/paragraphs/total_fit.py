"""Total fit: the cheapest way through a paragraph's breaks, by dynamic programming.

After Knuth and Plass, "Breaking Paragraphs into Lines" (Software: Practice and Experience 11,
1981). Beyond it, a state knows how many hyphens stand above one another, so that ladders can be
refused, not only counted in pairs; and letters give way before spaces do, as in Thành's pdfTeX
("Micro-typographic extensions to the TeX typesetting system", 2000).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final, NamedTuple

from publish.typesetting.paragraphs.model import Break, Paragraph, Rules

TIGHT, DECENT, LOOSE, VERY_LOOSE = range(4)

LADDER: Final = 3
"""So many hyphens above one another are a ladder."""

_SLACK: Final = 1e-6
"""Lengths are sums of floats: this much too wide is not too wide."""


class State(NamedTuple):
    """The best way to one break that ends in a line of this fitness under so many hyphens."""

    demerits: float
    place: int
    """The break, or -1 at the paragraph's beginning."""

    fitness: int
    hyphens: int
    """How many lines in a row, up to here, end in hyphens."""

    lines: int
    before: State | None


@dataclass(frozen=True, slots=True)
class Solution:
    """The breaks of the lines but the last, by index, and what the whole costs."""

    breaks: tuple[int, ...]
    demerits: float
    lines: int
    is_flawed: bool
    """Whether it ends in a runt or has a ladder of hyphens."""


@dataclass(slots=True, eq=False)
class _Origin:
    """A place where a line may begin, with all states that end there."""

    start: float
    space: float
    states: list[State]


def fitness_of(ratio: float) -> int:
    """Return the class of a line whose spaces grow or shrink by this ratio."""
    if ratio < -0.5:
        return TIGHT
    if ratio <= 0.5:
        return DECENT
    return LOOSE if ratio <= 1.0 else VERY_LOOSE


def break_paragraph(
    paragraph: Paragraph, width: float, rules: Rules, insets: Sequence[float] = ()
) -> Solution | None:
    """Return the best breaks for lines of this width, or None if some line cannot be made.

    ``insets`` are how much narrower the first lines are: the first for its indent, more of them
    beside something that stands in the paragraph's place.
    """
    found = _Search(paragraph, width, rules, insets, by_lines=False).run()
    return next(iter(found.values()), None)


def break_by_lines(
    paragraph: Paragraph, width: float, rules: Rules, insets: Sequence[float] = ()
) -> Mapping[int, Solution]:
    """Return the best breaks for every number of lines that the paragraph can be set in."""
    return _Search(paragraph, width, rules, insets, by_lines=True).run()


class _Search:
    """One way through a paragraph from left to right."""

    def __init__(
        self,
        paragraph: Paragraph,
        width: float,
        rules: Rules,
        insets: Sequence[float],
        *,
        by_lines: bool,
    ) -> None:
        self.paragraph = paragraph
        self.insets = insets
        self.width = width + _SLACK
        self.rules = rules
        self.letters = rules.letters
        self.by_lines = by_lines
        self.counted = inf if by_lines else max(len(insets), 1)
        """So many lines are told apart; of two ways to a later one the cheaper is kept."""

        first = State(0.0, -1, DECENT, 0, 0, None)
        self.active: list[_Origin] = []
        self._begin(paragraph.start, paragraph.start_space, [first])

    def run(self) -> Mapping[int, Solution]:
        """Return the best solution, by its number of lines; or one for each number."""
        *inner, end = self.paragraph.breaks
        for index, place in enumerate(inner):
            states = self._reach(index, place)
            if states:
                self._begin(place.start, place.start_space, states)
            elif not self.active:
                return {}
        best: dict[int, State] = {}
        for state in self._finish(end):
            key = state.lines if self.by_lines else 0
            if key not in best or state.demerits < best[key].demerits:
                best[key] = state
        return {state.lines: self._solution(state) for _, state in sorted(best.items())}

    def _begin(self, start: float, space: float, states: list[State]) -> None:
        """Let lines begin at a place: a narrower line is one that begins before it by its inset."""
        if len(self.insets) > 1 or not self.active:
            for number in range(len(self.insets)):
                narrow = [state for state in states if state.lines == number]
                if narrow:
                    inset = self.insets[number]
                    self.active.append(_Origin(start - inset, space, narrow))
            states = [state for state in states if state.lines >= len(self.insets)]
        if states:
            self.active.append(_Origin(start, space, states))

    def _solution(self, final: State) -> Solution:
        breaks: list[int] = []
        has_ladder = False
        state = final.before
        while state is not None and state.place >= 0:
            breaks.append(state.place)
            has_ladder |= state.hyphens == LADDER
            state = state.before
        is_flawed = has_ladder or (
            bool(breaks) and self._runt(self.paragraph.breaks[breaks[0]]) == self.rules.runt
        )
        return Solution(tuple(reversed(breaks)), final.demerits, final.lines, is_flawed)

    def _runt(self, place: Break) -> float:
        """Return the demerits of a last line from here, in a paragraph of several."""
        rules, paragraph = self.rules, self.paragraph
        length = (paragraph.breaks[-1].end - place.start) / paragraph.em
        if length < rules.shortest_last:
            return rules.runt
        if place.offset >= paragraph.last_word and length < rules.short_word:
            return rules.lone_word
        return 0.0

    def _reach(self, index: int, place: Break) -> list[State]:
        """Return the best states that end a line here, and forget origins too far behind."""
        rules, letters = self.rules, self.letters
        end, end_space, width = place.end, place.end_space, self.width
        best: dict[tuple[int, int, float], State] = {}
        gone: list[_Origin] = []
        is_even = len(self.insets) <= 1
        for origin in self.active:
            length = end - origin.start
            slack = width - length
            spread = letters * length
            if slack < 0:
                rest = slack + spread
                ratio = 0.0
                if rest < 0:
                    give = rules.shrink * (end_space - origin.space)
                    if rest + give < 0:
                        if rest + place.hyphen + give < 0:
                            gone.append(origin)
                        continue
                    ratio = rest / give
            else:
                rest = slack - spread
                ratio = 0.0
                if rest > 0:
                    give = rules.stretch * (end_space - origin.space)
                    if rest > rules.tolerance * give:
                        if is_even:
                            break  # and so would be the lines from all later origins
                        continue
                    ratio = rest / give
            used = slack / spread if spread else 0.0
            self._enter(best, index, place, origin, (ratio, used))
        if gone and is_even:
            del self.active[: len(gone)]
        elif gone:
            self.active = [origin for origin in self.active if origin not in gone]
        return list(best.values())

    def _cost(self, ratio: float, used: float) -> float:
        """Return the demerits of a line for its spaces and for what is ``used`` of its letters."""
        rules = self.rules
        if ratio == 0.0:
            return rules.line + rules.effort * used * used
        weight = rules.loose if ratio > 0 else rules.tight
        return rules.line + rules.effort + weight * ratio * ratio

    def _enter(
        self,
        best: dict[tuple[int, int, float], State],
        index: int,
        place: Break,
        origin: _Origin,
        fit: tuple[float, float],
    ) -> None:
        """Keep the ways to this break over one origin that are better than those known."""
        rules = self.rules
        cost = self._cost(*fit) + place.penalty * place.penalty
        fitness = fitness_of(fit[0])
        for state in origin.states:
            demerits = state.demerits + cost
            hyphens = 0
            if place.is_hyphen:
                hyphens = min(state.hyphens + 1, LADDER)
                if hyphens == LADDER - 1:
                    demerits += rules.two_hyphens
                elif hyphens == LADDER:
                    demerits += rules.ladder
            if abs(fitness - state.fitness) > 1:
                demerits += rules.unlike_neighbours
            lines = state.lines + 1
            key = (fitness, hyphens, min(lines, self.counted))
            known = best.get(key)
            if known is None or demerits < known.demerits:
                best[key] = State(demerits, index, fitness, hyphens, lines, state)

    def _finish(self, end: Break) -> Iterator[State]:
        """Yield every way to the end; the last line need not be filled."""
        rules = self.rules
        for origin in self.active:
            length = end.end - origin.start
            slack = min(self.width - length, 0.0)
            spread = self.letters * length
            rest = min(slack + spread, 0.0)
            give = rules.shrink * (end.end_space - origin.space)
            if rest + give < 0:
                continue
            cost = self._cost(rest / give if rest else 0.0, slack / spread if spread else 0.0)
            place = origin.states[0].place
            runt = self._runt(self.paragraph.breaks[place]) if place >= 0 else 0.0
            for state in origin.states:
                demerits = state.demerits + cost
                if state.before is not None:
                    demerits += runt
                    if state.hyphens:
                        demerits += rules.last_hyphen
                yield State(demerits, state.place, state.fitness, 0, state.lines + 1, state)
