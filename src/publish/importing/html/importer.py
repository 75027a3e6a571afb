"""The road of web pages: bytes, trees, notes and pictures noted, pandoc, items, files, proof."""

from __future__ import annotations

import base64
import binascii
import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from lxml import etree

from publish.catalogue import (
    BROKEN_DOCUMENT,
    DOCUMENT_OUT_OF_BOUNDS,
    SOURCE_TOO_LARGE,
    UNKNOWN_ENCODING,
)
from publish.diagnostics import Diagnostic, Report, Span
from publish.importing.documents.account import Account
from publish.importing.documents.finishing import Source, finish
from publish.importing.documents.items import Item, read_items
from publish.importing.documents.marks import Labels, Marks
from publish.importing.documents.paragraphs import MARK, Facts, mark
from publish.importing.documents.tree import Node, attributes, node, walk, words_of
from publish.importing.html.cleaning import Cleaning, put_text
from publish.importing.html.notes import Notes
from publish.importing.html.pages import (
    SUFFIXES,
    Page,
    decode_page,
    in_order,
    name_apart,
    natural,
    parse_page,
)
from publish.importing.html.witness import DEEPEST, read_html_witness
from publish.importing.imported import Imported
from publish.importing.languages import Language, guess_language
from publish.importing.options import ImportOptions, ImportTools
from publish.importing.packages import LARGEST_PARAGRAPH
from publish.importing.word.pictures import keep_picture
from publish.importing.word.style_table import StyleTable, read_style_table
from publish.publication import is_language_tag

LARGEST_PAGE: Final = 20_000_000
"""Bytes of a page that is read."""

LARGEST_FOLDER: Final = 48_000_000
"""Bytes of all the pages of a folder."""

_LARGEST_PICTURE: Final = 40_000_000
_MOST_PAGES: Final = 3_000
_PARAGRAPHS: Final = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "dt", "li", "td", "th")
_DATA: Final = re.compile(r"data:image/[\w.+-]+;base64,", re.I)
_READER: Final = "html-auto_identifiers-native_divs"
_MEANT: Final = frozenset(
    {"verse", "epigraph", "attribution", "dedication", "caption", "author", "date", "subtitle"}
)


def import_html(
    path: Path, options: ImportOptions, tools: ImportTools, report: Report
) -> Imported | None:
    """Return the manuscript that a page gives; ``None`` where ``report`` says why not."""
    return _Import(path.parent, path.name, options, tools).run([path], report)


def import_html_folder(
    folder: Path, options: ImportOptions, tools: ImportTools, report: Report
) -> Imported | None:
    """Return the manuscript that a folder of pages gives, in the order of its contents."""
    here = folder.resolve()
    paths = sorted(
        (
            one
            for one in folder.iterdir()
            if one.suffix.lower() in SUFFIXES
            and one.is_file()
            and one.resolve().is_relative_to(here)
        ),
        key=lambda one: natural(one.name),
    )[:_MOST_PAGES]
    done = _Import(folder, folder.resolve().name, options, tools)
    return done.run(paths, report)


