"""Labels of notes that begin anew on every page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import count
from typing import Final

from publish.assemble.numbers import letter
from publish.content.calls import LABEL_OF

SYMBOLS: Final = "*†‡§‖¶"
"""The traditional order (Chicago Manual of Style, 14.25); after the last each is doubled."""


def label(number: int, *, symbols: bool) -> str:
    """Return the label of the n-th note of a page, from 1."""
    if not symbols:
        return str(number)
    times, at = divmod(number - 1, len(SYMBOLS))
    return SYMBOLS[at] * (times + 1)


def first_guess(note: str, *, symbols: bool, editors: Set[str]) -> str:
    """Return the label that a note has if it is the first of its series on its page."""
    return letter(1).lower() if note in editors else label(1, symbols=symbols)


def labels_by_page(
    pages: Iterable[Sequence[str]], *, symbols: bool, editors: Set[str] = frozenset()
) -> Iterator[tuple[str, str]]:
    """Yield the id under which a label is asked for, and the label, of notes called on pages.

    The notes of ``editors``, given by id, are a series of their own and have letters.
    """
    for calls in pages:
        letters, numbers = count(1), count(1)
        for note in dict.fromkeys(calls):
            if note in editors:
                yield LABEL_OF + note, letter(next(letters)).lower()
            else:
                yield LABEL_OF + note, label(next(numbers), symbols=symbols)
