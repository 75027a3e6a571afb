"""The text of a typeset book, read back from the finished PDF with pdfium."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from publish.artifact import Rectangle, SetPage
from publish.conservation import PageText


def read_pages(data: bytes, pages: Sequence[SetPage]) -> tuple[PageText, ...]:
    """Return what each page shows in its areas of text and of notes.

    Running heads and folios stand outside those areas. Table heads that the engine set again are
    left out.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return tuple(_read_page(document[index], page) for index, page in enumerate(pages))
    finally:
        document.close()


def _read_page(sheet: Any, page: SetPage) -> PageText:
    if page.body is None and page.notes is None:
        return PageText("")
    text = sheet.get_textpage()
    width = sheet.get_width()
    try:
        body, notes = (
            "\n".join(
                text.get_text_bounded(0, bottom, width, top)
                for bottom, top in _bands(area, page.repeated)
            )
            for area in (page.body, page.notes)
        )
    finally:
        text.close()
        sheet.close()
    return PageText(body, notes)


def _bands(area: Rectangle | None, repeated: Sequence[Rectangle]) -> Iterator[tuple[float, float]]:
    """Yield bottom and top of what an area has to read, from above.

    An area is read over the whole width of the sheet, as a line may hang or run over its measure.
    """
    if area is None:
        return
    _, bottom, _, top = area
    for _, lower, _, upper in sorted(repeated, key=lambda rectangle: -rectangle[3]):
        if bottom < upper <= top + 1:
            yield (upper, top)
            top = lower
    yield (bottom, top)
