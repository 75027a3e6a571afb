"""Bind an EPUB edition with EbookLib: package document and NCX are its work, every other byte ours.

EbookLib 0.20 is kept from what it does badly: it parses and re-serialises content documents
(spaces appear between adjacent inline elements), stamps archives with the clock, only logs
metadata that it cannot write, and makes a poor navigation document.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape, quoteattr

from publish import __version__
from publish.adapters.epub_archive import read_members, write_members
from publish.adapters.ncx import complete_ncx
from publish.artifact import Artifact
from publish.content import ContentDocument, NavigationPoint
from publish.diagnostics import Report
from publish.editions import EpubEdition, Resource
from publish.editions.epub import full_title
from publish.editions.package import (
    COVER_IMAGE_ID,
    UNIQUE_ID,
    Statement,
    package_metadata,
    prefixes_of,
)
from publish.errors import ToolFailedError
from publish.model.directions import is_right_to_left
from publish.ports import Progress

if TYPE_CHECKING:
    from ebooklib import epub

MEDIA_TYPE: Final = "application/epub+zip"

_PACKAGE: Final = "EPUB/content.opf"
_CONTENTS: Final = "EPUB/toc.ncx"
_OPF: Final = "{http://www.idpf.org/2007/opf}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"

_NCX: Final = (
    '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN"'
    ' "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">\n'
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang={language}/>'
)

_GUIDE: Final = {
    "acknowledgments": "acknowledgements",
    "bibliography": "bibliography",
    "bodymatter": "text",
    "colophon": "colophon",
    "copyright-page": "copyright-page",
    "cover": "cover",
    "dedication": "dedication",
    "epigraph": "epigraph",
    "foreword": "foreword",
    "glossary": "glossary",
    "index": "index",
    "preface": "preface",
    "titlepage": "title-page",
    "toc": "toc",
}
"""Types of EPUB 2's guide by ``epub:type``; the others have no name there (OPF 2.0.1, 2.6)."""


@dataclass(frozen=True, slots=True)
class EpubWriter:
    """The binder of EPUBs."""

    def bind(self, edition: EpubEdition, *, report: Report, progress: Progress) -> Artifact:
        """Return the EPUB; the same edition gives the same bytes.

        Raises ``ToolFailedError`` where EbookLib drops what it was asked to write.
        """
        del report
        statements = package_metadata(edition)
        with progress.step("binding EPUB", len(edition.documents)) as step:
            members = read_members(_write(_book(edition, statements), edition))
            members[_PACKAGE] = _with_language(members[_PACKAGE], edition.metadata.language)
            members[_CONTENTS] = complete_ncx(members[_CONTENTS], edition)
            _verify(members[_PACKAGE], statements)
            data = write_members(members)
            step.advance(len(edition.documents))
        return Artifact(edition.filename, MEDIA_TYPE, data)


def document_bytes(document: ContentDocument, stylesheets: Iterable[Resource]) -> bytes:
    """Return the whole content document: prolog, head, body with its role."""
    language = quoteattr(document.language)
    direction = ' dir="rtl"' if is_right_to_left(document.language) else ""
    links = "".join(
        f'<link rel="stylesheet" type="text/css" href={quoteattr(str(sheet.href))}/>\n'
        for sheet in stylesheets
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f" lang={language} xml:lang={language}{direction}>\n"
        f"<head>\n<title>{escape(document.title)}</title>\n{links}</head>\n"
        f'<body class="{document.role}" epub:type="{document.role}">\n'
        f"{document.body}\n</body>\n</html>\n"
    ).encode()


def _book(edition: EpubEdition, statements: tuple[Statement, ...]) -> epub.EpubBook:
    from ebooklib import epub

    metadata = edition.metadata
    book = epub.EpubBook()
    book.metadata = {}  # its own hold a random identifier
    book.IDENTIFIER_ID = UNIQUE_ID
    book.uid = edition.identifier
    book.title = metadata.title
    book.language = metadata.language
    book.set_template("ncx", _NCX.format(language=quoteattr(metadata.language)).encode())
    if edition.turns_to_the_right:
        book.set_direction("rtl")
    for prefix, address in prefixes_of(statements).items():
        book.add_prefix(prefix, address)
    for statement in _all(statements):
        namespace = "DC" if statement.kind == "dc" else None
        name = statement.name if statement.kind == "dc" else statement.kind
        book.add_metadata(namespace, name, statement.value, dict(statement.attributes))
    _add_items(book, edition)
    book.toc = _contents(edition.navigation)
    book.guide = [
        {"type": _GUIDE[point.type], "title": point.title, "href": point.href}
        for point in edition.landmarks
        if point.type in _GUIDE
    ]
    return book


