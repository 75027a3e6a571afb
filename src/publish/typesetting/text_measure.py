"""What Pango knows of a text: where lines may begin, and where each character stands."""

from __future__ import annotations

from array import array
from typing import Any, Final

_GLYPH_FIELDS: Final = 5
"""32-bit fields of a ``PangoGlyphInfo``: glyph, width, x offset, y offset, attributes."""

_WIDTH_FIELD: Final = 1

_UNITS: Final = 1024
"""Pango units in a CSS pixel."""


def opportunities(text: str, language: str | None) -> list[int]:
    """Return the offsets that a line may begin at (UAX 14)."""
    from weasyprint.text.line_break import get_log_attrs

    attributes = get_log_attrs(text, language)
    return [at for at in range(1, len(text)) if attributes[at].is_line_break]


def measure(text: str, style: Any, context: Any) -> list[float]:
    """Return the edges of characters in a text set as one line; a ligature's are spread evenly."""
    from weasyprint.text.ffi import ffi
    from weasyprint.text.line_break import create_layout

    layout = create_layout(text, style, context, None, 0)
    line, _ = layout.get_first_line()
    places: dict[int, int] = {}
    x = 0
    run = line.runs[0]
    while run != ffi.NULL:
        offset, glyphs = run.data.item.offset, run.data.glyphs
        count = glyphs.num_glyphs
        fields = array("i", ffi.buffer(glyphs.glyphs, count * _GLYPH_FIELDS * 4)[:])
        for cluster, width in zip(
            ffi.unpack(glyphs.log_clusters, count), fields[_WIDTH_FIELD::_GLYPH_FIELDS], strict=True
        ):
            places.setdefault(offset + cluster, x)
            x += width
        run = run.next
    layout.deactivate()
    return _edges(text, places, x)


def glyphs_in(layout: Any) -> int:
    """Return how many glyphs the first line of a layout that is about to be drawn has."""
    from weasyprint.text.ffi import ffi, pango

    # Drawing sets this first, and all later questions are answered from the line made here.
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _ = layout.get_first_line()
    count = 0
    run = line.runs[0]
    while run != ffi.NULL:
        count += run.data.glyphs.num_glyphs
        run = run.next
    return count


def _edges(text: str, places: dict[int, int], end: int) -> list[float]:
    """Return the place of each character, from those of clusters by their first byte."""
    starts = [at for at, byte in enumerate(text.encode()) if byte & 0xC0 != 0x80]
    found = [places.get(at) for at in starts]
    edges = [0.0 if x is None else x / _UNITS for x in found]
    edges.append(end / _UNITS)
    inside = [at for at, x in enumerate(found) if x is None]
    while inside:
        stop = inside[-1] + 1
        first = inside.pop()
        while inside and inside[-1] == first - 1:
            first = inside.pop()
        step = (edges[stop] - edges[first - 1]) / (stop - first + 1)
        for at in range(first, stop):
            edges[at] = edges[at - 1] + step
    return edges
