"""pandoc's JSON to our blocks and inlines; no ``dict`` of pandoc's goes further."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import cast

from publish.adapters.pandoc.descriptions import describe, is_description, with_spoken_formula
from publish.adapters.pandoc.program import Json
from publish.adapters.pandoc.raw import RawTags
from publish.adapters.pandoc.references import REFERENCES
from publish.adapters.pandoc.series import report_stray_mark, take_series
from publish.adapters.pandoc.words import first_row
from publish.catalogue import NOTE_EMPTY, TOO_DEEP
from publish.diagnostics import Diagnostic, Report, Span
from publish.manuscript import SourceFile
from publish.model import blocks as b
from publish.model import inlines as i
from publish.model.book import Note
from publish.model.walk import plain
from publish.places import BlockFinder

_DEEPEST = 24
"""Blocks in one another: more cannot be shown on a page, and the engines fail at some hundred."""

_STYLES = {
    "Emph": i.Style.EMPHASIS,
    "Strong": i.Style.STRONG,
    "SmallCaps": i.Style.SMALL_CAPS,
    "Underline": i.Style.UNDERLINE,
    "Strikeout": i.Style.STRIKEOUT,
    "Superscript": i.Style.SUPERSCRIPT,
    "Subscript": i.Style.SUBSCRIPT,
}


@dataclass(frozen=True, slots=True)
class Attributes:
    """pandoc's ``Attr``: a label, classes, pairs."""

    id: i.Identifier | None
    classes: tuple[str, ...]
    pairs: dict[str, str]

    @classmethod
    def of(cls, attr: Json) -> Attributes:
        """Return the attributes of a pandoc element."""
        return cls(i.Identifier(attr[0]) if attr[0] else None, tuple(attr[1]), dict(attr[2]))


