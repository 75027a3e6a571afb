"""The account of the import of a document while it is made."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from publish.diagnostics import Span
from publish.importing.imported import Decision, Outcome, Unkept, excerpt


@dataclass(slots=True)
class Account:
    """What was decided, and what becomes of every word that is taken out.

    Places are paragraphs, counted from 1 as ``paragraphs.Facts`` does. ``taken`` are stretches of
    a paragraph's text that are no running text of the book, ``added`` words that stand in the place
    of one, ``moved`` paragraphs that stand before another, ``joined`` those that go on the one
    before. ``sunk`` are notes that are notes no longer.
    """

    path: PurePosixPath
    decisions: list[Decision] = field(default_factory=list)
    unkept: list[Unkept] = field(default_factory=list)
    taken: list[tuple[int, int, int]] = field(default_factory=list)
    added: list[tuple[int, int, str]] = field(default_factory=list)
    moved: dict[int, int] = field(default_factory=dict)
    joined: set[int] = field(default_factory=set)
    called: list[list[int]] = field(default_factory=list)
    sunk: set[int] = field(default_factory=set)
    places: dict[int, int] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    remarks: list[str] = field(default_factory=list)
    _indexed: tuple[int, int] = (0, 0)
    _taken: dict[int, list[tuple[int, int]]] = field(default_factory=dict, repr=False)
    _added: dict[int, list[tuple[int, str]]] = field(default_factory=dict, repr=False)

    def place(self, number: int) -> Span:
        """Return the place of a paragraph."""
        return Span(self.path, self.places.get(number, number) or None)

    def decide(
        self, kind: str, what: str, evidence: str, number: int, outcome: Outcome = "done"
    ) -> None:
        """Enter a decision about the words of a paragraph."""
        self.decisions.append(Decision(kind, excerpt(what), evidence, self.place(number), outcome))

    def take(self, number: int, start: int, end: int) -> None:
        """Enter that a stretch of a paragraph is not running text."""
        if end > start:
            self.taken.append((number, start, end))

    def taken_of(self, number: int) -> list[tuple[int, int]]:
        """Return what was taken of a paragraph."""
        if self._indexed != (len(self.taken), len(self.added)):
            self._indexed = (len(self.taken), len(self.added))
            self._taken, self._added = {}, {}
            for paragraph, start, end in self.taken:
                self._taken.setdefault(paragraph, []).append((start, end))
            for paragraph, at, words in self.added:
                self._added.setdefault(paragraph, []).append((at, words))
        return self._taken.get(number, [])

    def added_of(self, number: int) -> list[tuple[int, str]]:
        """Return what was added to a paragraph."""
        self.taken_of(number)
        return self._added.get(number, [])

    def set_apart(self, what: str, where: str, number: int = 0) -> None:
        """Enter that something is not in the book."""
        self.unkept.append(
            Unkept(excerpt(what, 400), where, self.place(number) if number else None)
        )
