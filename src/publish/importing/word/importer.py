"""The road of a Word document: parts, a plain document for pandoc, items, files, proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final

from publish.catalogue import BROKEN_DOCUMENT, DOCUMENT_OUT_OF_BOUNDS
from publish.diagnostics import Diagnostic, Report, Span
from publish.importing.bibliography import Bibliography, read_bibliography
from publish.importing.documents.account import Account
from publish.importing.documents.finishing import Source, finish
from publish.importing.documents.items import read_items
from publish.importing.documents.marks import Labels
from publish.importing.imported import Imported
from publish.importing.languages import Language, guess_language
from publish.importing.options import ImportOptions, ImportTools
from publish.importing.packages import (
    BrokenPackageError,
    Package,
    bound,
    open_package,
    parse_xml,
)
from publish.importing.word.canonical import write_canonical
from publish.importing.word.citations import Citations, style_of
from publish.importing.word.foreign import Foreign, find_foreign
from publish.importing.word.handing_over import (
    account_for_index,
    facts_of,
    make_marks,
    set_apart_files,
    sink_citations,
    works_of,
)
from publish.importing.word.noted import Noted
from publish.importing.word.parts import (
    W,
    number,
    plain_namespaces,
    read_properties,
    read_relations,
    read_sources,
    read_styles,
    val,
)
from publish.importing.word.pictures import Pictures
from publish.importing.word.reading import Reader
from publish.importing.word.style_table import StyleTable, read_style_table
from publish.importing.word.witness import NOTES, read_witness
from publish.importing.word.writing import Given

_READER: Final = "docx+styles"
_MEASURE: Final = 450.0
"""The width of the text in points where a document does not say it."""


def refuse(path: Path, error: BrokenPackageError) -> Diagnostic:
    """Return why an archive cannot be imported."""
    span = Span(PurePosixPath(path.name))
    if error.too_large:
        return Diagnostic(DOCUMENT_OUT_OF_BOUNDS, f"{error}", span, "part it into several books")
    hint = "open it in its own program, save it again under another name, and import that"
    return Diagnostic(BROKEN_DOCUMENT, f"{error}", span, hint)


def import_word(
    path: Path, options: ImportOptions, tools: ImportTools, report: Report
) -> Imported | None:
    """Return the manuscript that a Word document gives; ``None`` where ``report`` says why not."""
    table = read_style_table(options.styles, report)
    bibliography = read_bibliography(options, tools, report)
    if table is None or bibliography is None:
        return None
    if _is_old(path):
        message = f'"{path.name}" is of an old version of Word, or has a password'
        hint = "open it in Word or LibreOffice and save it as .docx, without a password"
        report(Diagnostic(BROKEN_DOCUMENT, message, Span(PurePosixPath(path.name)), hint))
        return None
    try:
        package = open_package(path)
        document = WordDocument(path, package, options, tools, table, bibliography)
        source = document.read(report)
    except BrokenPackageError as error:
        report(refuse(path, error))
        return None
    return None if source is None else finish(source, tools, report)


def _is_old(path: Path) -> bool:
    """Return whether a file is a compound file, as Word wrote before 2007, or encrypts today."""
    with path.open("rb") as file:
        return file.read(4) == b"\xd0\xcf\x11\xe0"


def import_open_document(
    path: Path, options: ImportOptions, tools: ImportTools, report: Report
) -> Imported | None:
    """Return the manuscript that a document of LibreOffice's gives."""
    from publish.importing.word.open_document import import_odt

    return import_odt(path, options, tools, report)


