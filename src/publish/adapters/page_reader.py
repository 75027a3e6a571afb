"""The text of a typeset book, read back from the finished PDF with pdfium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any, Final

from publish.artifact import Rectangle, SetPage
from publish.conservation import PageText

_NOT_TEXT: Final = frozenset({"Figure", "Artifact"})
"""Marked content that is no text of the book: words inside a drawing, decoration."""


def read_pages(data: bytes, pages: Sequence[SetPage]) -> tuple[PageText, ...]:
    """Return what each page shows in its areas of text and of notes.

    Running heads and folios stand outside those areas. Table heads that the engine set again are
    left out, and so are the words of drawings.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return tuple(_read_page(document[index], page) for index, page in enumerate(pages))
    finally:
        document.close()


def _read_page(sheet: Any, page: SetPage) -> PageText:
    """Return the text of a sheet; an area is read over the whole width, as lines may hang out."""
    if page.body is None and page.notes is None:
        return PageText("")
    text = sheet.get_textpage()
    try:
        drawn = _text_of_drawings(sheet, page)
        body, notes, *floats = (
            "\n".join(
                _read_band(text, (0, bottom, sheet.get_width(), top), drawn)
                for bottom, top in _bands(area, page.repeated)
            )
            for area in (page.body, None if page.note_parts else page.notes, *page.floats)
        )
        parts = tuple(_read_parts(text, page, drawn))
    finally:
        text.close()
        sheet.close()
    return PageText(body, notes, "\n".join(floats), page.floated, parts)


def _bands(area: Rectangle | None, repeated: Sequence[Rectangle]) -> Iterator[tuple[float, float]]:
    """Yield bottom and top of what an area has to read, from above, without what is repeated."""
    if area is None:
        return
    _, bottom, _, top = area
    for _, lower, _, upper in sorted(repeated, key=lambda rectangle: -rectangle[3]):
        if bottom < upper <= top + 1:
            if upper < top - 1:  # pdfium counts a character in where it only touches
                yield (upper, top)
            top = lower
    yield (bottom, top)


def _read_parts(text: Any, page: SetPage, drawn: frozenset[int]) -> Iterator[tuple[int, str]]:
    """Yield each note's number and what has its baseline in the note's area.

    Lines of two notes stand close: what touches an area may be of the note above or below it.
    """
    for number, area in page.note_parts:
        for bottom, top in _bands(area, page.repeated):
            yield number, "".join(_characters(text, (area[0], bottom, area[2], top), drawn))


def _read_band(text: Any, band: Rectangle, drawn: frozenset[int]) -> str:
    if not drawn:
        return str(text.get_text_bounded(*band))
    return "".join(_characters(text, band, drawn))


def _characters(text: Any, band: Rectangle, drawn: frozenset[int]) -> Iterator[str]:
    """Yield the characters of a band one by one, without those of drawings; this is slow."""
    from pypdfium2 import raw

    left, bottom, right, top = band
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        owner = raw.FPDFText_GetTextObject(text.raw, index)
        if owner and _address(owner) in drawn:
            continue
        raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
        if not owner or (bottom <= y.value <= top and left <= x.value <= right):
            yield chr(raw.FPDFText_GetUnicode(text.raw, index))


def _text_of_drawings(sheet: Any, page: SetPage) -> frozenset[int]:
    """Return the addresses of the text objects of drawings in the page's areas."""
    from pypdfium2 import raw

    areas = [area for area in (page.body, page.notes, *page.floats) if area]
    low, high = min(area[1] for area in areas), max(area[3] for area in areas)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    found: set[int] = set()
    for index in range(raw.FPDFPage_CountObjects(sheet.raw)):
        item = raw.FPDFPage_GetObject(sheet.raw, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind not in (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM):
            continue
        raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
        if low < bottom.value < high and _mark(item) in _NOT_TEXT:
            found.update(map(_address, _texts_of(item)))
    return frozenset(found)


def _texts_of(item: Any) -> Iterator[Any]:
    """Yield a text object, or those of a form: a drawing that is half transparent is one."""
    from pypdfium2 import raw

    if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_FORM:
        for index in range(raw.FPDFFormObj_CountObjects(item)):
            yield from _texts_of(raw.FPDFFormObj_GetObject(item, index))
    elif raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_TEXT:
        yield item


def _mark(item: Any) -> str:
    """Return the name of an object's outermost marked content."""
    from pypdfium2 import raw

    mark = raw.FPDFPageObj_GetMark(item, 0)
    if not mark:
        return ""
    name, size = (ctypes.c_ushort * 32)(), ctypes.c_ulong()
    raw.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), size)
    return bytes(name)[: size.value].decode("utf-16-le").rstrip("\0")


def _address(item: Any) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0
