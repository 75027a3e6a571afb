"""Raster images judged by their structure: a truncated file is found, not every pixel decoded."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Final

_FORMATS: Final = {
    "GIF": "image/gif",
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
}
"""Core media types of EPUB 3.3 (section 3.2)."""


_SUFFIXES: Final = {
    "image/gif": (".gif",),
    "image/jpeg": (".jpg", ".jpeg", ".jpe"),
    "image/png": (".png",),
    "image/webp": (".webp",),
}


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
        with Pillow.open(io.BytesIO(data)) as image:
            kind, (width, height) = str(image.format), image.size
            image.verify()
    except (OSError, SyntaxError, ValueError, Pillow.DecompressionBombError):
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
            return True
