"""From measured runs of text to the breaks of a paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from publish.typesetting.paragraphs.hyphenation import WORD, Hyphenation, is_name
from publish.typesetting.paragraphs.margins import LEFT, RIGHT
from publish.typesetting.paragraphs.model import Break, Paragraph

OBJECT: Final = "\u2e80"
"""Stands for a picture in the text: line breaking takes it for an ideograph (CSS Text 3, 5.1)."""

_DASHES: Final = "\u2013\u2014\u2015"

HYPHENS: Final = "-\u2010\u00ad"

_SPACES: Final = " \u00a0"
"""What the engine stretches and shrinks; it leaves narrow no-break spaces alone."""

HYPHEN_PENALTY: Final = 80.0
"""A word divided; half of that where words are long."""

NAME_PENALTY: Final = 160.0
"""A proper name; whatever costs as much is divided only where it cannot be helped."""

HARD_HYPHEN_PENALTY: Final = 40.0
DASH_PENALTY: Final = 12.0
LEADING_DASH_PENALTY: Final = 120.0
"""A dash at the beginning of a line: it belongs to what stands before it."""

COMPOUND_PENALTY: Final = 100.0
"""A hyphen added to a word that has one of its own."""

STUMP_PENALTY: Final = 200.0
"""A word of which only two letters go to the next line, or one letter stays before a hyphen; and
the last word of a paragraph, in whatever parts."""

_STUMP: Final = 3

_HYPHEN_HANGS: Final = RIGHT["-"]

_LITTLE_WORD: Final = re.compile(r"(?<!\S)[^\W\d_]{1,2}\u00a0")

KEPT_PENALTY: Final = 150.0
"""A word of one letter or two that is parted from the next in spite of a no-break space."""

EMERGENCY_PENALTY: Final = 1000.0
"""Between any two letters of an address."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one style, measured.

    ``edges`` are the places between its characters, from the run's beginning, one more than there
    are characters. ``hyphen`` is the width of the style's hyphen.
    """

    text: str
    edges: Sequence[float]
    hyphenation: Hyphenation | None = None
    hyphen: float = 0.0
    wraps: bool = True
    """Whether lines may end within it (``white-space``)."""

    anywhere: bool = False
    """Whether they may, at need, end between any two characters (``overflow-wrap``)."""


class MeasuredText:
    """A paragraph's text with a place for every character, from which breaks are read."""

    def __init__(
        self, runs: Sequence[Run], opportunities: Sequence[int], em: float, *, hangs: bool = True
    ) -> None:
        """Take the runs and the offsets that lines may begin at (UAX 14).

        Unless it ``hangs``, nothing of the text stands in the margins.
        """
        self.runs = tuple(runs)
        self.text = "".join(run.text for run in runs)
        self.em = em
        self.hangs = hangs
        self.starts: list[int] = []
        self.edges: list[float] = []
        offset, x = 0, 0.0
        for run in runs:
            self.starts.append(offset)
            self.edges.extend(x + edge for edge in run.edges[:-1])
            offset += len(run.text)
            x += run.edges[-1]
        self.edges.append(x)
        self.end = len(self.text.rstrip(" "))
        self.begin = len(self.text) - len(self.text.lstrip(" "))
        self.opportunities = [at for at in opportunities if self.begin < at < self.end]
        self.spaces = self._spaces()

    def _spaces(self) -> list[float]:
        """Return, for every place between characters, how much stretchable space is before it."""
        sums = [0.0] * (len(self.text) + 1)
        total, done = 0.0, 0
        for match in re.finditer(f"[{_SPACES}]", self.text):
            at = match.start()
            sums[done : at + 1] = [total] * (at + 1 - done)
            done = at + 1
            total += self.edges[done] - self.edges[at]
        sums[done:] = [total] * (len(sums) - done)
        return sums

    def run_at(self, offset: int) -> Run:
        """Return the run that a character is in."""
        return self.runs[bisect_right(self.starts, offset) - 1]

    @cached_property
    def plain(self) -> Paragraph:
        """Return the paragraph with the breaks that need no hyphen added."""
        return self._paragraph(self._given)

    @cached_property
    def hyphenated(self) -> Paragraph:
        """Return the paragraph with its words divided as well, where a good compositor would."""
        divisions = (place for place in self._divisions if place.penalty < NAME_PENALTY)
        return self._paragraph((*self._given, *divisions))

    @cached_property
    def with_names(self) -> Paragraph:
        """Return the paragraph with its names divided, too."""
        divisions = (place for place in self._divisions if place.penalty < STUMP_PENALTY)
        return self._paragraph((*self._given, *divisions))

    @cached_property
    def at_need(self) -> Paragraph:
        """Return the paragraph with every break there is, even those inside addresses."""
        kept = self._kept_together()
        return self._paragraph((*self._given, *self._divisions, *kept, *self._emergencies()))

    def _paragraph(self, breaks: Sequence[Break]) -> Paragraph:
        unique = {place.offset: place for place in reversed(breaks)}
        left, right = self.hang_left(self.begin), self.hang_right(self.end)
        end = self.edges[self.end] - right
        return Paragraph(
            (
                *(unique[offset] for offset in sorted(unique)),
                Break(self.end, end, self.spaces[self.end], 0.0, 0.0, hang_end=right),
            ),
            self.edges[self.begin] + left,
            self.spaces[self.begin],
            self.em,
            self._last_word,
            left,
        )

    def hang_left(self, at: int) -> float:
        """Return how far the sign hangs that begins a line here."""
        part = LEFT.get(self.text[at : at + 1], 0.0)
        return part * self._width(at) if part and self.hangs else 0.0

    def hang_right(self, end: int) -> float:
        """Return how far the sign hangs that ends a line here."""
        part = RIGHT.get(self.text[end - 1 : end], 0.0)
        return part * self._width(end - 1) if part and self.hangs else 0.0

    def _width(self, at: int) -> float:
        """Return the width of a character, without the edge of an inline box beside it."""
        index = bisect_right(self.starts, at) - 1
        edges, local = self.runs[index].edges, at - self.starts[index]
        return edges[local + 1] - edges[local]

    @cached_property
    def _last_word(self) -> int:
        return self.text.rfind(" ", 0, self.end) + 1

    @cached_property
    def _given(self) -> tuple[Break, ...]:
        return tuple(self._breaks_given())

    @cached_property
    def _divisions(self) -> tuple[Break, ...]:
        return tuple(self._words_divided())

    def _breaks_given(self) -> Iterator[Break]:
        """Yield the breaks at spaces, dashes and the author's hyphens."""
        text, edges, spaces = self.text, self.edges, self.spaces
        for at in self.opportunities:
            before = text[at - 1]
            if not self.run_at(at - 1).wraps:
                continue
            if before == " ":
                end = at - 1
                while text[end - 1] == " ":
                    end -= 1
                ending = text[end - 1] in HYPHENS
                left, right = self.hang_left(at), self.hang_right(end)
                yield Break(
                    at,
                    edges[end] - right,
                    spaces[end],
                    edges[at] + left,
                    spaces[at],
                    LEADING_DASH_PENALTY if text[at] in _DASHES else 0.0,
                    is_hyphen=ending,
                    hang_end=right,
                    hang_start=left,
                )
            elif before != "\u00ad":
                hard = before in HYPHENS
                penalty = HARD_HYPHEN_PENALTY if hard else DASH_PENALTY
                if text[at] in _DASHES:
                    penalty = LEADING_DASH_PENALTY
                if hard and not text[max(at - 3, 0) : at - 1].isalnum():
                    penalty = STUMP_PENALTY
                yield self._within(at, penalty, is_hyphen=hard)

    def _words_divided(self) -> Iterator[Break]:
        """Yield the places where words may be divided."""
        text = self.text
        for match in WORD.finditer(text, self.begin, self.end):
            first, stop = match.span()
            run = self.run_at(first)
            points = run.hyphenation.points(match[0]) if run.hyphenation else ()
            if run.hyphenation is None or not points:
                continue
            penalty = run.hyphenation.ease * HYPHEN_PENALTY
            if text[first - 1 : first] == "-" or text[stop : stop + 1] == "-":
                penalty = COMPOUND_PENALTY
            if is_name(match[0], run.hyphenation.language):
                penalty = NAME_PENALTY
            for point in points:
                at = first + point
                is_stump = stop - at < _STUMP or at > self._last_word
                cost = STUMP_PENALTY if is_stump else penalty
                ending = self.run_at(at - 1)
                if at < self.end and ending.wraps and ending.hyphenation == run.hyphenation:
                    yield self._within(at, cost, hyphen=ending.hyphen, is_hyphen=True)

    def _kept_together(self) -> Iterator[Break]:
        """Yield the places after little words that are kept with the next, as in Slavic tongues."""
        edges, spaces = self.edges, self.spaces
        for match in _LITTLE_WORD.finditer(self.text, self.begin, self.end):
            space, at = match.end() - 1, match.end()
            if at < self.end and self.run_at(space).wraps:
                yield Break(at, edges[space], spaces[space], edges[at], spaces[at], KEPT_PENALTY)

    def _emergencies(self) -> Iterator[Break]:
        for start, run in zip(self.starts, self.runs, strict=True):
            if run.anywhere:
                for at in range(max(start, self.begin) + 1, min(start + len(run.text), self.end)):
                    if " " not in self.text[at - 1 : at + 1]:
                        yield self._within(at, EMERGENCY_PENALTY)

    def _within(
        self, at: int, penalty: float, *, hyphen: float = 0.0, is_hyphen: bool = False
    ) -> Break:
        x, space = self.edges[at], self.spaces[at]
        left, right = self.hang_left(at), self.hang_right(at)
        if hyphen:
            right = _HYPHEN_HANGS * hyphen if self.hangs else 0.0
        return Break(
            at,
            x + hyphen - right,
            space,
            x + left,
            space,
            penalty,
            hyphen,
            is_hyphen,
            is_added=hyphen > 0,
            hang_end=right,
            hang_start=left,
        )
