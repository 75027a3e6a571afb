"""The lines of a division's finished pages, read from WeasyPrint's boxes; lengths come out in pt.

A reader only, as ``laid_out`` is: nothing on a page is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any, Final

from publish.page_map import LineKind, SetLine, span_of
from publish.typesetting.laid_out import POINTS, place_of
from publish.typesetting.line_box import LineBoxReader
from publish.typesetting.line_reasons import reason_of

_HEADINGS: Final = re.compile("h[1-6]|header")
_KINDS: Final[dict[str, LineKind]] = {
    "figcaption": "caption",
    "caption": "caption",
    "table": "table",
    "pre": "other",
    "nav": "other",
}
_CLASS_KINDS: Final[dict[str, LineKind]] = {
    "verse": "verse",
    "note": "note",
    "half-title": "other",
    "title-page": "other",
    "copyright-page": "other",
    "contents": "other",
}


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a page in the order of reading, and the ids of the notes that it calls."""

    lines: tuple[SetLine, ...]
    calls: tuple[str, ...]


def read_lines(pages: Sequence[Any], *, first: int = 0) -> tuple[PageLines, ...]:
    """Return the lines of page boxes that follow one another.

    Paragraphs are numbered from ``first``; one that runs on to the next page keeps its number.
    """
    reader = _LineReader(first)
    found = [reader.read(page) for page in pages]
    lasts = reader.last_lines()
    return tuple(PageLines(tuple(_ended(page.lines, lasts)), page.calls) for page in found)


def _ended(lines: Sequence[SetLine], lasts: set[int]) -> Iterator[SetLine]:
    for line in lines:
        yield replace(line, is_last=True) if id(line) in lasts else line


@dataclass(frozen=True, slots=True)
class _Place:
    """What is known of a box by those around it."""

    kind: LineKind = "text"
    at: str = ""
    note: str = ""

    def inside(self, box: Any) -> _Place:
        """Return the place of what stands in a box."""
        element = box.element
        if element is None:
            return self
        classes = element.get("class", "").split()
        kind = self.kind
        if kind in {"text", "table"}:
            named = _KINDS.get(element.tag)
            if _HEADINGS.fullmatch(element.tag):
                named = "heading"
            for name in classes:
                named = named or _CLASS_KINDS.get(name)
            kind = named or kind
        is_note = "note" in classes and element.get("id")
        note = element.get("id") if is_note else self.note
        if kind == "text" and box.style["float"] in {"left", "right"}:
            kind = "other"  # a drop capital stands beside the lines, not among them
        return _Place("note" if is_note else kind, place_of(box) or self.at, note)


class _LineReader:
    """A walk over the pages of one division; it remembers which paragraphs may yet go on."""

    def __init__(self, first: int) -> None:
        self.next = first
        self.open: dict[tuple[int, int], int] = {}
        self.before: dict[tuple[int, int], int] = {}
        self.spaces: dict[object, float] = {}
        self.last: dict[int, SetLine] = {}
        self.begun: set[int] = set()
        self.lines: list[SetLine] = []
        self.calls: list[str] = []

    def read(self, page: Any) -> PageLines:
        """Return the lines of the next page; which of them are last is not known yet."""
        from weasyprint.formatting_structure import boxes

        self.boxes = boxes
        self.lines, self.calls = [], []
        self.before, self.open = self.open, {}
        for child in page.children:
            if not isinstance(child, boxes.MarginBox):
                self._walk(child, _Place())
        return PageLines(tuple(self.lines), tuple(self.calls))

    def last_lines(self) -> set[int]:
        """Return the identities of the last lines of all paragraphs read."""
        return {id(line) for line in self.last.values()}

    def _walk(self, box: Any, place: _Place) -> None:
        if hasattr(box, "_box"):
            box = box._box  # a placeholder for what is positioned absolutely
        if getattr(box, "is_artifact", False) and not isinstance(box, self.boxes.ReplacedBox):
            return
        place = place.inside(box)
        if isinstance(box, self.boxes.ReplacedBox):
            self._add_picture(box, place)
            return
        if not hasattr(box, "children"):
            return
        lines = [child for child in box.children if isinstance(child, self.boxes.LineBox)]
        if lines:
            self._add_paragraph(box, lines, place)
        for child in box.children:
            if not isinstance(child, self.boxes.LineBox):
                self._walk(child, place)

    def _add_picture(self, box: Any, place: _Place) -> None:
        left, width = box.border_box_x(), box.border_width()
        edges = (left * POINTS, (left + width) * POINTS)
        self.next += 1
        line = SetLine(
            kind="other",
            baseline=round((box.border_box_y() + box.border_height()) * POINTS, 3),
            left=round(edges[0], 3),
            right=round(edges[1], 3),
            measure=edges,
            size=0.0,
            text="",
            spaces=0,
            space=1.0,
            is_justified=False,
            is_first=True,
            is_last=True,
            paragraph=self.next,
            note=place.note,
            at=span_of(place.at) if place.at else None,
        )
        self._add(line)

    def _add_paragraph(self, block: Any, lines: Sequence[Any], place: _Place) -> None:
        key = (id(block.element), id(block.style))
        number = self.before.pop(key, None)
        if number is None:
            self.next += 1
            number = self.next
        read = [(line, self._read_boxes(line, place)) for line in lines]
        readers = [reader for _, reader in read]
        for (line, reader), following in zip(read, [*readers[1:], None], strict=True):
            if reader.text:
                made = self._set_line(line, reader, block, number, place)
                reason = reason_of(made, reader, following)
                self._add(replace(made, reason=reason) if reason else made)
        if getattr(lines[-1], "resume_at", 0) is not None:
            self.open[key] = number

    def _add(self, line: SetLine) -> None:
        self.begun.add(line.paragraph)
        self.last[line.paragraph] = line
        self.lines.append(line)

    def _read_boxes(self, line: Any, place: _Place) -> LineBoxReader:
        """Return what stands in a line box; pictures without words are added at once."""
        read = LineBoxReader(self.boxes, self.spaces)
        read.walk(line, is_marker=False)
        self.calls += read.calls
        for picture in () if read.text else read.pictures:
            self._add_picture(picture, place)
        return read

    def _set_line(
        self, line: Any, read: LineBoxReader, block: Any, number: int, place: _Place
    ) -> SetLine:
        left = block.content_box_x()
        right = left + block.width + getattr(line, "hanging", 0.0)
        is_justified = line.style["text_align_all"] == "justify" and any(
            box.justification_spacing for box in read.texts
        )
        return SetLine(
            kind=place.kind,
            baseline=round((line.position_y + line.baseline) * POINTS, 3),
            left=round(read.left * POINTS, 3),
            right=round(read.right * POINTS, 3),
            measure=(round(left * POINTS, 3), round(right * POINTS, 3)),
            size=round(read.size * POINTS, 3),
            text=read.text,
            spaces=len(read.gaps),
            space=round(median(read.gaps), 4) if read.gaps else 1.0,
            is_justified=is_justified,
            is_first=number not in self.begun,
            is_last=False,
            paragraph=number,
            note=place.note,
            at=span_of(place.at) if place.at else None,
        )
