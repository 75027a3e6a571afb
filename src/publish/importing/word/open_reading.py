"""A LibreOffice document said again as ``reading`` says a Word document again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from publish.importing.documents.paragraphs import Facts, mark
from publish.importing.word.fields import Field, what_is_dropped
from publish.importing.word.noted import Open, text_run
from publish.importing.word.open_elements import count_of, first_of, local_of
from publish.importing.word.open_inlines import OpenInlines
from publish.importing.word.open_styles import DRAW, TABLE, TEXT, span_format
from publish.importing.word.parts import Look, Style
from publish.importing.word.writing import MOST_TABLES

_GENERATED: Final = {
    "table-of-content": "the table of contents that the word processor made",
    "illustration-index": "the list of figures that the word processor made",
    "table-index": "the list of tables that the word processor made",
    "alphabetical-index": "the index that the word processor made, with pages no longer true",
    "bibliography": "the bibliography that the word processor made",
}
_TRANSPARENT: Final = frozenset(
    ("section", "index-body", "list-item", "list-header", "index-title")
)
_LIST_OF_WORKS: Final = what_is_dropped(Field(["BIBLIOGRAPHY"]))


class OpenReader(OpenInlines):
    """Reads one document of LibreOffice's."""

    # Blocks

    def blocks(self, parent: Any) -> str:
        """Return what stands in a text, a section, a cell, a note or a box."""
        return "".join((*self._blocks(parent), self._release()))

    def _blocks(self, parent: Any) -> Iterator[str]:
        for child in parent:
            name = local_of(child)
            if name in ("p", "h"):
                yield from self._paragraph(child)
            elif name == "list":
                yield from self._list_items(child)
            elif child.tag == f"{TABLE}table":
                if not self._is_refused:
                    yield self._release()
                    yield self._table(child)
            elif name in _GENERATED or (name == "section" and self._is_list_of_works(child)):
                self._dropping.append(name)
                yield from self._blocks(child)
                self._dropping.pop()
                what = _GENERATED.get(name, _LIST_OF_WORKS)
                self._account.set_apart(what, "nowhere", first_of(child))
            elif name in _TRANSPARENT:
                yield from self._blocks(child)
            else:
                yield from self._between(name, child)

    def _between(self, name: str, child: Any) -> Iterator[str]:
        """Read what stands between paragraphs and has no words of its own."""
        if name.startswith("bookmark"):
            self._bookmarked(child)
        elif name.startswith("change"):
            self._change(child)
        elif name == "frame":
            for box in child.iterfind(f"{DRAW}text-box"):
                yield from self._blocks(box)

    def _list_items(self, element: Any) -> Iterator[str]:
        name = element.get(f"{TEXT}style-name") or (self._list_names or [""])[-1]
        self._list_names.append(name)
        outer = self._list
        level = len(self._list_names) - 1
        if outer is None:
            self.lists.append(name)
        number = len(self.lists)
        for item in element:
            self._list = (number, level)
            is_first = True
            for child in item:
                if local_of(child) in ("p", "h"):
                    if not is_first:
                        self._list = None
                    is_first = False
                    yield from self._paragraph(child)
                    self._list = (number, level)
                elif local_of(child) == "list":
                    yield from self._list_items(child)
        self._list = outer
        self._list_names.pop()

    def _table(self, table: Any) -> str:
        if self._tables >= MOST_TABLES:
            cells = table.iter(f"{TABLE}table-cell")
            own = (one for one in cells if next(one.iterancestors(f"{TABLE}table")) is table)
            return "".join(self.blocks(cell) for cell in own)
        self._apart += 1
        self._tables += 1
        rows, columns = [], 0
        covered: dict[int, int] = {}
        for row in table.iter(f"{TABLE}table-row"):
            if next(row.iterancestors(f"{TABLE}table")) is not table:
                continue
            parent = row.getparent()
            is_head = parent is not None and local_of(parent) == "table-header-rows"
            cells, place = [], 0
            for cell in row:
                if local_of(cell) != "table-cell":
                    continue
                while covered.get(place, 0) > 0:
                    covered[place] -= 1
                    cells.append("<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>")
                    place += 1
                wide = count_of(cell, f"{TABLE}number-columns-spanned")
                high = count_of(cell, f"{TABLE}number-rows-spanned")
                span = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
                merge = '<w:vMerge w:val="restart"/>' if high > 1 else ""
                for one in range(place, place + wide):
                    covered[one] = high - 1
                place += wide
                inside = self.blocks(cell) or "<w:p/>"
                cells.append(f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{inside}</w:tc>")
            head = "<w:tblHeader/>" if is_head else ""
            rows.append(f"<w:tr><w:trPr>{head}</w:trPr>{''.join(cells)}</w:tr>")
            columns = max(columns, place)
        self._apart -= 1
        self._tables -= 1
        grid = '<w:gridCol w:w="1000"/>' * min(columns, 200)
        return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"

    # Paragraphs

    def _paragraph(self, element: Any) -> Iterator[str]:
        number = int(element.get("n", "0"))
        style = self._styles.paragraph(element.get(f"{TEXT}style-name", ""))
        level = element.get(f"{TEXT}outline-level", "")
        role = style.role
        if local_of(element) == "h" and not role.startswith(("heading", "title", "part")):
            role = f"heading-{min(int(level), 6) if level.isdigit() and level != '0' else 1}"
        facts = Facts(
            number,
            style.name,
            role,
            style.alignment or "left",
            indent=style.indent,
            is_apart=self._apart > 0,
            starts_page=style.starts_page,
            is_listed=self._list is not None,
        )
        was_refused = self._is_refused
        outer, current = self._open, self._begin(facts, Style(style.name, role, style.look))
        self._open = current
        for name in self._pending:
            self._label(name)
        self._pending = []
        look, form = span_format(style, Look(), (), self._given.foreign, role)
        self._revised(element, look, form)
        self._end_citations()
        self._flush()
        facts.text = "".join(current.text)
        self._look_at(current)
        if self._dropping:
            self._account.take(number, 0, current.length)
        self._open = outer
        if self._is_refused and (facts.is_joined or not was_refused):
            self._held = current
            return
        if not was_refused or facts.is_joined or facts.text:
            yield self._close(current)
        for box in current.boxes:
            self._apart += 1
            words, place = "".join(box.itertext()), first_of(box)
            self._account.decide("text box", words, "set after its paragraph", place)
            yield from self._blocks(box)
            self._apart -= 1

    def _begin(self, facts: Facts, style: Style) -> Open:
        """Return a paragraph that begins, or goes on where a refused change had parted it."""
        held, self._held = self._held, None
        if held is not None:
            held.text, held.length, held.facts = [], 0, facts
            facts.is_joined = True
            self._account.joined.add(facts.number)
            return held
        begun = Open(facts, style)
        begun.pieces.append(text_run(mark("P", facts.number)))
        self.noted.facts[facts.number] = facts
        if self._list is not None and not facts.role.startswith("heading"):
            number, level = self._list
            begun.listed = f'<w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>'
        return begun

    def _release(self) -> str:
        """Return the paragraph that waits for a next one, which does not come."""
        held, self._held = self._held, None
        return self._close(held) if held is not None else ""

    def _close(self, current: Open) -> str:
        if self._dropping:
            return ""
        listed = f"<w:numPr>{current.listed}</w:numPr>" if current.listed else ""
        return f"<w:p><w:pPr>{listed}</w:pPr>{''.join(current.pieces)}</w:p>"
