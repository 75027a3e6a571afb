"""Raster images judged by their structure: a truncated file is found, not every pixel decoded."""

from __future__ import annotations

import io
import struct
import warnings
from dataclasses import dataclass
from typing import Final

_FORMATS: Final = {
    "GIF": "image/gif",
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
}
"""Core media types of EPUB 3.3 (section 3.2)."""


_FAILURES: Final = (OSError, SyntaxError, ValueError, LookupError, ArithmeticError, struct.error)
"""What Pillow raises on bytes that it cannot make sense of."""


_SUFFIXES: Final = {
    "image/gif": (".gif",),
    "image/jpeg": (".jpg", ".jpeg", ".jpe"),
    "image/png": (".png",),
    "image/webp": (".webp",),
}


_PNG_END: Final = b"\x00\x00\x00\x00IEND\xae\x42\x60\x82"
"""The last chunk: Pillow looks for it only while no engine has made it lenient."""


@dataclass(frozen=True, slots=True)
class Raster:
    """What the head of a raster image says: its media type and its size in pixels."""

    media_type: str
    width: int
    height: int

    def fits(self, suffix: str) -> bool:
        """Return whether a file name that ends so promises what the file holds."""
        return suffix.lower() in _SUFFIXES[self.media_type]


def read_raster(data: bytes) -> Raster | str | None:
    """Return kind and size; the name of a kind that books cannot hold; ``None`` if it is broken."""
    from PIL import Image as Pillow

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            with Pillow.open(io.BytesIO(data)) as image:
                kind, (width, height) = str(image.format), image.size
                image.verify()
    except (*_FAILURES, Pillow.DecompressionBombError):
        return None
    if kind not in _FORMATS:
        return kind
    return Raster(_FORMATS[kind], width, height) if _is_whole(kind, data) else None


def _is_whole(kind: str, data: bytes) -> bool:
    """Return whether the file reaches its end mark; ``verify`` looks at PNG alone."""
    match kind:
        case "JPEG":
            return data.rfind(b"\xff\xd9", max(len(data) - 4096, 0)) >= 0
        case "GIF":
            return data.rstrip(b"\0").endswith(b";")
        case "WEBP":
            return len(data) >= int.from_bytes(data[4:8], "little") + 8
        case _:
            return data.rfind(_PNG_END, max(len(data) - 4096, 0)) >= 0
