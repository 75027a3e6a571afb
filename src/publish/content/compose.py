"""Book to content documents: one a division, in reading order."""

from __future__ import annotations

from publish.content import Composition, ContentDocument
from publish.content.contents import Headline, headlines, write_contents
from publish.content.description_page import draft_descriptions
from publish.content.divisions import authored
from publish.content.draft import Draft, Setting
from publish.content.matter import (
    write_copyright_page,
    write_entries,
    write_half_title,
    write_title_page,
)
from publish.content.notes import write_book_notes
from publish.content.presence import present_divisions, with_children
from publish.model.book import Book, Kind
from publish.wording import wording

_LATE: dict[Kind, int] = {"notes": 1, "bibliography": 2}
"""What is written after the rest: notes cite works, and works know where they are cited."""


def compose(book: Book, composition: Composition) -> tuple[ContentDocument, ...]:
    """Return the book's documents, every link inside the book led to the document of its place.

    Notes after the book and the bibliography are left out where there is nothing to say in them.
    """
    setting = Setting(
        composition=composition,
        wording=wording(book.metadata.language),
        language=book.metadata.language,
    )
    lines = headlines(book, notes=composition.notes)
    divisions = with_children(present_divisions(book, composition.notes))
    drafts = [Draft(setting, each) for each in divisions if lines or each.kind != "contents"]
    for draft in sorted(drafts, key=lambda draft: _LATE.get(draft.division.kind, 0)):
        _write(draft, book, lines, drafts)
    drafts += draft_descriptions(drafts, setting)
    hrefs = {identifier: draft.href for draft in drafts for identifier in draft.ids}
    return tuple(draft.finish(hrefs) for draft in drafts)


def _write(draft: Draft, book: Book, lines: tuple[Headline, ...], drafts: list[Draft]) -> None:
    placement = draft.setting.composition.notes
    # A page that the author wrote (it has a place in a source) stands for the generated one.
    is_made = draft.division.span is None
    match draft.division.kind:
        case "half-title" if is_made:
            write_half_title(draft, book.metadata)
        case "title-page" if is_made:
            write_title_page(draft, book.metadata)
        case "copyright-page" if is_made:
            write_copyright_page(draft, book.metadata)
        case "contents":
            write_contents(draft, lines)
        case "notes" if placement == "book-end":
            with authored(draft):
                write_book_notes(draft, (each.division for each in drafts))
        case "bibliography":
            with authored(draft):
                write_entries(draft, _citations(drafts))
        case _:
            with authored(draft):
                pass


def _citations(drafts: list[Draft]) -> dict[str, list[str]]:
    """Return the ids of the citations of each work, in reading order."""
    citations: dict[str, list[str]] = {}
    for draft in drafts:
        for key, identifiers in draft.citations.items():
            citations.setdefault(key, []).extend(identifiers)
    return citations