@dataclass(slots=True)
class _Import:
    folder: Path
    name: str
    options: ImportOptions
    tools: ImportTools
    facts: dict[int, Facts] = field(default_factory=dict)
    pictures: dict[int, Node] = field(default_factory=dict)
    formulas: dict[int, Node] = field(default_factory=dict)
    files: dict[PurePosixPath, bytes] = field(default_factory=dict)
    count: int = 0

    def run(self, paths: Sequence[Path], report: Report) -> Imported | None:
        table = read_style_table(self.options.styles, report)
        if table is None:
            return None
        account = Account(PurePosixPath(self.name))
        found = self._read_pages(paths, report)
        if found is None:
            return None
        ordered, toc = in_order(found)
        heard = ordered if toc is None else [toc, *ordered]
        witness = "\n".join(page.text for page in heard)
        cleaning = Cleaning(account)
        if toc is not None:
            cleaning.take(toc.root, "the page of contents, which is navigation")
        labels = Labels()
        text, notes = self._prepare(ordered, cleaning, table, labels)
        blocks = self.tools.read_document(
            text.encode(),
            _READER,
        )
        if blocks is None:
            message = f'"{self.name}" cannot be read by pandoc'
            report(Diagnostic(BROKEN_DOCUMENT, message, Span(account.path), "save it again"))
            return None
        blocks, bodies = _part_notes(blocks)
        language = self._language(ordered, witness)
        items = _with_labels(read_items(blocks, self.facts), bodies, labels)
        marks = Marks(account, labels, self.pictures, {}, {}, [], self.formulas)
        marks.notes = dict(zip(notes, bodies, strict=False))
        return finish(
            Source(
                path=account.path,
                kind="HTML" if len(found) == 1 else "a folder of HTML",
                items=items,
                marks=marks,
                labels=labels,
                account=account,
                expected={},
                language=language,
                title=next((page.title for page in found if page.title), ""),
                files=self.files,
                facts=[("pages", str(len(found)))],
                witness=witness,
                removed=cleaning.removed,
                texts={number: one.text for number, one in self.facts.items()},
            ),
            self.tools,
            report,
        )

    def _read_pages(self, paths: Sequence[Path], report: Report) -> list[Page] | None:
        pages_read, size = [], 0
        for path in paths:
            span = Span(PurePosixPath(path.name))
            size += path.stat().st_size
            if path.stat().st_size > LARGEST_PAGE or size > LARGEST_FOLDER:
                message = f'"{path.name}" is larger than an import reads'
                report(Diagnostic(SOURCE_TOO_LARGE, message, span, "part it into several books"))
                return None
            data = path.read_bytes()
            text = decode_page(data, self.options.encoding)
            if text is None:
                message = f'"{path.name}" is not a text in any encoding that is known'
                hint = "save it as UTF-8, or name its encoding with --encoding"
                report(Diagnostic(UNKNOWN_ENCODING, message, span, hint))
                return None
            witness = read_html_witness(text)
            if witness.depth > DEEPEST:
                message = f'elements of "{path.name}" stand {witness.depth:,} deep in one another'
                hint = "open it in a browser and save its text"
                report(Diagnostic(DOCUMENT_OUT_OF_BOUNDS, message, span, hint))
                return None
            longest = max(map(len, witness.pieces), default=0)
            if longest > LARGEST_PARAGRAPH:
                message = f'a paragraph of "{path.name}" has {longest:,} characters'
                report(Diagnostic(SOURCE_TOO_LARGE, message, span, "part it into paragraphs"))
                return None
            pages_read.append(parse_page(path, text, witness.text))
        return pages_read

    def _language(self, found: Sequence[Page], witness: str) -> Language:
        if self.options.language:
            return Language(self.options.language, "named by you")
        guess = guess_language(witness)
        named = next((page.language for page in found if page.language), "")
        if named and is_language_tag(named) and named.split("-")[0] == guess.tag.split("-")[0]:
            return Language(named, "the page names it, and its words agree")
        if named and is_language_tag(named) and not guess.is_sure:
            return Language(named, "the page names it")
        return guess

    # The tree that pandoc is given

    def _prepare(
        self, found: Sequence[Page], cleaning: Cleaning, table: StyleTable, labels: Labels
    ) -> tuple[str, list[int]]:
        """Return the pages as one, with marks, their notes at the end; and the notes' numbers."""
        del labels
        notes = Notes(cleaning)
        several = len(found) > 1
        written = []
        numbers = {page.path.name: number for number, page in enumerate(found)}
        for number, page in enumerate(found):
            cleaning.clean(page.root)
            name_apart(page, number if several else -1, numbers)
            notes.take(page.root)
            body = page.root.find("body")
            body = body if body is not None else page.root
            self._note_formulas(body)
            self._note_pictures(body, page.path.parent, cleaning.account)
            self._note_paragraphs(body, table, cleaning.account)
            written.append(_inner(body))
        bodies = []
        for body in notes.bodies.values():
            self._note_formulas(body)
            self._note_pictures(body, self.folder, cleaning.account)
            inside = (
                _inner(body) if body.tag in ("li", "dd", "td", "aside", "div") else _outer(body)
            )
            bodies.append(f"<blockquote><p>{mark('Z', 0)}</p>{inside}</blockquote>")
        end = f"<p>{mark('Z', 1)}</p>" if bodies else ""
        return "\n".join([*written, end, *bodies]), list(notes.bodies)

    def _note_paragraphs(self, body: Any, table: StyleTable, account: Account) -> None:
        for one in body.iter(*_PARAGRAPHS):
            self.count += 1
            line = one.sourceline or 0
            account.places[self.count] = line
            role = table.of_paragraph(*str(one.get("class", "")).split())
            is_title = role == "title" and one.tag == "h1"
            role = role if is_title or (role in _MEANT and one.tag == "p") else ""
            style = str(one.get("style", "")).replace(" ", "")
            centred = one.get("align") == "center" or "text-align:center" in style
            if one.getparent() is not None and one.getparent().tag == "center":
                centred = True
            words = " ".join("".join(one.itertext()).split())
            bold = "".join("".join(b.itertext()) for b in one.iter("b", "strong"))
            facts = Facts(
                self.count,
                role=role,
                alignment="center" if centred else "left",
                bold=bool(words) and " ".join(bold.split()) == words,
                caps=words.isupper(),
                text=MARK.sub("", words),
            )
            self.facts[self.count] = facts
            if one.tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6"):
                one.text = mark("P", self.count) + (one.text or "")

    def _note_formulas(self, body: Any) -> None:
        for script in list(body.iter("script")):
            number = len(self.formulas) + 1
            kind = "DisplayMath" if "display" in str(script.get("type")) else "InlineMath"
            self.formulas[number] = node("Math", [node(kind), (script.text or "").strip()])
            put_text(script, mark("M", number))

    def _note_pictures(self, body: Any, folder: Path, account: Account) -> None:
        for image in list(body.iter("img")):
            source = str(image.get("src") or image.get("data-src") or "")
            path = self._keep(source, folder, account, image.sourceline or 0)
            text = ""
            if path:
                number = len(self.pictures) + 1
                alternative = " ".join(str(image.get("alt", "")).split())
                self.pictures[number] = node(
                    "Image", [attributes("", (), alt=alternative), [], [f"../{path}", ""]]
                )
                text = mark("I", number)
            put_text(image, text)

    def _keep(self, source: str, folder: Path, account: Account, line: int) -> str:
        if data := _DATA.match(source):
            try:
                decoded = base64.b64decode(source[data.end() :], validate=False)
            except (binascii.Error, ValueError):
                decoded = b""
            return keep_picture(decoded, "picture.bin", self.files, account, line)
        parts = urlsplit(source) if len(source) < 2000 else None
        if parts is None or parts.scheme or parts.netloc:
            account.set_apart(f"a picture at {source[:200]}", "nowhere: nothing is fetched", line)
            return ""
        name = unquote(parts.path)
        path = folder / name
        try:
            path = path.resolve()
            inside = path.is_relative_to(self.folder.resolve()) and path.is_file()
            inside = inside and path.stat().st_size < _LARGEST_PICTURE
        except (OSError, ValueError):
            inside = False
        if not inside:
            account.set_apart(f"the picture {name[:200]}, which is not there", "nowhere", line)
            return ""
        return keep_picture(path.read_bytes(), posixpath.basename(name), self.files, account, line)


