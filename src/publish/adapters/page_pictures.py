"""Pictures of the pages of a finished PDF, drawn by pdfium when they are asked for."""

from __future__ import annotations

import io
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from PIL import Image

KEPT: Final = 48 * 1024 * 1024
"""Bytes of pictures that are kept; the longest unseen go first."""

_STEP: Final = 200
_NARROWEST, _WIDEST = 200, 2000
_COARSE: Final = 2


@dataclass(slots=True)
class PagePictures:
    """The pages of one PDF as PNGs; may be asked from any thread, one is served at a time."""

    data: bytes = field(repr=False)
    _document: Any = field(default=None, init=False, repr=False)
    _kept: OrderedDict[tuple[int, int], bytes] = field(
        default_factory=OrderedDict, init=False, repr=False
    )
    _size: int = field(default=0, init=False)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    def draw(self, number: int, width: int) -> bytes:
        """Return the page with this number, from 1, at least ``width`` pixels wide.

        Widths are rounded up, and held within what a screen can show. Raises ``LookupError`` where
        there is no such page.
        """
        rounded = -(-min(max(width, _NARROWEST), _WIDEST) // _STEP) * _STEP
        with self._lock:  # pdfium is not made for threads
            key = (number, rounded)
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            picture = _png(_draw(self._opened(), number, rounded))
            self._kept[key] = picture
            self._size += len(picture)
            while self._size > KEPT and len(self._kept) > 1:
                _, dropped = self._kept.popitem(last=False)
                self._size -= len(dropped)
            return picture

    def close(self) -> None:
        """Give back what pdfium holds; a page asked for later opens the PDF again."""
        with self._lock:
            if self._document is not None:
                self._document.close()
            self._document = None

    def _opened(self) -> Any:
        if self._document is None:
            import pypdfium2

            self._document = pypdfium2.PdfDocument(self.data)
        return self._document


def _draw(document: Any, number: int, width: int) -> Image.Image:
    from PIL import Image

    if not 1 <= number <= len(document):
        raise LookupError(f"there is no page {number}")
    page = document[number - 1]
    try:
        # Drawn larger and brought down: pdfium sets letters on whole pixels, and their spaces
        # would come out uneven.
        bitmap = page.render(scale=_COARSE * width / page.get_width())
        picture: Image.Image = bitmap.to_pil().convert("RGB")
        bitmap.close()
    finally:
        page.close()
    height = round(picture.height * width / picture.width)
    return picture.resize((width, height), Image.Resampling.BOX)


def _png(picture: Image.Image) -> bytes:
    red, green, blue = picture.split()
    if red.tobytes() == green.tobytes() == blue.tobytes():
        picture = red
    stream = io.BytesIO()
    picture.save(stream, "PNG", compress_level=1)  # it travels no further than this machine
    return stream.getvalue()