def _all(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    generator = (("name", "generator"), ("content", f"publish {__version__}"))
    return (*statements, Statement("meta", "generator", "", generator))


def _add_items(book: epub.EpubBook, edition: EpubEdition) -> None:
    from ebooklib import epub

    class Raw(epub.EpubHtml):  # type: ignore[misc]  # EbookLib has no types
        """A content document whose bytes are written as they are."""

        def get_content(self, default: object = None) -> bytes:
            del default
            return bytes(self.content)

    for document in edition.documents:
        content = document_bytes(document, edition.stylesheets)
        item = Raw(
            uid=f"document-{document.id}",
            file_name=document.href,
            media_type="application/xhtml+xml",
            content=content,
            title=document.title,
        )
        item.properties = sorted(document.properties)
        book.add_item(item)
        if document.linear or "nav" not in document.properties:
            book.spine.append((item, "yes" if document.linear else "no"))
    for uid, resource, properties in _resources(edition):
        item = epub.EpubItem(uid, str(resource.href), resource.media_type, resource.data)
        item.properties = properties
        book.add_item(item)
    book.add_item(epub.EpubNcx())


def _resources(edition: EpubEdition) -> Iterator[tuple[str, Resource, list[str]]]:
    """Yield each resource with its id and properties in the manifest."""
    seen: set[PurePosixPath] = set()
    if edition.cover is not None:
        seen.add(edition.cover.image.href)
        yield COVER_IMAGE_ID, edition.cover.image, ["cover-image"]
    for place, resource in enumerate((*edition.stylesheets, *edition.resources), start=1):
        if resource.href not in seen:
            seen.add(resource.href)
            yield f"resource-{place}", resource, []


def _contents(points: tuple[NavigationPoint, ...]) -> list[Any]:
    """Return the entries as EbookLib's table of contents, which becomes the NCX."""
    from ebooklib import epub

    return [
        (epub.Section(full_title(point), point.href), _contents(point.children)) for point in points
    ]


def _write(book: epub.EpubBook, edition: EpubEdition) -> bytes:
    from ebooklib import epub

    stream = io.BytesIO()
    options = {
        "mtime": datetime.fromisoformat(edition.metadata.modified),
        "raise_exceptions": True,
        "compresslevel": 0,  # packed again below
        "play_order": {"enabled": True, "start_from": 1},
    }
    try:
        written = epub.write_epub(stream, book, options)
    except (OSError, ValueError) as error:
        raise ToolFailedError(f"EbookLib cannot write the EPUB: {error}") from error
    if not written:
        raise ToolFailedError("EbookLib did not write the EPUB")
    return stream.getvalue()


def _with_language(package: bytes, language: str) -> bytes:
    """Return the package document with its language, which EbookLib does not set.

    Screen readers speak the metadata in it (Ace: epub-lang).
    """
    return package.replace(b"<package ", f"<package xml:lang={quoteattr(language)} ".encode(), 1)


def _verify(package: bytes, statements: tuple[Statement, ...]) -> None:
    """Compare the package document with what was asked: EbookLib only logs what it leaves out."""
    from lxml import etree

    found = {
        (element.tag, element.text or "", frozenset(element.attrib.items()))
        for element in etree.fromstring(package).iterfind(f"{_OPF}metadata/*")
    }
    for statement in _all(statements):
        is_core = statement.kind == "dc"
        tag = f"{_DC}{statement.name}" if is_core else f"{_OPF}{statement.kind}"
        if (tag, statement.value, frozenset(statement.attributes)) not in found:
            raise ToolFailedError(
                f'EbookLib left "{statement.value}" ({statement.name}) out of the package document'
            )
