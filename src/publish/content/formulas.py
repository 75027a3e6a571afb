"""The formulas of a book, for those who draw them."""

from __future__ import annotations

from publish.model.book import Book
from publish.model.inlines import Formula
from publish.model.walk import each_inline, each_inline_of


def formulas_of(book: Book) -> tuple[tuple[str, str, bool], ...]:
    """Return TeX, MathML and display of the book's formulas, each once, in reading order."""
    found: dict[tuple[str, str, bool], None] = {}
    for division in book.walk():
        blocks = (*division.blocks, *(block for note in division.notes for block in note.blocks))
        for inline in (*each_inline(division.title), *each_inline_of(blocks)):
            if isinstance(inline, Formula):
                found[(inline.tex, inline.mathml, inline.display)] = None
    return tuple(found)
