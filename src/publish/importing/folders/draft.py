"""A chapter on its way: the text of the source, and the edits that make it ours."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple

from publish.diagnostics import Span
from publish.importing.folders.outline import Dropped, Entry
from publish.importing.imported import Decision, Outcome, Unkept, excerpt
from publish.importing.spans import Spans

__all__ = ["Draft", "Dropped", "Edit", "Fence", "Replacement", "find_fences"]

Replacement = tuple[str, str]
"""What stands in the new text, and what a reader of it must find there."""

_FENCE = re.compile(r"^([ \t>]*(?:[-*+]|\d+[.)])?[ \t]*)(`{3,}|~{3,})([^\n]*)$")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:[^\n`]|\n(?!\s*\n)|(?!\1(?!`))`)+?(?<!`)\1(?!`)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class Edit(NamedTuple):
    """What stands in the place of a stretch, and what a reader must find of it."""

    start: int
    end: int
    new: str
    reads: str


@dataclass(frozen=True, slots=True)
class Fence:
    """A block of code: offsets of the whole, of its info string and of its lines."""

    start: int
    end: int
    info: tuple[int, int]
    body: tuple[int, int]
    indent: str


@dataclass(slots=True)
class Draft:
    """A source file with its edits; no edit touches another, and the first one stands.

    ``places`` has file and line of the source for each line of ``text``, as files may be included.
    """

    entry: Entry
    text: str = field(repr=False)
    places: Sequence[tuple[str, int]] = field(repr=False)
    dropped: Sequence[Dropped] = field(default=(), repr=False)
    included: Sequence[tuple[str, str]] = field(default=(), repr=False)
    edits: list[Edit] = field(default_factory=list, repr=False)
    decisions: list[Decision] = field(default_factory=list, repr=False)
    unkept: list[Unkept] = field(default_factory=list, repr=False)
    fences: list[Fence] = field(init=False, repr=False)
    code: Spans = field(init=False, repr=False)
    _lines: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.fences = list(find_fences(self.text))
        blocks = Spans((fence.start, fence.end) for fence in self.fences)
        inline = (
            match.span()
            for pattern in (_COMMENT, _CODE)
            for match in pattern.finditer(self.text)
            if not blocks.touches(*match.span())
        )
        self.code = Spans([*blocks, *inline])
        self._lines = [0, *(match.end() for match in re.finditer("\n", self.text))]

    def place(self, offset: int) -> Span:
        """Return where a character stands in the source."""
        line = bisect_right(self._lines, offset) - 1
        path, number = self.places[min(line, len(self.places) - 1)]
        return Span(PurePosixPath(path), number, offset - self._lines[line] + 1)

    def is_code(self, offset: int) -> bool:
        """Return whether a character stands in code or in a comment."""
        return self.code.around(offset) is not None

    def replace(self, start: int, end: int, new: str, reads: str | None = None) -> bool:
        """Enter an edit; return whether nothing else claimed the place. ``reads`` is ``new``."""
        at = bisect_left(self.edits, (start, end))
        if self._claimed(at, start, end):
            return False
        edit = Edit(start, end, new, new if reads is None else reads)
        while at < len(self.edits) and self.edits[at][:2] == (start, end):
            at += 1
        self.edits.insert(at, edit)
        return True

    def _claimed(self, at: int, start: int, end: int) -> bool:
        """Return whether the edits before or after this number touch a stretch."""
        for before in reversed(self.edits[max(at - 8, 0) : at]):
            if before.end > start and before.start < end:
                return True
            if before.end > before.start:
                break
        return at < len(self.edits) and self.edits[at].start < end and self.edits[at].end > start

    def each(
        self, pattern: re.Pattern[str], turn: Callable[[re.Match[str]], Replacement | None]
    ) -> None:
        """Enter the edit that ``turn`` gives for each match outside code."""
        for match in pattern.finditer(self.text):
            if not self.is_code(match.start()) and (edit := turn(match)) is not None:
                self.replace(*match.span(), *edit)

    def decide(
        self, kind: str, offset: int, what: str, evidence: str, outcome: Outcome = "done"
    ) -> None:
        """Note something understood."""
        found = Decision(kind, excerpt(what), evidence, self.place(offset), outcome)
        self.decisions.append(found)

    def lose(self, offset: int, what: str, where: str) -> None:
        """Note something that the book does not hold; ``set-apart/`` has its words whole."""
        self.unkept.append(Unkept(excerpt(what), where, self.place(offset)))

    def written(self) -> tuple[str, str]:
        """Return the new text, and the text that reads as it must."""
        new, reads, at = [], [], 0
        for edit in self.edits:
            kept = self.text[at : edit.start]
            new += [kept, edit.new]
            reads += [kept, edit.reads]
            at = edit.end
        return "".join([*new, self.text[at:]]), "".join([*reads, self.text[at:]])

    def written_lines(self) -> list[tuple[str, int]]:
        """Return file and line of the source for each line of the new text, blank ends left out."""
        new, _reads = self.written()
        offsets, at = [0], 0
        for edit in [*self.edits, Edit(len(self.text), len(self.text), "", "")]:
            kept = self.text[at : edit.start]
            offsets += [at + match.end() for match in re.finditer("\n", kept)]
            offsets += [edit.start] * edit.new.count("\n")
            at = edit.end
        blank = len(new) - len(new.lstrip("\n"))
        count = new.strip("\n").count("\n") + 1
        last = len(self.places) - 1
        return [
            self.places[min(bisect_right(self._lines, offset) - 1, last)]
            for offset in offsets[blank : blank + count]
        ]


def find_fences(text: str) -> Iterator[Fence]:
    """Yield the fenced blocks of a text; one that is not closed ends with it."""
    start = offset = 0
    opened: re.Match[str] | None = None
    for line in text.split("\n"):
        match = _FENCE.match(line)
        end = offset + len(line)
        if opened is None:
            if match and not (match[2][0] == "`" and "`" in match[3]):
                opened, start = match, offset
        elif match and match[2].startswith(opened[2]) and not match[3].strip():
            yield _fence(opened, start, end, offset)
            opened = None
        offset = end + 1
    if opened is not None:
        yield _fence(opened, start, len(text), len(text))


def _fence(opened: re.Match[str], start: int, end: int, last: int) -> Fence:
    info = (start + opened.start(3), start + opened.end(3))
    return Fence(start, end, info, (min(info[1] + 1, last), last), opened[1])
