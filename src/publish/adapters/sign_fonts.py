"""Fonts for the signs that a design's fonts lack: arrows, check marks, mathematics, emoji.

They come with packages that we stand on, and an edition gets no more of them than its own signs.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from publish.adapters.font_files import ADDED, pin_faces, subset
from publish.editions import Face

_SOURCES: Final = (
    ("ziamath", "fonts/STIXTwoMath-Regular.ttf"),
    ("ziafont", "fonts/DejaVuSans.ttf"),
    ("manimgx_fonts", "NotoEmoji[wght].ttf"),
)
"""Package and file: mathematics and arrows, then all other signs, then pictures in black."""

_BETWEEN: Final = frozenset({0x20, *ADDED, 0xFE0E, 0xFE0F})
"""Pango takes for granted that the font of a sign has the space after it; joiners and selectors
make one sign of several, or choose its form."""

_KINDS: Final = frozenset({"Sm", "So", "Sk", "Sc", "Po", "Pd", "Ps", "Pe", "No", "Nl", "Me"})
"""General categories; letters, their marks and digits belong to a script with its own font."""


def is_sign(character: str) -> bool:
    """Return whether a character is a sign that may stand in any text, and no letter of a script.

    The letters of formulas are signs: those like ℝ, and those from U+1D400.
    """
    is_letter = "\u2100" <= character <= "\u214f" or "\U0001d400" <= character <= "\U0001d7ff"
    return is_letter or unicodedata.category(character) in _KINDS


def sign_faces(missing: Iterable[str]) -> tuple[Face, ...]:
    """Return faces that have these characters and nothing else, as far as any font has them."""
    wanted = {ord(character) for character in missing if is_sign(character)}
    faces = []
    for package, name in _SOURCES:
        for face in _faces(package, name) if wanted else ():
            found = wanted & _characters(face)
            if found:
                faces.append(replace(face, data=_cut(face.data, frozenset(found | _BETWEEN))))
                wanted -= found
    return tuple(faces)


@lru_cache(maxsize=len(_SOURCES))
def _faces(package: str, name: str) -> Sequence[Face]:
    """Return the regular face of a file; none where the package is not there, or has it no more."""
    found = find_spec(package)  # to import it would take longer than to read its font
    if found is None or not found.submodule_search_locations:
        return ()
    try:
        data = Path(found.submodule_search_locations[0], name).read_bytes()
        return pin_faces(data, notice="", own=False)[:1]
    except (OSError, RuntimeError, ValueError, LookupError):  # not there, or no font
        return ()


def _characters(face: Face) -> set[int]:
    import uharfbuzz as hb

    return set(hb.Face(hb.Blob(face.data)).unicodes)


def _cut(data: bytes, wanted: frozenset[int]) -> bytes:
    import uharfbuzz as hb

    plan = hb.SubsetInput()
    plan.unicode_set.update(wanted)
    return subset(hb.Face(hb.Blob(data)), plan)