@dataclass(slots=True)
class WordDocument:
    """A document under way.

    Where its paragraphs are numbered already, ``expected`` are the words of each. ``place`` is what
    the report calls it. ``labels`` and ``files`` may be those of several texts of a book; ``works``
    are those that it cites.
    """

    path: Path
    package: Package
    options: ImportOptions
    tools: ImportTools
    table: StyleTable
    bibliography: Bibliography
    kind: str = "a Word document"
    expected: dict[int, str] = field(default_factory=dict)
    is_numbered: bool = False
    place: PurePosixPath | None = None
    labels: Labels = field(default_factory=Labels)
    files: dict[PurePosixPath, bytes] = field(default_factory=dict)
    works: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def read(self, report: Report) -> Source | None:
        """Return what the document holds; ``None`` where ``report`` says why not.

        Raises ``BrokenPackageError``.
        """
        name = self.place or PurePosixPath(self.path.name)
        account = Account(name)
        main = self._main_part()
        root = self._numbered(main, 0)
        body = None if root is None else root.find(W + "body")
        if body is None:
            raise BrokenPackageError(f'"{name}" has no text where a Word document has it')
        if self.is_numbered:
            account.places.update(_places_of_boxes(body))
        styles = read_styles(self._tree("styles"), self.table)
        relations = read_relations(self.package, main)
        notes = self._notes(main)
        bound(self.expected.values(), name.name)
        properties = read_properties(self.package)
        language = self._language(body)
        foreign = find_foreign(body, styles, language)
        pictures = Pictures(self.package, account, _measure(body), self.files)
        citations = Citations(account, known=self.bibliography.keys)
        citations.sources, style = read_sources(self.package)
        numbering = self.package.read(self._beside("numbering"))
        lists = _lists(numbering)
        given = Given(
            styles=styles,
            pictures=pictures,
            citations=citations,
            changes=self.options.changes,
            foreign=foreign,
            relations=relations,
            lists=lists,
            comments=self._comments(),
            notes=notes,
            wanted=_wanted(root, notes.values()),
        )
        reader = Reader(given, account)
        text = reader.blocks(body)
        noted = reader.noted
        data = write_canonical(
            text,
            [note for _, _, note in noted.notes],
            noted.spans,
            noted.links,
            plain_namespaces(numbering) if lists else b"",
        )
        blocks = self.tools.read_document(data, _READER)
        if blocks is None:
            hint = "open it in its own program, save it again, and import that"
            message = f'"{name}" cannot be read by pandoc'
            report(Diagnostic(BROKEN_DOCUMENT, message, Span(name), hint))
            return None
        self._account_for_rest(account, noted, foreign)
        labels = self.labels
        self.works = citations.works
        sink_citations(blocks, account)
        bibliography = works_of(self.bibliography, citations)
        in_notes = bool(account.sunk)
        endnotes = account.counts["endnotes"]
        return Source(
            path=name,
            kind=self.kind,
            items=read_items(blocks, noted.facts),
            marks=make_marks(account, labels, noted, citations),
            labels=labels,
            account=account,
            expected=self.expected,
            language=language,
            title=_title(properties.title),
            creator=properties.creator,
            bibliography=bibliography,
            csl=style_of(properties.citation_style or style, in_notes=in_notes),
            notes="book-end" if endnotes and not account.counts["footnotes"] else "",
            files=set_apart_files(pictures, noted),
            facts=facts_of(self.options, citations),
        )

    def _main_part(self) -> str:
        relations = self.package.tree("_rels/.rels")
        for one in relations if relations is not None else ():
            if str(one.get("Type", "")).endswith("/officeDocument"):
                return str(one.get("Target", "")).lstrip("/")
        return "word/document.xml"

    def _beside(self, kind: str) -> str:
        return f"{self._main_part().rpartition('/')[0]}/{kind}.xml"

    def _tree(self, kind: str) -> Any:
        name = self._beside(kind)
        data = self.package.read(name)
        return parse_xml(plain_namespaces(data), name) if data else None

    def _numbered(self, name: str, first: int) -> Any:
        """Return the root of a part, its paragraphs numbered; what stands twice stands once."""
        data = plain_namespaces(self.package.read(name))
        if not data:
            return None
        root = parse_xml(data, name)
        compatibility = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
        for one in list(root.iter(f"{compatibility}AlternateContent")):
            for other in list(one)[1:]:
                one.remove(other)
        if self.is_numbered:
            return root
        for count, paragraph in enumerate(root.iter(W + "p"), first + 1):
            paragraph.set("n", str(count))
        self.expected.update(read_witness(data, first, self.options.changes))
        return root

    def _notes(self, main: str) -> dict[tuple[str, str], Any]:
        del main
        found = {}
        for kind, first in NOTES.items():
            root = self._numbered(self._beside(kind), first)
            for one in root if root is not None else ():
                is_line = val(one, "type") not in ("", "normal")
                if is_line:
                    for paragraph in one.iter(W + "p"):
                        self.expected.pop(int(paragraph.get("n", "0")), None)
                else:
                    found[kind.removesuffix("s"), val(one, "id")] = one
        return found

    def _comments(self) -> dict[str, tuple[str, str]]:
        root = self._tree("comments")
        return {
            val(one, "id"): (
                val(one, "author"),
                " ".join("".join(p.itertext(W + "t")) for p in one.iter(W + "p")).strip(),
            )
            for one in (root if root is not None else ())
        }

    def _language(self, body: Any) -> Language:
        if self.options.language:
            return Language(self.options.language, "named by you")
        text = "\n".join(
            "".join(one.text or "" for one in paragraph.iter(W + "t"))
            for paragraph in body.iter(W + "p")
        )
        return guess_language(text)

    def _account_for_rest(self, account: Account, noted: Noted, foreign: Foreign) -> None:
        for name in sorted(self.package.names):
            part = name.rpartition("/")[2]
            if part.startswith(("header", "footer")) and part.endswith(".xml"):
                self._tell_head(name, account)
        account_for_index(account, noted)
        for tag, count, evidence in foreign.told:
            account.decide("language", f"{count} letters in {tag}", evidence, 0)
        ends, feet = account.counts["endnotes"], account.counts["footnotes"]
        if ends and feet:
            account.remarks.append(
                f"The document has {feet} footnotes and {ends} endnotes; a book has one series, "
                "in the order of their calls."
            )
        called = {one for note in account.called for one in note}
        uncalled = [one for one in self.expected if one > min(NOTES.values()) and one not in called]
        for one in uncalled:
            words = self.expected.pop(one)
            if words.strip():
                account.set_apart(f"a note that nothing calls: {words}", "only here")

    def _tell_head(self, name: str, account: Account) -> None:
        root = parse_xml(plain_namespaces(self.package.read(name)), name)
        words = " ".join("".join(root.itertext(W + "t")).split())
        if words:
            kind = "head" if "header" in name.rpartition("/")[2] else "foot"
            account.set_apart(f"a {kind} of pages: {words}", "the book makes its own")


