"""The lines of a source, and the groups of them that blank lines part."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import PurePosixPath
from typing import Final

from publish.diagnostics import Span
from publish.project_files import normalise

_ENDS: Final = re.compile("[\x0b\x0c\x85\u2028\u2029]")
# Everything that XML 1.0 forbids (section 2.2), C1 controls, and the bidirectional overrides.
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202d\u202e\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank; ``start`` is where it begins in the source."""

    start: int
    text: str

    @property
    def indent(self) -> int:
        """Return how many columns stand before its first sign; a tab goes on to the next eighth."""
        margin = self.text[: len(self.text) - len(self.text.lstrip())]
        return len(margin.expandtabs(8))

    @property
    def words(self) -> str:
        """Return the line without its margins."""
        return self.text.strip()

    @property
    def end(self) -> int:
        """Return where it ends in the source."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Group:
    """Lines without a blank one between; ``gap`` counts the blank lines before it."""

    lines: tuple[Line, ...]
    gap: int

    @property
    def start(self) -> int:
        """Return where it begins in the source."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Return where it ends in the source."""
        return self.lines[-1].end

    @property
    def words(self) -> str:
        """Return its words on one line."""
        return " ".join(line.words for line in self.lines)


@dataclass(slots=True)
class SourceText:
    """The text of a source with the way from an offset to a place; ``dropped`` counts controls."""

    path: PurePosixPath
    text: str = field(repr=False)
    dropped: tuple[tuple[str, Span], ...] = ()
    _starts: list[int] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        lengths = (len(line) + 1 for line in self.text.split("\n"))
        self._starts = list(accumulate(lengths, initial=0))

    def place(self, offset: int) -> Span:
        """Return line and column of a character."""
        line = bisect_right(self._starts, offset) - 1
        return Span(self.path, line + 1, offset - self._starts[line] + 1)


def read_source(text: str, path: PurePosixPath) -> SourceText:
    """Return a text as a source: LF, NFC, control characters dropped and told with their places."""
    clean = _ENDS.sub("\n", normalise(text))
    source = SourceText(path, clean)
    if not _CONTROL.search(clean):
        return source
    found = [
        (f"U+{ord(match[0]):04X}", source.place(match.start()))
        for match in _CONTROL.finditer(clean)
    ]
    return SourceText(path, _CONTROL.sub("", clean), tuple(found))


def find_groups(text: str, start: int = 0, end: int | None = None) -> list[Group]:
    """Return the groups of lines of a text, from an offset to another."""
    end = len(text) if end is None else end
    groups: list[Group] = []
    lines: list[Line] = []
    gap = blank = 0
    at = start
    for raw in text[start:end].split("\n"):
        if raw.strip():
            if not lines:
                gap, blank = blank, 0
            lines.append(Line(at, raw.rstrip()))
        else:
            if lines:
                groups.append(Group(tuple(lines), gap))
                lines = []
            blank += 1
        at += len(raw) + 1
    if lines:
        groups.append(Group(tuple(lines), gap))
    return groups


@dataclass(frozen=True, slots=True)
class Layout:
    """How the source sets its paragraphs.

    ``measure`` is the length of a full line, 0 where each paragraph is one line. ``base`` is the
    indent of running text. ``gap`` is how many blank lines usually part paragraphs. ``indented``
    is whether a paragraph begins with an indent rather than after a blank line.
    """

    measure: int
    base: int
    gap: int
    indented: bool

    @property
    def wrapped(self) -> bool:
        """Return whether paragraphs are broken into lines."""
        return self.measure > 0


def find_layout(groups: Sequence[Group]) -> Layout:
    """Return how a source is laid out, by its lengths of lines, indents and gaps."""
    lines = [line for group in groups for line in group.lines]
    total = sum(len(line.text) for line in lines) or 1
    long = sum(len(line.text) for line in lines if len(line.text) > 120)
    inner = [len(line.text) for group in groups for line in group.lines[:-1]]
    measure = 0
    if inner and long / total < 0.5:
        measure = sorted(inner)[int(len(inner) * 0.9)]
        full = sum(1 for length in inner if length > 0.75 * measure)
        if measure < 40 or full < 0.3 * len(inner):
            measure = 0
    base = _commonest(line.indent for line in lines)
    gap = _commonest(group.gap for group in groups[1:])
    starts = sum(
        1
        for group in groups
        for before, line in zip(group.lines, group.lines[1:], strict=False)
        if base < line.indent <= base + 8 and before.indent in (base, line.indent)
    )
    indented = measure > 0 and starts >= 3 and starts > len(groups) / 2
    return Layout(measure, base, gap or 0, indented)


def _commonest(values: Iterable[int]) -> int:
    counts: dict[int, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return max(counts, key=lambda value: (counts[value], -value), default=0)
