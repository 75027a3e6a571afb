"""Where the pages of a division begin in another setting of the same text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from publish.conservation.differences import Difference, differences

_ANCHOR: Final = 24
"""Characters in a row that put two settings in step again."""


def page_starts(pages: Sequence[str], text: str) -> list[int | None]:
    """Return at which character of ``text`` each page begins, ``None`` where nobody can tell.

    ``pages`` are the characters of each page. Where one setting says something that the other does
    not, the page turns before what is only printed; a turn inside what is said in two ways is lost.
    """
    printed = "".join(pages)
    starts = list(accumulate(map(len, pages), initial=0))[:-1]
    if printed == text:
        return list(starts)
    found = list(differences(printed, text, anchor=_ANCHOR))
    return [_start(start, found) for start in starts]


def _start(start: int, found: Sequence[Difference]) -> int | None:
    shift = 0
    for difference in found:
        if start < difference.first:
            break
        if start < difference.last:
            is_known = start == difference.first or difference.new_first == difference.new_last
            return difference.new_first if is_known else None
        shift = difference.new_last - difference.last
    return start + shift
