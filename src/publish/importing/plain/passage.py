"""A stretch of the source as one line of text, what is to be changed in it, and its Markdown.

Every rule reads ``text`` and enters ``Edit``s; nothing else becomes markup: all signs between the
edits are the author's, and are escaped where Markdown would read them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from publish.importing.plain.lines import Line

_SPECIAL: Final = re.compile(
    r"[\\`*_{}\[\]<$~^|\"']|(?<![^\W_])@|&(?=#?\w+;)|-(?=-)|(?<=-)-|(?<!\S)#|#(?=$)"
)
_LINE_START: Final = re.compile(r"[-+](?=[\s+-]|$)|[>%|]|:(?=[:\s]|$)|=+$")
_ENUMERATOR: Final = re.compile(r"(\(?(?:\d+|#|[a-zA-Z]|[ivxlcdmIVXLCDM]+))([.)])(?=\s|$)")

Rank = Literal[0, 1, 2, 3, 4]
"""The order of what is entered at one place: closing marks, citations, calls, the rest, opening."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Markdown that stands in the place of ``text[start:end]``; both may be the same."""

    start: int
    end: int
    markdown: str
    rank: Rank = 3


@dataclass(slots=True)
class Passage:
    """Lines of the source joined by spaces; ``edits`` are entered by one rule after the other.

    ``starts`` tells where each piece of the text begins in it, and in the source.
    """

    text: str
    starts: tuple[tuple[int, int], ...]
    edits: list[Edit] = field(default_factory=list)
    _replaced: bytearray = field(default_factory=bytearray, repr=False)

    @property
    def start(self) -> int:
        """Return where the passage begins in the source."""
        return self.starts[0][1]

    @property
    def line_ends(self) -> Sequence[int]:
        """Return where lines of the source begin in the text, the first left out."""
        return [at for at, _ in self.starts[1:]]

    @property
    def end(self) -> int:
        """Return where the passage ends in the source."""
        return self.offset(len(self.text))

    def offset(self, index: int) -> int:
        """Return where a character of the text stands in the source."""
        number = bisect_right(self.starts, index, key=lambda pair: pair[0]) - 1
        at, source = self.starts[max(number, 0)]
        return source + index - at

    def is_free(self, start: int, end: int) -> bool:
        """Return whether no edit replaces anything from ``start`` to ``end``."""
        return self._replaced.find(1, start, end) < 0

    def replace(self, start: int, end: int, markdown: str) -> None:
        """Enter that these characters become Markdown."""
        self.edits.append(Edit(start, end, markdown))
        if not self._replaced:
            self._replaced = bytearray(len(self.text))
        self._replaced[start:end] = b"\1" * (end - start)

    def insert(self, at: int, markdown: str, rank: Rank) -> None:
        """Enter Markdown between two characters."""
        self.edits.append(Edit(at, at, markdown, rank))

    def set_in_italic(self, start: int, end: int) -> bool:
        """Enter emphasis; return whether it can be."""
        self.insert(start, "*", 4)
        self.insert(end, "*", 0)
        return True

    def cite(self, at: int, citation: str) -> None:
        """Enter a citation before a character."""
        self.insert(at, f" {citation}", 1)
        if self.text[at : at + 1] == "(":  # or the citation would be the text of a link
            self.replace(at, at + 1, "\\(")

    def has_call(self, at: int) -> bool:
        """Return whether a note is called right before a character."""
        return any(edit.start == at and edit.markdown.startswith("[^") for edit in self.edits)


def join_lines(lines: Sequence[Line]) -> Passage:
    """Return lines as one passage, their margins left out.

    A hyphen at a line's end keeps its word together: what it parts is written without a space.
    """
    pieces: list[str] = []
    starts: list[tuple[int, int]] = []
    length = 0
    for line in lines:
        text = line.text.strip()
        at = line.start + len(line.text) - len(line.text.lstrip())
        if pieces and not _holds_together(pieces[-1], text):
            pieces.append(" ")
            length += 1
        starts.append((length, at))
        pieces.append(text)
        length += len(text)
    return Passage("".join(pieces).replace("\t", " "), tuple(starts) or ((0, 0),))


def _holds_together(before: str, after: str) -> bool:
    return (
        len(before) > 1
        and before[-1] == "-"
        and before[-2].isalpha()
        and after[:1].isalpha()
        and after[:1].islower()
    )


def render(passage: Passage, *, begins_line: bool = True) -> str:
    """Return the passage as one line of Markdown.

    ``begins_line`` is whether a sign at its head could open a list, a quotation or another block.
    """
    pieces: list[tuple[str, bool]] = []
    at = 0
    for edit in sorted(passage.edits, key=_order):
        if edit.start < at:  # two rules want the same sign: the first of them has it
            continue
        pieces.append((_escaped(passage.text, at, edit.start), False))
        pieces.append((edit.markdown, True))
        at = edit.end
    pieces.append((_escaped(passage.text, at, len(passage.text)), False))
    line = "".join(text for text, _ in pieces).strip()
    is_markup = next((is_markup for text, is_markup in pieces if text.strip()), True)
    return line if is_markup or not begins_line else protect_start(line)


def protect_start(line: str) -> str:
    """Return a line whose first signs open nothing in Markdown."""
    match = _ENUMERATOR.match(line)
    if match and not _is_initial(match, line):
        return f"{match[1]}\\{line[match.end(1) :]}"
    return f"\\{line}" if _LINE_START.match(line) else line


def _is_initial(match: re.Match[str], line: str) -> bool:
    """Return whether an enumerator is a capital and a point: a list only before two spaces."""
    one = match[1]
    return len(one) == 1 and one.isupper() and match[2] == "." and line[2:4].strip() != ""


def escape(text: str) -> str:
    """Return a text in which no sign means anything to Markdown, but at the head of a line."""
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", text)


def _escaped(text: str, start: int, end: int) -> str:
    """Return a part of a text escaped, known by what stands around it."""
    pieces = []
    for match in _SPECIAL.finditer(text, max(start - 1, 0), end):
        if match.start() >= start:
            pieces += [text[start : match.start()], "\\", match[0]]
            start = match.end()
    return "".join([*pieces, text[start:end]])


def _order(edit: Edit) -> tuple[int, bool, int]:
    return edit.start, edit.end > edit.start, edit.rank
