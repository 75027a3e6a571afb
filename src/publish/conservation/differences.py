"""Where two nearly equal sequences differ; equal ones cost one comparison."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_WIDTHS: Final = (64, 1_024, 16_384)
_LONGEST_REFINED: Final = 600
"""Longer stretches are told as a whole: an author wants the place, and difflib is quadratic."""


@dataclass(frozen=True, slots=True)
class Difference:
    """``old[first:last]`` became ``new[new_first:new_last]``; one of them may be empty."""

    first: int
    last: int
    new_first: int
    new_last: int


def differences(old: Sequence[str], new: Sequence[str], *, anchor: int) -> Iterator[Difference]:
    """Yield where the sequences differ, in order.

    After a difference the sequences are in step again where ``anchor`` members in a row agree, so
    two differences closer than that are one.
    """
    if old == new:
        return
    tail = _common_tail(old, new)
    old, new = old[: len(old) - tail], new[: len(new) - tail]
    i = j = 0
    while True:
        run = _common_run(old, i, new, j)
        i, j = i + run, j + run
        if i == len(old) and j == len(new):
            return
        ahead, new_ahead = _next_step(old, i, new, j, anchor=anchor)
        yield Difference(i, i + ahead, j, j + new_ahead)
        i, j = i + ahead, j + new_ahead


def refine(old: Sequence[str], new: Sequence[str], coarse: Difference) -> Iterator[Difference]:
    """Yield the single differences that a stretch of difference is made of."""
    one, other = old[coarse.first : coarse.last], new[coarse.new_first : coarse.new_last]
    if len(one) + len(other) > _LONGEST_REFINED:
        yield coarse
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Difference(
                coarse.first + i1, coarse.first + i2, coarse.new_first + j1, coarse.new_first + j2
            )


def _common_run(old: Sequence[str], i: int, new: Sequence[str], j: int) -> int:
    """Return how many members agree from ``old[i]`` and ``new[j]`` on."""
    run, step, growing = 0, 64, True
    while step:
        one, other = old[i + run : i + run + step], new[j + run : j + run + step]
        if one != other:
            growing, step = False, step // 2
            continue
        run += len(one)
        if len(one) < step:
            break
        step = step * 2 if growing else step // 2
    return run


def _common_tail(old: Sequence[str], new: Sequence[str]) -> int:
    longest = min(len(old), len(new))
    low, high = 0, longest
    while low < high:
        middle = (low + high + 1) // 2
        if old[len(old) - middle :] == new[len(new) - middle :]:
            low = middle
        else:
            high = middle - 1
    return low


def _next_step(
    old: Sequence[str], i: int, new: Sequence[str], j: int, *, anchor: int
) -> tuple[int, int]:
    """Return how far each sequence is from the nearest place where both are in step again."""
    longest = max(len(old) - i, len(new) - j)
    for width in (*_WIDTHS, longest):
        found = _anchor(old[i : i + width], new[j : j + width], anchor)
        if found:
            return found
        if width >= longest:
            break
    return len(old) - i, len(new) - j


def _anchor(old: Sequence[str], new: Sequence[str], anchor: int) -> tuple[int, int] | None:
    places: dict[Hashable, int] = {}
    for j in range(len(new) - anchor + 1):
        places.setdefault(_key(new, j, anchor), j)
    best: tuple[int, int] | None = None
    for i in range(len(old) - anchor + 1):
        if best and i >= sum(best):
            break
        place = places.get(_key(old, i, anchor))
        if place is not None and (best is None or i + place < sum(best)):
            best = (i, place)
    return best


def _key(sequence: Sequence[str], start: int, length: int) -> Hashable:
    piece = sequence[start : start + length]
    return piece if isinstance(piece, str) else tuple(piece)
