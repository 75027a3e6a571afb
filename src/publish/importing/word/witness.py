"""A second reader of Word documents, which shares nothing with the first: only words, in order.

It counts paragraphs as they open, notes of each part apart, and skips what stands twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from publish.importing.options import Changes

NOTES: Final = {"footnotes": 10_000_000, "endnotes": 20_000_000}
"""Where the numbers of the paragraphs of each part of notes begin."""

_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_TEXTS: Final = {
    "accept": frozenset({"t"}),
    "reject": frozenset({"t", "delText"}),
    "mark": frozenset({"t", "delText"}),
}
_GONE: Final = {
    "accept": frozenset({"del", "moveFrom"}),
    "reject": frozenset({"ins", "moveTo"}),
    "mark": frozenset[str](),
}
_SAID: Final = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


@dataclass(slots=True)
class _Walk:
    number: int
    texts: frozenset[str]
    gone: frozenset[str]
    paragraphs: dict[int, list[str]] = field(default_factory=dict)
    open: list[int] = field(default_factory=list)
    skipped: int = 0
    alternatives: list[int] = field(default_factory=list)
    is_text: bool = False
    in_tabs: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        word = name.removeprefix(_WORD) if name.startswith(_WORD) else ""
        if self.skipped:
            self.skipped += 1
            return
        if self.alternatives and not word and name.endswith((" Choice", " Fallback")):
            self.alternatives[-1] += 1
            if self.alternatives[-1] > 1:
                self.skipped = 1
            return
        if name.endswith(" AlternateContent"):
            self.alternatives.append(0)
        elif word in self.gone and self.open:
            self.skipped = 1  # nothing is heard until the change ends that takes its words away
        else:
            self._hear(word, attributes)

    def _hear(self, word: str, attributes: dict[str, str]) -> None:
        if word == "p":
            self.number += 1
            self.open.append(self.number)
            self.paragraphs[self.number] = []
        elif word == "tabs":
            self.in_tabs += 1
        elif word in self.texts:
            self.is_text = True
        elif word in ("br", "cr"):
            if attributes.get(f"{_WORD}type") not in ("page", "column"):
                self._say("\n")
        elif word in _SAID and not self.in_tabs:
            self._say(_SAID[word])

    def end(self, name: str) -> None:
        if self.skipped:
            self.skipped -= 1
            return
        word = name.removeprefix(_WORD) if name.startswith(_WORD) else ""
        if name.endswith(" AlternateContent"):
            self.alternatives.pop()
        elif word == "p":
            self.open.pop()
        elif word == "tabs":
            self.in_tabs -= 1
        elif word in self.texts:
            self.is_text = False

    def characters(self, text: str) -> None:
        if self.is_text and not self.skipped:
            self._say(text)

    def _say(self, text: str) -> None:
        if self.open:
            self.paragraphs[self.open[-1]].append(text)


def read_witness(data: bytes, first: int, changes: Changes) -> dict[int, str]:
    """Return the words of each paragraph of a part by its number, the first of which is next.

    ``data`` has been found well-formed and bounded before.
    """
    walk = _Walk(first, _TEXTS[changes], _GONE[changes])
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.characters
    parser.Parse(data, True)
    return {number: "".join(text) for number, text in walk.paragraphs.items()}
