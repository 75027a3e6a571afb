"""Photographs inside an SVG, as drawing programs embed them: with all that the camera wrote."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final

from publish.pictures.jpeg import bare_jpeg
from publish.pictures.png import bare_png
from publish.pictures.raster import FAILURES, opened, orientation_of

_EMBEDDED: Final = re.compile(
    rb"(data:image/(?:jpe?g|png);base64,)((?:[A-Za-z0-9+/=\s]|&#(?:10|13|9|x[aAdD9]);)+)"
)
_SPACE: Final = re.compile(rb"\s|&#\w+;")
_ORIENTATION: Final = 0x0112


def bare_svg(data: bytes) -> bytes:
    """Return an SVG whose embedded photographs tell nothing of where they were taken.

    They keep how they are to be turned, as the drawing was made around it. What cannot be read
    stays as it is.
    """
    return _EMBEDDED.sub(_stripped, data)


def _stripped(match: re.Match[bytes]) -> bytes:
    try:
        picture = base64.b64decode(_SPACE.sub(b"", match[2]), validate=True)
        bare = _bare(picture)
    except (binascii.Error, *FAILURES):
        return match[0]
    return match[0] if bare is picture else match[1] + base64.b64encode(bare)


def _bare(picture: bytes) -> bytes:
    with opened(picture) as image:
        kind, orientation = image.format, orientation_of(image, picture)
    if kind == "PNG":
        return picture if orientation != 1 else bare_png(picture)
    if kind not in {"JPEG", "MPO"}:
        return picture
    bare = bare_jpeg(picture)
    return bare if orientation == 1 else bare[:2] + _segment(orientation) + bare[2:]


def _segment(orientation: int) -> bytes:
    """Return the segment of a JPEG that says how it is to be turned, and nothing else."""
    from PIL import Image

    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    data = exif.tobytes()
    return b"\xff\xe1" + (len(data) + 2).to_bytes(2) + data
