"""A second reader of LibreOffice documents: only words, in order, by paragraphs as they open.

What was deleted stands before the text; where it is wanted again, its events are kept, and happen
once more at the mark in the text, without the first beginning and the last end of a paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from publish.importing.options import Changes

_TEXT: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_DEAF: Final = (
    "annotation", "note-citation", "title", "desc", "object", "object-ole", "math", "forms",
    "event-listeners", "change-info",
)  # fmt: skip

_PARAGRAPHS: Final = (f"{_TEXT}p", f"{_TEXT}h")

_Event = tuple[str, dict[str, str]]
"""A name and its attributes at a beginning; "/" and a name at an end; words behind a "="."""


@dataclass(slots=True)
class _Walk:
    changes: Changes
    number: int = 0
    skipped: int = 0
    open: list[int] = field(default_factory=list)
    paragraphs: dict[int, list[str]] = field(default_factory=dict)
    kept: dict[str, list[_Event]] = field(default_factory=dict)
    new: set[str] = field(default_factory=set)
    is_apart: bool = False
    region: frozenset[str] = frozenset()
    kinds: set[str] = field(default_factory=set)
    events: list[_Event] | None = None
    is_refused: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if self.skipped or local in _DEAF:
            self.skipped += 1
        elif self.is_apart:
            self._start_apart(name, local, attributes)
        elif local == "tracked-changes":
            self.is_apart = True
        elif name.startswith(_TEXT):
            self._hear(local, attributes)

    def _start_apart(self, name: str, local: str, attributes: dict[str, str]) -> None:
        if local == "changed-region":
            self.region = frozenset(v for k, v in attributes.items() if k.endswith(" id"))
            self.kinds, self.events = set(), None
        elif local in ("insertion", "deletion", "format-change"):
            self.kinds.add(local)
            if local == "deletion":
                self.events = []
        elif self.events is not None:
            self.events.append((name, attributes))

    def _hear(self, local: str, attributes: dict[str, str]) -> None:
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
        elif local.startswith("change"):
            identifier = attributes.get(f"{_TEXT}change-id", "")
            if local == "change":
                self._restore(self.kept.pop(identifier, []))
            elif identifier in self.new and self.changes == "reject":
                self.is_refused = local == "change-start"

    def end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        if self.skipped:
            self.skipped -= 1
        elif self.is_apart:
            if local == "tracked-changes":
                self.is_apart = False
            elif local == "changed-region":
                self._keep()
            elif self.events is not None and local not in ("deletion", "insertion"):
                self.events.append((f"/{name}", {}))
        elif name.startswith(_TEXT) and local in ("p", "h"):
            self.open.pop()

    def characters(self, text: str) -> None:
        if self.skipped:
            return
        if not self.is_apart:
            self._say(re.sub(r"[ \t\r\n]", " ", text))
        elif self.events is not None:
            self.events.append((f"={text}", {}))

    def _keep(self) -> None:
        if self.events is not None and "insertion" not in self.kinds and self.changes != "accept":
            self.kept |= dict.fromkeys(self.region, self.events)
        elif self.kinds == {"insertion"}:
            self.new |= self.region

    def _restore(self, events: list[_Event]) -> None:
        """Let what was deleted be said where it stood."""
        marks = [number for number, one in enumerate(events) if not one[0].startswith("=")]
        if not marks:
            return
        gone: set[int] = set()
        is_inside = bool(self.open)
        if is_inside:
            gone = {n for n in (marks[0], marks[-1]) if events[n][0].lstrip("/") in _PARAGRAPHS}
            if marks[0] not in gone:
                self.open.pop()
        for number, (name, attributes) in enumerate(events):
            if name.startswith("="):
                self.characters(name[1:])
            elif number in gone:
                continue
            elif name.startswith("/"):
                self.end(name[1:])
            else:
                self.start(name, attributes)
        if is_inside and marks[-1] not in gone:  # the rest is a paragraph of its own
            self._hear("p", {})

    def _say(self, text: str) -> None:
        if self.open and not self.is_refused:
            self.paragraphs[self.open[-1]].append(text)


def read_open_witness(data: bytes, changes: Changes) -> dict[int, str]:
    """Return the words of each paragraph by its number.

    ``data`` has been found well-formed and bounded before.
    """
    walk = _Walk(changes)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.characters
    parser.Parse(data, True)
    return {number: "".join(text) for number, text in walk.paragraphs.items()}
