"""An EPUB read, its documents made chapters, its words proved."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from lxml import etree

from publish.catalogue import (
    BROKEN_EPUB,
    ENCRYPTED_EPUB,
    EPUB_OUT_OF_BOUNDS,
    IMPORT_CHANGED_WORDS,
    NO_CHAPTERS,
)
from publish.diagnostics import Diagnostic, Report, Span
from publish.importing.epub import chapters as parting
from publish.importing.epub.anchors import settle
from publish.importing.epub.blocks import Blocks
from publish.importing.epub.chapters import Chapter, Read
from publish.importing.epub.contents import read_contents
from publish.importing.epub.divisions import kind_of_document, region_of
from publish.importing.epub.documents import Account, Document, Text
from publish.importing.epub.formulas import read_formulas
from publish.importing.epub.inlines import Inlines
from publish.importing.epub.labels import find_labels
from publish.importing.epub.looks import read_looks
from publish.importing.epub.notes import Notes, find_notes
from publish.importing.epub.package_document import Publication, read_publication
from publish.importing.epub.pages import set_pages_apart
from publish.importing.epub.pictures import Pictures
from publish.importing.epub.preparing import find_descriptions, numbering_of, prepare
from publish.importing.epub.settings import write_settings
from publish.importing.epub.tongues import settle_languages
from publish.importing.epub.witness import words_owed
from publish.importing.epub.xhtml import body_of, page_of, parse, tag
from publish.importing.imported import Imported, Origin
from publish.importing.languages import guess_language
from publish.importing.options import ImportOptions, ImportTools
from publish.importing.packages import BrokenPackageError, Package, bound, open_package
from publish.importing.proving import first_difference
from publish.publication import is_language_tag

MOST_CHAPTERS: Final = 3_000
"""Files that an import makes."""

_DOWN: Final = re.compile(r"writing-mode\s*:\s*(?:vertical-rl|tb-rl)", re.IGNORECASE)
_RULE: Final = re.compile(r"^-{72}$", re.MULTILINE)
"""A scene break as pandoc writes it."""


def import_epub(
    source: Path, options: ImportOptions, tools: ImportTools, report: Report
) -> Imported | None:
    """Return the manuscript of an EPUB; ``None`` where ``report`` says why not."""
    span = Span(PurePosixPath(source.name))
    try:
        package = open_package(source)
        try:
            book = read_publication(package)
            locked = sorted(book.encrypted & {*book.spine, book.path})
            if not locked:
                return _Import(source, options, tools, package, book).run(report)
            message = f'"{source.name}" is encrypted: "{locked[0]}" cannot be read without its key'
            hint = "import the file that went to the shop"
            report(Diagnostic(ENCRYPTED_EPUB, message, span, hint))
        finally:
            package.close()
    except BrokenPackageError as error:
        code, hint = BROKEN_EPUB, "open it in a reading program, and get the file again"
        if error.too_large:
            code, hint = EPUB_OUT_OF_BOUNDS, "part it; no book is that large or that deep"
        report(Diagnostic(code, f'"{source.name}" cannot be imported: {error}', span, hint))
    return None


@dataclass(slots=True)
class _Import:
    source: Path
    options: ImportOptions
    tools: ImportTools
    package: Package
    book: Publication

    def run(self, report: Report) -> Imported | None:
        account = Account(remarks=list(self.book.remarks))
        text = Text(self._documents(account), account)
        text.index()
        span = Span(PurePosixPath(self.source.name))
        numbers = numbering_of(text)
        language, remark = self._language(text)
        settle_languages(text, language)
        pictures = Pictures(self.package, text)
        set_pages_apart(text, self.book)
        notes = find_notes(text)
        descriptions = find_descriptions(text)
        prepare(text)
        formulas = read_formulas(text, self.tools.read_document)
        labels = find_labels(text, notes)
        inlines = Inlines(
            text, notes, pictures, formulas, labels, self._looks(account), language, lambda _: []
        )
        reads = _convert(text, inlines, descriptions, numbered=numbers != "none")
        entries = read_contents(self.package, self.book)
        parting.place_in_contents(reads, entries)
        for read, evidence in parting.title_untitled(reads):
            account.decide("heading", read.title, evidence, Span(PurePosixPath(read.path)))
        chapters = parting.part_chapters(reads)
        if not chapters or len(chapters) > MOST_CHAPTERS:
            code = EPUB_OUT_OF_BOUNDS if chapters else NO_CHAPTERS
            message = f'"{self.source.name}" has {len(chapters):,} chapters with words'
            report(Diagnostic(code, message, span, "an import makes 1 to 3,000 of them"))
            return None
        parting.finish_headers(chapters)
        parting.name_chapters(chapters)
        lost = settle([chapter.blocks for chapter in chapters])
        if lost:
            account.counts["links that lead nowhere, kept as words"] += lost
        texts = [
            _RULE.sub("* * *", one)
            for one in self.tools.write_markdown([chapter.blocks for chapter in chapters])
        ]
        if not self._prove(text, reads, notes, texts, report):
            return None
        cover = self._cover(pictures, account)
        files = {PurePosixPath("manuscript", name): data for name, data in pictures.files.items()}
        for chapter, markdown in zip(chapters, texts, strict=True):
            files[PurePosixPath("manuscript", chapter.path)] = markdown.encode()
        title = self.book.metadata.title("main") or self.source.stem
        settings = write_settings(self.book.metadata, title, language, cover, numbers, remark)
        files[PurePosixPath("manuscript/book.toml")] = settings.encode()
        for name, words in account.apart.items():
            files[PurePosixPath("set-apart", name)] = words.encode()
        return self._imported(files, chapters, reads, account, language)

    def _documents(self, account: Account) -> list[Document]:
        found = []
        for path in self.book.spine:
            part = self.book.parts.get(path)
            if part is not None and part.media.startswith("image/") and "svg" not in part.media:
                picture = etree.Element("img", src=PurePosixPath(path).name)
                if words := self._said(path, account):
                    picture.set("alt", words)
                found.append(Document(path, page_of(picture)))
                continue
            data = self.package.read(path)
            if not data.strip():
                account.remarks.append(f"{path} is empty or missing; it was left.")
                continue
            root, mended = parse(data, path)
            bound(root.itertext(), path)
            if mended:
                account.remarks.append(f"{path} is not well-formed; it was read as HTML is.")
            root = page_of(root) if tag(root) == "svg" else root
            kind = kind_of_document(body_of(root), self.book.guide.get(path, ""))
            found.append(Document(path, root, kind))
        return found

    def _said(self, picture: str, account: Account) -> str:
        """Return what the fallback of a picture in the spine says of it."""
        path = self.book.said.get(picture, "")
        data = self.package.read(path) if path else b""
        if not data.strip():
            return ""
        words = " ".join(" ".join(body_of(parse(data, path)[0]).itertext()).split())
        evidence = f"the fallback of a picture that is a page, {path}"
        account.decide("alternative text", words, evidence, Span(PurePosixPath(picture)))
        return words

    def _language(self, text: Text) -> tuple[str, str]:
        said = self.options.language or self.book.metadata.language
        if said and is_language_tag(said):
            return said, ""
        sample = " ".join(" ".join(one.body.itertext()) for one in text.documents[:20])
        return guess_language(sample).tag, "  # a guess: the file does not say it"

    def _looks(self, account: Account) -> dict[str, list[str]]:
        sheets = []
        for part in self.book.parts.values():
            if part.media == "text/css":
                sheets.append(self.package.read(part.path).decode("utf-8", "replace"))
                account.counts["stylesheets left out"] += 1
        data = self.book.metadata
        data.runs_down = data.turns_right and any(_DOWN.search(sheet) for sheet in sheets)
        return read_looks(sheets)

    def _prove(
        self, text: Text, reads: Sequence[Read], notes: Notes, texts: list[str], report: Report
    ) -> bool:
        body: list[str] = []
        owed: list[str] = []
        for document, read in zip(text.documents, reads, strict=True):
            said, called = words_owed([document.body], notes.bodies)
            body += [read.added, said]
            owed += called
        files = self.tools.read_back(texts)
        found = [one for one in files if one is not None]
        difference = first_difference("\n".join(body), owed, found)
        if difference is None and len(found) == len(files):
            return True
        message = "the new files cannot be read back"
        if difference is not None:
            where = f"note {difference.note}" if difference.note else "the text"
            message = (
                f'word {difference.word + 1} of {where} would be "{difference.found}" '
                f'and not "{difference.expected}"'
            )
        report(Diagnostic(IMPORT_CHANGED_WORDS, message, Span(PurePosixPath(self.source.name))))
        return False

    def _cover(self, pictures: Pictures, account: Account) -> str:
        if not self.book.cover:
            return ""
        name = pictures.add(self.book.cover)
        if name.endswith((".jpg", ".png")):
            return name
        pictures.files.pop(name, None)
        account.lose(f"cover {self.book.cover}", "nowhere: a cover is JPEG or PNG; one is drawn")
        return ""

    def _imported(
        self,
        files: dict[PurePosixPath, bytes],
        chapters: Sequence[Chapter],
        reads: Sequence[Read],
        account: Account,
        language: str,
    ) -> Imported:
        for read in reads:
            if read.joined:
                evidence = "it has no place of its own in the table of contents"
                account.decide("joined", read.path, evidence, Span(PurePosixPath(read.path)))
        facts = [("kind", "EPUB"), ("language", language), ("documents", str(len(reads)))]
        facts += [(name, str(count)) for name, count in sorted(account.counts.items())]
        words = (
            "the words of the new files are those of the documents, in order, but for what is told"
        )
        return Imported(
            source=self.source.name,
            kind="EPUB",
            files=files,
            origins=tuple(
                Origin(
                    ", ".join(one.sources), PurePosixPath("manuscript", one.path), "set in Markdown"
                )
                for one in chapters
            ),
            facts=(*facts, ("proof", words)),
            decisions=tuple(account.decisions),
            unkept=tuple(account.unkept),
            remarks=tuple(account.remarks),
        )


def _convert(
    text: Text, inlines: Inlines, descriptions: Mapping[Any, Any], *, numbered: bool
) -> list[Read]:
    """Return the documents converted."""
    blocks = Blocks(text, inlines, descriptions, numbered=numbered)
    inlines.note_blocks = blocks.of_notes
    return [
        Read(one.path, one.kind, region_of(one.body), blocks.of(one.body)) for one in text.documents
    ]
