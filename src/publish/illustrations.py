"""What a book shows besides words: its pictures with their places, its formulas."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from publish.catalogue import LOW_RESOLUTION
from publish.diagnostics import Diagnostic, Report, Span
from publish.editions import Resource
from publish.model.blocks import Block
from publish.model.book import Book
from publish.model.inlines import Formula, Image, Inline
from publish.model.walk import each_block, each_inline, lines_of

COARSE: Final = 150
"""Pixels an inch below which a picture shows its pixels in print."""

_MEASURE: Final = 0.7
"""The share of the page that the text is wide."""


def images_of(book: Book) -> dict[str, Span | None]:
    """Return the sources of the book's pictures and where each first stands."""
    places: dict[str, Span | None] = {}
    for inline, span in _each(book):
        if isinstance(inline, Image):
            places.setdefault(inline.source, span)
    return places


def formulas_of(book: Book) -> tuple[tuple[str, str, bool], ...]:
    """Return TeX, MathML and display of the book's formulas, each once, in reading order."""
    found = (inline for inline, _ in _each(book) if isinstance(inline, Formula))
    return tuple(dict.fromkeys((one.tex, one.mathml, one.display) for one in found))


def report_coarse(
    book: Book,
    pictures: Mapping[str, Resource],
    page_width: float,
    width_of: Callable[[bytes], int | None],
    report: Report,
) -> None:
    """Report pictures that print shows with less than ``COARSE`` pixels an inch.

    ``page_width`` is in points. A picture without a width of its own is set at 96 pixels an inch,
    at most as wide as the text.
    """
    measure = page_width * _MEASURE / 72
    for inline, span in _each(book):
        if not isinstance(inline, Image) or inline.source not in pictures:
            continue
        pixels = width_of(pictures[inline.source].data)
        if pixels is None:
            continue
        density = round(pixels / _shown(inline.width, pixels, measure))
        if density < COARSE:
            message = f'image "{inline.source}" is {pixels} px wide, {density} dpi in print'
            hint = f"supply at least {round(pixels * 300 / density)} px, or show it smaller"
            report(Diagnostic(LOW_RESOLUTION, message, span, hint))


def _shown(width: str | None, pixels: int, measure: float) -> float:
    """Return how many inches wide a picture is shown."""
    share = re.fullmatch(r"([\d.]+)%", width or "")
    if share and float(share[1]) > 0:
        return measure * min(float(share[1]), 100) / 100
    return min(pixels / 96, measure)


def _each(book: Book) -> Iterator[tuple[Inline, Span | None]]:
    """Yield every inline of titles, text and notes, each with the nearest place known."""
    for division in book.walk():
        for inline in each_inline((*division.title, *division.subtitle)):
            yield inline, division.span
        groups = (division.blocks, *(note.blocks for note in division.notes))
        for group in groups:
            place = division.span
            for block in each_block(group):
                place = _place(block) or place
                for line in lines_of(block):
                    for inline in each_inline(line):
                        yield inline, place


def _place(block: Block) -> Span | None:
    return block.span
