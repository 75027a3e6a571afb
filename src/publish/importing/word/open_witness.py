"""A second reader of LibreOffice documents: only words, in order, by paragraphs as they open."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

_TEXT: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_DEAF: Final = (
    "annotation", "tracked-changes", "note-citation", "title", "desc", "object", "object-ole",
    "math", "forms", "event-listeners",
)  # fmt: skip


@dataclass(slots=True)
class _Walk:
    number: int = 0
    skipped: int = 0
    open: list[int] = field(default_factory=list)
    paragraphs: dict[int, list[str]] = field(default_factory=dict)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if self.skipped or local in _DEAF:
            self.skipped += 1
            return
        if not name.startswith(_TEXT):
            return
        if local in ("p", "h"):
            self.number += 1
            self.open.append(self.number)
            self.paragraphs[self.number] = []
        elif local == "s":
            count = attributes.get(f"{_TEXT}c", "1")
            self._say(" " * (min(int(count), 1000) if count.isdigit() and len(count) < 8 else 1))
        elif local == "tab":
            self._say("\t")
        elif local == "line-break":
            self._say("\n")

    def end(self, name: str) -> None:
        if self.skipped:
            self.skipped -= 1
        elif name.startswith(_TEXT) and name.rpartition(" ")[2] in ("p", "h"):
            self.open.pop()

    def characters(self, text: str) -> None:
        if not self.skipped:
            self._say(re.sub(r"[ \t\r\n]", " ", text))

    def _say(self, text: str) -> None:
        if self.open:
            self.paragraphs[self.open[-1]].append(text)


def read_open_witness(data: bytes) -> dict[int, str]:
    """Return the words of each paragraph by its number.

    ``data`` has been found well-formed and bounded before.
    """
    walk = _Walk()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.characters
    parser.Parse(data, True)
    return {number: "".join(text) for number, text in walk.paragraphs.items()}
