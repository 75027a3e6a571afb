"""Which way a language is written, and a letter."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LANGUAGES: Final = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
)
_SCRIPTS: Final = frozenset(
    {"adlm", "arab", "aran", "hebr", "mand", "nkoo", "samr", "syrc", "thaa"}
)
_SCRIPT: Final = re.compile("[a-z]{4}")

_STRONG: Final = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def is_right_to_left(language: str) -> bool:
    """Return whether a language is written from right to left, or the script that its tag names."""
    main, *others = language.lower().split("-")
    script = next((part for part in others if _SCRIPT.fullmatch(part)), "")
    return script in _SCRIPTS if script else main in _LANGUAGES


def directions_of(text: str) -> list[str]:
    """Return the directions of the letters of a text, ``ltr`` or ``rtl``, each change once."""
    found: list[str] = []
    for sign in text:
        direction = _STRONG.get(unicodedata.bidirectional(sign))
        if direction and found[-1:] != [direction]:
            found.append(direction)
    return found
