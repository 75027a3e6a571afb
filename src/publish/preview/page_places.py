"""What a browser wants to know of the typeset pages: names, words, and what stands where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from publish.artifact import SetPage, TypesetBook
from publish.content.addresses import document_href
from publish.content.calls import LABEL_OF
from publish.page_map import SetLine
from publish.preview.told import PageFacts, PagesMade

_SOFT = ("\u2010", "\u00ad")
"""Hyphens that the typesetter puts where it divides a word; an author writes U+002D."""


def pages_made(book: TypesetBook) -> PagesMade:
    """Return what is told of a typeset book."""
    return PagesMade(
        artifact=book.artifact,
        pages=tuple(map(_facts, book.pages)),
        anchors=anchors(book.pages, book.folios),
        written=written(book.pages),
    )


def anchors(pages: Sequence[SetPage], folios: Mapping[str, str]) -> dict[str, int]:
    """Return the page, from 1, of every id that keeps its place in the text of any edition.

    Notes are left out: an EPUB may have them after the chapter, and print at the foot.
    """
    numbers = {page.name: page.number for page in reversed(pages) if page.name}
    notes = {line.note for page in pages for line in page.lines if line.note}
    return {
        target: numbers[name]
        for target, name in folios.items()
        if name in numbers and target not in notes and not target.startswith(LABEL_OF)
    }


def written(pages: Sequence[SetPage]) -> dict[str, tuple[tuple[int, int], ...]]:
    """Return for each file of the manuscript the lines whose text begins on a page, ascending."""
    first: dict[str, dict[int, int]] = defaultdict(dict)
    for page in pages:
        for line in page.lines:
            if line.at is not None and line.at.line is not None:
                first[str(line.at.path)].setdefault(line.at.line, page.number)
    return {path: tuple(sorted(lines.items())) for path, lines in first.items()}


def _facts(page: SetPage) -> PageFacts:
    return PageFacts(
        name=page.name,
        document=document_href(page.division),
        blank=page.blank or not page.lines,
        paragraphs=tuple(_paragraphs(page.lines)),
    )


def _paragraphs(lines: Sequence[SetLine]) -> Iterator[str]:
    for _, group in groupby(lines, key=lambda line: line.paragraph):
        text = ""
        for line in group:
            text += line.text.removesuffix(_ending(line)) + ("" if line.is_divided else " ")
        if text.strip():
            yield text.strip()


def _ending(line: SetLine) -> str:
    """Return the hyphen that a line has only because a word was divided at its end."""
    return line.text[-1:] if line.is_divided and line.text.endswith(_SOFT) else ""
