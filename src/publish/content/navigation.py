"""Contents and landmarks as plain text, for navigation documents and bookmarks."""

from __future__ import annotations

from typing import Final

from publish.content import NavigationPoint, NotePlacement
from publish.content.addresses import document_href
from publish.content.contents import Headline, headlines
from publish.content.divisions import epub_type
from publish.content.plain import plain
from publish.content.presence import present_divisions, with_children
from publish.model.book import Book, Division, Kind
from publish.wording import wording

_NO_LANDMARKS: Final[frozenset[Kind]] = frozenset(
    {"half-title", "epigraph", "part", "chapter", "matter"}
)


def contents_points(
    book: Book, *, sections: bool = False, notes: NotePlacement = "chapter-end"
) -> tuple[NavigationPoint, ...]:
    """Return the contents, chapters inside their parts; every href is ``DOCUMENT#ID``."""
    return tuple(map(_point, headlines(book, sections=sections, notes=notes)))


def landmark_points(
    book: Book, *, notes: NotePlacement = "chapter-end"
) -> tuple[NavigationPoint, ...]:
    """Return where readers want to go at once: one division a kind, and the start of the text.

    Every href is a whole document, and none is given twice; the cover is the binder's.
    """
    divisions = with_children(present_divisions(book, notes))
    start = next((each for each in divisions if each.role == "bodymatter"), None)
    found: dict[str, NavigationPoint] = {}
    for division in divisions:
        if division is start:
            title = wording(book.metadata.language).text
            found["bodymatter"] = _landmark(division, title, "bodymatter")
        elif division.kind not in _NO_LANDMARKS:
            name = _title(book, division)
            point = _landmark(division, name, epub_type(division.kind))
            found.setdefault(division.kind, point)
    return tuple(found.values())


def _point(line: Headline) -> NavigationPoint:
    title = plain(line.title)
    return NavigationPoint(
        title=title or line.label,
        href=line.href,
        number=line.label if title else "",
        kind=line.kind,
        children=tuple(map(_point, line.inside)),
        language=line.language or "",
    )


def _landmark(division: Division, title: str, name: str) -> NavigationPoint:
    return NavigationPoint(title, document_href(division.id), kind=division.kind, type=name)


def _title(book: Book, division: Division) -> str:
    return plain(division.title) or wording(book.metadata.language).kinds[division.kind]
