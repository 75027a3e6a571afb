"""Fonts of the design: found, cut to what a book needs, asked for the characters that they lack.

Nothing here looks at the fonts of the machine.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from publish.adapters.font_files import (
    ADDED,
    broken_font,
    pin_faces,
    refused_embedding,
    subset,
)
from publish.catalogue import BAD_VALUE, FONT_RESTRICTED, GLYPH_MISSING
from publish.content import ContentDocument
from publish.diagnostics import Diagnostic, Report, Span
from publish.editions import Face
from publish.errors import ToolMissingError
from publish.manuscript import Asset, SourceFile
from publish.places import place_at

FAMILIES: Final = ("EB Garamond", "Source Code Pro")

FEATURES: Final = (
    *("ccmp", "locl", "mark", "mkmk", "rlig", "calt", "clig", "liga", "kern", "cpsp", "case"),
    *("smcp", "c2sc", "onum", "lnum", "tnum", "pnum"),
    *("frac", "numr", "dnom", "sups", "subs", "sinf", "ordn"),
    *("isol", "init", "medi", "med2", "fina", "fin2", "fin3", "rclt", "curs"),
    *("ltra", "ltrm", "rtla", "rtlm"),
    *("nukt", "akhn", "rphf", "rkrf", "pref", "blwf", "abvf", "half", "pstf", "vatu", "cjct"),
    *("cfar", "pres", "abvs", "blws", "psts", "haln", "abvm", "blwm", "dist"),
    *("ljmo", "vjmo", "tjmo", "vert", "vrt2", "vkrn"),
)
"""Layout features that a stylesheet or a script may ask for: joined letters, lines down the page.

The rest are cut away with the unused glyphs.
https://learn.microsoft.com/typography/script-development/use
"""

_ALWAYS: Final = frozenset({*range(0x20, 0x7F), 0x2018, 0x2019, 0x201C, 0x201D, 0x2026, *ADDED})
_KEPT_NAMES: Final = (13, 14)
_SEVERAL: Final = 5
"""Characters of one script that are told one by one."""
_SHOWN: Final = 12
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
            if why := refused_embedding(file.data):
                report(_forbidden(file, why))
            faces.extend(pin_faces(file.data, notice="", own=True))
        except broken_font():
            report(
                Diagnostic(
                    BAD_VALUE,
                    f'"{file.path}" is not a font that can be used',
                    Span(file.path),
                    "supply a TrueType or OpenType file (.ttf, .otf)",
                )
            )
    return tuple(faces)


def _forbidden(file: Asset, why: str) -> Diagnostic:
    message = f'the font "{file.path}" forbids to be embedded ({why})'
    hint = "name another font, or ask its foundry for a licence for books"
    return Diagnostic(FONT_RESTRICTED, message, Span(file.path), hint)


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
        faces.extend(pin_faces(file.path.read_bytes(), notice=notice, own=False))
    return tuple(replace(face, license=family.license) for face in faces)


def subset_faces(faces: Iterable[Face], characters: Iterable[str]) -> tuple[Face, ...]:
    """Return the faces with no more glyphs than these characters need in any style.

    Letters, digits and quotation marks of plain English stay, as reading systems add words. A face
    whose licence forbids it is not cut.
    """
    wanted = _ALWAYS | {ord(character) for character in characters}
    return tuple(
        replace(face, data=_cut(face.data, frozenset(wanted))) if face.may_be_cut else face
        for face in faces
    )


def _cut(data: bytes, wanted: frozenset[int]) -> bytes:
    import uharfbuzz as hb

    plan = hb.SubsetInput()
    plan.unicode_set.update(wanted)
    plan.layout_feature_tag_set.clear()
    plan.layout_feature_tag_set.update(int.from_bytes(tag.encode()) for tag in FEATURES)
    plan.name_id_set.update(_KEPT_NAMES)
    return subset(hb.Face(hb.Blob(data)), plan)


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


def lacking(faces: Iterable[Face], documents: Iterable[ContentDocument]) -> tuple[str, ...]:
    """Return the characters of the documents' text that no face has, in order of code point."""
    text: set[str] = set()
    for document in documents:
        text.update(_TAG.sub("", document.body))
    return missing_glyphs(faces, text)


def check_glyphs(
    faces: Iterable[Face],
    documents: Iterable[ContentDocument],
    sources: Sequence[SourceFile] = (),
    *,
    report: Report,
) -> None:
    """Report every character that no font of the design has, at the place where it is first."""
    scripts: dict[str, list[str]] = {}
    for character in lacking(faces, documents):
        name = unicodedata.name(character, "without a name")
        scripts.setdefault(name.split()[0], []).append(character)
    for characters in scripts.values():
        if len(characters) <= _SEVERAL:
            for character in characters:
                report(_missing(character, sources))
        else:
            report(_missing_script(characters, sources))


def _missing(character: str, sources: Sequence[SourceFile]) -> Diagnostic:
    name = unicodedata.name(character, "without a name")
    message = f'no font has "{character}" (U+{ord(character):04X}, {name.lower()})'
    hint = "name a font that has it under `fonts` in book.toml, or replace the character"
    return Diagnostic(GLYPH_MISSING, message, _place(character, sources), hint)


def _missing_script(characters: Sequence[str], sources: Sequence[SourceFile]) -> Diagnostic:
    """Return one diagnostic for the characters of a script: a Chinese book has thousands."""
    shown = "".join(characters[:_SHOWN]) + ("…" if len(characters) > _SHOWN else "")
    script = unicodedata.name(characters[0], "private").split()[0].lower()
    message = f'no font has "{shown}" ({len(characters):,} characters: {script})'
    offset = re.compile(f"[{re.escape(''.join(characters))}]")
    place = next((at for source in sources if (at := _match(offset, source))), None)
    hint = "name a font that has them under `fonts` in book.toml"
    return Diagnostic(GLYPH_MISSING, message, place, hint)


def _place(character: str, sources: Sequence[SourceFile]) -> Span | None:
    pattern = re.compile(re.escape(character))
    return next((at for source in sources if (at := _match(pattern, source))), None)


def _match(pattern: re.Pattern[str], source: SourceFile) -> Span | None:
    found = pattern.search(source.text)
    return place_at(source, found.start()) if found else None
