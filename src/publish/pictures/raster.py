"""Raster images judged by their structure: a truncated file is found, not every pixel decoded."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from publish.pictures.png import exif_of

if TYPE_CHECKING:
    from PIL import Image

_FORMATS: Final = {
    "GIF": "image/gif",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",  # what telephones write: a JPEG with further pictures after its end
    "PNG": "image/png",
    "WEBP": "image/webp",
}
"""Core media types of EPUB 3.3 (section 3.2)."""


FAILURES: Final = (OSError, SyntaxError, ValueError, LookupError, ArithmeticError, struct.error)
"""What Pillow raises on bytes that it cannot make sense of."""


_SUFFIXES: Final = {
    "image/gif": (".gif",),
    "image/jpeg": (".jpg", ".jpeg", ".jpe"),
    "image/png": (".png",),
    "image/webp": (".webp",),
}


_PNG_END: Final = b"\x00\x00\x00\x00IEND\xae\x42\x60\x82"
"""The last chunk: Pillow looks for it only while no engine has made it lenient."""

_HEIF_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"})
"""What the photographs of telephones begin with (ISO/IEC 23008-12)."""

_ORIENTATION: Final = 0x0112
_SIDEWAYS: Final = frozenset({5, 6, 7, 8})


@dataclass(frozen=True, slots=True)
class Raster:
    """What the head of a raster image says: its media type and its size in pixels, as shown.

    ``orientation`` is Exif's: 1 where the picture is stored as it is shown. ``moves`` where it has
    several frames.
    """

    media_type: str
    width: int
    height: int
    orientation: int = 1
    moves: bool = False

    def fits(self, suffix: str) -> bool:
        """Return whether a file name that ends so promises what the file holds."""
        return has_suffix(suffix, self.media_type)


def has_suffix(suffix: str, media_type: str) -> bool:
    """Return whether files of a kind have names that end so."""
    return suffix.lower() in _SUFFIXES[media_type]


def read_raster(data: bytes) -> Raster | str | None:
    """Return kind and size; the name of a kind that books cannot hold; ``None`` if it is broken."""
    try:
        with opened(data) as image:
            kind, (width, height) = str(image.format), image.size
            orientation = orientation_of(image, data)
            moves = kind != "MPO" and bool(getattr(image, "is_animated", False))
            image.verify()
    except FAILURES:
        return _other_kind(data)
    if kind not in _FORMATS:
        return kind
    if orientation in _SIDEWAYS:
        width, height = height, width
    raster = Raster(_FORMATS[kind], width, height, orientation, moves)
    return raster if _is_whole(raster.media_type, data) else None


def _other_kind(data: bytes) -> str | None:
    """Return the name of a kind that Pillow does not open and that authors have all the same."""
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        return "HEIF"
    return "PDF" if data.startswith(b"%PDF-") else None


@contextmanager
def opened(data: bytes) -> Iterator[Image.Image]:
    """Open a picture; one too large to be honest raises ``ValueError``.

    What is torn is told, whether or not WeasyPrint 70 has been here, which makes Pillow lenient.
    """
    from PIL import Image, ImageFile

    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as image:
                yield image
    except Image.DecompressionBombError as error:
        raise ValueError(str(error)) from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def orientation_of(image: Image.Image, data: bytes) -> int:
    """Return how a picture is to be turned, as Exif counts; 1 where that is not said or damaged."""
    from PIL import Image

    try:
        if image.format == "PNG":  # whose ``getexif`` decodes all pixels first
            exif = Image.Exif()
            exif.load(exif_of(data))
        else:
            exif = image.getexif()
        found = exif.get(_ORIENTATION, 1)
    except FAILURES:
        return 1
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def _is_whole(media_type: str, data: bytes) -> bool:
    """Return whether the file reaches its end mark; ``verify`` looks at PNG alone."""
    match media_type:
        case "image/jpeg":
            return data.rfind(b"\xff\xd9", max(len(data) - 4096, 0)) >= 0
        case "image/gif":
            return data.rstrip(b"\0").endswith(b";")
        case "image/webp":
            return len(data) >= int.from_bytes(data[4:8], "little") + 8
        case _:
            return data.rfind(_PNG_END, max(len(data) - 4096, 0)) >= 0
