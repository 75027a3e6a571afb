"""A Word document said again in what pandoc understands well, with everything else noted beside.

The text is written anew with plain runs, lists, tables, notes and formulas; each paragraph and
whatever pandoc has no word for gets a mark (``documents.paragraphs``) that leads to what is noted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from publish.importing.documents.account import Account
from publish.importing.documents.paragraphs import SENTINELS, Facts, mark
from publish.importing.options import Changes
from publish.importing.word.citations import Citations
from publish.importing.word.fields import Field, fate_of, index_entry, what_is_dropped
from publish.importing.word.pictures import Picture, Pictures
from publish.importing.word.parts import (
    R,
    Look,
    Relation,
    Style,
    Styles,
    W,
    is_monospace,
    is_on,
    read_look,
    read_paragraph_properties,
    val,
)

_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CHAR: Final = "publish "
"""How the names of the styles of characters begin that we write for pandoc."""

_SYMBOLS: Final = dict(
    zip(
        range(0xF061, 0xF07B),
        "αβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
)
_FORMATS: Final = ("b", "i", "u", "strike", "smallCaps")


@dataclass(frozen=True, slots=True)
class Format:
    """How a run is written for pandoc; ``style`` are words that become a span."""

    flags: tuple[str, ...] = ()
    raised: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference: the bookmark that it names, and the words that it shows."""

    target: str
    paragraph: int
    start: int
    end: int
    switches: tuple[str, ...]
    words: str


@dataclass(slots=True)
class Open:
    """A paragraph under way."""

    facts: Facts
    style: Style
    pieces: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    length: int = 0
    run: tuple[Format, list[str]] | None = None
    boxes: list[Any] = field(default_factory=list)
    looks: Counter[tuple[bool, bool, bool, float]] = field(default_factory=Counter)
    links: int = 0


