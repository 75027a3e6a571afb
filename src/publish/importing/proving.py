"""The proof of an import: the words of the source, in order, are those of the new manuscript."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from publish.conservation import words
from publish.importing.options import ReadBack


@dataclass(frozen=True, slots=True)
class Difference:
    """The first word that differs: in the running text (``note`` 0) or in a note, by number.

    ``word`` counts the words before it; ``expected`` and ``found`` are ``""`` where one ends.
    """

    note: int
    word: int
    expected: str
    found: str


def first_difference(
    body: str, notes: Sequence[str], files: Sequence[ReadBack]
) -> Difference | None:
    """Return the first word of the source that is lost, changed or added, if there is one.

    ``body`` and ``notes`` are what the source should give: its text without what the report says
    went elsewhere. ``files`` are the new files in their order.
    """
    found = "\n".join(file.body for file in files)
    if difference := _compare(0, words(body), words(found)):
        return difference
    read = [note for file in files for note in file.notes]
    for number, (expected, note) in enumerate(zip_longest(notes, read, fillvalue=""), 1):
        if difference := _compare(number, words(expected), words(note)):
            return difference
    return None


def _compare(note: int, expected: list[str], found: list[str]) -> Difference | None:
    if expected == found:
        return None
    pairs = zip_longest(expected, found, fillvalue="")
    place, (one, other) = next(
        (place, pair) for place, pair in enumerate(pairs) if pair[0] != pair[1]
    )
    return Difference(note, place, one, other)


class Remainder:
    """A source without what was taken out of it, with what is spelt anew; offsets count in it."""

    def __init__(
        self, text: str, taken: Sequence[tuple[int, int]], changed: Sequence[tuple[int, int, str]]
    ) -> None:
        self._text = text
        edits = sorted([*((first, last, " ") for first, last in taken), *changed])
        self._edits: list[tuple[int, int, str]] = []
        for first, last, new in edits:  # what lies in another is gone with it
            if not self._edits or last > self._edits[-1][1]:
                self._edits.append((first, last, new))

    def between(self, start: int, end: int) -> str:
        """Return what is left of a stretch; a space stands for what was taken."""
        place = max(bisect_right(self._edits, (start, start, "")) - 1, 0)
        pieces = []
        at = start
        for first, last, new in islice(self._edits, place, None):
            if first >= end:
                break
            if last <= start:
                continue
            pieces += [self._text[at:first] if first > at else "", new]
            at = max(at, last)
        return "".join([*pieces, self._text[at:end] if at < end else ""])
