"""The figures of some pages: how many of everything, and of how many."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from publish.artifact import SetPage
from publish.page_map import SetLine
from publish.proof.flaws import Flaw
from publish.proof.line_flaws import MEASURED, is_measured
from publish.proof.page_flaws import (
    facing_pages,
    has_footnotes,
    last_pages,
    lines_short,
    note_pages,
)
from publish.proof.paragraphs import NOTES, TEXT, paragraphs_of
from publish.proof.terms import NOTE, SHORT, TERMS, VERY_LOOSE


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: a count of ``whole``, or a mean where ``whole`` is ``None`` and it has a point."""

    value: float
    whole: int | None = None

    @property
    def share(self) -> float | None:
        """Return the count as a share, ``None`` where it is a share of nothing."""
        return self.value / self.whole if self.whole else None


Figures = Mapping[str, Figure]
"""Figures by their key, in the order of the terms."""


@dataclass(frozen=True, slots=True)
class Foot:
    """What is known of the feet of all pages of a book.

    ``pairs`` are the versos whose recto shall end at the same depth, ``short`` says by how many
    lines each full page ends above most; both by the number of the page.
    """

    pairs: frozenset[int]
    short: Mapping[int, float]


def feet_of(pages: Sequence[SetPage]) -> Foot:
    """Return what is known of the feet of a book's pages."""
    pairs = frozenset(verso.number for verso, _ in facing_pages(pages))
    return Foot(pairs, lines_short(pages))


def take_figures(pages: Sequence[SetPage], flaws: Sequence[Flaw], feet: Foot) -> Figures:
    """Return the figures of some pages of a book, whose flaws and whose book's feet are known."""
    counts = Counter(flaw.kind for flaw in flaws)
    found = {
        "pages": Figure(len(pages)),
        **dict(_of_lines(pages, counts, TEXT, "")),
        **dict(_of_pages(pages, counts, feet)),
        **dict(_of_lines(pages, counts, NOTES, NOTE)),
    }
    return {key: found[key] for key in TERMS}


def _of_lines(
    pages: Sequence[SetPage], counts: Mapping[str, int], kinds: frozenset[str], prefix: str
) -> Iterator[tuple[str, Figure]]:
    paragraphs = tuple(paragraphs_of(pages, kinds))
    lines = [placed.line for paragraph in paragraphs for placed in paragraph]
    spaces = [line.space for line in lines if is_measured(line)]
    ends = sum(not line.is_last for line in lines)
    long = sum(any(not placed.line.is_last for placed in each) for each in paragraphs)
    wholes = {
        **dict.fromkeys(("loose", "tight"), len(spaces)),
        **dict.fromkeys(("page-end-hyphens", "widows", "orphans"), len(pages)),
        "runts": long,
        "overfull": len(lines) if prefix else sum(1 for _ in _measured(pages)),
        "ladders": None,
    }
    yield f"{prefix}lines", Figure(len(lines))
    yield f"{prefix}mean-space", Figure(statistics.fmean(spaces) if spaces else 1.0)
    yield f"{prefix}space-deviation", Figure(statistics.pstdev(spaces) if spaces else 0.0)
    yield f"{prefix}hyphenated", Figure(sum(line.is_divided for line in lines), ends)
    for key, whole in wholes.items():
        yield prefix + key, Figure(counts[prefix + key], whole)
    very_loose = sum(space > VERY_LOOSE for space in spaces)
    yield f"{prefix}very-loose", Figure(very_loose, len(spaces))


def _measured(pages: Sequence[SetPage]) -> Iterator[SetLine]:
    for page in pages:
        yield from (line for line in page.lines if line.kind in MEASURED and line.text)


def _of_pages(
    pages: Sequence[SetPage], counts: Mapping[str, int], feet: Foot
) -> Iterator[tuple[str, Figure]]:
    calls, stand = note_pages(pages)
    notes = len({*calls, *stand} if has_footnotes(pages) else calls)
    split = sum(len(found) > 1 for found in stand.values()) if has_footnotes(pages) else 0
    numbers = {page.number for page in pages}
    short = [lines for number, lines in feet.short.items() if number in numbers]
    yield "unequal-spreads", Figure(counts["unequal-spreads"], len(feet.pairs & numbers))
    yield "short-ends", Figure(counts["short-ends"], len(tuple(last_pages(pages))))
    yield "short-pages", Figure(sum(lines >= SHORT for lines in short), len(short))
    yield "gaps", Figure(counts["gaps"], len(short))
    yield "notes", Figure(notes)
    yield "split-notes", Figure(split, notes)
    yield "displaced-notes", Figure(counts["displaced-notes"], notes)
    yield "lost-notes", Figure(counts["lost-notes"], notes)
