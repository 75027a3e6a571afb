"""Pictures of a finished PDF: contact sheets of its spreads, and flaws cut out of its pages.

Drawn by pdfium in greys, a page at a time, so that a long book takes no more memory than a short
one; the same PDF gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from publish.proof.flaws import Area
from publish.proof.sheets import COLUMNS, ContactSheet, ShownFlaw, Spread

if TYPE_CHECKING:
    from PIL import Image

_THUMB: Final = 0.5
"""Pixels of a contact sheet in a point of the page."""

_CLOSE: Final = 2.0
"""Pixels of a flaw's picture in a point of the page."""

_GAP: Final = 24
_LABEL: Final = 24
_GROUND: Final = 214
_INK: Final = 40
_BAR: Final = 4
_GREYS: Final = 16


def draw_sheets(
    data: bytes, sheets: Sequence[ContactSheet], advance: Callable[[], None]
) -> Iterator[tuple[str, bytes]]:
    """Yield name and PNG of each contact sheet; ``advance`` is called for each spread."""
    with _opened(data) as document:
        width, height = document.get_page_size(0)
        size = round(width * _THUMB), round(height * _THUMB)
        for sheet in sheets:
            yield sheet.name, _png(_draw_sheet(document, sheet, size, advance))


def draw_flaws(data: bytes, shown: Sequence[ShownFlaw]) -> Iterator[tuple[str, bytes]]:
    """Yield name and PNG of each flaw that has an area to look at."""
    with _opened(data) as document:
        for each in shown:
            if each.flaw.areas:
                yield each.name, _png(_draw_flaw(document, each.flaw.areas))


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        yield document
    finally:
        document.close()


def _draw_sheet(
    document: Any, sheet: ContactSheet, size: tuple[int, int], advance: Callable[[], None]
) -> Image.Image:
    from PIL import Image

    width, height = size
    rows = -(-len(sheet.spreads) // COLUMNS)
    columns = COLUMNS if rows > 1 else len(sheet.spreads)
    across, down = 2 * width + 1 + _GAP, height + _LABEL + _GAP
    canvas = Image.new("L", (columns * across + _GAP, rows * down + _GAP), _GROUND)
    for index, spread in enumerate(sheet.spreads):
        row, column = divmod(index, COLUMNS)
        corner = (_GAP + column * across, _GAP + row * down)
        _draw_spread(document, canvas, corner, spread, size)
        advance()
    return canvas


def _draw_spread(
    document: Any, canvas: Any, corner: tuple[int, int], spread: Spread, size: tuple[int, int]
) -> None:
    from PIL import Image, ImageDraw, ImageFont

    # Drawn at twice the size: pdfium sets letters on whole pixels, and words would run together.
    pen, font = ImageDraw.Draw(canvas), ImageFont.load_default(13)
    width, height = size
    x, y = corner
    for page, left in zip(spread, (x, x + width + 1), strict=True):
        if page is None:
            continue
        canvas.paste(
            _render(document, page.number, 2 * _THUMB).resize(size, Image.Resampling.BOX), (left, y)
        )
        middle = left + width // 2
        where = (middle, y + height + _LABEL // 2)
        pen.text(where, page.name, fill=_INK, font=font, anchor="mm")


def _draw_flaw(document: Any, areas: Sequence[Area]) -> Image.Image:
    """Return the areas of a flaw side by side."""
    from PIL import Image

    pictures = [_draw_area(document, area) for area in areas]
    width = sum(picture.width for picture in pictures) + _GAP * (len(pictures) - 1)
    canvas = Image.new("L", (width, max(picture.height for picture in pictures)), _GROUND)
    x = 0
    for picture in pictures:
        canvas.paste(picture, (x, 0))
        x += picture.width + _GAP
    return canvas


def _draw_area(document: Any, area: Area) -> Image.Image:
    """Return a part of a page, with bars in its margin beside what it is about."""
    from PIL import Image, ImageDraw

    width, height = document.get_page_size(area.page - 1)
    left, top = max(0.0, area.left), max(0.0, area.top)
    right, bottom = min(width, area.right), min(height, area.bottom)
    picture = _render(document, area.page, _CLOSE, crop=(left, height - bottom, width - right, top))
    canvas = Image.new("L", (picture.width + 4 * _BAR, picture.height), 255)
    canvas.paste(picture, (4 * _BAR, 0))
    pen = ImageDraw.Draw(canvas)
    for upper, lower in area.marks:
        ends = (round((upper - top) * _CLOSE), round((lower + 2 - top) * _CLOSE))
        pen.rectangle((_BAR, ends[0], 2 * _BAR, ends[1]), fill=_INK)
    return canvas


def _render(
    document: Any,
    number: int,
    scale: float,
    *,
    crop: tuple[float, float, float, float] = (0, 0, 0, 0),
) -> Image.Image:
    """Return a page as pdfium draws it; ``crop`` is taken off left, bottom, right and top."""
    page = document[number - 1]
    try:
        bitmap = page.render(scale=scale, crop=crop, grayscale=True)
        picture: Image.Image = bitmap.to_pil().convert("L")
        bitmap.close()
    finally:
        page.close()
    return picture


def _png(picture: Image.Image) -> bytes:
    """Return a picture in sixteen greys, which text and paper need no more of."""
    stream = io.BytesIO()
    greys = picture.point([value * (_GREYS - 1) // 255 for value in range(256)])
    steps = [round(value * 255 / (_GREYS - 1)) for value in range(_GREYS)]
    greys = greys.convert("P")
    greys.putpalette([level for step in steps for level in (step, step, step)])
    greys.save(stream, "PNG", bits=4, optimize=False)
    return stream.getvalue()
