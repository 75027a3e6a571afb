"""What an engine may do to the letters of a script when it draws them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Final

from publish.conservation.words import bare

_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})


def is_same_passage(expected: str, shown: str, *, around: str = "") -> bool:
    """Return whether two runs of letters say the same to a reader of the page.

    Combining marks may come in another order. Letters of right-to-left scripts, and digits among
    them, come in the order in which a line was drawn, so only their number is compared. Where such
    letters stand right ``around`` the passage as well (the words before and after it), its line is
    one from right to left: then words of other scripts come in another order, too, and the numbers
    of a list may be among them.
    """
    one, other = bare(expected), bare(shown)
    if one == other:
        return True
    if any(map(_is_right_to_left, around)):
        wanted, found = Counter(one), Counter(other)
        return wanted <= found and all(sign.isdecimal() for sign in found - wanted)
    if len(one) != len(other) or not any(map(_is_right_to_left, one)):
        return False
    return sorted(one) == sorted(other) and _ordered(one) == _ordered(other)


def _ordered(text: str) -> list[str]:
    return [sign for sign in text if not sign.isdigit() and not _is_right_to_left(sign)]


def _is_right_to_left(sign: str) -> bool:
    return unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT
