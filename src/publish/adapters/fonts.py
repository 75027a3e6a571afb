"""Fonts of the design: found, pinned to static faces, completed with spaces, cut to a book's need.

HarfBuzz pins and subsets (a hundredth of a second a face); fontTools only mends names and the
character map. Nothing here looks at the fonts of the machine.
"""

from __future__ import annotations

import io
import re
import struct
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from publish.catalogue import BAD_VALUE, GLYPH_MISSING
from publish.content import ContentDocument
from publish.diagnostics import Diagnostic, Report, Span
from publish.editions import Face
from publish.errors import ToolMissingError
from publish.manuscript import Asset, SourceFile

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FAMILIES: Final = ("EB Garamond", "Source Code Pro")
WEIGHTS: Final = (400, 700)

FEATURES: Final = (
    *("ccmp", "locl", "mark", "mkmk", "rlig", "calt", "clig", "liga", "kern", "cpsp", "case"),
    *("smcp", "c2sc", "onum", "lnum", "tnum", "pnum"),
    *("frac", "numr", "dnom", "sups", "subs", "sinf", "ordn"),
)
"""Layout features that a stylesheet may ask for; the rest are cut away with the unused glyphs."""

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

_ALWAYS: Final = frozenset({*range(0x20, 0x7F), 0x2018, 0x2019, 0x201C, 0x201D, 0x2026, *ADDED})
_KEPT_NAMES: Final = (13, 14)
_TAG: Final = re.compile(r"<[^>]*>")


def load_faces(
    families: Sequence[str] = FAMILIES, *, files: Sequence[Asset] = (), report: Report
) -> tuple[Face, ...]:
    """Return static faces of the families and of the author's own font files.

    Raises ``ToolMissingError`` where a family is not installed.
    """
    faces = [face for family in families for face in _installed(family)]
    for file in files:
        try:
            faces.extend(_pinned(file.data, notice="", own=True))
        except _broken_font():
            report(
                Diagnostic(
                    BAD_VALUE,
                    f'"{file.path}" is not a font that can be used',
                    Span(file.path),
                    "supply a TrueType or OpenType file (.ttf, .otf)",
                )
            )
    return tuple(faces)


def _broken_font() -> tuple[type[Exception], ...]:
    """Return what HarfBuzz and fontTools raise on bytes that are no font, or a damaged one."""
    from fontTools.ttLib import TTLibError

    return (TTLibError, ValueError, LookupError, AssertionError, RuntimeError, struct.error)


@lru_cache(maxsize=16)
def _installed(name: str) -> tuple[Face, ...]:
    import fontpkg

    try:
        family = fontpkg.family(name)
    except fontpkg.FamilyNotInstalled as error:
        package = "fontpkg-" + name.lower().replace(" ", "-")
        raise ToolMissingError(
            f'the font family "{name}" is not installed', hint=f"run `pip install {package}`"
        ) from error
    faces: list[Face] = []
    for file in sorted(family.files, key=lambda file: (file.style != "normal", file.path.name)):
        licence = file.path.parent.parent / "LICENSE"
        notice = licence.read_text(encoding="utf-8") if licence.is_file() else ""
        faces.extend(_pinned(file.path.read_bytes(), notice=notice, own=False))
    return tuple(replace(face, license=family.license) for face in faces)


def _pinned(data: bytes, *, notice: str, own: bool) -> list[Face]:
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
            faces.append(_face(_subset(source, plan), weight, notice=notice, own=own))
    return faces


def _subset(source: Any, plan: Any) -> bytes:
    import uharfbuzz as hb

    return bytes(hb.subset(source, plan).blob.data)


def _face(data: bytes, weight: int | None, *, notice: str, own: bool) -> Face:
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False, recalcBBoxes=False)
    family = str(font["name"].getBestFamilyName())
    italic = bool(font["OS/2"].fsSelection & 1 or font["head"].macStyle & 2)
    monospaced = bool(font["post"].isFixedPitch)
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
    extension = "otf" if data[:4] == b"OTTO" else "ttf"
    href = PurePosixPath(
        "fonts", f"{_file_stem(family)}-{_style(weight, italic=italic)}.{extension}"
    )
    license_name = "" if own else "OFL-1.1"
    return Face(family, href, data, italic, str(weight), license_name, monospaced, notice)


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


def subset_faces(faces: Iterable[Face], characters: Iterable[str]) -> tuple[Face, ...]:
    """Return the faces with no more glyphs than these characters need in any style.

    Letters, digits and quotation marks of plain English stay, as reading systems add words.
    """
    wanted = _ALWAYS | {ord(character) for character in characters}
    return tuple(replace(face, data=_cut(face.data, frozenset(wanted))) for face in faces)


def _cut(data: bytes, wanted: frozenset[int]) -> bytes:
    import uharfbuzz as hb

    plan = hb.SubsetInput()
    plan.unicode_set.update(wanted)
    plan.layout_feature_tag_set.clear()
    plan.layout_feature_tag_set.update(int.from_bytes(tag.encode()) for tag in FEATURES)
    plan.name_id_set.update(_KEPT_NAMES)
    return _subset(hb.Face(hb.Blob(data)), plan)


def missing_glyphs(faces: Iterable[Face], text: Iterable[str]) -> tuple[str, ...]:
    """Return the characters with ink that no face has, in order of code point."""
    import uharfbuzz as hb

    inked = {character for character in text if has_ink(character)}
    for face in faces:
        if not inked:
            break
        inked -= {chr(code) for code in hb.Face(hb.Blob(face.data)).unicodes}
    return tuple(sorted(inked))


def has_ink(character: str) -> bool:
    """Return whether the character draws something: no space, control or selector does."""
    category = unicodedata.category(character)
    selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return category[0] not in "ZC" and not selector


def check_glyphs(
    faces: Iterable[Face],
    documents: Iterable[ContentDocument],
    sources: Sequence[SourceFile] = (),
    *,
    report: Report,
) -> None:
    """Report every character that no font of the design has, at the place where it is first."""
    text: set[str] = set()
    for document in documents:
        text.update(_TAG.sub("", document.body))
    for character in missing_glyphs(faces, text):
        name = unicodedata.name(character, "without a name")
        message = f'no font has "{character}" (U+{ord(character):04X}, {name.lower()})'
        hint = "name a font that has it under `fonts` in book.toml, or replace the character"
        report(Diagnostic(GLYPH_MISSING, message, _place(character, sources), hint))


def _place(character: str, sources: Sequence[SourceFile]) -> Span | None:
    for source in sources:
        offset = source.text.find(character)
        if offset >= 0:
            line = source.text.count("\n", 0, offset) + 1
            return Span(source.path, line, offset - source.text.rfind("\n", 0, offset))
    return None
