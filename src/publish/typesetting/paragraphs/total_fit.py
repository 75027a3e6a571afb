"""Total fit: the cheapest way through a paragraph's breaks, by dynamic programming.

After Knuth and Plass, "Breaking Paragraphs into Lines" (Software: Practice and Experience 11,
1981). Beyond it, a state knows how many hyphens stand above one another, so that ladders can be
refused, not only counted in pairs; and letters give way before spaces do, as in Thành's pdfTeX
("Micro-typographic extensions to the TeX typesetting system", 2000).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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


@dataclass(slots=True)
class _Origin:
    """A place where a line may begin, with all states that end there."""

    start: float
    space: float
    offset: int
    states: list[State]


def fitness_of(ratio: float) -> int:
    """Return the class of a line whose spaces grow or shrink by this ratio."""
    if ratio < -0.5:
        return TIGHT
    if ratio <= 0.5:
        return DECENT
    return LOOSE if ratio <= 1.0 else VERY_LOOSE


def break_paragraph(paragraph: Paragraph, width: float, rules: Rules) -> Solution | None:
    """Return the best breaks for lines of this width, or None if some line cannot be made.

    An indented first line begins before ``paragraph.start``.
    """
    found = _Search(paragraph, width, rules, by_lines=False).run()
    return next(iter(found.values()), None)


def break_by_lines(paragraph: Paragraph, width: float, rules: Rules) -> Mapping[int, Solution]:
    """Return the best breaks for every number of lines that the paragraph can be set in."""
    return _Search(paragraph, width, rules, by_lines=True).run()


class _Search:
    """One way through a paragraph from left to right."""

    def __init__(self, paragraph: Paragraph, width: float, rules: Rules, *, by_lines: bool) -> None:
        self.paragraph = paragraph
        self.width = width + _SLACK
        self.rules = rules
        self.letters = rules.letters
        self.by_lines = by_lines
        first = State(0.0, -1, DECENT, 0, 0, None)
        self.active = [_Origin(paragraph.start, paragraph.start_space, 0, [first])]

    def run(self) -> Mapping[int, Solution]:
        """Return the best solution, by its number of lines; or one for each number."""
        *inner, end = self.paragraph.breaks
        for index, place in enumerate(inner):
            states = self._reach(index, place)
            if states:
                self.active.append(_Origin(place.start, place.start_space, place.offset, states))
            elif not self.active:
                return {}
        best: dict[int, State] = {}
        for state in self._finish(end):
            key = state.lines if self.by_lines else 0
            if key not in best or state.demerits < best[key].demerits:
                best[key] = state
        return {state.lines: self._solution(state) for _, state in sorted(best.items())}

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

    def _runt(self, place: Break | _Origin) -> float:
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
        best: dict[tuple[int, int, int], State] = {}
        gone = 0
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
                            gone += 1
                        continue
                    ratio = rest / give
            else:
                rest = slack - spread
                ratio = 0.0
                if rest > 0:
                    give = rules.stretch * (end_space - origin.space)
                    if rest > rules.tolerance * give:
                        break  # and so would be the lines from all later origins
                    ratio = rest / give
            used = slack / spread if spread else 0.0
            self._enter(best, index, place, origin, (ratio, used))
        if gone:
            del self.active[:gone]
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
        best: dict[tuple[int, int, int], State],
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
            key = (fitness, hyphens, lines if self.by_lines else 0)
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
            runt = self._runt(origin)
            for state in origin.states:
                demerits = state.demerits + cost
                if state.before is not None:
                    demerits += runt
                    if state.hyphens:
                        demerits += rules.last_hyphen
                yield State(demerits, state.place, state.fitness, 0, state.lines + 1, state)
