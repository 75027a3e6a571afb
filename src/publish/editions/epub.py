"""Prepare an EPUB edition: spine, navigation document, resources in use, accessibility; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from publish.config import Config, EditionConfig
from publish.content import ContentDocument, NavigationPoint
from publish.content.xhtml import language_attributes
from publish.diagnostics import Report
from publish.editions import Cover, EpubEdition, Face, Resource
from publish.editions.accessibility import accessibility_metadata
from publish.editions.claims import check_claim
from publish.editions.examination import examine
from publish.editions.faces import faces_in_use
from publish.model.book import Book
from publish.model.inlines import Image
from publish.model.metadata import Metadata
from publish.model.walk import each_inline_of
from publish.shops import shop
from publish.wording import wording

COVER_HREF: Final = "cover.xhtml"
NAVIGATION_HREF: Final = "nav.xhtml"
FONT_STYLESHEET: Final = PurePosixPath("styles/fonts.css")
FONT_TYPES: Final = {".otf": "font/otf", ".ttf": "font/ttf"}


def prepare_epub(  # noqa: PLR0913  an edition is made of this much, each thing named
    book: Book,
    documents: tuple[ContentDocument, ...],
    *,
    config: Config,
    edition: EditionConfig,
    navigation: tuple[NavigationPoint, ...],
    landmarks: tuple[NavigationPoint, ...],
    stylesheets: tuple[Resource, ...],
    faces: tuple[Face, ...],
    pictures: Mapping[str, Resource],
    cover: Cover | None,
    report: Report,
    pages: tuple[NavigationPoint, ...] = (),
    page_source: str = "",
) -> EpubEdition:
    """Return the edition, closed: every resource that its documents use and no other.

    ``faces`` are as they shall be embedded (subset already); ``pictures`` are keyed by source.
    ``pages`` is the page list of the documents, ``page_source`` the print edition that it is of.
    Raises ``LookupError`` where a document shows a picture that is not among them.
    """
    page = cover if shop(edition.shop).cover_page else None
    findings = examine(documents, stylesheets)
    undescribed = _undescribed(book) if any(item.images for item in documents) else 0
    faults = findings.faults
    faults["undescribed"] += undescribed
    check_claim(faults, config, report)
    language = book.metadata.language
    landmarks = _landmarks(landmarks, documents, language, cover=page is not None)
    lists = _landmark_list(landmarks, language) + _page_list(pages, language)
    spine = tuple(_navigable(documents, navigation, lists, language))
    if page is not None:
        spine = (_cover_document(page, language), *spine)
    used = faces_in_use(faces, documents, stylesheets)
    shown = tuple(_pictures(documents, pictures))
    return EpubEdition(
        name=edition.name,
        filename=_filename(config, edition),
        metadata=book.metadata,
        identifier=edition_identifier(book.metadata, edition),
        documents=spine,
        navigation=navigation,
        landmarks=landmarks,
        stylesheets=(*_font_stylesheet(used), *stylesheets),
        resources=(*_font_resources(used), *shown),
        accessibility=accessibility_metadata(
            findings,
            language=language,
            undescribed=undescribed,
            has_pages=bool(pages),
            resources=(*shown, *stylesheets),
            evaluation=book.metadata.evaluation,
        ),
        cover=cover,
        shop=edition.shop,
        is_vertical=config.is_vertical,
        flow=edition.flow,
        spread=edition.spread,
        pages=pages,
        page_source=page_source if pages else "",
    )


def used_characters(
    documents: Iterable[ContentDocument], stylesheets: Iterable[Resource] = ()
) -> frozenset[str]:
    """Return every character that the edition may show: what a font must keep.

    Markup is included, and stylesheets, as their ornaments stand in no document.
    """
    characters: set[str] = set()
    for document in documents:
        characters.update(document.body, document.title)
    for sheet in stylesheets:
        characters.update(sheet.data.decode())
    return frozenset(characters)


def edition_identifier(metadata: Metadata, edition: EditionConfig) -> str:
    """Return the URN of the edition's ISBN, else the book's own identifier."""
    digits = "".join(character for character in edition.isbn if character.isalnum())
    return f"urn:isbn:{digits}" if digits else metadata.identifier


def print_source(config: Config, edition: EditionConfig) -> str:
    """Return what names the print edition that an EPUB lists the pages of.

    That is the URN of its ISBN, else words that tell it from other books and editions.
    https://www.w3.org/community/reports/publishingcg/CG-FINAL-page-source-id-20230314/
    """
    metadata, name = config.metadata, edition.page_list
    printed = next((each for each in config.editions if each.name == name), edition)
    if printed.isbn:
        return edition_identifier(metadata, printed)
    facts = (metadata.title, *metadata.authors, metadata.publisher, metadata.date[:4])
    return f"{', '.join(filter(None, facts))} ({name})"


def _undescribed(book: Book) -> int:
    """Count pictures without alternative text; documents carry an empty one for them."""
    return sum(
        isinstance(inline, Image) and inline.alternative is None
        for division in book.walk()
        for blocks in (division.blocks, *(note.blocks for note in division.notes))
        for inline in each_inline_of(blocks)
    )


def _filename(config: Config, edition: EditionConfig) -> str:
    first = next((other for other in config.editions if other.format == "epub"), edition)
    suffix = "" if first.name == edition.name else f"-{edition.name}"
    return f"{config.slug}{suffix}.epub"


def _landmarks(
    landmarks: tuple[NavigationPoint, ...],
    documents: tuple[ContentDocument, ...],
    language: str,
    *,
    cover: bool,
) -> tuple[NavigationPoint, ...]:
    """Return the landmarks with the cover and the contents among them.

    A navigation document outside the spine is no landmark: links may lead to the spine alone.
    """
    types = {point.type for point in landmarks}
    first: list[NavigationPoint] = []
    if cover and "cover" not in types:
        first.append(NavigationPoint(wording(language).cover, COVER_HREF, type="cover"))
    contents = next((item for item in documents if item.kind == "contents"), None)
    if contents is not None and "toc" not in types:
        first.append(NavigationPoint(contents.title, f"{contents.href}#contents", type="toc"))
    return (*first, *landmarks)


def _navigable(
    documents: tuple[ContentDocument, ...],
    navigation: tuple[NavigationPoint, ...],
    hidden: str,
    language: str,
) -> Iterator[ContentDocument]:
    """Yield the documents, one of them the navigation document: the contents, else one made here.

    One made here is not ``linear`` and has no place in the spine. ``hidden`` are the lists that
    reading systems alone make use of.
    """
    found = False
    for document in documents:
        if document.kind == "contents" and not found:
            found = True
            yield replace(
                document,
                body=document.body + hidden,
                properties=document.properties | {"nav"},
            )
        else:
            yield document
    if not found:
        yield _navigation_document(navigation, hidden, language)


def _landmark_list(landmarks: tuple[NavigationPoint, ...], language: str) -> str:
    items = "".join(
        f'<li><a epub:type="{point.type}" href={quoteattr(point.href)}>'
        f"{escape(point.title)}</a></li>"
        for point in landmarks
    )
    return (
        '<nav epub:type="landmarks" id="landmarks" aria-labelledby="landmarks-title" hidden=""'
        ' data-generated=""><h2 id="landmarks-title">'
        f"{escape(wording(language).landmarks)}</h2><ol>{items}</ol></nav>"
    )


def _page_list(pages: tuple[NavigationPoint, ...], language: str) -> str:
    items = "".join(
        f"<li><a href={quoteattr(page.href)}>{escape(page.title)}</a></li>" for page in pages
    )
    return (
        '<nav epub:type="page-list" role="doc-pagelist" id="page-list"'
        ' aria-labelledby="page-list-title" hidden="" data-generated=""><h2 id="page-list-title">'
        f"{escape(wording(language).page_list)}</h2><ol>{items}</ol></nav>"
        if pages
        else ""
    )


def _navigation_document(
    navigation: tuple[NavigationPoint, ...], hidden: str, language: str
) -> ContentDocument:
    title = wording(language).kinds["contents"]
    body = (
        '<nav class="contents" epub:type="toc" role="doc-toc" id="contents"'
        f' aria-labelledby="contents-title" data-generated=""><h1 id="contents-title">{title}</h1>'
        f"{_points(navigation, language)}</nav>{hidden}"
    )
    return ContentDocument(
        href=NAVIGATION_HREF,
        id="nav",
        kind="contents",
        role="frontmatter",
        title=title,
        language=language,
        body=body,
        properties=frozenset({"nav"}),
        linear=False,
    )


def _points(points: tuple[NavigationPoint, ...], language: str) -> str:
    items = "".join(
        f"<li><a{language_attributes(point.language or language, language)}"
        f" href={quoteattr(point.href)}>{escape(full_title(point))}</a>"
        f"{_points(point.children, language) if point.children else ''}</li>"
        for point in points
    )
    return f"<ol>{items}</ol>"


def full_title(point: NavigationPoint) -> str:
    """Return the entry as one line of plain text: its number and its title."""
    return f"{point.number} {point.title}".strip()


def _cover_document(cover: Cover, language: str) -> ContentDocument:
    shown = cover.image
    body = (
        '<section class="cover" epub:type="cover" id="cover" data-generated=""'
        f' aria-label={quoteattr(wording(language).cover)} style="margin:0;text-align:center">'
        f"<img src={quoteattr(str(shown.href))} alt={quoteattr(cover.alternative)}"
        ' role="doc-cover" style="max-width:100%;max-height:100vh"/></section>'
    )
    return ContentDocument(
        href=COVER_HREF,
        id="cover",
        kind="matter",
        role="frontmatter",
        title=wording(language).cover,
        language=language,
        body=body,
        ids=frozenset({"cover"}),
        images=frozenset({str(shown.href)}),
        epub_type="cover",
    )


def _pictures(
    documents: tuple[ContentDocument, ...], pictures: Mapping[str, Resource]
) -> Iterator[Resource]:
    by_href = {str(resource.href): resource for resource in pictures.values()}
    for href in sorted(set().union(*(document.images for document in documents))):
        yield by_href[href]


def _font_stylesheet(faces: tuple[Face, ...]) -> tuple[Resource, ...]:
    """Return the stylesheet that names the faces; none where there are no faces."""
    rules = "\n".join(
        f'@font-face {{ font-family: "{face.family}"; font-style: '
        f"{'italic' if face.italic else 'normal'}; font-weight: {face.weight}; "
        f'src: url("../{face.href}"); }}'
        for face in faces
    )
    return (Resource(FONT_STYLESHEET, "text/css", f"{rules}\n".encode()),) if faces else ()


def _font_resources(faces: tuple[Face, ...]) -> Iterator[Resource]:
    """Yield each font, and once each the text of its licence, which asks to travel with it."""
    notices: dict[str, PurePosixPath] = {}
    for face in faces:
        yield Resource(face.href, FONT_TYPES[face.href.suffix], face.data)
        if face.notice:
            stem = face.href.stem.rpartition("-")[0] or face.href.stem
            notices.setdefault(face.notice, face.href.with_name(f"{stem}-{face.license}.txt"))
    for text, href in notices.items():
        yield Resource(href, "text/plain", text.encode())
