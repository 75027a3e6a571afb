"""A division's section: what it says it is, its opening, its text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from publish.content.blocks import write_blocks, write_epigraph
from publish.content.draft import Draft
from publish.content.inlines import write_heading_text, write_inlines
from publish.content.leads import mark_lead
from publish.content.notes import write_chapter_notes, write_footnotes
from publish.content.xhtml import GENERATED, attribute, escape_text
from publish.model.book import Division, Kind

EPUB_TYPES: Final[dict[Kind, str]] = {
    "half-title": "halftitlepage",
    "title-page": "titlepage",
    "contents": "toc",
    "notes": "endnotes",
}
"""Where the name in the EPUB 3 Structural Semantics Vocabulary is not the kind's own."""

_FROM_METADATA: Final = frozenset({"half-title", "title-page", "copyright-page"})
_WITHOUT_ROLE: Final = _FROM_METADATA | {"matter"}
"""Kinds for which DPUB-ARIA 1.1 has no role."""

_CHAPTERS: Final[frozenset[Kind]] = frozenset(
    {"introduction", "prologue", "chapter", "epilogue", "conclusion"}
)
"""What begins with a lead-in or a drop capital, where the design has them."""

_NAMED_BY_US: Final = frozenset({"notes", "bibliography", "contents"})


def epub_type(kind: Kind) -> str:
    """Return the ``epub:type`` of a kind, ``""`` for one that has none."""
    return "" if kind == "matter" else EPUB_TYPES.get(kind, kind)


def title_id(division: Division) -> str:
    """Return the id of the division's title; the full stop keeps it apart from labels."""
    return f"{division.id}.title"


@contextmanager
def authored(draft: Draft) -> Iterator[None]:
    """Write what an author wrote: opening, text, what the caller adds, notes of the chapter."""
    with section(draft):
        _write_opening(draft)
        _write_text(draft)
        yield
        match draft.setting.composition.notes:
            case "foot":
                write_footnotes(draft)
            case "chapter-end":
                write_chapter_notes(draft)
            case "book-end":
                pass


@contextmanager
def section(draft: Draft) -> Iterator[None]:
    """Write the section element around a document's text."""
    division = draft.division
    kind = division.kind
    # The draft speaks the division's language already: compare with the book's.
    draft.language = draft.setting.language
    with draft.speaking(division.language) as language:
        draft.write(f'<section class="{kind}"{attribute("epub:type", epub_type(kind))}')
        if kind not in _WITHOUT_ROLE:
            draft.write(f' role="doc-{EPUB_TYPES.get(kind, kind)}"')
        draft.write(f"{draft.identify(division.id)}{_name(draft)}{language}>\n")
        yield
        draft.write("</section>\n")


def has_title(division: Division) -> bool:
    """Return whether the division opens with a heading."""
    if division.kind in _FROM_METADATA and division.span is None:
        return False
    return bool(division.title or division.number or division.kind in _NAMED_BY_US)


def _name(draft: Draft) -> str:
    """Return the attribute that names the section for those who cannot see it."""
    division = draft.division
    if has_title(division):
        return attribute("aria-labelledby", title_id(division))
    return attribute("aria-label", draft.setting.wording.kinds[division.kind])


def _write_opening(draft: Draft) -> None:
    division = draft.division
    if not has_title(division):
        return
    draft.write(f'<header class="opening"{draft.at(division.span)}>\n')
    draft.write(f"<h1{draft.identify(title_id(division))}>")
    _write_title(draft)
    draft.write("</h1>\n")
    if division.subtitle:
        draft.write('<p class="subtitle" role="doc-subtitle">')
        write_inlines(draft, division.subtitle)
        draft.write("</p>\n")
    draft.write("</header>\n")


def _write_title(draft: Draft) -> None:
    division, words = draft.division, draft.setting.wording
    label = words.label(division.kind, division.number)
    if not (division.title or label):
        draft.write(
            f'<span class="title"{GENERATED}>{escape_text(words.kinds[division.kind])}</span>'
        )
        return
    write_heading_text(draft, (), label=label)
    if division.title:
        draft.write(" " if label else "", '<span class="title">')
        write_inlines(draft, division.title)
        draft.write("</span>")


def _write_text(draft: Draft) -> None:
    division = draft.division
    if division.kind == "epigraph":
        write_epigraph(draft, division.blocks)
    elif division.kind in _CHAPTERS:
        write_blocks(draft, mark_lead(division.blocks, draft.setting.composition.lead))
    else:
        write_blocks(draft, division.blocks)
