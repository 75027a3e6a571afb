"""The lines of the page map, put together to paragraphs and pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from publish.artifact import SetPage
from publish.page_map import SetLine

TEXT: Final = frozenset({"text"})
NOTES: Final = frozenset({"note"})


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line and the page that it stands on."""

    page: SetPage
    line: SetLine


Paragraph = tuple[PlacedLine, ...]


def paragraphs_of(pages: Sequence[SetPage], kinds: frozenset[str]) -> Iterator[Paragraph]:
    """Yield the paragraphs of some kinds in reading order, over page ends too."""
    found: dict[int, list[PlacedLine]] = {}
    for page in pages:
        for line in page.lines:
            if line.kind in kinds and line.text:
                found.setdefault(line.paragraph, []).append(PlacedLine(page, line))
    yield from map(tuple, found.values())


def words_of(lines: Sequence[PlacedLine]) -> str:
    """Return the words of lines, as they are set."""
    return " ".join(placed.line.text for placed in lines)


def depth_of(page: SetPage) -> float | None:
    """Return the baseline of the lowest line; ``None`` where a picture stands lowest, or nothing.

    Points from the head of the page.
    """
    lowest = max(page.lines, key=lambda line: line.baseline, default=None)
    return lowest.baseline if lowest is not None and lowest.text else None


def leading_of(pages: Sequence[SetPage]) -> float:
    """Return the distance that most lines of text keep from the next, in points."""
    steps = Counter(
        round(after.baseline - before.baseline, 2)
        for page in pages
        for before, after in zip(page.lines, page.lines[1:], strict=False)
        if before.kind == after.kind == "text" and after.baseline > before.baseline
    )
    return min(steps, key=lambda step: (-steps[step], step), default=14.0)


def usual_depth(pages: Sequence[SetPage]) -> float:
    """Return the depth that most full pages have, the deeper of two, in points."""
    depths = Counter(
        round(depth) for page in full_pages(pages) if (depth := depth_of(page)) is not None
    )
    return float(max(depths, key=lambda depth: (depths[depth], depth), default=0))


def full_pages(pages: Sequence[SetPage]) -> tuple[SetPage, ...]:
    """Return the pages that shall end at the foot: all but blanks and the last of divisions."""
    last = {page.division: page.number for page in pages if not page.blank}
    return tuple(
        page
        for page in pages
        if not page.blank and page.lines and last[page.division] != page.number
    )
