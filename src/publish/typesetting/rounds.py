"""The rounds: units set in order, and again where a page number in their text was wrong."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from publish.content.calls import LABEL_OF
from publish.typesetting.folios import Numbering, folio, is_recto
from publish.typesetting.markup import PreparedUnit
from publish.typesetting.note_labels import first_guess
from publish.typesetting.unit import SetUnit

ROUNDS: Final = 4
"""Rounds before references that still change get a fixed width, so that they move nothing more."""

LAST_ROUND: Final = ROUNDS + 3

_CHARACTERS_A_PAGE: Final = 2400
"""Markup and text on a page, as a guess until the first unit is set."""


class Setter(Protocol):
    """Sets one unit; ``set_unit`` with its engine bound."""

    def __call__(
        self,
        prepared: PreparedUnit,
        *,
        recto: bool,
        inserted: Sequence[str],
        reserve: Sequence[int],
    ) -> SetUnit:
        """Return the unit in pages."""


@dataclass(frozen=True, slots=True)
class PlacedUnit:
    """A unit in its place: ``first`` is the number of its first page in its numbering."""

    set: SetUnit
    first: int
    numbering: Numbering

    @property
    def last(self) -> int:
        """Return the number of the last page."""
        return self.first + len(self.set.pages) - 1

    def folio(self, index: int) -> str:
        """Return the folio of a page of the unit."""
        return folio(self.first + index, self.numbering)


@dataclass(frozen=True, slots=True)
class Settlement:
    """All units placed, in reading order; ``frozen`` when references never came to rest freely."""

    units: tuple[PlacedUnit, ...]
    frozen: bool


@dataclass(slots=True)
class _Run:
    """Units that share a numbering, which begins at 1 on a recto."""

    units: tuple[PreparedUnit, ...]
    numbering: Numbering
    done: list[SetUnit | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.done = [None] * len(self.units)

    def placed(self) -> Iterator[PlacedUnit]:
        """Yield the units set so far, in their places."""
        number = 1
        for prepared, done in zip(self.units, self.done, strict=True):
            number = opening(prepared, number)
            if done is not None:
                yield PlacedUnit(done, number, self.numbering)
                number += len(done.pages)


def opening(prepared: PreparedUnit, number: int) -> int:
    """Return the number of the page that a unit opens on, ``number`` being the next free page."""
    return number + 1 if prepared.unit.recto and not is_recto(number) else number


def settle(
    units: Sequence[PreparedUnit], front: int, setter: Setter, advance: Callable[[], None]
) -> Settlement:
    """Set every unit, and again those whose inserted folios turn out wrong, until none is.

    The first ``front`` units are numbered in roman. The body is set first: the contents need it.
    """
    body = _Run(tuple(units[front:]), "arabic")
    contents = _Run(tuple(units[:front]), "roman")
    rounds = _Rounds((body, contents), setter, advance)
    for count in range(1, LAST_ROUND + 1):
        before = dict(rounds.known)
        rounds.play()
        if rounds.are_settled():
            break
        if count >= ROUNDS:
            rounds.freeze(before)
    return Settlement((*contents.placed(), *body.placed()), frozen=bool(rounds.widths))


class _Rounds:
    """What the rounds remember of one another: the folio of every id, as last known.

    ``widths`` are the fixed ones, in digits, of references that did not come to rest.
    """

    def __init__(self, runs: Sequence[_Run], setter: Setter, advance: Callable[[], None]) -> None:
        self.runs = runs
        self.setter = setter
        self.advance = advance
        self.known: dict[str, str] = {}
        self.widths: dict[str, int] = {}
        self.owners = {
            identifier: (run, index)
            for run in runs
            for index, prepared in enumerate(run.units)
            for identifier in (prepared.id, *prepared.unit.document.ids)
        }

    def freeze(self, before: Mapping[str, str]) -> None:
        """Give what has changed since ``before`` a width that holds both that and what it is."""
        for target, now in self.known.items():
            if now != before.get(target, now):
                widest = max(len(now), len(before[target]))
                self.widths[target] = max(widest, self.widths.get(target, 0))

    def play(self) -> None:
        """Set what is not set yet, or not rightly."""
        for run in self.runs:
            number = 1
            for index, prepared in enumerate(run.units):
                number = opening(prepared, number)
                recto = is_recto(number)
                inserted = [self._inserted(prepared, target) for target in prepared.references]
                reserve = tuple(self.widths.get(target, 0) for target in prepared.references)
                done = run.done[index]
                if done is None or not done.fits(recto=recto, inserted=inserted, reserve=reserve):
                    again = self.setter(prepared, recto=recto, inserted=inserted, reserve=reserve)
                    if done is None:
                        self.advance()
                    run.done[index] = done = again
                for target in (prepared.id, *prepared.unit.document.ids):
                    # What has no box of its own is taken to stand where its division opens.
                    page = done.pages_of.get(target, 0)
                    self.known[target] = folio(number + page, run.numbering)
                self.known.update(done.note_labels)
                number += len(done.pages)

    def are_settled(self) -> bool:
        """Return whether every inserted folio is the true one and every unit on its side."""
        return all(
            placed.set.recto == is_recto(placed.first)
            and all(
                said == self.known.get(target, "")
                for said, target in zip(
                    placed.set.inserted, placed.set.prepared.references, strict=True
                )
            )
            for run in self.runs
            for placed in run.placed()
        )

    def _inserted(self, prepared: PreparedUnit, target: str) -> str:
        """Return what stands at a reference: a folio, or the label of a note."""
        if target.startswith(LABEL_OF) and target not in self.known:
            note = target.removeprefix(LABEL_OF)
            return first_guess(note, symbols=prepared.symbols, editors=prepared.editors)
        return self._folio_of(target)

    def _folio_of(self, target: str) -> str:
        if target in self.known or target not in self.owners:
            return self.known.get(target, "")
        run, owner = self.owners[target]
        return folio(self._guess(run, owner, target), run.numbering)

    def _guess(self, run: _Run, owner: int, target: str) -> int:
        """Return about the page of an id whose unit is not set yet, from the length of the text."""
        texts = [len(prepared.unit.document.body) for prepared in run.units]
        pages = [len(done.pages) if done else 0 for done in run.done]
        known = [(text, page) for text, page in zip(texts, pages, strict=True) if page]
        density = sum(text for text, _ in known) / (sum(page for _, page in known) or 1)
        number = 1
        for prepared, text, page in zip(run.units[:owner], texts, pages, strict=False):
            number = opening(prepared, number)
            number += page or math.ceil(text / (density or _CHARACTERS_A_PAGE))
        before = max(run.units[owner].unit.document.body.find(f'id="{target}"'), 0)
        return opening(run.units[owner], number) + int(before / (density or _CHARACTERS_A_PAGE))