@dataclass(slots=True)
class Noted:
    """Everything that is noted beside the text, by the numbers of the marks."""

    facts: dict[int, Facts] = field(default_factory=dict)
    pictures: dict[int, Picture] = field(default_factory=dict)
    references: dict[int, Reference] = field(default_factory=dict)
    bookmarks: list[str] = field(default_factory=list)
    entries: list[tuple[str, int]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    notes: list[tuple[int, str, str]] = field(default_factory=list)
    languages: Counter[str] = field(default_factory=Counter)
    spans: dict[str, str] = field(default_factory=dict)


class Reader:
    """Reads one document; ``noted`` and the pieces of its text are what comes of it."""

    def __init__(
        self,
        styles: Styles,
        pictures: Pictures,
        citations: Citations,
        account: Account,
        changes: Changes,
        main_language: str,
        is_foreign: Any,
    ) -> None:
        self.noted = Noted()
        self._styles = styles
        self._pictures = pictures
        self._citations = citations
        self._account = account
        self._changes = changes
        self._main = main_language
        self._is_foreign = is_foreign
        self._relations: dict[str, Relation] = {}
        self._lists: frozenset[str] = frozenset()
        self._comments: dict[str, tuple[str, str]] = {}
        self._notes: dict[tuple[str, str], Any] = {}
        self._open: Open | None = None
        self._held: Open | None = None
        self._fields: list[Field] = []
        self._dropping: list[str] = []
        self._commented: dict[str, list[str]] = {}
        self._wanted: frozenset[str] = frozenset()
        self._pending: list[str] = []
        self._apart = 0
        self._revision = ""
        self._page_break = False

    def give(
        self,
        relations: dict[str, Relation],
        lists: frozenset[str],
        comments: dict[str, tuple[str, str]],
        notes: dict[tuple[str, str], Any],
        wanted: frozenset[str],
    ) -> None:
        """Take what the document's other parts hold."""
        self._relations, self._lists, self._comments = relations, lists, comments
        self._notes, self._wanted = notes, wanted

    # Blocks

    def blocks(self, parent: Any) -> str:
        """Return what stands in a body, a cell, a note or a box."""
        pieces = list(self._blocks(parent))
        pieces.append(self._release())
        return "".join(pieces)

    def _blocks(self, parent: Any) -> Iterator[str]:
        for child in parent:
            tag = child.tag
            if tag == W + "p":
                yield from self._paragraph(child)
            elif tag == W + "tbl":
                yield self._release()
                yield self._table(child)
            elif tag == W + "sdt":
                yield from self._control(child)
            elif tag in (W + "bookmarkStart",):
                self._bookmark(child)
            elif tag in (W + "commentRangeStart", W + "commentRangeEnd"):
                self._comment_range(child)
            elif tag in (W + "ins", W + "del", W + "moveFrom", W + "moveTo"):
                yield from self._revised_blocks(child)
            elif tag == W + "altChunk":
                self._account.set_apart("a document inside the document", "nowhere")
            elif tag in (_M + "oMathPara", _M + "oMath"):
                yield f"<w:p>{_serialize(child)}</w:p>"
            elif tag == W + "customXml" or tag == _MC + "AlternateContent":
                yield from self._blocks(child[0] if tag[0:4] == _MC[0:4] and len(child) else child)

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
        if gallery == "Table of Contents" or tag.startswith("MENDELEY_BIBLIOGRAPHY"):
            what = what_is_dropped(Field(["TOC"]))
            if tag:
                what = what_is_dropped(Field(["ADDIN CSL_BIBLIOGRAPHY"]))
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
        self._apart += 1
        properties = table.find(W + "tblPr")
        kept = "".join(
            _serialize(one)
            for one in (properties if properties is not None else ())
            if one.tag in (W + "tblLook", W + "tblW")
        )
        grid = table.find(W + "tblGrid")
        pieces = ["<w:tbl><w:tblPr>", kept, "</w:tblPr>"]
        if grid is not None:
            pieces.append(_serialize(grid))
        for row in table.iter(W + "tr"):
            if next(row.iterancestors(W + "tbl")) is table:
                pieces.append(self._row(row))
        pieces.append("</w:tbl>")
        self._apart -= 1
        return "".join(pieces)

    def _row(self, row: Any) -> str:
        properties = row.find(W + "trPr")
        kept, refused = "", False
        for one in properties if properties is not None else ():
            if one.tag in (W + "tblHeader", W + "gridBefore", W + "gridAfter"):
                kept += _serialize(one)
            refused = refused or self._is_refused(one.tag.removeprefix(W))
        if refused:
            self._dropping.append("")
        cells = []
        for cell in row.iter(W + "tc"):
            if next(cell.iterancestors(W + "tr")) is row:
                cells.append(self._cell(cell))
        if refused:
            self._dropping.pop()
            return ""
        return f"<w:tr><w:trPr>{kept}</w:trPr>{''.join(cells)}</w:tr>"

    def _cell(self, cell: Any) -> str:
        properties = cell.find(W + "tcPr")
        kept = "".join(
            _serialize(one)
            for one in (properties if properties is not None else ())
            if one.tag in (W + "gridSpan", W + "vMerge", W + "tcW")
        )
        return f"<w:tc><w:tcPr>{kept}</w:tcPr>{self.blocks(cell) or '<w:p/>'}</w:tc>"

    # Paragraphs

    def _paragraph(self, element: Any) -> Iterator[str]:
        number = int(element.get("n", "0"))
        properties = element.find(W + "pPr")
        known = self._styles.paragraph(
            val(properties.find(W + "pStyle")) if properties is not None else ""
        )
        style = Style(
            known.name, known.role, known.look, known.alignment, known.indent,
            known.numbering, known.outline, known.starts_page,
        )
        read_paragraph_properties(properties, style)
        if 1 <= style.outline <= 6 and style.role in ("", "text"):
            style.role = f"heading-{style.outline}"
        facts = Facts(
            number, style.name, style.role, style.alignment or "left", indent=style.indent,
            is_apart=self._apart > 0, starts_page=style.starts_page or self._page_break,
            is_listed=style.numbering is not None and style.numbering[0] in self._lists,
        )
        self._page_break = False
        outer = self._open
        held = self._held
        self._held = None
        if held is None:
            current = Open(facts, style)
            current.pieces.append(_text_run(mark("P", number)))
            self.noted.facts[number] = facts
        else:
            current = held
            current.text, current.length = [], 0
            facts.is_joined = True
            self._account.joined.add(number)
            current.facts = facts
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
            self._account.take(number, 0, current.length)
        self._open = outer
        if self._goes_on(properties):
            self._held = current
            return
        yield self._close(current)
        for box in current.boxes:
            yield from self._box(box)

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
        number = self._last_number(box)
        self._account.decide(
            "text box", "".join(box.itertext()), "set after its paragraph", number
        )
        yield from self._blocks(box)
        yield self._release()
        self._apart -= 1

    def _look_at(self, current: Open) -> None:
        """Enter how most of a paragraph looks."""
        facts, total = current.facts, sum(current.looks.values())
        if not total:
            facts.size = current.style.look.size or 0.0
            return
        looks = current.looks
        facts.bold = sum(n for look, n in looks.items() if look[0]) == total
        facts.italic = sum(n for look, n in looks.items() if look[1]) == total
        facts.caps = sum(n for look, n in looks.items() if look[2]) == total
        facts.size = looks.most_common(1)[0][0][3]

    # Inlines

    def _inlines(self, parent: Any) -> None:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                self._run(child)
            elif tag == W + "hyperlink":
                self._hyperlink(child)
            elif tag in (W + "ins", W + "del", W + "moveFrom", W + "moveTo"):
                self._revised(child)
            elif tag == W + "fldSimple":
                self._simple_field(child)
            elif tag == W + "bookmarkStart":
                self._bookmark(child)
            elif tag in (W + "commentRangeStart", W + "commentRangeEnd"):
                self._comment_range(child)
            elif tag == W + "sdt":
                self._inline_control(child)
            elif tag in (_M + "oMath", _M + "oMathPara"):
                self._formula(child)
            elif tag == _MC + "AlternateContent":
                if len(child):
                    self._inlines(child[0])
            elif tag in (W + "smartTag", W + "customXml", W + "dir", W + "bdo", W + "sdtContent"):
                self._inlines(child)

    def _revised(self, child: Any) -> None:
        name = child.tag.removeprefix(W)
        self._account.counts["tracked changes"] += 1
        if self._is_refused(name):
            return
        before = self._revision
        if self._changes == "mark":
            self._revision = "insertion" if name in ("ins", "moveTo") else "deletion"
        self._inlines(child)
        self._revision = before

    def _is_refused(self, name: str) -> bool:
        """Return whether what a change brings is not to be in the book."""
        if self._changes == "accept":
            return name in ("del", "moveFrom")
        return self._changes == "reject" and name in ("ins", "moveTo")

    def _inline_control(self, sdt: Any) -> None:
        content = sdt.find(W + "sdtContent")
        if content is None:
            return
        properties = sdt.find(W + "sdtPr")
        tag = val(properties.find(W + "tag")) if properties is not None else ""
        placeholder = is_on(properties, "showingPlcHdr")
        if tag.startswith("MENDELEY_CITATION"):
            number = self._citations.add_mendeley(tag, self._paragraph_number())
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

    def _paragraph_number(self) -> int:
        return self._open.facts.number if self._open else 0

    def _hyperlink(self, child: Any) -> None:
        relation = self._relations.get(str(child.get(R + "id", "")))
        anchor = val(child, "anchor")
        address = relation.target if relation is not None and relation.is_outside else ""
        if anchor:
            address += f"#{anchor}"
        if not address or self._open is None:
            self._inlines(child)
            return
        self._open_link(address)
        self._inlines(child)
        self._close_link()

    def _open_link(self, address: str) -> None:
        current = self._open
        if current is None:
            return
        self._flush()
        self.noted.links.append(address)
        current.pieces.append(f'<w:hyperlink r:id="rId{len(self.noted.links) + 100}">')
        current.links += 1

    def _close_link(self) -> None:
        current = self._open
        if current is not None and current.links:
            self._flush()
            current.pieces.append("</w:hyperlink>")
            current.links -= 1

    def _formula(self, child: Any) -> None:
        current = self._open
        if current is None:
            return
        self._flush()
        if self._is_silent():
            return
        current.pieces.append(_serialize(child))

    def _run(self, run: Any) -> None:
        current = self._open
        if current is None:
            return
        properties = run.find(W + "rPr")
        look, form = self._format(properties, current.style)
        for child in run:
            if child.tag == W + "t":
                self._write(child.text or "", look, form)
            elif child.tag != W + "rPr":
                self._in_run(child, look, form)

    def _in_run(self, child: Any, look: Look, form: Format) -> None:
        match child.tag.removeprefix(W):
            case "delText":
                if self._changes != "accept":
                    self._write(child.text or "", look, form)
            case "tab" | "ptab":
                self._write("\t", look, form)
            case "br" | "cr":
                self._break(child, look, form)
            case "noBreakHyphen":
                self._write("\u2011", look, form)
            case "softHyphen":
                self._write("\u00ad", look, form)
            case "sym":
                self._symbol(child, look, form)
            case "fldChar":
                self._field_mark(val(child, "fldCharType"))
            case "instrText" | "delInstrText":
                if self._fields and not self._fields[-1].is_shown:
                    self._fields[-1].code.append(child.text or "")
            case "footnoteReference" | "endnoteReference" as name:
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
                if child.tag == _MC + "AlternateContent" and len(child):
                    for one in child[0]:
                        self._in_run(one, look, form)

    def _format(self, properties: Any, style: Style) -> tuple[Look, Format]:
        if properties is None:
            look = style.look
            flags = ("i",) if self._is_set_italic(style) else ()
            return look, Format(flags, "", self._span(look, "", flags))
        own = read_look(properties)
        character = self._styles.characters.get(val(properties.find(W + "rStyle")))
        role = character.role if character else ""
        if character:
            own = own.over(character.look)
        look = own.over(style.look)
        flags = []
        heads = style.role.startswith("heading") or style.role in ("title", "part", "caption")
        if own.bold and not heads:
            flags.append("b")
        if own.italic or (own.italic is None and self._is_set_italic(style)):
            flags.append("i")
        underline = val(properties.find(W + "u"))
        if underline and underline != "none":
            flags.append("u")
        if is_on(properties, "strike") or is_on(properties, "dstrike"):
            flags.append("strike")
        if own.small_caps:
            flags.append("smallCaps")
        flags = _with_role(flags, role)
        raised = val(properties.find(W + "vertAlign"))
        raised = raised if raised in ("superscript", "subscript") else ""
        if role == "hidden":
            look.hidden = True
        if style.role != "code" and is_monospace(own.font) and role == "":
            role = "code"
        return look, Format(tuple(flags), raised, self._span(look, role, tuple(flags)))

    @staticmethod
    def _is_set_italic(style: Style) -> bool:
        """Return whether a style says by italics alone what no word of ours says."""
        return style.role == "" and style.look.italic is True

    def _span(self, look: Look, role: str, flags: tuple[str, ...]) -> str:
        words = []
        if role == "code" and not self._revision:
            words.append("code")
        language = look.language or ""
        if language and language != self._main and self._is_foreign(language):
            words.append(f"lang={language}")
        if self._revision:
            words.append(self._revision)
        return " ".join(words)

    def _is_silent(self) -> bool:
        """Return whether what is read now is not shown or not kept."""
        return bool(self._dropping) or any(
            not one.is_shown or one.fate in ("drop", "cite", "index", "skip")
            for one in self._fields
        )

    def _write(self, text: str, look: Look, form: Format) -> None:
        current = self._open
        if current is None or not text:
            return
        start = current.length
        current.length += len(text)
        current.text.append(text)
        if self._is_silent():
            self._account.take(current.facts.number, start, current.length)
            return
        if look.hidden:
            self._account.take(current.facts.number, start, current.length)
            self._account.set_apart(f"hidden text: {text}", "nowhere", current.facts.number)
            return
        for words in self._commented.values():
            words.append(text)
        letters = len(text.strip())
        if letters:
            caps = bool(look.caps) or (text.isupper() and letters > 1)
            key = (bool(look.bold), bool(look.italic), caps, look.size or 0.0)
            current.looks[key] += letters
            if look.language:
                self.noted.languages[look.language] += letters
        if "\t" in text:
            text = self._without_tabs(text, start)
        self._put(SENTINELS.sub("", text), form)

    def _without_tabs(self, text: str, start: int) -> str:
        where = "tabs at the start of paragraphs" if not start else "tabs in paragraphs"
        self._account.counts[where] += text.count("\t")
        return text.replace("\t", " ")

    def _put(self, text: str, form: Format) -> None:
        current = self._open
        if current is None:
            return
        if current.run is not None and current.run[0] == form:
            current.run[1].append(text)
        else:
            self._flush()
            current.run = (form, [text])

    def _flush(self) -> None:
        current = self._open
        if current is None or current.run is None:
            return
        form, texts = current.run
        current.run = None
        current.pieces.append(self._written(form, "".join(texts)))

    def _written(self, form: Format, text: str) -> str:
        properties = "".join(f"<w:{flag}/>" if flag != "u" else '<w:u w:val="single"/>'
                             for flag in form.flags)
        if form.raised:
            properties += f'<w:vertAlign w:val="{form.raised}"/>'
        if form.style:
            identifier = self.noted.spans.setdefault(
                _CHAR + form.style, f"P{len(self.noted.spans)}"
            )
            properties = f'<w:rStyle w:val="{identifier}"/>{properties}'
        lines = escape(text).split("\n")
        shown = "<w:br/>".join(
            f'<w:t xml:space="preserve">{line}</w:t>' if line else "" for line in lines
        )
        return f"<w:r><w:rPr>{properties}</w:rPr>{shown}</w:r>"

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

    def _symbol(self, child: Any, look: Look, form: Format) -> None:
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

    def _put_mark(self, kind: str, number: int) -> None:
        current = self._open
        if current is not None:
            self._flush()
            current.pieces.append(_text_run(mark(kind, number)))

    # What is noted

    def _bookmark(self, child: Any) -> None:
        name = val(child, "name")
        if name not in self._wanted:
            return
        if self._open is None:
            self._pending.append(name)
        else:
            self._label(name)

    def _label(self, name: str) -> None:
        if self._dropping:
            return
        self.noted.bookmarks.append(name)
        if self._open is not None:
            self._open.facts.labels.append(name)
        self._put_mark("B", len(self.noted.bookmarks))

    def _note_call(self, child: Any, kind: str) -> None:
        current = self._open
        if current is None or self._is_silent():
            return
        element = self._notes.pop((kind, val(child, "id")), None)  # no note calls itself
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
        current.pieces.append(
            f'<w:r><w:rPr/><w:footnoteReference w:id="{number + 1}"/></w:r>'
        )

    @staticmethod
    def _numbers(element: Any) -> list[int]:
        return [int(one.get("n", "0")) for one in element.iter(W + "p")]

    def _comment_range(self, child: Any) -> None:
        identifier = val(child, "id")
        if child.tag == W + "commentRangeStart":
            self._commented[identifier] = []

    def _comment(self, identifier: str) -> None:
        about = "".join(self._commented.pop(identifier, ()))
        author, words = self._comments.get(identifier, ("", ""))
        if words:
            on = f" on “{about[:80]}”" if about.strip() else ""
            self._account.set_apart(
                f"comment of {author or 'somebody'}{on}: {words}", "only here",
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
        for picture in self._pictures.find(child, self._relations, current.facts.number):
            number = len(self.noted.pictures) + 1
            self.noted.pictures[number] = picture
            self._put_mark("I", number)

    # Fields

    def _field_mark(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(Field())
        elif kind == "separate" and self._fields:
            self._begin_result(self._fields[-1])
        elif kind == "end" and self._fields:
            one = self._fields.pop()
            if not one.is_shown:
                self._begin_result(one)
            self._end_result(one)

    def _simple_field(self, child: Any) -> None:
        one = Field([val(child, "instr")])
        self._fields.append(one)
        self._begin_result(one)
        self._inlines(child)
        self._fields.pop()
        self._end_result(one)

    def _begin_result(self, one: Field) -> None:
        one.is_shown = True
        one.fate = fate_of(one)
        current = self._open
        if current is None:
            return
        one.paragraph, one.start = current.facts.number, current.length
        if one.fate == "link":
            self._open_link(_address(one))
        elif one.fate == "cite":
            one.number = self._citations.add(one.instruction, one.paragraph)
            if one.number and not self._dropping:
                self._put_mark("C", one.number)
            elif not one.number:
                one.fate = "keep"
        elif one.fate == "refer":
            one.number = len(self.noted.references) + 1
            self.noted.references[one.number] = Reference("", 0, 0, 0, (), "")
            self._put_mark("R", one.number)

    def _end_result(self, one: Field) -> None:
        current = self._open
        if current is None:
            return
        number, end = current.facts.number, current.length
        shown = "".join(current.text)[one.start :] if one.paragraph == number else ""
        match one.fate:
            case "link":
                self._close_link()
            case "refer":
                words = one.arguments
                self.noted.references[one.number] = Reference(
                    words[0] if words else "", one.paragraph, one.start, end,
                    tuple(words[1:]), shown if one.paragraph == number else "",
                )
                self._put_mark("E", one.number)
            case "count" if one.paragraph == number:
                current.facts.counted = (one.arguments or [""])[0]
                current.facts.label_end = end
            case "index":
                self.noted.entries.append((index_entry(one), number))
            case "drop":
                self._account.set_apart(what_is_dropped(one), "nowhere", one.paragraph)
            case "keep" if one.name in _TOLD and shown.strip():
                self._account.decide(
                    f"field {one.name}", shown, _TOLD[one.name], number, "left"
                )


_TOLD: Final = {
    "PAGEREF": "the number of a page of the source: it is not true of the book's pages",
    "NOTEREF": "the number of a note: it does not follow the notes of the book",
    "STYLEREF": "words that stood for a heading",
    "DATE": "a date that changed with the day; these words are what it showed last",
    "TIME": "a time that changed; these words are what it showed last",
    "PAGE": "the number of a page of the source",
    "CITATION": "a citation of Word's own: its words are kept",
    "BIBLIOGRAPHY": "the bibliography of Word's own: its words are kept",
    "EQ": "an equation of Word's old kind",
}


def _address(one: Field) -> str:
    words = one.arguments
    address, anchor, skip = "", "", False
    for number, word in enumerate(words):
        if skip:
            skip = False
        elif word.lower() == "\\l" and number + 1 < len(words):
            anchor, skip = words[number + 1], True
        elif word.lower() in ("\\o", "\\t"):
            skip = True
        elif not word.startswith("\\") and not address:
            address = word
    return f"{address}#{anchor}" if anchor else address


def _with_role(flags: list[str], role: str) -> list[str]:
    """Return the flags of a run with what its style means."""
    match role:
        case "emphasis":
            return [*(flag for flag in flags if flag not in ("b", "i", "smallCaps")), "i"]
        case "strong":
            return [*(flag for flag in flags if flag != "b"), "b"]
        case "strong-emphasis":
            return [*(flag for flag in flags if flag not in ("b", "i")), "b", "i"]
        case "small-caps":
            return [*(flag for flag in flags if flag not in ("b", "smallCaps", "u")), "smallCaps"]
        case _:
            return flags


def _text_run(text: str) -> str:
    return f"<w:r><w:rPr/><w:t>{text}</w:t></w:r>"


def _serialize(element: Any) -> str:
    written: str = etree.tostring(element, encoding="unicode", with_tail=False)
    return written
