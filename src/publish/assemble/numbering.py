"""Numbers of parts, chapters, appendices, sections, figures, tables and notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Final

from publish.assemble.divisions import UNNUMBERED
from publish.assemble.labels import Labels
from publish.assemble.numbers import english, letter, roman
from publish.config import ChapterNumbers, Numbering
from publish.model import blocks as b
from publish.model.book import Division, Note

_FORMS: Final[dict[ChapterNumbers, Callable[[int], str]]] = {
    "none": lambda _number: "",
    "arabic": str,
    "roman": lambda number: roman(number).upper(),
    "words": english,
}


@dataclass(slots=True)
class Numberer:
    """Numbers the divisions of one book in reading order and enters the numbers into the labels.

    Only figures and tables with a label are numbered: what has no name is not referred to.
    """

    labels: Labels
    chapters: ChapterNumbers
    sections: bool
    notes: Numbering
    _parts: Iterator[int] = field(default_factory=lambda: count(1))
    _chapters: Iterator[int] = field(default_factory=lambda: count(1))
    _appendices: Iterator[int] = field(default_factory=lambda: count(1))
    _figures: Iterator[int] = field(default_factory=lambda: count(1))
    _tables: Iterator[int] = field(default_factory=lambda: count(1))
    _notes: Iterator[int] = field(default_factory=lambda: count(1))
    _editors_notes: Iterator[int] = field(default_factory=lambda: count(1))

    def number(self, division: Division) -> Division:
        """Return a division and all in it with their numbers."""
        number = "" if division.number == UNNUMBERED else self._division(division)
        self._enter(division.id, number)
        if self.notes != "book":
            self._notes, self._editors_notes = count(1), count(1)
        return replace(
            division,
            number=number,
            blocks=self._blocks(division.blocks, number if self.sections else ""),
            notes=tuple(self._note(note) for note in division.notes),
            children=tuple(self.number(child) for child in division.children),
        )

    def _division(self, division: Division) -> str:
        if self.chapters == "none":
            return ""
        match division.kind:
            case "part":
                return roman(next(self._parts)).upper()
            case "chapter":
                return _FORMS[self.chapters](next(self._chapters))
            case "appendix":
                return letter(next(self._appendices))
            case _:
                return ""

    def _enter(self, identifier: str | None, number: str) -> None:
        if identifier and identifier in self.labels.targets:
            target = self.labels.targets[identifier]
            self.labels.targets[identifier] = replace(target, number=number)

    def _note(self, note: Note) -> Note:
        if note.is_editors:
            number = letter(next(self._editors_notes)).lower()
        else:
            number = str(next(self._notes))
        self._enter(note.id, number)
        return replace(note, label=number)

    def _blocks(self, blocks: b.Blocks, prefix: str) -> b.Blocks:
        numbers = count(1)
        return tuple(self._block(block, prefix, numbers) for block in blocks)

    def _block(self, block: b.Block, prefix: str, sections: Iterator[int]) -> b.Block:
        match block:
            case b.Section():
                number = f"{prefix}.{next(sections)}" if prefix else ""
                self._enter(block.id, number)
                return replace(block, number=number, blocks=self._blocks(block.blocks, number))
            case b.Figure() if block.id:
                number = str(next(self._figures))
                self._enter(block.id, number)
                return replace(block, number=number)
            case b.Table() if block.id:
                number = str(next(self._tables))
                self._enter(block.id, number)
                return replace(block, number=number)
            case b.Container() | b.BlockQuote():
                return replace(block, blocks=self._blocks(block.blocks, ""))
            case _:
                return block
