"""Where words may be divided: the patterns of their language, within the limits of the style."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

SOFT_HYPHEN: Final = "\u00ad"

WORD: Final = re.compile(r"[^\W\d_]+(?:\u00ad[^\W\d_]+)*")
"""Letters, with soft hyphens between: an apostrophe or a hyphen ends a word here."""


@dataclass(frozen=True, slots=True)
class Hyphenation:
    """How words of a style are divided: by patterns of ``language``, or by soft hyphens only.

    ``shortest``, ``left`` and ``right`` are the fewest letters of a word, before and after the
    division (``hyphenate-limit-chars``).
    """

    language: str | None
    shortest: int = 5
    left: int = 2
    right: int = 2

    def points(self, word: str) -> tuple[int, ...]:
        """Return the places where a word may be divided; soft hyphens overrule the patterns."""
        if SOFT_HYPHEN in word:
            return tuple(at + 1 for at, letter in enumerate(word) if letter == SOFT_HYPHEN)
        if self.language is None or len(word) < self.shortest:
            return ()
        return _points(self.language, self.left, self.right, word)


def is_name(word: str, language: str | None) -> bool:
    """Return whether a word looks like a proper name, which is better not divided."""
    german = language is not None and language.partition("-")[0].lower() == "de"
    return not german and word[0].isupper() and not word.isupper()


@lru_cache(maxsize=1 << 16)
def _points(language: str, left: int, right: int, word: str) -> tuple[int, ...]:
    patterns = _patterns(language, left, right)
    if patterns is None:
        return ()
    # A point with data would change the spelling (German "Schiffahrt"), so it is passed over.
    return tuple(int(point) for point in patterns.positions(word) if point.data is None)


@cache
def _patterns(language: str, left: int, right: int) -> Any:
    import pyphen

    known = pyphen.language_fallback(language)
    return pyphen.Pyphen(lang=known, left=left, right=right) if known else None
