"""Font files made ready: variable ones pinned to static faces, spaces and names completed.

HarfBuzz pins (a hundredth of a second a face); fontTools only mends names and the character map.
"""

from __future__ import annotations

import io
import re
import struct
import unicodedata
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from publish.editions import Face

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

WEIGHTS: Final = (400, 700)
TEXT_SIZE: Final = 11.0
"""Points of the size that a face with optical sizes is cut for: text, and its notes."""

_LEVELS, _RESTRICTED = 0x000E, 0x0002
_NO_CUTTING, _BITMAPS_ONLY = 0x0100, 0x0200
"""Bits of ``OS/2.fsType``."""

ADDED: Final[Mapping[int, tuple[int, ...]]] = {
    0x00A0: (0x0020,),
    0x00AD: (0x2010, 0x002D),
    0x2002: (0x2000, 0x0020),
    0x2003: (0x2001, 0x0020),
    0x2004: (0x2005, 0x0020),
    0x2005: (0x2004, 0x0020),
    0x2006: (0x2009, 0x0020),
    0x2007: (0x0020,),
    0x2008: (0x2009, 0x0020),
    0x2009: (0x202F, 0x2006, 0x0020),
    0x200A: (0x2009, 0x0020),
    0x2010: (0x002D,),
    0x2011: (0x2010, 0x002D),
    0x202F: (0x2009, 0x00A0, 0x0020),
    0x205F: (0x2005, 0x0020),
    0x200B: (0xFEFF, 0x0020),
    0x200C: (0x200B, 0xFEFF, 0x0020),
    0x200D: (0x200B, 0xFEFF, 0x0020),
    0x200E: (0x200B, 0xFEFF, 0x0020),
    0x200F: (0x200B, 0xFEFF, 0x0020),
    0x2060: (0x200B, 0xFEFF, 0x0020),
    0xFEFF: (0x2060, 0x200B, 0x0020),
}
"""Characters without ink (and hyphens) that a face may lack, and whose glyph then stands for each.

Engines that find no glyph change to a font of the machine, even for a space. Shapers hide the
zero-width ones whatever glyph they have.
"""


def broken_font() -> tuple[type[Exception], ...]:
    """Return what HarfBuzz and fontTools raise on bytes that are no font, or a damaged one."""
    from fontTools.ttLib import TTLibError

    return (TTLibError, ValueError, LookupError, AssertionError, RuntimeError, struct.error)


def pin_faces(data: bytes, *, notice: str, own: bool) -> list[Face]:
    """Return the static faces of a font file: itself, or one a weight of a variable font."""
    import uharfbuzz as hb

    source = hb.Face(hb.Blob(data))
    axis = next((axis for axis in source.axis_infos if axis.tag == "wght"), None)
    if axis is None:
        return [_face(data, None, notice=notice, own=own)]
    faces = []
    for weight in WEIGHTS:
        if axis.min_value <= weight <= axis.max_value:
            plan = hb.SubsetInput()
            plan.keep_everything()
            plan.pin_all_axes_to_default(source)
            plan.pin_axis_location(source, "wght", weight)
            for other in source.axis_infos:
                if other.tag == "opsz":
                    size = min(max(TEXT_SIZE, other.min_value), other.max_value)
                    plan.pin_axis_location(source, "opsz", size)
            faces.append(_face(subset(source, plan), weight, notice=notice, own=own))
    return faces


def refused_embedding(data: bytes) -> str:
    """Return why a font must not be embedded in a document, ``""`` where it may.

    https://learn.microsoft.com/en-us/typography/opentype/spec/os2#fstype: of several levels the
    mildest holds.
    """
    from fontTools.ttLib import TTFont

    rights = int(TTFont(io.BytesIO(data), lazy=True)["OS/2"].fsType)
    if rights & _LEVELS == _RESTRICTED:
        return "restricted licence embedding"
    return "bitmap embedding only" if rights & _BITMAPS_ONLY else ""


def subset(source: Any, plan: Any) -> bytes:
    """Return the font that HarfBuzz makes of a face by a plan."""
    import uharfbuzz as hb

    return bytes(hb.subset(source, plan).blob.data)


def _face(data: bytes, weight: int | None, *, notice: str, own: bool) -> Face:
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False, recalcBBoxes=False)
    # Nobody reads the glyphs' names; to parse them takes as long as all the rest.
    font.setGlyphOrder([f"glyph{index:05d}" for index in range(font["maxp"].numGlyphs)])
    family = str(font["name"].getBestFamilyName())
    italic = bool(font["OS/2"].fsSelection & 1 or font["head"].macStyle & 2)
    monospaced = any(font.reader["post"][12:16])
    rights = int(font["OS/2"].fsType)
    changed = _complete(font)
    if weight is None:
        weight = int(font["OS/2"].usWeightClass)
    else:
        _name(font, family, weight, italic=italic)
        changed = True
    if changed:
        stream = io.BytesIO()
        font.save(stream, reorderTables=False)
        data = stream.getvalue()
    may_be_cut = not (own and rights & _NO_CUTTING)
    extension = "otf" if data[:4] == b"OTTO" else "ttf"
    href = PurePosixPath(
        "fonts", f"{_file_stem(family)}-{_style(weight, italic=italic)}.{extension}"
    )
    license_name = "" if own else "OFL-1.1"
    return Face(
        family, href, data, italic, str(weight), license_name, monospaced, notice, may_be_cut
    )


def _file_stem(family: str) -> str:
    plain = unicodedata.normalize("NFKD", family).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]", "", plain) or "Font"


def _style(weight: int, *, italic: bool) -> str:
    name = {400: "Regular", 700: "Bold"}.get(weight, str(weight))
    return ("Italic" if name == "Regular" else f"{name}Italic") if italic else name


def _complete(font: TTFont) -> bool:
    """Map every character of ``ADDED`` that the face lacks; return whether one was missing."""
    best = font.getBestCmap()
    missing = {
        code: next((best[other] for other in others if other in best), None)
        for code, others in ADDED.items()
        if code not in best
    }
    found = {code: glyph for code, glyph in missing.items() if glyph is not None}
    for table in font["cmap"].tables:
        if found and table.isUnicode() and table.format in {4, 12}:
            table.cmap.update(found)
    return bool(found)


def _name(font: TTFont, family: str, weight: int, *, italic: bool) -> None:
    """Name a pinned face after its own weight: HarfBuzz leaves the default's names."""
    style = _style(weight, italic=italic)
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", style)
    names = font["name"]
    postscript = f"{_file_stem(family)}-{style}"
    for identifier, text in (
        (1, family),
        (2, spaced),
        (3, f"{names.getDebugName(5) or ''};{postscript}"),
        (4, f"{family} {spaced}"),
        (6, postscript),
    ):
        names.setName(text, identifier, 3, 1, 0x409)
    for stale in (16, 17):  # Source Code Pro's say "ExtraLight", the default of its axis
        names.removeNames(nameID=stale)
    bold = weight >= 700
    selection = font["OS/2"].fsSelection & ~0b1100001
    font["OS/2"].fsSelection = selection | (
        (1 if italic else 0) | (32 if bold else 0) | (64 if not (bold or italic) else 0)
    )
    font["head"].macStyle = (2 if italic else 0) | (1 if bold else 0)