def _inner(element: Any) -> str:
    pieces = [_escape(element.text or "")]
    pieces += [etree.tostring(child, encoding="unicode", method="html") for child in element]
    return "".join(pieces)


def _outer(element: Any) -> str:
    written: str = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    return written


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _part_notes(blocks: list[Node]) -> tuple[list[Node], list[list[Node]]]:
    """Return the blocks of the text, and those of each note, which stand at the end."""
    border = mark("Z", 1)
    place = next(
        (
            n
            for n, one in enumerate(blocks)
            if one["t"] == "Para" and words_of(one).strip() == border
        ),
        None,
    )
    if place is None:
        return blocks, []
    return blocks[:place], [one["c"][1:] for one in blocks[place + 1 :] if one["t"] == "BlockQuote"]


def _with_labels(items: list[Item], notes: Sequence[Sequence[Node]], labels: Labels) -> list[Item]:
    """Enter the ids that links lead to as labels, of headings and of figures by preference."""
    linked = {
        one["c"][2][0][1:]
        for part in (*((item.inlines, item.block or {}) for item in items), *notes)
        for one in walk(list(part))
        if one["t"] == "Link" and one["c"][2][0].startswith("#")
    }
    for item in items:
        if item.attributes and item.attributes[0] in linked:
            item.facts.labels.append(item.attributes[0])
        for one in walk([item.inlines, item.block or {}]):
            if one["t"] in ("Figure", "Table"):
                name = one["c"][0][0]
                kind = "fig" if one["t"] == "Figure" else "tbl"
                one["c"][0][0] = labels.new(kind, [name]) if name in linked else ""
            elif one["t"] == "Span" and one["c"][0][0] in linked:
                _label_place(item, one["c"][0], labels)
    return items


def _label_place(item: Item, attributes_of: list[Any], labels: Labels) -> None:
    name = attributes_of[0]
    if item.kind == "heading":
        item.facts.labels.append(name)
        attributes_of[0] = ""
    else:
        attributes_of[0] = labels.new("place", [name])
