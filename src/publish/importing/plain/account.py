"""The account of an import while it is made: decisions, and what becomes of each word taken out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from publish.importing.imported import Decision, Outcome, Unkept, excerpt
from publish.importing.plain.lines import SourceText


@dataclass(slots=True)
class Account:
    """What was decided about a source.

    ``taken`` are stretches of the source that are no running text of the book: metadata, marks of
    notes, numbers of lists. ``changed`` are words that are spelt otherwise now. Offsets count in
    the source's text. ``counts`` are changes too many and too sure to be listed one by one.
    """

    source: SourceText
    decisions: list[Decision] = field(default_factory=list)
    unkept: list[Unkept] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)
    changed: list[tuple[int, int, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    remarks: list[str] = field(default_factory=list)

    def decide(
        self, kind: str, what: str, evidence: str, at: int, outcome: Outcome = "done"
    ) -> None:
        """Enter a decision about the words at an offset."""
        self.decisions.append(
            Decision(kind, excerpt(what), evidence, self.source.place(at), outcome)
        )

    def take(self, start: int, end: int) -> None:
        """Enter that a stretch of the source is not running text."""
        self.taken.append((start, end))

    def change(self, start: int, end: int, text: str) -> None:
        """Enter that a stretch of the source has other letters now."""
        self.changed.append((start, end, text))

    def set_apart(self, what: str, where: str, start: int, end: int) -> None:
        """Enter that a stretch of the source stands outside the book."""
        self.take(start, end)
        self.unkept.append(Unkept(what, where, self.source.place(start)))
