"""PNG files without what a reader shall not have: cut chunk by chunk, no pixel touched.

Chunks: https://www.w3.org/TR/png-3/#11Chunks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"

_PIXELS: Final = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_COLOURS: Final = frozenset({b"sRGB", b"gAMA", b"cHRM", b"iCCP", b"cICP", b"sBIT"})
"""How the pixels are to be read."""


def bare_png(data: bytes, *, profile: bool = True) -> bytes:
    """Return the picture without texts, times, Exif, further frames and whatever follows its end.

    The pixels are the same bytes. ``profile`` keeps what is said about colours. Raises
    ``ValueError`` where the file is not made of chunks. The orientation goes with the metadata.
    """
    kept = _PIXELS | _COLOURS if profile else _PIXELS
    chunks = (chunk for chunk in _chunks(data) if chunk[4:8] in kept)
    bare = b"".join((SIGNATURE, *chunks))
    return data if bare == data else bare


def exif_of(data: bytes) -> bytes:
    """Return the Exif data of a picture, ``b""`` where there is none or the file is damaged."""
    try:
        return next((chunk[8:-4] for chunk in _chunks(data) if chunk[4:8] == b"eXIf"), b"")
    except ValueError:
        return b""


def _chunks(data: bytes) -> Iterator[bytes]:
    at = len(SIGNATURE)
    kind = b""
    while kind != b"IEND":
        kind = data[at + 4 : at + 8]
        after = at + 12 + int.from_bytes(data[at : at + 4])
        if len(kind) < 4 or after > len(data):
            raise ValueError("a chunk is cut short")
        yield data[at:after]
        at = after


def depth_of(data: bytes) -> int:
    """Return the bits of a sample."""
    return data[24]
