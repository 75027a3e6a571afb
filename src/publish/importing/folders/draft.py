"""A chapter on its way: the text of the source, and the edits that make it ours."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from publish.diagnostics import Span
from publish.importing.folders.outline import Entry
from publish.importing.imported import Decision, Outcome, Unkept, excerpt
from publish.importing.spans import Spans

Replacement = tuple[str, str]
"""What stands in the new text, and what a reader of it must find there."""

_FENCE = re.compile(r"^([ \t>]*(?:[-*+]|\d+[.)])?[ \t]*)(`{3,}|~{3,})([^\n]*)$")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:[^\n`]|\n(?!\s*\n)|(?!\1(?!`))`)+?(?<!`)\1(?!`)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


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
    edits: list[tuple[int, int, str, str]] = field(default_factory=list, repr=False)
    decisions: list[Decision] = field(default_factory=list, repr=False)
    unkept: list[Unkept] = field(default_factory=list, repr=False)
    fences: list[Fence] = field(init=False, repr=False)
    labels: dict[str, str] = field(default_factory=dict, repr=False)
    code: Spans = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.fences = list(find_fences(self.text))
        spans = [(fence.start, fence.end) for fence in self.fences]
        blocks = Spans(spans)
        for pattern in (_COMMENT, _CODE):
            for match in pattern.finditer(self.text):
                if not blocks.touches(*match.span()):
                    spans.append(match.span())  # noqa: PERF401
        self.code = Spans(spans)

    def place(self, offset: int) -> Span:
        """Return where a character stands in the source."""
        line = self.text.count("\n", 0, offset)
        path, number = self.places[min(line, len(self.places) - 1)]
        column = offset - self.text.rfind("\n", 0, offset)
        return Span(PurePosixPath(path), number, column)

    def is_code(self, offset: int) -> bool:
        """Return whether a character stands in code or in a comment."""
        return self.code.around(offset) is not None

    def replace(self, start: int, end: int, new: str, reads: str | None = None) -> bool:
        """Enter an edit; return whether nothing else claimed the place. ``reads`` is ``new``."""
        for first, last, *_rest in self.edits:
            if first < end and start < last:
                return False
        insort(self.edits, (start, end, new, new if reads is None else reads))
        return True

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
        """Note something that the book does not hold."""
        self.unkept.append(Unkept(excerpt(what), where, self.place(offset)))

    def written(self) -> tuple[str, str]:
        """Return the new text, and the text that reads as it must."""
        new, reads, at = [], [], 0
        for start, end, text, read in self.edits:
            kept = self.text[at:start]
            new += [kept, text]
            reads += [kept, read]
            at = end
        return "".join([*new, self.text[at:]]), "".join([*reads, self.text[at:]])

    def written_lines(self) -> list[tuple[str, int]]:
        """Return file and line of the source for each line of the new text, blank ends left out."""
        new, _reads = self.written()
        offsets, at = [0], 0
        for start, end, text, _read in [*self.edits, (len(self.text), len(self.text), "", "")]:
            kept = self.text[at:start]
            offsets += [at + match.end() for match in re.finditer("\n", kept)]
            offsets += [start] * text.count("\n")
            at = end
        ends = [match.start() for match in re.finditer("\n", self.text)]
        blank = len(new) - len(new.lstrip("\n"))
        count = new.strip("\n").count("\n") + 1
        last = len(self.places) - 1
        return [
            self.places[min(bisect_left(ends, offset), last)]
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
