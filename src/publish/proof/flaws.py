"""Flaws of lines and of pages: what a typographer would mark on a proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publish.artifact import SetPage
from publish.diagnostics import Span


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a page to look at, in points from its upper left corner.

    ``marks`` are the heights, top and bottom, that a bar in the margin points at.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float
    marks: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Flaw:
    """A flaw: ``kind`` is the key of the figure that counts it.

    ``page`` counts from 1, ``folio`` is what the page is called; ``words`` are as set, ``finding``
    says what is wrong with them ("spaces 1.71 times natural"). ``weight`` orders flaws of a kind,
    the worst highest. ``areas`` are shown side by side. ``reason`` says why it had to be, where
    that is known.
    """

    kind: str
    page: int
    folio: str
    division: str
    words: str
    finding: str
    at: Span | None = None
    weight: float = 1.0
    areas: tuple[Area, ...] = ()
    reason: str = ""


def find_flaws(pages: Sequence[SetPage]) -> tuple[Flaw, ...]:
    """Return the flaws of a book's pages, in their order."""
    from publish.proof.line_flaws import find_line_flaws
    from publish.proof.page_flaws import find_page_flaws

    found = [*find_line_flaws(pages), *find_page_flaws(pages)]
    return tuple(sorted(found, key=lambda flaw: flaw.page))


def around(
    page: SetPage, marks: Sequence[tuple[float, float]], *, above: float, below: float
) -> Area:
    """Return the area around some heights of a page, as wide as its lines and a little more."""
    left = min((line.left for line in page.lines), default=0.0)
    right = max((line.right for line in page.lines), default=0.0)
    top = min(mark[0] for mark in marks) - above
    bottom = max(mark[1] for mark in marks) + below
    return Area(page.number, left - 12, max(0.0, top), right + 12, bottom, tuple(marks))


def by_kind(flaws: Sequence[Flaw]) -> Iterator[tuple[str, tuple[Flaw, ...]]]:
    """Yield the flaws of each kind that occurs, in the order of the terms."""
    from publish.proof.terms import TERMS

    for key in TERMS:
        if found := tuple(flaw for flaw in flaws if flaw.kind == key):
            yield key, found
