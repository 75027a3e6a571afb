"""Where words may be divided: the patterns of their language, within the limits of the style."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import accumulate
from types import MappingProxyType
from typing import Any, Final

SOFT_HYPHEN: Final = "\u00ad"

WORD: Final = re.compile(r"[^\W\d_]+(?:\u00ad[^\W\d_]+)*")
"""Letters, with soft hyphens between: an apostrophe or a hyphen ends a word here."""


_LONG_WORDED: Final = (
    *("da", "de", "et", "fi", "hu", "is", "lt", "lv", "nb", "nl", "nn", "no", "sv", "tr"),
    *("be", "bg", "cs", "el", "hr", "mn", "pl", "ro", "ru", "sk", "sl", "sr", "uk"),
)

Exceptions = Mapping[str, tuple[int, ...]]
"""Where words may be divided that the author knows better, by their small letters."""

NO_EXCEPTIONS: Final[Exceptions] = MappingProxyType({})


def exceptions_of(words: Iterable[str]) -> Exceptions:
    """Return the exceptions that words say with a hyphen at each division."""
    found = {}
    for word in words:
        parts = word.lower().split("-")
        found["".join(parts)] = tuple(accumulate(len(part) for part in parts[:-1]))
    return MappingProxyType(found)


@dataclass(frozen=True, slots=True)
class Hyphenation:
    """How words of a style are divided: by patterns of ``language``, or by soft hyphens only.

    ``shortest``, ``left`` and ``right`` are the fewest letters of a word, before and after the
    division (``hyphenate-limit-chars``). Of ``exceptions`` we ask neither limits nor patterns.
    """

    language: str | None
    shortest: int = 5
    left: int = 2
    right: int = 2
    exceptions: Exceptions = field(default_factory=lambda: NO_EXCEPTIONS, compare=False, repr=False)

    @property
    def ease(self) -> float:
        """Return by how much readers mind hyphens less: by half where words are long."""
        language = self.language or ""
        return 0.5 if language.partition("-")[0].lower() in _LONG_WORDED else 1.0

    def points(self, word: str) -> tuple[int, ...]:
        """Return the places where a word may be divided; soft hyphens overrule the patterns."""
        if SOFT_HYPHEN in word:
            return tuple(at + 1 for at, letter in enumerate(word) if letter == SOFT_HYPHEN)
        if self.language is None:
            return ()
        known = self.exceptions.get(word.lower()) if self.exceptions else None
        if known is not None:
            return known
        if len(word) < self.shortest:
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
