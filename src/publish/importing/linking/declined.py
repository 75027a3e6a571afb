"""Words of Cyrillic scripts that are declined: «Преданной революции» is «Преданная революция»."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_NOUNS_WORDS: Final = (
    "а я о е и ы у ю ь й ов ев ей ам ям ами ями ах ях ом ем ой ью ия ие ии ию ий ией ием иям иями "
    "иях ья ье ьи ью ьей ьем ьев ьям ьями ьях"
)
_ADJECTIVES_WORDS: Final = (
    "ый ий ой ая яя ое ее ые ие ого его ому ему ым им ом ем ую юю ых их ыми ими ою ею ья ье ьи "
    "ьего ьему ьим ьем ью ьей ьих ьими"
)
_CLASSES: Final = (
    frozenset(["", *_NOUNS_WORDS.split()]),
    frozenset(_ADJECTIVES_WORDS.split()),
    frozenset(["", "а", "у", "ым", "ом", "е", "ой", "ы", "ых", "ыми"]),  # names in -ов, -ин
)
_SHORTEST: Final = 3
"""Letters that two forms of a word share at the least; words of three letters two."""


def is_cyrillic(word: str) -> bool:
    """Return whether a folded word is of Cyrillic letters."""
    return "а" <= word[:1] <= "я" or word[:1] in ("і", "ї", "є", "ґ", "ў")


@lru_cache(maxsize=65536)
def is_same_word(written: str, wanted: str) -> bool:
    """Return whether a folded word is a form of another: the same stem, endings of one kind."""
    if written == wanted:
        return True
    if not (is_cyrillic(written) and is_cyrillic(wanted)):
        return False
    common = 0
    while common < min(len(written), len(wanted)) and written[common] == wanted[common]:
        common += 1
    shortest = 2 if len(wanted) <= _SHORTEST else _SHORTEST
    return any(
        written[stem:] in endings and wanted[stem:] in endings
        for stem in range(common, max(shortest, common - 2) - 1, -1)
        for endings in _CLASSES
    )
