"""The paragraphs of a Markdown text: found line by line, with what is code or data stepped over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from publish.importing.folders.draft import find_fences
from publish.importing.prose.inlines import Line, Scan
from publish.importing.prose.passage import MarkdownPassage, Role
from publish.importing.spans import Spans

_RAW: Final = re.compile(r"<!--|<(script|style|pre|textarea)\b", re.IGNORECASE)
_YAML: Final = re.compile(
    r"(?:\A|(?<=\n\n))---[ \t]*\n(?=\S)(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?=\n|\Z)"
)
_QUOTE: Final = re.compile(r"[ \t]{0,3}(?:>[ \t]?)+")
_ITEM: Final = re.compile(
    r"[ \t]*(?:[-*+•]|\(?(?:\d{1,9}|#|[A-Za-z]|[ivxlcdm]{1,7}|@\w*)[.)])[ \t]+"
)
_NOTE: Final = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*")
_DEFINITION: Final = re.compile(r"[ \t]{0,3}[:~][ \t]+")
_TABLE_CAPTION: Final = re.compile(r"(?:[Tt]able)?:[ \t]+")
_VERSE: Final = re.compile(r"\|(?:[ \t]+|$)")
_REFERENCE: Final = re.compile(r" {0,3}\[([^\]^][^\]]*)\]:[ \t]*\S")
_RULE: Final = re.compile(r"[ \t]*(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$")
_UNDERLINE: Final = re.compile(r"(?:=+|-+)[ \t]*$")
_HEADING: Final = re.compile(r"#{1,6}[ \t]+")
_DIV: Final = re.compile(r"[ \t]*:{3,}")
_COLUMNS: Final = re.compile(r"[ \t]*[|+]?[ \t]*[:=-]{2,}[-|+:= \t]*$")
_DASHES: Final = re.compile(r"[ \t]*-{3,}[- \t]*$")
_CELL: Final = re.compile(r"(?:\\.|[^|\\])+")
_INDENT: Final = 4


@dataclass(slots=True)
class _Reading:
    """Where the lines of a text belong, while they are read."""

    text: str
    closed: Spans
    labels: frozenset[str]
    passages: list[MarkdownPassage] = field(default_factory=list)
    note: str = ""
    is_inside: bool = False
    in_columns: bool = False
    was_table: bool = False

    def group(self, lines: Sequence[tuple[int, int]]) -> None:
        """Read lines that follow each other without a blank one."""
        first = self.text[slice(*lines[0])]
        indent = len(first) - len(first.lstrip())
        if not indent:
            self.note, self.is_inside = "", False
        if indent >= _INDENT and not self.is_inside:
            return  # code
        if self._is_table(lines):
            self.was_table = True
            self._cells(lines)
            return
        if self._is_caption(first):
            match = _TABLE_CAPTION.match(first)
            self._paragraph([(lines[0][0] + (match.end() if match else 0), lines[0][1])], "caption")
            lines = lines[1:]
        self.was_table = False
        self._lines(lines)

    def _is_caption(self, first: str) -> bool:
        return _TABLE_CAPTION.match(first) is not None and (
            self.was_table or first.lower().startswith("table:")
        )

    def _is_table(self, lines: Sequence[tuple[int, int]]) -> bool:
        """Return whether lines are of a table; the words of a table are left to its columns."""
        texts = [self.text[start:end] for start, end in lines]
        if self.in_columns:
            self.in_columns = not _DASHES.match(texts[-1])
            return True
        if len(lines) > 1 and _DASHES.match(texts[0]):
            self.in_columns = not any(_DASHES.match(one) for one in texts[-1:])
            return True
        for number, one in enumerate(texts):
            if _COLUMNS.match(one) and ("|" in one or "+" in one or " " in one.strip()):
                return not (number == 0 and _RULE.match(one) and len(texts) == 1)
        return texts[0].lstrip().startswith(("+-", "+="))

    def _cells(self, lines: Sequence[tuple[int, int]]) -> None:
        """Read the cells of a table whose columns are parted by signs; others are of one width."""
        if not all("|" in self.text[start:end] for start, end in lines):
            return
        if any(self.text[start:end].lstrip().startswith("+") for start, end in lines):
            return
        for start, end in lines:
            row = self.text[start:end]
            if _COLUMNS.match(row) or "`" in row or "$" in row:
                continue
            for match in _CELL.finditer(row):
                cell = match[0].strip()
                if cell:
                    at = start + match.start() + match[0].index(cell)
                    self._paragraph([(at, at + len(cell))], "table")

    def _lines(self, lines: Sequence[tuple[int, int]]) -> None:
        gathered: list[tuple[int, int]] = []
        role: Role = "text"
        can_begin = True
        note = self.note

        def end() -> None:
            nonlocal gathered, role, note
            if gathered:
                self._paragraph(gathered, role, note)
            gathered, role, note = [], "text", self.note

        for start, stop in lines:
            at, marked, verse = self._prefix(start, stop, can_begin=can_begin or not gathered)
            line = self.text[at:stop]
            if marked or verse:
                end()
            if verse:
                role = "verse"
            if len(gathered) == 1 and _UNDERLINE.match(line):
                role = "heading"
                end()
                continue
            if not line.strip() or _DIV.match(line) or _RULE.match(line):
                end()
                can_begin = True
                continue
            if not gathered and _REFERENCE.match(line):
                continue
            heading = _HEADING.match(line) if not gathered else None
            if heading:
                self._paragraph([(at + heading.end(), stop)], "heading")
                continue
            gathered.append((at, stop))
            can_begin = marked or verse
        end()

    def _prefix(self, start: int, stop: int, *, can_begin: bool) -> tuple[int, bool, bool]:
        """Return where a line's own words begin, whether a mark opens a block, or a line of verse.

        ``can_begin`` is whether a list may begin here: pandoc asks for a blank line before one.
        """
        at, marked = start, False
        while at < stop:
            if match := _QUOTE.match(self.text, at, stop):
                at = match.end()
                continue
            if match := _VERSE.match(self.text, at, stop):
                return match.end(), marked, True
            match = self._mark(at, stop, can_begin=can_begin)
            if match is None:
                break
            at, marked, self.is_inside = match.end(), True, True
        own = self.text[at:stop]
        return at + len(own) - len(own.lstrip(" \t")), marked, False

    def _mark(self, at: int, stop: int, *, can_begin: bool) -> re.Match[str] | None:
        """Return the mark of a note, an item or an explanation that opens here."""
        if match := _NOTE.match(self.text, at, stop):
            self.note = match[1]
            return match
        item = _ITEM.match(self.text, at, stop) if can_begin else None
        return item or _DEFINITION.match(self.text, at, stop)

    def _paragraph(self, lines: Sequence[tuple[int, int]], role: Role, note: str = "") -> None:
        if note and role == "text":
            role = "note"
        scan = Scan(list(_characters(self.text, lines)), role, self.labels)
        passage = scan.run()
        if role == "note":
            passage.label = note
        self.passages += [passage, *scan.inner]


def _characters(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[Line]:
    """Yield the characters of lines; a line's end, with the marks of the next, is one of them."""
    for number, (start, stop) in enumerate(lines):
        is_last = number + 1 == len(lines)
        end = start + len(text[start:stop].rstrip())
        is_kept = text[end:stop].startswith("  ")
        if not is_last and text[start:end].endswith("\\") and not text[start:end].endswith("\\\\"):
            end, is_kept = end - 1, True
        for at in range(start, end):
            yield at, at + 1, " " if text[at] == "\t" else text[at]
        if not is_last:
            yield end, lines[number + 1][0], "\n" if is_kept else " "


