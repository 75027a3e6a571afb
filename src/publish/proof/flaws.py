"""Flaws of lines and of pages: what a typographer would mark on a proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from publish.artifact import SetPage
from publish.diagnostics import Span
from publish.page_map import SetLine

_RISE: Final = 0.75
"""Ems that letters rise above the baseline; capitals with accents, a little more."""

_FALL: Final = 0.35
_SPACES: Final = ("loose", "tight")
_NEAR: Final = 2.0
"""Ems within which a line stands beside another; what is further off is not shown with it."""


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


def around_lines(page: SetPage, lines: Sequence[SetLine]) -> Area:
    """Return the area of some lines of a page with the line above and the line below them whole."""
    size = lines[0].size
    first, last = lines[0].baseline, lines[-1].baseline
    baselines = [line.baseline for line in page.lines]
    before = max((each for each in baselines if first - _NEAR * size < each < first - 1), default=0)
    after = min((each for each in baselines if last + 1 < each < last + _NEAR * size), default=0)
    above = first - before if before else size
    below = after - last if after else size
    marks = [(line.baseline - _RISE * size, line.baseline) for line in lines]
    return around(page, marks, above=above + 2, below=below + _FALL * size)


def by_kind(flaws: Sequence[Flaw]) -> Iterator[tuple[str, tuple[Flaw, ...]]]:
    """Yield the flaws of each kind that occurs, in the order of the terms, but spaces last."""
    from publish.proof.terms import TERMS

    for key in sorted(TERMS, key=lambda key: key.endswith(_SPACES)):
        if found := tuple(flaw for flaw in flaws if flaw.kind == key):
            yield key, found
