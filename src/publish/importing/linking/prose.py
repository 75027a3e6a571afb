"""A text in which works may be named: its words, its sentences, the names in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from publish.importing.linking.tokens import Token
from publish.importing.linking.works import NamedWork, is_name
from publish.importing.spans import Spans

_SENTENCE: Final = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]?[^\W\d_a-zа-яё])")
_FAR: Final = 60
"""Words beyond which nothing speaks for a title, however long the sentence is."""


@dataclass(slots=True)
class Prose:
    """A text with its words, its sentences and what is emphasised in it.

    ``emphasis`` are spans from sign to sign.
    """

    text: str
    tokens: Sequence[Token]
    emphasis: Spans = field(default_factory=Spans)
    _starts: list[int] = field(default_factory=list)
    _named: dict[str, bool] = field(default_factory=dict)
    _small: set[str] = field(default_factory=set)

    def sentence(self, place: int) -> int:
        """Return the number of the sentence in which a character stands."""
        if not self._starts:
            self._starts = [0, *(match.end() for match in _SENTENCE.finditer(self.text))]
        return bisect_right(self._starts, place)

    def begins_sentence(self, token: Token) -> bool:
        """Return whether nothing but signs stands before a word in its sentence."""
        number = self.sentence(token.start)
        start = self._starts[number - 1]
        if token.start - start > 40:
            return False
        return not any(map(str.isalnum, self.text[start : token.start]))

    def in_sentence(self, first: int, last: int) -> tuple[int, int]:
        """Return the tokens of the sentence around others as a range, not too far away."""
        number = self.sentence(self.tokens[first].start)
        start, end = first, last + 1
        while start > max(first - _FAR, 0) and self._is_in(start - 1, number):
            start -= 1
        number = self.sentence(self.tokens[last].start)
        while end < min(last + _FAR, len(self.tokens)) and self._is_in(end, number):
            end += 1
        return start, end

    def _is_in(self, token: int, sentence: int) -> bool:
        return self.sentence(self.tokens[token].start) == sentence

    def names(self, work: NamedWork) -> bool:
        """Return whether an author of a work is named anywhere in the text."""
        if work.key not in self._named:
            places = range(len(self.tokens))
            self._named[work.key] = any(names_author(self.tokens, at, work) for at in places)
        return self._named[work.key]

    def has_small(self, word: str) -> bool:
        """Return whether the text has a word in small letters."""
        if not self._small:
            self._small = {token.word for token in self.tokens if token.written[0].islower()}
        return word in self._small


def names_author(tokens: Sequence[Token], place: int, work: NamedWork) -> bool:
    """Return whether the name of an author of a work begins at a token."""
    for person in work.people:
        size = len(person.family)
        written = tokens[place : place + size]
        if len(written) == size and all(
            is_name(token.written, word) or token.word == word
            for token, word in zip(written, person.family, strict=True)
        ):
            return any(token.is_capital for token in written)
    return False