def read_prose(text: str) -> list[MarkdownPassage]:
    """Return the passages of a Markdown text in order, a note's or a caption's after its call's.

    Code, formulas, addresses, raw markup, metadata and the cells of tables are not in them.
    """
    spans = [(fence.start, fence.end) for fence in find_fences(text)]
    fences = Spans(spans)
    spans += [m.span() for m in _YAML.finditer(text) if not fences.touches(*m.span())]
    spans += [span for span in _raw(text) if not fences.touches(*span)]
    labels = frozenset(
        " ".join(match[1].split()).casefold()
        for match in re.finditer(r"^ {0,3}\[([^\]^][^\]]*)\]:", text, re.MULTILINE)
    )
    reading = _Reading(text, Spans(spans), labels)
    group: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        span = (at, at + len(line))
        at += len(line) + 1
        is_closed = bool(line) and reading.closed.touches(*span) and _is_whole(reading, span)
        if line.strip() and not is_closed:
            group.append(span)
            continue
        if group:
            reading.group(group)
        group = []
    if group:
        reading.group(group)
    return reading.passages


def _raw(text: str) -> Iterator[tuple[int, int]]:
    """Yield comments, and elements whose inside is no Markdown."""
    folded = text.lower()
    closers: dict[str, int] = {}
    end = 0
    for match in _RAW.finditer(text):
        closer = f"</{match[1].lower()}" if match[1] else "-->"
        if match.start() < end or closers.get(closer) == -1:
            continue
        closers[closer] = place = folded.find(closer, match.end())
        if place >= 0:
            end = place + len(closer)
            yield match.start(), end


def _is_whole(reading: _Reading, span: tuple[int, int]) -> bool:
    """Return whether a line has nothing that is not closed; a comment within a line is its own."""
    around = reading.closed.around(span[0]) or reading.closed.around(span[1] - 1)
    first = reading.text[slice(*span)].lstrip()
    return around is not None and not (
        around[0] > span[0] and not first.startswith(("<!--", "<script", "<style", "<pre", "```"))
    )
