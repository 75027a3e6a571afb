"""Words: what must reach the reader unchanged.

A word is a maximal run of letters and digits after NFKC and case folding; combining marks belong
to the letter before them, and joiners that nobody sees belong to nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

_JOINERS: Final = re.compile("[\u00ad\u200b-\u200d\u2010\u2060\ufeff]")
"""Soft hyphen, zero-width characters, word joiner; U+2010 is what engines set at a line's end."""


def fold(text: str) -> str:
    """Return the text without joiners, in NFKC and case folded; words and their borders stay."""
    normal = unicodedata.normalize("NFKC", _JOINERS.sub("", text))
    return unicodedata.normalize("NFKC", normal.casefold())


def words(text: str) -> list[str]:
    """Return the words of a text, in order, folded."""
    folded = fold(text)
    characters = set(folded)
    marks = {character for character in characters if _is_mark(character)}
    # A replacement for each of the few signs of a book is three times as fast as one pattern.
    for sign in characters - marks:
        if not sign.isalnum() and not sign.isspace():
            folded = folded.replace(sign, " ")
    if not marks:
        return folded.split()
    stray = "".join(marks)
    return [word for run in folded.split() if (word := run.lstrip(stray))]


def letters(text: str) -> str:
    """Return the letters and digits of a text alone: its words without their borders."""
    return "".join(words(text))


def bare(folded: str) -> str:
    """Return letters without their combining marks, which a page may hold in another order."""
    decomposed = unicodedata.normalize("NFKD", folded)
    return "".join(character for character in decomposed if not _is_mark(character))


@cache
def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"
