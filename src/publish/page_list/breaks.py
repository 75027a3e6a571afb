"""Put the page breaks of a print edition into the documents of an EPUB; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from publish.catalogue import PAGES_UNPLACED
from publish.content import ContentDocument, NavigationPoint, NotePlacement
from publish.diagnostics import Diagnostic, Report, Span
from publish.model.book import Book
from publish.page_list import Pagination, PrintedPage
from publish.page_list.alignment import page_starts
from publish.page_list.flow import Flow, read_flow
from publish.page_list.openings import ending, opening


@dataclass(frozen=True, slots=True)
class Paged:
    """Documents with their page breaks, and the list of the pages, in order."""

    documents: tuple[ContentDocument, ...]
    pages: tuple[NavigationPoint, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in the documents: which of them, and the index in its body."""

    document: int
    index: int


_UNKNOWN = _Place(-1, -1)


def paged_documents(
    documents: tuple[ContentDocument, ...],
    pages: Pagination | None,
    *,
    notes: NotePlacement,
    book: Book,
    report: Report,
) -> Paged:
    """Return the documents of a book with the breaks of ``pages``; without pages, as they are."""
    if pages is None:
        return Paged(documents, ())
    places = {str(each.id): each.span for each in book.walk() if each.span}
    return with_page_breaks(documents, pages, notes=notes, places=places, report=report)


def with_page_breaks(
    documents: Sequence[ContentDocument],
    pagination: Pagination,
    *,
    notes: NotePlacement,
    places: Mapping[str, Span],
    report: Report,
) -> Paged:
    """Return the documents with a break where each page begins, and the page list.

    A page without text (blank, or with nothing but notes that stand elsewhere in the EPUB) begins
    where the next text does. One whose place cannot be told is left out and goes to ``report``.
    ``notes`` is where these documents have theirs; ``places`` gives each division's in the
    manuscript, by id.
    """
    endnotes = notes == pagination.notes
    numbers = {document.id: number for number, document in enumerate(documents)}
    found: list[_Place | None] = []
    for division, group in groupby(pagination.pages, key=lambda page: page.division):
        pages, number = list(group), numbers.get(division)
        if number is None:
            found += [None] * len(pages)
            continue
        flow = read_flow(documents[number].body, endnotes=endnotes, floated=pagination.floated)
        found += _places(number, documents[number], flow, pages, endnotes=endnotes)
    settled = _settled(found, documents)
    _report_unplaced(pagination.pages, settled, documents, places, report)
    return _paged(documents, pagination.pages, settled)


def _places(
    number: int,
    document: ContentDocument,
    flow: Flow,
    pages: Sequence[PrintedPage],
    *,
    endnotes: bool,
) -> Iterator[_Place | None]:
    """Yield where each page of a document begins, ``None`` for one without text of it."""
    texts = [page.flow + page.endnotes if endnotes else page.flow for page in pages]
    for text, start in zip(texts, page_starts(texts, flow.text), strict=True):
        if not text:
            yield None
        elif start is None:
            yield _UNKNOWN
        elif start >= len(flow.text):
            yield _Place(number, ending(document.body))
        else:
            place = flow.place(start)
            is_contents = document.kind == "contents"
            yield _Place(number, opening(document.body, place, is_contents=is_contents))


def _settled(
    found: Sequence[_Place | None], documents: Sequence[ContentDocument]
) -> tuple[_Place, ...]:
    """Return a place for every page: those without text go to the next that has some.

    After the last text they end its document: the EPUB may have pages of its own behind it.
    """
    last = max((place.document for place in found if place), default=len(documents) - 1)
    following = _Place(last, ending(documents[last].body)) if last >= 0 else _UNKNOWN
    settled = []
    for place in reversed(found):
        following = following if place is None else place
        settled.append(following)
    return tuple(reversed(settled))


def _report_unplaced(
    pages: Sequence[PrintedPage],
    settled: Sequence[_Place],
    documents: Sequence[ContentDocument],
    places: Mapping[str, Span],
    report: Report,
) -> None:
    titles = {document.id: document.title for document in documents}
    lost: dict[str, list[str]] = {}
    for page, place in zip(pages, settled, strict=True):
        if place == _UNKNOWN:
            lost.setdefault(page.division, []).append(page.name)
    for division, names in lost.items():
        what = f"page {names[0]} begins" if len(names) == 1 else f"pages {', '.join(names)} begin"
        where = titles.get(division, division)
        message = f'the EPUB cannot say where {what} in "{where}": print shows other text there'
        report(Diagnostic(PAGES_UNPLACED, message, places.get(division)))


def _paged(
    documents: Sequence[ContentDocument], pages: Sequence[PrintedPage], settled: Sequence[_Place]
) -> Paged:
    prefix = _prefix(documents, pages)
    breaks: dict[int, list[tuple[int, str]]] = {}
    points = []
    for page, place in zip(pages, settled, strict=True):
        if place == _UNKNOWN:
            continue
        identifier = _identifier(prefix, page.name)
        mark = (
            f'<span epub:type="pagebreak" role="doc-pagebreak" id="{identifier}"'
            f' aria-label="{page.name}"></span>'
        )
        breaks.setdefault(place.document, []).append((place.index, mark))
        points.append(NavigationPoint(page.name, f"{documents[place.document].href}#{identifier}"))
    return Paged(
        tuple(
            _with_marks(document, breaks.get(number, ()))
            for number, document in enumerate(documents)
        ),
        tuple(points),
    )


def _with_marks(document: ContentDocument, marks: Iterable[tuple[int, str]]) -> ContentDocument:
    parts, before = [], 0
    for index, mark in marks:
        parts += [document.body[before:index], mark]
        before = index
    return replace(document, body="".join((*parts, document.body[before:]))) if parts else document


def _prefix(documents: Sequence[ContentDocument], pages: Sequence[PrintedPage]) -> str:
    """Return what the ids of the breaks begin with: ``p``, unless a label of the author's does."""
    wanted = {_identifier("p", page.name) for page in pages}
    taken = any(not wanted.isdisjoint(document.ids) for document in documents)
    return "page." if taken else "p"


def _identifier(prefix: str, name: str) -> str:
    return f"{prefix}{'' if name.isdecimal() or prefix != 'p' else '-'}{name}"
