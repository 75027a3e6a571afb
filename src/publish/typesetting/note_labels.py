"""Labels of notes that begin anew on every page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from publish.content.calls import LABEL_OF

SYMBOLS: Final = "*†‡§‖¶"
"""The traditional order (Chicago Manual of Style, 14.25); after the last each is doubled."""

FIRST_GUESS: Final = {False: "1", True: SYMBOLS[0]}


def label(number: int, *, symbols: bool) -> str:
    """Return the label of the n-th note of a page, from 1."""
    if not symbols:
        return str(number)
    times, at = divmod(number - 1, len(SYMBOLS))
    return SYMBOLS[at] * (times + 1)


def labels_by_page(pages: Iterable[Sequence[str]], *, symbols: bool) -> Iterator[tuple[str, str]]:
    """Yield the id under which a label is asked for, and the label, of notes called on pages."""
    for calls in pages:
        for number, note in enumerate(dict.fromkeys(calls), 1):
            yield LABEL_OF + note, label(number, symbols=symbols)
