"""Where in a source something stands: found by search, since pandoc's tree keeps no positions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from publish.diagnostics import Span
from publish.manuscript import SourceFile

_RUN: Final = re.compile(r"\w[\w ,;:()]*")
_FRAGMENT: Final = 32
_TELLING: Final = 8
"""Letters that a fragment must have to be looked for far away."""
_NEAR: Final = 2000
_RUNS: Final = 4
_EMPTY_NOTE: Final = re.compile(
    r"\^\[\s*(?:\[\]\{[^}]*\})?\]|^\[\^[^\]\s]+\]:[ \t]*(?:\[\]\{[^}]*\})?[ \t]*$", re.MULTILINE
)
_NOTE_OPENINGS: Final = ("]: ", "^[", "]:", "]: [", "^[[")


def place_at(source: SourceFile, offset: int) -> Span:
    """Return line and column of a character offset in the source's text."""
    before = source.text[:offset]
    return Span(source.path, before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)


def place_of(source: SourceFile, needle: str, *, nth: int = 0) -> Span:
    """Return where ``needle`` stands for the ``nth`` time; the file alone where it does not."""
    offset = -1
    for _ in range(nth + 1):
        following = source.text.find(needle, offset + 1)
        if following < 0:
            break
        offset = following
    return place_at(source, offset) if offset >= 0 else Span(source.path)


def place_of_pattern(source: SourceFile, pattern: str, *, nth: int = 0) -> Span:
    """Return where a regular expression matches for the ``nth`` time, or for the last.

    A group named ``here`` is the place, where there is one; the file alone without a match.
    """
    matches = list(re.finditer(pattern, source.text, re.MULTILINE))
    if not matches:
        return Span(source.path)
    match = matches[min(nth, len(matches) - 1)]
    return place_at(source, match.start("here" if "here" in match.re.groupindex else 0))


def place_after(source: SourceFile, start: Span, needle: str, *, within: int = 0) -> Span:
    """Return where words stand from the line of ``start`` on; ``start`` where they are not found.

    ``within`` leaves out so many signs of markup at the beginning of ``needle``. The author's line
    may break where the words have a space.
    """
    line = start.line or 1
    offset = 0
    for _ in range(line - 1):
        offset = source.text.find("\n", offset) + 1
    pattern = r"\s+".join(map(re.escape, needle.split()))
    match = re.compile(pattern).search(source.text, offset, offset + _NEAR) if pattern else None
    return place_at(source, match.start() + within) if match else start


@dataclass(slots=True)
class BlockFinder:
    """Finds the lines of blocks, asked for in reading order.

    A block is known by its first words, up to the first mark that Markdown or smart typography may
    change; the search goes on from the end of the block before. A block that is not found gets the
    line of the one before it.
    """

    source: SourceFile
    _cursor: int = 0
    _note_cursor: int = 0
    _empty_notes: int = 0
    _line: int = 1
    _breaks: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self._breaks:
            self._breaks = [match.start() for match in re.finditer("\n", self.source.text)]

    def anew(self) -> BlockFinder:
        """Return a finder that begins at the top of the same source, as a note's text needs."""
        return BlockFinder(self.source, _breaks=self._breaks)

    def find(self, text: str) -> Span:
        """Return the line of the next block in the running text and move past it."""
        offset = self._offset(text, self._cursor)
        if offset >= 0:
            self._cursor = offset + len(text) - len(text) // 8
            self._line = self._line_at(offset)
        return Span(self.source.path, self._line)

    def find_picture(self, target: str, *, caption: str = "") -> Span:
        """Return the line of the next picture; its caption is searched from there on."""
        targets = dict.fromkeys((target, unquote(target)))
        found = [
            offset
            for name in targets
            for before in ("](", "](<", "]: ", "]: <")
            if (offset := self.source.text.find(f"{before}{name}", self._cursor)) >= 0
        ]
        if not found:
            return self.find(caption)
        start = self.source.text.rfind("![", self._cursor, min(found))
        self._cursor = start if start >= 0 else min(found)
        self._line = self._line_at(self._cursor)
        return Span(self.source.path, self._line)

    def find_table(self, cells: Sequence[str]) -> Span | None:
        """Return the first line of the next table, known by the cells of its first row.

        ``None`` where it is not found. The cells are searched from there on.
        """
        words = [run[0][:_FRAGMENT].strip() for cell in cells if (run := _RUN.search(cell))]
        if not words:
            return None
        row = r"(?<!\w)" + r"\b[^\n]*?\b".join(map(re.escape, words))
        match = re.compile(row).search(self.source.text, self._cursor)
        if match is None:
            return None
        blank = self.source.text.rfind("\n\n", self._cursor, match.start())
        self._cursor = blank + 2 if blank >= 0 else match.start()
        self._line = self._line_at(self._cursor)
        return Span(self.source.path, self._line)

    def find_note(self, text: str) -> Span:
        """Return the line of a note's text, wherever in the file it is defined."""
        offset = self._note_offset(text)
        if offset >= 0:
            self._note_cursor = offset + 1
        return Span(self.source.path, self._line_at(offset) if offset >= 0 else self._line)

    def find_empty_note(self) -> Span:
        """Return the line of the next note that has no text."""
        found = list(_EMPTY_NOTE.finditer(self.source.text))
        self._empty_notes += 1
        if not found:
            return Span(self.source.path, self._line)
        match = found[min(self._empty_notes, len(found)) - 1]
        return Span(self.source.path, self._line_at(match.start()))

    def mark(self) -> int:
        """Return how far the search has come."""
        return self._cursor

    def move(self, cursor: int) -> None:
        """Go on searching from a mark."""
        self._cursor = cursor

    def _line_at(self, offset: int) -> int:
        return bisect_right(self._breaks, offset - 1) + 1

    def _note_offset(self, text: str) -> int:
        run = _RUN.match(text.strip())
        fragment = run[0][:_FRAGMENT].strip() if run else ""
        if fragment:
            for start in dict.fromkeys((self._note_cursor, 0)):
                openings = (
                    self.source.text.find(before + fragment, start) for before in _NOTE_OPENINGS
                )
                found = [offset for offset in openings if offset >= 0]
                if found:
                    return min(found)
        return self._offset(text, 0)

    def _offset(self, text: str, start: int) -> int:
        for number, run in enumerate(_RUN.finditer(text)):
            if number == _RUNS:
                break
            offset = self._offset_of(run[0][:_FRAGMENT].strip(), start)
            if offset >= 0:
                return offset
        return -1

    def _offset_of(self, fragment: str, start: int) -> int:
        """Return where a run of words stands, or its beginning.

        The author's line may break where the tree has a space.
        """
        while fragment:
            far = len(fragment) >= _TELLING
            end = len(self.source.text) if far else start + _NEAR
            if len(fragment) > 3:
                offset = self.source.text.find(fragment, start, end)
            else:
                pattern = re.compile(rf"(?<!\w){re.escape(fragment)}(?!\w)")
                match = pattern.search(self.source.text, start, end)
                offset = match.start() if match else -1
            if offset >= 0:
                return offset
            shorter = fragment.rpartition(" ")[0].rstrip(" ,;:()")
            fragment = shorter if len(shorter) < len(fragment) else ""
        return -1
