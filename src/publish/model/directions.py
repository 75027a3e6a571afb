"""Which way a language is written, and a letter."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal

Direction = Literal["ltr", "rtl"]

_LANGUAGES: Final = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
)
_SCRIPTS: Final = frozenset(
    {"adlm", "arab", "aran", "hebr", "mand", "nkoo", "samr", "syrc", "thaa"}
)
_DOWNWARD: Final = frozenset({"ja", "ko", "yue", "zh"})
_SCRIPT: Final = re.compile("[a-z]{4}")

_STRONG: Final = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def is_right_to_left(language: str) -> bool:
    """Return whether a language is written from right to left, or the script that its tag names."""
    main, *others = language.lower().split("-")
    script = next((part for part in others if _SCRIPT.fullmatch(part)), "")
    return script in _SCRIPTS if script else main in _LANGUAGES


def is_written_down(language: str) -> bool:
    """Return whether lines of a language may run down the page, from right to left."""
    return language.lower().split("-")[0] in _DOWNWARD


def direction_of(language: str) -> Direction:
    """Return the direction of a language's lines."""
    return "rtl" if is_right_to_left(language) else "ltr"


def directions_of(text: str) -> list[str]:
    """Return the directions of the letters of a text, ``ltr`` or ``rtl``, each change once."""
    found: list[str] = []
    for sign in text:
        direction = _STRONG.get(unicodedata.bidirectional(sign))
        if direction and found[-1:] != [direction]:
            found.append(direction)
    return found