def _places_of_boxes(body: Any) -> dict[int, int]:
    """Return the paragraph that each paragraph of a box stands in, by its number."""
    found: dict[int, int] = {}
    for box in body.iter(W + "txbxContent"):
        outer = next(box.iterancestors(W + "p"))
        for one in box.iter(W + "p"):
            found.setdefault(int(one.get("n")), int(outer.get("n")))
    return found


def _measure(body: Any) -> float:
    section = body.find(W + "sectPr")
    size = None if section is None else section.find(W + "pgSz")
    margins = None if section is None else section.find(W + "pgMar")
    width = number(val(size, "w")) - number(val(margins, "left")) - number(val(margins, "right"))
    return width / 20 if width > 0 else _MEASURE


def _lists(numbering: bytes) -> frozenset[str]:
    if not numbering:
        return frozenset()
    root = parse_xml(plain_namespaces(numbering), "numbering.xml")
    return frozenset(val(one, "numId") for one in root.iterfind(W + "num"))


def _wanted(root: Any, notes: Any) -> frozenset[str]:
    """Return the names of the bookmarks that something refers to."""
    found: set[str] = set()
    for tree in (root, *notes):
        for one in tree.iter(W + "instrText", W + "fldSimple", W + "hyperlink"):
            text = (one.text or "") + val(one, "instr") + " " + val(one, "anchor")
            found.update(word.strip('"') for word in text.split() if len(word) < 100)
    return frozenset(found)


def _title(title: str) -> str:
    return "" if title.lower().startswith(("microsoft word", "document", "untitled")) else title
