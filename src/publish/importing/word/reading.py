"""A Word document said again in what pandoc understands well, with everything else noted beside.

The text is written anew with plain runs, lists, tables, notes and formulas; each paragraph and
whatever pandoc has no word for gets a mark (``documents.paragraphs``) that leads to what is noted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from publish.importing.documents.paragraphs import Facts, mark
from publish.importing.word.fields import Field, what_is_dropped
from publish.importing.word.inline_reading import InlineReading
from publish.importing.word.noted import MC, M, Open, serialize, text_run
from publish.importing.word.parts import Style, W, number, read_paragraph_properties, val
from publish.importing.word.writing import MOST_TABLES

_COLUMN: Final = 1_000
"""The width of a column that does not say its own, in twentieths of a point."""

_MOST_COLUMNS: Final = 200


class Reader(InlineReading):
    """Reads one document; ``noted`` and the pieces of its text are what comes of it."""

    def blocks(self, parent: Any) -> str:
        """Return what stands in a body, a cell, a note or a box."""
        pieces = list(self._blocks(parent))
        pieces.append(self._release())
        return "".join(pieces)

    def _blocks(self, parent: Any) -> Iterator[str]:
        for child in parent:
            match child.tag.removeprefix(W):
                case "p":
                    yield from self._paragraph(child)
                case "tbl":
                    yield self._release()
                    yield self._table(child)
                case "sdt":
                    yield from self._control(child)
                case "bookmarkStart":
                    self._bookmark(child)
                case "commentRangeStart" | "commentRangeEnd":
                    self._comment_range(child)
                case "ins" | "del" | "moveFrom" | "moveTo":
                    yield from self._revised_blocks(child)
                case "customXml":
                    yield from self._blocks(child)
                case _:
                    yield from self._rarities(child)

    def _rarities(self, child: Any) -> Iterator[str]:
        if child.tag == W + "altChunk":
            self._account.set_apart("a document inside the document", "nowhere")
        elif child.tag == MC + "AlternateContent":
            for one in child:
                yield from self._blocks(one)
        elif child.tag in (M + "oMathPara", M + "oMath"):
            yield f"<w:p>{serialize(child)}</w:p>"

    def _revised_blocks(self, child: Any) -> Iterator[str]:
        name = child.tag.removeprefix(W)
        if self._is_refused(name):
            self._dropping.append("")
            yield from self._blocks(child)
            self._dropping.pop()
        else:
            yield from self._blocks(child)

    def _control(self, sdt: Any) -> Iterator[str]:
        """Read a content control among blocks."""
        content = sdt.find(W + "sdtContent")
        if content is None:
            return
        gallery = val(sdt.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery"))
        tag = val(sdt.find(f"{W}sdtPr/{W}tag"))
        is_list = tag.startswith("MENDELEY_BIBLIOGRAPHY") or (
            gallery == "Bibliographies" and bool(self._given.citations.sources)
        )
        if gallery == "Table of Contents" or is_list:
            what = what_is_dropped(Field(["BIBLIOGRAPHY" if is_list else "TOC"]))
            self._dropping.append(what)
            yield from self._blocks(content)
            yield self._release()
            self._dropping.pop()
            self._account.set_apart(what, "nowhere", self._last_number(content))
            return
        yield from self._blocks(content)

    def _last_number(self, element: Any) -> int:
        first = next(element.iter(W + "p"), None)
        return int(first.get("n", "0")) if first is not None else 0

    def _table(self, table: Any) -> str:
        if self._tables >= MOST_TABLES:
            return "".join(self.blocks(cell) for cell in _own_cells(table))
        self._apart += 1
        self._tables += 1
        properties = table.find(W + "tblPr")
        kept = "".join(
            serialize(one)
            for one in (properties if properties is not None else ())
            if one.tag in (W + "tblLook", W + "tblW")
        )
        rows = [row for row in table.iter(W + "tr") if next(row.iterancestors(W + "tbl")) is table]
        written = "".join(self._row(row) for row in rows)
        self._apart -= 1
        self._tables -= 1
        return f"<w:tbl><w:tblPr>{kept}</w:tblPr>{_grid(table, rows)}{written}</w:tbl>"

    def _row(self, row: Any) -> str:
        properties = row.find(W + "trPr")
        kept, refused = "", False
        for one in properties if properties is not None else ():
            if one.tag in (W + "tblHeader", W + "gridBefore", W + "gridAfter"):
                kept += serialize(one)
            refused = refused or self._is_refused(one.tag.removeprefix(W))
        if refused:
            self._dropping.append("")
        cells = [
            self._cell(cell)
            for cell in row.iter(W + "tc")
            if next(cell.iterancestors(W + "tr")) is row
        ]
        if refused:
            self._dropping.pop()
            return ""
        return f"<w:tr><w:trPr>{kept}</w:trPr>{''.join(cells)}</w:tr>"

    def _cell(self, cell: Any) -> str:
        properties = cell.find(W + "tcPr")
        kept = "".join(
            serialize(one)
            for one in (properties if properties is not None else ())
            if one.tag in (W + "gridSpan", W + "vMerge", W + "tcW")
        )
        return f"<w:tc><w:tcPr>{kept}</w:tcPr>{self.blocks(cell) or '<w:p/>'}</w:tc>"

    # Paragraphs

    def _paragraph(self, element: Any) -> Iterator[str]:
        count = int(element.get("n", "0"))
        properties = element.find(W + "pPr")
        known = self._given.styles.paragraph(
            val(properties.find(W + "pStyle")) if properties is not None else ""
        )
        style = Style(
            known.name,
            known.role,
            known.look,
            known.alignment,
            known.indent,
            known.numbering,
            known.outline,
            known.starts_page,
        )
        read_paragraph_properties(properties, style)
        if 1 <= style.outline <= 6 and style.role in ("", "text"):
            style.role = f"heading-{style.outline}"
        facts = Facts(
            count,
            style.name,
            style.role,
            style.alignment or "left",
            indent=style.indent,
            is_apart=self._apart > 0,
            starts_page=style.starts_page or self._page_break,
            is_listed=style.numbering is not None and style.numbering[0] in self._given.lists,
        )
        self._page_break = False
        outer, current = self._open, self._begin(facts, style)
        self._open = current
        for name in self._pending:
            self._label(name)
        self._pending = []
        self._inlines(element)
        self._flush()
        current.pieces.append("</w:hyperlink>" * current.links)
        current.links = 0
        facts.text = "".join(current.text)
        self._look_at(current)
        if self._dropping:
            self._account.take(count, 0, current.length)
        self._open = outer
        if self._goes_on(properties):
            self._held = current
            return
        yield self._close(current)
        for box in current.boxes:
            yield from self._box(box)

    def _begin(self, facts: Facts, style: Style) -> Open:
        """Return a paragraph that begins, or goes on where a change took an end away."""
        held, self._held = self._held, None
        if held is None:
            begun = Open(facts, style)
            begun.pieces.append(text_run(mark("P", facts.number)))
            self.noted.facts[facts.number] = facts
            return begun
        held.text, held.length, held.facts = [], 0, facts
        facts.is_joined = True
        self._account.joined.add(facts.number)
        return held

    def _goes_on(self, properties: Any) -> bool:
        """Return whether a change takes the end of a paragraph away."""
        if properties is None:
            return False
        marks = properties.find(W + "rPr")
        names = [one.tag.removeprefix(W) for one in marks] if marks is not None else []
        return any(self._is_refused(name) for name in names)

    def _close(self, current: Open) -> str:
        if self._dropping:
            return ""
        listed = ""
        facts = self.noted.facts.get(current.facts.number, current.facts)
        if facts.is_listed and current.style.numbering and not facts.role.startswith("heading"):
            identifier, level = current.style.numbering
            listed = (
                f'<w:numPr><w:ilvl w:val="{int(level) if level.isdigit() else 0}"/>'
                f"<w:numId w:val={quoteattr(identifier)}/></w:numPr>"
            )
        return f"<w:p><w:pPr>{listed}</w:pPr>{''.join(current.pieces)}</w:p>"

    def _release(self) -> str:
        """Return the paragraph that waits for a next one, which does not come."""
        held, self._held = self._held, None
        return self._close(held) if held is not None else ""

    def _box(self, box: Any) -> Iterator[str]:
        self._apart += 1
        words, place = "".join(box.itertext()), self._last_number(box)
        self._account.decide("text box", words, "set after its paragraph", place)
        yield from self._blocks(box)
        yield self._release()
        self._apart -= 1


def _own_cells(table: Any) -> Iterator[Any]:
    """Yield the cells of a table, not those of tables in it."""
    for cell in table.iter(W + "tc"):
        if next(cell.iterancestors(W + "tbl")) is table:
            yield cell


def _grid(table: Any, rows: Sequence[Any]) -> str:
    """Return the columns of a table: pandoc 3.9 drops the cells that stand in none of them."""
    count = max((_columns(row) for row in rows), default=0)
    widths = [int(number(val(one, "w"))) for one in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    if len(widths) < count or not all(width > 0 for width in widths):
        widths = [_COLUMN] * count
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths[:_MOST_COLUMNS])
    return f"<w:tblGrid>{columns}</w:tblGrid>"


def _columns(row: Any) -> int:
    before = row.iterfind(f"{W}trPr/{W}gridBefore")
    count = sum(max(int(number(val(one))), 0) for one in before)
    for cell in row.iter(W + "tc"):
        if next(cell.iterancestors(W + "tr")) is row:
            count += max(int(number(val(cell.find(f"{W}tcPr/{W}gridSpan")))), 1)
    return min(count, _MOST_COLUMNS)
