"""Where in a source something stands: found by search, since pandoc's tree keeps no positions."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from publish.diagnostics import Span
from publish.manuscript import SourceFile

_STOP = re.compile(r"[^\w ,;:()]")
_FRAGMENT = 32


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


def place_of_pattern(source: SourceFile, pattern: str) -> Span:
    """Return where a regular expression first matches; the file alone where it does not."""
    match = re.search(pattern, source.text, re.MULTILINE)
    return place_at(source, match.start()) if match else Span(source.path)


@dataclass(slots=True)
class BlockFinder:
    """Finds the lines of blocks, asked for in reading order.

    A block is known by its first words, up to the first mark that Markdown or smart typography may
    change; the search goes on from the end of the block before. A block that is not found gets the
    line of the one before it.
    """

    source: SourceFile
    _cursor: int = 0
    _line: int = 1
    _breaks: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._breaks = [match.start() for match in re.finditer("\n", self.source.text)]

    def find(self, text: str) -> Span:
        """Return the line of the next block in the running text and move past it."""
        offset = self._offset(text, self._cursor)
        if offset >= 0:
            self._cursor = offset + len(text) - len(text) // 8
            self._line = bisect_right(self._breaks, offset) + 1
        return Span(self.source.path, self._line)

    def find_note(self, text: str) -> Span:
        """Return the line of a note's text, wherever in the file it is defined."""
        offset = self._offset(text, 0)
        line = bisect_right(self._breaks, offset) + 1 if offset >= 0 else self._line
        return Span(self.source.path, line)

    def _offset(self, text: str, start: int) -> int:
        text = text.strip()
        stop = _STOP.search(text)
        fragment = text[: stop.start() if stop else None][:_FRAGMENT].strip()
        while len(fragment) > 1:
            offset = self.source.text.find(fragment, start)
            if offset >= 0:
                return offset
            # The author's line may break where the tree has a space.
            shorter = fragment.rpartition(" ")[0]
            fragment = shorter if len(shorter) < len(fragment) else ""
        return -1
