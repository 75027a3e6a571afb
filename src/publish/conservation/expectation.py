"""What pages should show, with the way back from a letter to the author's word.

Built only when letters differ: it counts the letters of every piece of the book.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from publish.conservation.documents import Piece, Voice
from publish.conservation.places import Original
from publish.conservation.words import letters, words
from publish.diagnostics import Span

_AUTHOR = frozenset({Voice.BODY, Voice.NOTE})


class Expectation:
    """The letters and words of a flow; numbers of lists stand apart, as they are drawn late."""

    def __init__(self, pieces: Sequence[Piece], original: Original) -> None:
        text = "".join(text for voice, text in pieces if voice is not Voice.MARKER)
        self.words = words(text)
        self.letters = "".join(self.words)
        self._original = original
        self._word_starts = list(accumulate(map(len, self.words), initial=0))
        self._pieces: list[tuple[Voice, int]] = []
        self._piece_starts: list[int] = []
        self._markers: list[tuple[int, str]] = []
        self._count(pieces)
        self._author_starts = {
            Voice.BODY: list(accumulate(map(len, original.body), initial=0)),
            Voice.NOTE: list(accumulate(map(len, original.notes), initial=0)),
        }

    def _count(self, pieces: Sequence[Piece]) -> None:
        """Enter each piece: its first letter here, and which letter of its voice that is."""
        position = 0
        spoken = dict.fromkeys(Voice, 0)
        for voice, text in pieces:
            signs = letters(text)
            if voice is Voice.MARKER:
                self._markers.append((position, signs))
            elif signs:
                self._pieces.append((voice, spoken[voice]))
                self._piece_starts.append(position)
                position += len(signs)
                spoken[voice] += len(signs)

    def word_at(self, letter: int) -> tuple[int, int]:
        """Return the word that holds a letter, and how many of its letters stand before that."""
        number = bisect_right(self._word_starts, letter) - 1
        return number, letter - self._word_starts[number]

    def takes_markers(self, first: int, last: int, added: str) -> bool:
        """Return whether letters are words with the numbers of lists that are due; use these up.

        The numbers stand before their items, or together at the end of a page.
        """
        start, end = self._word_starts[first], self._word_starts[last]
        if start == end:
            return any(self._takes(place, letters) for place, letters in self._slide(end, added))
        due = [marker for marker in self._markers if marker[0] <= end]
        if added != self._with_markers(start, end, due):
            return False
        del self._markers[: len(due)]
        return True

    def _slide(self, place: int, added: str) -> Iterator[tuple[int, str]]:
        """Yield where letters may have been put in: before or after the same letters."""
        yield place, added
        while self.letters[place : place + 1] == added[:1] != "":
            place, added = place + 1, added[1:] + added[0]
            yield place, added

    def _takes(self, place: int, added: str) -> bool:
        due = [marker for marker in self._markers if marker[0] <= place]
        for first in range(len(due)):
            if added == "".join(signs for _, signs in due[first:]):
                del self._markers[: len(due)]
                return True
        return False

    def _with_markers(self, start: int, end: int, markers: Sequence[tuple[int, str]]) -> str:
        """Return the letters from ``start`` to ``end`` with the numbers of lists among them."""
        text = ""
        for position, signs in markers:
            if position >= start:
                text += self.letters[start:position] + signs
                start = position
        return text + self.letters[start:end]

    def place(self, word: int) -> Span | None:
        """Return where the author wrote a word, or the nearest to one that is not the author's."""
        letter = self._word_starts[word]
        number = max(bisect_right(self._piece_starts, letter) - 1, 0)
        before = (index for index in range(number, -1, -1) if self._is_authors(index))
        after = (index for index in range(number, len(self._pieces)) if self._is_authors(index))
        nearest = next(before, next(after, None))
        if nearest is None:
            return None
        voice, spoken = self._pieces[nearest]
        offset = 0
        if nearest <= number:  # its own letter, or the last one of a piece before
            end = self._piece_starts[nearest + 1] if nearest < number else letter + 1
            offset = end - self._piece_starts[nearest] - 1
        index = bisect_right(self._author_starts[voice], spoken + offset) - 1
        if voice is Voice.BODY:
            return self._original.place_in_body(index)
        return self._original.place_in_notes(index)

    def _is_authors(self, piece: int) -> bool:
        return self._pieces[piece][0] in _AUTHOR
