"""Words of a prose with their places, so folded that letter case and forms of letters are one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_TOKEN: Final = re.compile("(?:[^\\W_][\u0300-\u036f\u00ad\u200b-\u200d\u2060]*)+|&")
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200d\u2060]")

_SMALL_WORDS: Final = (
    "a an the and or nor but of in on at to for by from with as is are be it its into upon s t "
    "le la les l un une des du de d et ou en à au aux sur "
    "der die das ein eine und oder von vom zu zur zum im dem den des "
    "el los las y e o del al il lo gli i di da dei della delle dell het een van op te "
    "и в на с о по за не к у от об из для или w z na do se v "
)
SMALL: Final = frozenset(_SMALL_WORDS.split())
"""Articles, conjunctions and prepositions: no title is known by them."""

_ARTICLES_WORDS: Final = (
    "a an the le la les l un une der die das ein eine el los las il lo gli i de het een o "
)
ARTICLES: Final = frozenset(_ARTICLES_WORDS.split())


@dataclass(frozen=True, slots=True)
class Token:
    """A word: as folded for comparison, as written, and where it stands."""

    word: str
    written: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        """Return whether it begins with a capital, a figure, or a letter that has no case."""
        return not self.written[0].islower()


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return a word as it is compared."""
    if word == "&":
        return "and"
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", word)).casefold()
    return unicodedata.normalize("NFC", plain).replace("ё", "е")


def tokens_of(text: str) -> list[Token]:
    """Return the words of a text in order."""
    return [
        Token(fold(match[0]), match[0], match.start(), match.end())
        for match in _TOKEN.finditer(text)
    ]
