"""Where in the author's files a word of the record stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from publish.assemble import ParsedSource
from publish.conservation.differences import Difference, differences, refine
from publish.conservation.words import words
from publish.diagnostics import Span

_ANCHOR: Final = 4
"""Words in a row that place a passage of the record in the source."""


@dataclass(slots=True)
class Original:
    """The words of the manuscript: what the record holds, and where each word was written."""

    sources: tuple[ParsedSource, ...]
    body: list[str] = field(init=False, repr=False)
    notes: list[str] = field(init=False, repr=False)
    _lines: dict[int, list[int]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.body = words("\n".join(parsed.record.body for parsed in self.sources))
        self.notes = words("\n".join(self._note_texts()))

    def _note_texts(self) -> list[str]:
        return [text for parsed in self.sources for text in parsed.record.notes]

    def place_in_body(self, index: int) -> Span | None:
        """Return the file and line of the body's word at ``index``."""
        starts = _starts(parsed.record.body for parsed in self.sources)
        number = _holder(starts, index)
        if number is None:
            return None
        parsed = self.sources[number]
        if number not in self._lines:
            self._lines[number] = _lines(words(parsed.record.body), _tokens(parsed.source.text))
        lines = self._lines[number]
        local = min(index - starts[number], len(lines) - 1)
        return Span(parsed.source.path, lines[local]) if lines else Span(parsed.source.path)

    def place_in_notes(self, index: int) -> Span | None:
        """Return the file and line of the notes' word at ``index``."""
        starts = _starts(self._note_texts())
        number = _holder(starts, index)
        if number is None:
            return None
        owner, local_note = self._note(number)
        path = owner.source.path
        note = owner.notes[local_note] if local_note < len(owner.notes) else None
        first = note.span.line if note and note.span and note.span.line else 1
        tokens = [token for token in _tokens(owner.source.text) if token[1] >= first]
        lines = _lines(words(owner.record.notes[local_note]), tokens)
        if not lines:
            return note.span if note and note.span else Span(path)
        return Span(path, lines[min(index - starts[number], len(lines) - 1)])

    def place_of_text(self, text: str) -> Span | None:
        """Return where the author wrote a text: a formula or an alternative."""
        pattern = re.compile(r"\s+".join(re.escape(part) for part in text.split()))
        for parsed in self.sources:
            found = pattern.search(parsed.source.text) if pattern.pattern else None
            if found:
                line = parsed.source.text.count("\n", 0, found.start()) + 1
                return Span(parsed.source.path, line)
        return None

    def _note(self, number: int) -> tuple[ParsedSource, int]:
        for parsed in self.sources:
            if number < len(parsed.record.notes):
                return parsed, number
            number -= len(parsed.record.notes)
        raise IndexError(number)


def _starts(texts: Iterable[str]) -> list[int]:
    """Return the index of each text's first word, and at the end the number of all words."""
    return list(accumulate((len(words(text)) for text in texts), initial=0))


def _holder(starts: Sequence[int], index: int) -> int | None:
    """Return which text holds the word at ``index``; texts without words hold none."""
    if len(starts) < 2 or starts[-1] == 0:
        return None
    return bisect_right(starts, min(max(index, 0), starts[-1] - 1)) - 1


def _tokens(source: str) -> list[tuple[str, int]]:
    """Return the words of a source with their lines; marks of Markdown may cut a word."""
    return [(word, line) for line, text in enumerate(source.split("\n"), 1) for word in words(text)]


def _lines(record: Sequence[str], tokens: Sequence[tuple[str, int]]) -> list[int]:
    """Return the line of each word of a record; a word that markup hides takes its neighbour's."""
    if not record or not tokens:
        return []
    written = [word for word, _ in tokens]
    lines: list[int] = []
    token = 0
    for stretch in _steps(record, written):
        while len(lines) < stretch.first:
            lines.append(tokens[token][1])
            token += 1
        for index in range(stretch.first, stretch.last):
            near = min(stretch.new_first + index - stretch.first, max(stretch.new_last - 1, 0))
            lines.append(tokens[min(near, len(tokens) - 1)][1])
        token = stretch.new_last
    while len(lines) < len(record):
        lines.append(tokens[token][1])
        token += 1
    return lines


def _steps(record: Sequence[str], written: Sequence[str]) -> Iterator[Difference]:
    for coarse in differences(record, written, anchor=_ANCHOR):
        yield from refine(record, written, coarse)