@dataclass(slots=True)
class Decoder:
    """Decodes one source; ``notes`` fills as calls are met, in order.

    ``prefix`` begins the ids of notes; ``mathml`` gives formulas by (TeX, display), ``tokens``
    highlighted code by (language, text).
    """

    source: SourceFile
    prefix: str
    report: Report
    mathml: dict[tuple[str, bool], str] = field(default_factory=dict)
    tokens: dict[tuple[str, str], tuple[b.Token, ...]] = field(default_factory=dict)
    citation_ids: Callable[[], i.Identifier] = lambda: i.Identifier("cite")
    notes: list[Note] = field(default_factory=list)
    _finder: BlockFinder = field(init=False)
    _depth: int = 0

    def __post_init__(self) -> None:
        self._finder = BlockFinder(self.source)

    def blocks(self, items: Sequence[Json]) -> b.Blocks:
        """Decode blocks; line blocks that follow one another become one poem.

        Those that stand deeper in one another than any page can show are reported and left out.
        """
        if self._depth == _DEEPEST:
            if items:
                message = f"blocks stand more than {_DEEPEST} deep in one another"
                hint = "take some of the quotations, lists or `:::` blocks away"
                self.report(Diagnostic(TOO_DEEP, message, self._finder.find(""), hint))
            return ()
        self._depth += 1
        out: list[b.Block] = []
        for item in items:
            block = self._block(item)
            if block is None:
                continue
            if isinstance(block, b.Verse) and out and isinstance(out[-1], b.Verse):
                before = out[-1]
                out[-1] = b.Verse((*before.stanzas, *block.stanzas), before.span)
            elif isinstance(block, b.Container) and is_description(block):
                describe(out, block, self.report)
            else:
                out.append(block)
        self._depth -= 1
        return tuple(out)

    def _block(self, item: Json) -> b.Block | None:
        kind = item["t"]
        match kind:
            case "Para" | "Plain":
                children = self.inlines(item["c"])
                span = self._place(item["c"], plain(children))
                return b.Paragraph(children, kind == "Plain", span) if children else None
            case "Header":
                return self._heading(item["c"])
            case "BlockQuote":
                quoted = self.blocks(item["c"])
                return b.BlockQuote(quoted, b.first_span(quoted))
            case "BulletList":
                items = tuple(self.blocks(entry) for entry in item["c"])
                return b.BulletList(items, b.first_span(items[0] if items else ()))
            case "OrderedList":
                return self._ordered(item["c"])
            case "LineBlock":
                return self._verse(item["c"])
            case "HorizontalRule":
                return b.SceneBreak(self._finder.find(""))
            case _:
                return self._rarer_block(kind, item)

    def _rarer_block(self, kind: str, item: Json) -> b.Block | None:
        content = item["c"]
        match kind:
            case "DefinitionList":
                return self._definitions(content)
            case "CodeBlock":
                return self._code(content)
            case "Table":
                return self._table(content)
            case "Figure":
                return self._figure(content)
            case "Div":
                attributes = Attributes.of(content[0])
                inside = self.blocks(content[1])
                return b.Container(
                    inside,
                    attributes.classes,
                    attributes.id,
                    attributes.pairs.get("lang"),
                    b.first_span(inside) or self._finder.find(""),
                )
            case "RawBlock":
                RawTags(self.source, self.report).block(content[1])
                return None
            case _:
                raise ValueError(f"unknown block of pandoc: {kind}")

    def _heading(self, content: Json) -> b.Heading:
        level, attr, inlines = content
        attributes = Attributes.of(attr)
        children = self.inlines(inlines)
        pairs = tuple(sorted(attributes.pairs.items()))
        span = self._finder.find(plain(children))
        return b.Heading(level, children, attributes.id, attributes.classes, pairs, span)

    def _ordered(self, content: Json) -> b.OrderedList:
        (start, style, _delimiter), entries = content
        letters = {"LowerAlpha": "a", "UpperAlpha": "A", "LowerRoman": "i", "UpperRoman": "I"}
        form = cast("b.ListStyle", letters.get(style["t"], "1"))
        items = tuple(self.blocks(entry) for entry in entries)
        return b.OrderedList(items, start, form, b.first_span(items[0] if items else ()))

    def _verse(self, lines: Json) -> b.Verse:
        stanzas: list[list[b.Line]] = [[]]
        for line in lines:
            children = self.inlines(line)
            if not children:
                stanzas.append([])
                continue
            first = children[0]
            indent = 0
            if isinstance(first, i.Text):
                text = first.value.lstrip("\u00a0")
                indent = len(first.value) - len(text)
                children = ((i.Text(text), *children[1:])) if text else children[1:]
            stanzas[-1].append(b.Line(children, indent))
        whole = " ".join(plain(line.children) for stanza in stanzas for line in stanza)
        kept = tuple(tuple(stanza) for stanza in stanzas if stanza)
        return b.Verse(kept, self._finder.find(whole))

    def _definitions(self, content: Json) -> b.DefinitionList:
        items = []
        span: Span | None = None
        for term, explanations in content:
            children = self.inlines(term)
            span = span or self._finder.find(plain(children))
            items.append(b.Definition(children, tuple(self.blocks(x) for x in explanations)))
        return b.DefinitionList(tuple(items), span)

    def _code(self, content: Json) -> b.CodeBlock:
        attributes, value = Attributes.of(content[0]), content[1]
        language = attributes.classes[0] if attributes.classes else None
        tokens = self.tokens.get((language or "", value), ())
        span = self._finder.find(value)
        return b.CodeBlock(value, language, tokens, attributes.id, span)

    def _table(self, content: Json) -> b.Table:
        attr, caption, columns, head, bodies, foot = content
        alignments = tuple(_ALIGNMENTS.get(column[0]["t"]) for column in columns)
        place = self._finder.find_table(first_row(head, bodies))
        start = self._finder.mark()
        widths = tuple(column[1].get("c") for column in columns)
        above = self.blocks(caption[1])
        after = self._finder.mark()
        self._finder.move(start)
        rows_head = self._rows(head[1], alignments)
        groups = []
        for _attr, row_headers, middle, rows in bodies:
            # A table within a table's body has rows of headers of its own.
            groups.append(
                self._rows(middle, alignments) + self._rows(rows, alignments, row_headers)
            )
        rows_foot = self._rows(foot[1], alignments)
        self._finder.move(max(after, self._finder.mark()))
        attributes = Attributes.of(attr)
        return b.Table(
            above,
            widths,
            rows_head,
            tuple(groups),
            rows_foot,
            attributes.id,
            span=place or b.first_span(above) or self._finder.find(""),
        )

    def _rows(
        self, rows: Json, alignments: Sequence[b.Alignment | None], row_headers: int = 0
    ) -> tuple[b.Row, ...]:
        return tuple(self._row(row[1], alignments, row_headers) for row in rows)

    def _row(
        self, cells: Json, alignments: Sequence[b.Alignment | None], row_headers: int
    ) -> b.Row:
        out: list[b.Cell] = []
        column = 0
        for _attr, alignment, rows, columns, content in cells:
            own = _ALIGNMENTS.get(alignment["t"])
            inherited = alignments[column] if column < len(alignments) else None
            header = column < row_headers
            out.append(b.Cell(self.blocks(content), own or inherited, rows, columns, header))
            column += columns
        return tuple(out)

    def _figure(self, content: Json) -> b.Figure:
        attr, caption, inside = content
        attributes = Attributes.of(attr)
        blocks = self.blocks(inside)
        text = self.blocks(caption[1])
        span = b.first_span(blocks) or b.first_span(text)
        return b.Figure(blocks, text, attributes.id, classes=attributes.classes, span=span)

    def _place(self, items: Sequence[Json], text: str) -> Span:
        """Return the line of a paragraph, which a picture may open."""
        first = items[0] if items else {"t": ""}
        if first["t"] == "Image":
            return self._finder.find_picture(first["c"][2][0], caption=text)
        return self._finder.find(text)

    def inlines(self, items: Sequence[Json]) -> i.Inlines:
        """Decode inlines; words and the spaces between them become one ``Text``."""
        out: list[i.Inline] = []
        words: list[str] = []
        tags = RawTags(self.source, self.report)
        for item in items:
            kind = item["t"]
            if kind == "Str":
                words.append(item["c"])
            elif kind in {"Space", "SoftBreak"}:
                words.append(" ")
            else:
                if words:
                    _append(out, words)
                    words = []
                if kind == "RawInline":
                    tags.inline(item["c"][1], out)
                else:
                    inline = self._inline(kind, item.get("c"))
                    if inline is not None:
                        out.append(inline)
        _append(out, words)
        return tags.close(out) if tags.open else tuple(out)

    def _inline(self, kind: str, content: Json) -> i.Inline | None:
        if kind in _STYLES:
            children = self.inlines(content)
            return i.Styled(_STYLES[kind], children) if children else None
        match kind:
            case "Quoted":
                return i.Quoted(content[0]["t"] == "DoubleQuote", self.inlines(content[1]))
            case "Note":
                return self._note(content)
            case "Link":
                (target, title), children = content[2], self.inlines(content[1])
                return i.Link(target, children, title)
            case "Cite":
                return self._citation(content)
            case "LineBreak":
                return i.LineBreak()
            case "Code":
                classes = Attributes.of(content[0]).classes
                return i.Code(content[1], classes[0] if classes else None)
            case "Math":
                display = content[0]["t"] == "DisplayMath"
                return i.Formula(content[1], self.mathml.get((content[1], display), ""), display)
            case "Image":
                return self._image(content)
            case "Span":
                return self._span(content)
            case _:
                raise ValueError(f"unknown inline of pandoc: {kind}")

    def _span(self, content: Json) -> i.Inline:
        attributes = Attributes.of(content[0])
        children = self.inlines(content[1])
        if REFERENCES in attributes.classes:
            return i.Citation((), children)
        lang, reading = attributes.pairs.get("lang"), attributes.pairs.get("ruby", "").strip()
        if reading and children:
            children = (i.Ruby(children, reading),)
            if not (lang or attributes.id or attributes.classes):
                return children[0]
        span = i.Span(children, attributes.id, attributes.classes, lang)
        return with_spoken_formula(span, attributes.pairs.get("alt", ""))

    def _image(self, content: Json) -> i.Image:
        attr, caption, (source, title) = content
        attributes = Attributes.of(attr)
        # An empty text is the author's word that the picture is decoration.
        given = attributes.pairs.get("alt")
        alternative = plain(self.inlines(caption)) or None if given is None else given
        return i.Image(
            resolve(self.source.path, source),
            alternative,
            title,
            attributes.pairs.get("width"),
            attributes.pairs.get("height"),
            attributes.classes,
        )

    def _note(self, content: Json, keys: tuple[str, ...] = ()) -> i.NoteCall:
        place = len(self.notes)
        identifier = i.Identifier(f"{self.prefix}-note-{place + 1}")
        self.notes.append(Note(identifier, ()))
        finder, self._finder = self._finder, self._finder.anew()
        decoded, is_editors = take_series(self.blocks(content))
        self._finder = finder
        text = next(
            (plain(block.children) for block in decoded if isinstance(block, b.Paragraph)), ""
        )
        if not decoded and not keys:
            span = finder.find_empty_note()
            hint = "write it, or delete the call"
            self.report(Diagnostic(NOTE_EMPTY, "a note has no text", span, hint))
        else:
            span = finder.find_note(text)
            if not (keys or is_editors):
                report_stray_mark(decoded, span, self.source, self.report)
        self.notes[place] = Note(identifier, decoded, "", bool(keys), is_editors, span)
        return i.NoteCall(identifier)

    def _citation(self, content: Json) -> i.Inline:
        citations, rendered = content
        keys = tuple(citation["citationId"] for citation in citations)
        identifier = self.citation_ids()
        children: list[i.Inline] = []
        plain_run: list[Json] = []
        for item in rendered:
            if item["t"] == "Note":
                children.extend(self.inlines(plain_run))
                plain_run = []
                children.append(self._note(item["c"], keys))
            else:
                plain_run.append(item)
        children.extend(self.inlines(plain_run))
        return i.Citation(keys, tuple(children), identifier)


_ALIGNMENTS: dict[str, b.Alignment] = {
    "AlignLeft": "left",
    "AlignRight": "right",
    "AlignCenter": "center",
}


def _append(out: list[i.Inline], words: list[str]) -> None:
    text = "".join(words)
    if text:
        out.append(i.Text(text))


def resolve(path: PurePosixPath, target: str) -> str:
    """Return an image's path relative to the project; an address of the network stays."""
    if "://" in target or target.startswith("data:"):
        return target
    return posixpath.normpath(posixpath.join(path.parent.as_posix(), target))
