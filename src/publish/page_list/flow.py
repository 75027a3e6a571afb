"""The characters of a content document that count, and where in its markup each stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Set
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from publish.page_list import OBJECT, counted

_TOKEN: Final = re.compile(
    r"""<!--.*?-->|<\?.*?\?>|<(?P<end>/?)(?P<name>[\w:.-]+)(?P<attributes>(?:"[^"]*"|'[^']*'|[^'">])*?)(?P<empty>/?)>"""
    r"""|(?P<text>[^<]+)""",
    re.DOTALL,
)
_CHARACTER: Final = re.compile("&[^;]+;|.", re.DOTALL)
_OBJECTS: Final = frozenset({"img", "math", "hr"})
_WORD: Final = re.compile(r"\S+")
_CLASS: Final = re.compile(r'\sclass="([^"]*)"')
_ID: Final = re.compile(r'\sid="([^"]*)"')

_LINK: Final = re.compile(r'\srole="doc-(?:noteref|backlink)"|\sclass="(?:note-call|note-mark)"')
"""Links between notes, works and where they are called, which each edition labels in its way."""


@dataclass(frozen=True, slots=True)
class Flow:
    """What of a document counts: ``text``, and where each run of it stands in ``body``.

    ``starts`` are offsets in ``text``, ``runs`` first and last index in ``body``.
    """

    body: str = field(repr=False)
    text: str = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)
    runs: tuple[tuple[int, int], ...] = field(repr=False)

    def place(self, offset: int) -> int:
        """Return the index in the body of a counted character: of its own, or its tag."""
        number = bisect_right(self.starts, offset) - 1
        first, last = self.runs[number]
        if self.body[first] == "<":
            return first
        left = offset - self.starts[number]
        for word in _WORD.finditer(self.body, first, last):
            length = len(counted(unescape(word[0])))
            if left < length:
                return _character(word, left)
            left -= length
        raise IndexError(offset)


def _character(word: re.Match[str], left: int) -> int:
    """Return the index of the character of a word that ``left`` counted ones stand before."""
    place = word.start()
    for character in _CHARACTER.finditer(word.string, *word.span()):
        place = character.start()
        left -= len(counted(unescape(character[0])))
        if left < 0:
            break
    return place


def read_flow(body: str, *, endnotes: bool, floated: Set[str] = frozenset()) -> Flow:
    """Return the flow of a document's body, as ``ContentDocument`` has it.

    ``endnotes`` says whether the notes after a chapter belong to it; ``floated`` do not.
    """
    reader = _Reader(endnotes, floated)
    for token in _TOKEN.finditer(body):
        reader.read(token)
    return Flow(body, "".join(reader.texts), tuple(reader.starts), tuple(reader.runs))


class _Reader:
    """Takes tokens one by one; ``silent`` is how deep it is in what is left out."""

    def __init__(self, endnotes: bool, floated: Set[str]) -> None:
        self.endnotes = endnotes
        self.floated = floated
        self.silent = 0
        self.length = 0
        self.texts: list[str] = []
        self.starts: list[int] = []
        self.runs: list[tuple[int, int]] = []

    def read(self, token: re.Match[str]) -> None:
        if token["text"] is not None:
            if not self.silent:
                raw = token["text"]
                self._add(counted(unescape(raw) if "&" in raw else raw), token)
        elif token["end"]:
            self.silent -= self.silent > 0
        elif token["name"]:
            self._open(token)

    def _open(self, token: re.Match[str]) -> None:
        name, attributes, empty = token["name"], token["attributes"], bool(token["empty"])
        if not self.silent and name in _OBJECTS:
            self._add(OBJECT, token)
        if empty:
            return
        if self.silent or self._is_left_out(name, attributes):
            self.silent += 1

    def _is_left_out(self, name: str, attributes: str) -> bool:
        match name:
            case "math":
                return True
            case "a":
                return _LINK.search(attributes) is not None
            case "figure" | "table":
                found = _ID.search(attributes) if self.floated else None
                return found is not None and unescape(found[1]) in self.floated
            case "section":
                return not self.endnotes and "endnotes" in _classes(attributes)
            case "p":
                return "description-link" in _classes(attributes)
            case "aside":
                return not self.endnotes and "note" in _classes(attributes)
            case _:
                return False

    def _add(self, text: str, token: re.Match[str]) -> None:
        if text:
            self.texts.append(text)
            self.starts.append(self.length)
            self.runs.append(token.span())
            self.length += len(text)


def _classes(attributes: str) -> list[str]:
    found = _CLASS.search(attributes)
    return found[1].split() if found else []
