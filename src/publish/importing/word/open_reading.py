"""A LibreOffice document said again as ``reading`` says a Word document again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from publish.importing.documents.account import Account
from publish.importing.documents.paragraphs import Facts, mark
from publish.importing.word.noted import Format, Open, Reference, text_run
from publish.importing.word.open_changes import REVISION, OpenChanges
from publish.importing.word.open_styles import (
    DRAW,
    OFFICE,
    SVG,
    TABLE,
    TEXT,
    XLINK,
    OpenStyles,
    span_format,
)
from publish.importing.word.parts import Look, Relation, Style
from publish.importing.word.pictures import Picture
from publish.importing.word.writing import Given, Writing

_GENERATED: Final = {
    "table-of-content": "the table of contents that the word processor made",
    "illustration-index": "the list of figures that the word processor made",
    "table-index": "the list of tables that the word processor made",
    "alphabetical-index": "the index that the word processor made, with pages no longer true",
    "bibliography": "the bibliography that the word processor made",
}
_REFERENCES: Final = frozenset({"bookmark-ref", "reference-ref", "sequence-ref"})
_MATH: Final = "{http://www.w3.org/1998/Math/MathML}math"
_TITLE: Final = f"{SVG}title"


class OpenReader(Writing):
    """Reads one document of LibreOffice's."""

    def __init__(
        self, given: Given, account: Account, styles: OpenStyles, changes: OpenChanges
    ) -> None:
        super().__init__(given, account)
        self._styles = styles
        self._changes = changes
        self._is_refused = False
        self._comments: dict[str, tuple[str, str, int]] = {}
        self._list: tuple[int, int] | None = None
        self._list_names: list[str] = []
        self.lists: list[str] = []
        self.formulas: list[Any] = []

    # Blocks

    def blocks(self, parent: Any) -> str:
        """Return what stands in a text, a section, a cell, a note or a box."""
        return "".join((*self._blocks(parent), self._release()))

    def _blocks(self, parent: Any) -> Iterator[str]:
        for child in parent:
            name = _local(child)
            if name in ("p", "h"):
                yield from self._paragraph(child)
            elif name == "list":
                yield from self._list_items(child)
            elif child.tag == f"{TABLE}table":
                if not self._is_refused:
                    yield self._release()
                    yield self._table(child)
            elif name in _GENERATED:
                self._dropping.append(name)
                yield from self._blocks(child)
                self._dropping.pop()
                self._account.set_apart(_GENERATED[name], "nowhere", _first(child))
            elif name in ("section", "index-body", "list-item", "list-header", "index-title"):
                yield from self._blocks(child)
            elif name.startswith("bookmark"):
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
                if _local(child) in ("p", "h"):
                    if not is_first:
                        self._list = None
                    is_first = False
                    yield from self._paragraph(child)
                    self._list = (number, level)
                elif _local(child) == "list":
                    yield from self._list_items(child)
        self._list = outer
        self._list_names.pop()

    def _table(self, table: Any) -> str:
        self._apart += 1
        rows, columns = [], 0
        covered: dict[int, int] = {}
        for row in table.iter(f"{TABLE}table-row"):
            if next(row.iterancestors(f"{TABLE}table")) is not table:
                continue
            parent = row.getparent()
            is_head = parent is not None and _local(parent) == "table-header-rows"
            cells, place = [], 0
            for cell in row:
                if _local(cell) != "table-cell":
                    continue
                while covered.get(place, 0) > 0:
                    covered[place] -= 1
                    cells.append("<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>")
                    place += 1
                wide = _count(cell, f"{TABLE}number-columns-spanned")
                high = _count(cell, f"{TABLE}number-rows-spanned")
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
        grid = '<w:gridCol w:w="1000"/>' * min(columns, 200)
        return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"

    # Paragraphs

    def _paragraph(self, element: Any) -> Iterator[str]:
        number = int(element.get("n", "0"))
        style = self._styles.paragraph(element.get(f"{TEXT}style-name", ""))
        level = element.get(f"{TEXT}outline-level", "")
        role = style.role
        if _local(element) == "h" and not role.startswith(("heading", "title", "part")):
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
            words, place = "".join(box.itertext()), _first(box)
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

    # Changes

    def _change(self, mark: Any) -> None:
        """Heed where what was put in begins and ends."""
        if str(mark.get(f"{TEXT}change-id", "")) not in self._changes.inserted:
            return
        is_begun = _local(mark) == "change-start"
        if self._given.changes == "mark":
            self._flush()
            self._revision = "insertion" if is_begun else ""
        elif self._given.changes == "reject":
            self._is_refused = is_begun

    def _revised(self, element: Any, look: Look, form: Format) -> None:
        """Read what stands in an element that may have been deleted once."""
        before, said = self._revision, element.get(REVISION)
        self._revision = said or before
        self._inlines(element, look, form)
        if said:
            self._revision = before

    def _put(self, text: str, form: Format) -> None:
        if self._revision:
            words = [word for word in form.style.split() if word != "code"]
            form = Format(form.flags, form.raised, " ".join((*words, self._revision)))
        super()._put(text, form)

    def _write(self, text: str, look: Look, form: Format) -> None:
        if not self._is_refused:
            super()._write(text, look, form)

    def _is_silent(self) -> bool:
        return self._is_refused or super()._is_silent()

    # Inlines

    def _inlines(self, parent: Any, look: Look, form: Format) -> None:
        self._write(_spaces(parent.text), look, form)
        for child in parent:
            self._inline(child, look, form)
            self._write(_spaces(child.tail), look, form)

    def _inline(self, child: Any, look: Look, form: Format) -> None:
        name = _local(child)
        if name == "span":
            style = self._styles.span(child.get(f"{TEXT}style-name", ""))
            inner = span_format(style, look, form.flags, self._given.foreign, self._role())
            self._revised(child, *inner)
        elif name == "s":
            self._write(" " * _count(child, f"{TEXT}c"), look, form)
        elif name == "tab":
            self._write("\t", look, form)
        elif name == "line-break":
            self._write("\n", look, form)
        elif name == "a":
            self._link(child, look, form)
        elif name == "note":
            self._note(child)
        elif name in _REFERENCES:
            self._reference(child, look, form)
        elif name == "sequence":
            self._inlines(child, look, form)
            current = self._open
            if current is not None:
                current.facts.counted = str(child.get(f"{TEXT}name", "") or "Figure")
                current.facts.label_end = current.length
                if child.get(f"{TEXT}ref-name"):
                    self._label(child.get(f"{TEXT}ref-name"))
        else:
            self._rarer(name, child, look, form)

    def _rarer(self, name: str, child: Any, look: Look, form: Format) -> None:
        number = self._paragraph_number()
        if name.startswith("annotation"):
            self._annotation(child, number)
        elif name in ("frame", "custom-shape", "g"):
            self._frame(child)
        elif name.startswith(("bookmark", "reference-mark")):
            self._bookmarked(child)
        elif name.startswith("alphabetical-index-mark"):
            if not name.endswith("-end"):
                entry = ": ".join(
                    str(child.get(f"{TEXT}{key}"))
                    for key in ("key1", "key2", "string-value")
                    if child.get(f"{TEXT}{key}")
                )
                self.noted.entries.append((entry, number))
        elif name.startswith("change"):
            self._change(child)
        elif name in ("tracked-changes", "soft-page-break"):
            return
        elif name == "ruby":
            for one in child:
                self._inlines(one, look, form)
        else:
            self._inlines(child, look, form)

    def _annotation(self, child: Any, number: int) -> None:
        """Tell a comment, at the end of what it is about if that is known."""
        name = str(child.get(f"{OFFICE}name", ""))
        if _local(child) == "annotation-end":
            about = "".join(self._commented.pop(name, ())).strip()
            said = self._comments.pop(name, None)
            if said is not None:
                on = f" on “{about[:80]}”" if about else ""
                self._account.set_apart(f"{said[0]}{on}: {said[1]}", "only here", said[2])
            return
        paragraphs = child.iter(f"{TEXT}p", f"{TEXT}h")
        words = " ".join(" ".join("".join(one.itertext()).split()) for one in paragraphs)
        author = child.findtext("{http://purl.org/dc/elements/1.1/}creator") or "somebody"
        said = (f"comment of {author}", words, number)
        if name and name in self._given.wanted:
            self._commented[name], self._comments[name] = [], said
        else:
            self._account.set_apart(f"{said[0]}: {words}", "only here", number)

    def _role(self) -> str:
        return self._open.facts.role if self._open else ""

    def _link(self, child: Any, look: Look, form: Format) -> None:
        address = str(child.get(f"{XLINK}href", ""))
        if address.startswith("#"):
            address = "#" + address[1:].split("|", maxsplit=1)[0]
        if address.startswith("#") and not "".join(child.itertext()).strip():
            self._empty_reference(address[1:])
        self._open_link(address)
        self._inlines(child, look, form)
        self._close_link()

    def _note(self, child: Any) -> None:
        current = self._open
        body = child.find(f"{TEXT}note-body")
        if current is None or body is None or self._is_silent():
            return
        self._flush()
        outer = (self._open, self._held, self._list, self._list_names)
        self._open, self._held, self._list, self._list_names = None, None, None, []
        self._apart += 1
        caller = current.facts.number
        numbers = [int(one.get("n", "0")) for one in body.iter(f"{TEXT}p", f"{TEXT}h")]
        for one in numbers:
            self._account.places[one] = caller
        number = len(self.noted.notes) + 1
        kind = str(child.get(f"{TEXT}note-class", "footnote"))
        self.noted.notes.append((number, kind, ""))
        self._account.called.append(numbers)
        written = self.blocks(body)
        self.noted.notes[number - 1] = (number, kind, written)
        self._apart -= 1
        self._open, self._held, self._list, self._list_names = outer
        self._account.counts[f"{kind}s"] += 1
        current.pieces.append(f'<w:r><w:rPr/><w:footnoteReference w:id="{number + 1}"/></w:r>')

    def _reference(self, child: Any, look: Look, form: Format) -> None:
        current = self._open
        if current is None:
            return
        if child.get(f"{TEXT}reference-format") == "page":
            words = "".join(child.itertext())
            evidence = "the number of a page of the source: it is not true of the book's pages"
            self._account.decide("page number", words, evidence, current.facts.number, "left")
            self._inlines(child, look, form)
            return
        number = len(self.noted.references) + 1
        start = current.length
        self._put_mark("R", number)
        self._inlines(child, look, form)
        self._flush()
        self.noted.references[number] = Reference(
            str(child.get(f"{TEXT}ref-name", "")),
            current.facts.number,
            start,
            current.length,
            ("\\p",) if child.get(f"{TEXT}reference-format") == "direction" else (),
            "".join(current.text)[start:] if len(current.text) else "",
        )
        self._put_mark("E", number)

    def _bookmarked(self, child: Any) -> None:
        name = str(child.get(f"{TEXT}name", ""))
        if _local(child).endswith("-end") or name not in self._given.wanted:
            return
        if self._open is None:
            self._pending.append(name)
        else:
            self._label(name)

    def _frame(self, frame: Any) -> None:
        current = self._open
        if current is None:
            return
        boxes = list(frame.iter(f"{DRAW}text-box"))
        for box in boxes:
            outer = next(one for one in box.iterancestors() if one is frame or one.tag == box.tag)
            if outer is frame:
                current.boxes.append(box)
        if boxes or self._is_silent():
            return
        said = frame.findtext(f"{SVG}desc") or frame.findtext(_TITLE) or ""
        for image in frame.iter(f"{DRAW}image"):
            target = str(image.get(f"{XLINK}href", ""))
            relation = Relation(target.removeprefix("./"), "image", "://" in target)
            path = self._given.pictures.keep(relation, current.facts.number)
            if path:
                number = len(self.noted.pictures) + 1
                self.noted.pictures[number] = Picture(path, " ".join(said.split()))
                self._put_mark("I", number)
            return
        if self._formula_in(frame):
            return
        self._account.set_apart(
            f"a drawing: {said or 'without a description'}", "nowhere", current.facts.number
        )

    def _formula_in(self, frame: Any) -> bool:
        """Note the formula in a frame; return whether there is one."""
        found = next(frame.iter(_MATH), None)
        target = next((one.get(f"{XLINK}href") for one in frame.iter(f"{DRAW}object")), None)
        if found is None and target:
            root = self._given.pictures.package.tree(
                f"{target.removeprefix('./').rstrip('/')}/content.xml"
            )
            found = next(root.iter(_MATH), None) if root is not None else None
        if found is None:
            return False
        self.formulas.append(found)
        self._put_mark("M", len(self.formulas))
        return True


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _first(element: Any) -> int:
    one = next(element.iter(f"{TEXT}p", f"{TEXT}h"), None)
    return int(one.get("n", "0")) if one is not None else 0


def _count(element: Any, name: str) -> int:
    text = str(element.get(name, "1"))
    return min(max(int(text), 1), 1000) if text.isdigit() and len(text) < 8 else 1


def _spaces(text: str | None) -> str:
    """Return text with its white space as one space, as LibreOffice reads it."""
    if not text:
        return ""
    return "".join(" " if sign in "\n\t\r" else sign for sign in text)
