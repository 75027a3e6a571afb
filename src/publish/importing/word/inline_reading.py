"""What stands in the paragraphs of a document: runs, notes, pictures, changes, controls."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, Final

from publish.importing.word.field_reading import FieldReading
from publish.importing.word.formats import format_of
from publish.importing.word.noted import MC, Format, M, serialize
from publish.importing.word.parts import Look, R, W, is_on, val

_SYMBOLS: Final = dict(
    zip(
        range(0xF061, 0xF07B),
        "αβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
)

_SIGNS: Final = {
    "tab": "\t",
    "ptab": "\t",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
_INSIDE: Final = frozenset(
    W + name for name in ("smartTag", "customXml", "dir", "bdo", "sdtContent")
)
_CHANGES: Final = frozenset(W + name for name in ("ins", "del", "moveFrom", "moveTo"))
_O_HR: Final = "{urn:schemas-microsoft-com:office:office}hr"


class InlineReading(FieldReading):
    """Reads what stands in paragraphs."""

    @abstractmethod
    def blocks(self, parent: Any) -> str:
        """Return what stands in a body, a cell, a note or a box."""

    def _inlines(self, parent: Any) -> None:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                self._run(child)
            elif tag in _INSIDE:
                self._inlines(child)
            elif tag in _CHANGES:
                self._revised(child)
            elif tag in (M + "oMath", M + "oMathPara"):
                self._formula(child)
            elif tag == MC + "AlternateContent":
                for one in child:
                    self._inlines(one)
            else:
                self._beside(tag.removeprefix(W), child)

    def _beside(self, name: str, child: Any) -> None:
        match name:
            case "hyperlink":
                self._hyperlink(child)
            case "fldSimple":
                self._simple_field(child)
            case "bookmarkStart":
                self._bookmark(child)
            case "commentRangeStart" | "commentRangeEnd":
                self._comment_range(child)
            case "sdt":
                self._inline_control(child)
            case _:
                pass

    def _revised(self, child: Any) -> None:
        name = child.tag.removeprefix(W)
        self._account.counts["tracked changes"] += 1
        if self._is_refused(name):
            return
        before = self._revision
        if self._given.changes == "mark":
            self._revision = "insertion" if name in ("ins", "moveTo") else "deletion"
        self._inlines(child)
        self._revision = before

    def _is_refused(self, name: str) -> bool:
        """Return whether what a change brings is not to be in the book."""
        if self._given.changes == "accept":
            return name in ("del", "moveFrom")
        return self._given.changes == "reject" and name in ("ins", "moveTo")

    def _inline_control(self, sdt: Any) -> None:
        content = sdt.find(W + "sdtContent")
        if content is None:
            return
        properties = sdt.find(W + "sdtPr")
        tag = val(properties.find(W + "tag")) if properties is not None else ""
        placeholder = is_on(properties, "showingPlcHdr")
        if tag.startswith("MENDELEY_CITATION"):
            number = self._given.citations.add_mendeley(tag, self._paragraph_number())
            if number:
                self._put_mark("C", number)
                self._skip(content)
                return
        if placeholder:
            what = "".join(content.itertext())
            self._account.set_apart(f"a placeholder: {what}", "nowhere", self._paragraph_number())
            self._skip(content)
            return
        self._inlines(content)

    def _skip(self, content: Any) -> None:
        self._dropping.append("")
        self._inlines(content)
        self._dropping.pop()

    def _hyperlink(self, child: Any) -> None:
        relation = self._given.relations.get(str(child.get(R + "id", "")))
        anchor = val(child, "anchor")
        address = relation.target if relation is not None and relation.is_outside else ""
        if anchor:
            address += f"#{anchor}"
        if self._open is None or not address:
            self._inlines(child)
            return
        if anchor and address == f"#{anchor}" and child.find(f".//{W}t") is None:
            self._empty_reference(anchor)
        self._open_link(address)
        self._inlines(child)
        self._close_link()

    def _formula(self, child: Any) -> None:
        current = self._open
        if current is None:
            return
        self._flush()
        if self._is_silent():
            return
        current.pieces.append(serialize(child))

    def _run(self, run: Any) -> None:
        current = self._open
        if current is None:
            return
        properties = run.find(W + "rPr")
        given = self._given
        look, form = format_of(
            properties, current.style, given.styles, given.foreign, self._revision
        )
        for child in run:
            if child.tag == W + "t":
                self._write(child.text or "", look, form)
            elif child.tag != W + "rPr":
                self._in_run(child, look, form)

    def _in_run(self, child: Any, look: Look, form: Format) -> None:
        name = child.tag.removeprefix(W)
        if name in _SIGNS:
            self._write(_SIGNS[name], look, form)
        elif name == "delText":
            if self._given.changes != "accept":
                self._write(child.text or "", look, form)
        elif name in ("br", "cr"):
            self._break(child, look, form)
        elif name == "sym":
            self._symbol(child, form)
        elif child.tag == MC + "AlternateContent":
            for one in child[0] if len(child) else ():
                self._in_run(one, look, form)
        else:
            self._in_run_beside(name, child)

    def _in_run_beside(self, name: str, child: Any) -> None:
        """Read what stands in a run and is no word."""
        match name:
            case "fldChar":
                self._field_mark(child)
            case "instrText" | "delInstrText":
                if self._fields and not self._fields[-1].is_shown:
                    self._fields[-1].code.append(child.text or "")
            case "footnoteReference" | "endnoteReference":
                self._note_call(child, name.removesuffix("Reference"))
            case "commentReference":
                self._comment(val(child, "id"))
            case "drawing" | "pict" | "object":
                self._drawing(child)
            case "ruby":
                for one in child.iter(W + "r"):
                    self._run(one)
                self._account.decide("ruby", "", "set before its base", self._paragraph_number())
            case _:
                pass

    def _break(self, child: Any, look: Look, form: Format) -> None:
        if val(child, "type") in ("page", "column"):
            self._account.counts["page breaks"] += 1
            current = self._open
            if current is not None and not "".join(current.text).strip():
                current.facts.starts_page = True
            else:
                self._page_break = True
            return
        self._write("\n", look, form)

    def _symbol(self, child: Any, form: Format) -> None:
        current = self._open
        if current is None or self._is_silent():
            return
        code = val(child, "char")
        try:
            point = int(code, 16)
        except ValueError:
            return
        font = val(child, "font")
        letter = _SYMBOLS.get(point | 0xF000, "") if font == "Symbol" else ""
        if not letter:
            letter = chr(point) if point < 0xE000 and point >= 0x20 else "□"
            what = f"the sign {code} of the font {font}"
            self._account.set_apart(what, "a □ stands in its place", current.facts.number)
        self._account.added.append((current.facts.number, current.length, letter))
        self._put(letter, form)

    def _bookmark(self, child: Any) -> None:
        name = val(child, "name")
        if name not in self._given.wanted:
            return
        if self._open is None:
            self._pending.append(name)
        else:
            self._label(name)

    def _note_call(self, child: Any, kind: str) -> None:
        current = self._open
        if current is None or self._is_silent():
            return
        element = self._given.notes.pop((kind, val(child, "id")), None)  # no note calls itself
        if element is None:
            return
        outer = (self._open, self._held, self._fields, self._page_break)
        self._flush()
        self._open, self._held, self._fields = None, None, []
        self._apart += 1
        caller = current.facts.number
        for one in element.iter(W + "p"):
            self._account.places[int(one.get("n", "0"))] = caller
        written = self.blocks(element)
        self._apart -= 1
        self._open, self._held, self._fields, self._page_break = outer
        self.noted.notes.append((len(self.noted.notes) + 1, kind, written))
        number = len(self.noted.notes)
        self._account.counts[f"{kind}s"] += 1
        self._account.called.append(self._numbers(element))
        current.pieces.append(f'<w:r><w:rPr/><w:footnoteReference w:id="{number + 1}"/></w:r>')

    @staticmethod
    def _numbers(element: Any) -> list[int]:
        return [int(one.get("n", "0")) for one in element.iter(W + "p")]

    def _comment_range(self, child: Any) -> None:
        identifier = val(child, "id")
        if child.tag == W + "commentRangeStart":
            self._commented[identifier] = []

    def _comment(self, identifier: str) -> None:
        about = "".join(self._commented.pop(identifier, ()))
        author, words = self._given.comments.get(identifier, ("", ""))
        if words:
            on = f" on “{about[:80]}”" if about.strip() else ""
            self._account.set_apart(
                f"comment of {author or 'somebody'}{on}: {words}",
                "only here",
                self._paragraph_number(),
            )

    def _drawing(self, child: Any) -> None:
        current = self._open
        if current is None:
            return
        for box in child.iter(W + "txbxContent"):
            outer = next(one for one in box.iterancestors() if one is child or one.tag == box.tag)
            if outer is child:
                current.boxes.append(box)
        if self._is_silent():
            return
        if any(one.get(_O_HR) for one in child.iter()):
            current.facts.role = "break"
            return
        for picture in self._given.pictures.find(
            child, self._given.relations, current.facts.number
        ):
            number = len(self.noted.pictures) + 1
            self.noted.pictures[number] = picture
            self._put_mark("I", number)
