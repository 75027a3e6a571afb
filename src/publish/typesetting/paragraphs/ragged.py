"""Lines that are not filled: ragged text, and titles in lines of like length.

Words are divided only where there is no other way. A line costs by the square of what it lacks,
the last one too where the lines shall be balanced; for the rest fewer lines are better.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from publish.typesetting.paragraphs.model import Line, Paragraph
from publish.typesetting.paragraphs.reading import MeasuredText

LINE: Final = 1000.0
"""Demerits of a line: an empty space of thirty ems."""

RUNT: Final = 400.0
"""Demerits of a last line of less than ``_SHORTEST`` ems."""

_SHORTEST: Final = 2.2

_SLACK: Final = 0.3
"""Pixels that a line may be too long, as widths made to measure are rounded: nobody sees it."""


def choose_ragged_lines(
    text: MeasuredText, width: float, *, indent: float = 0.0, balanced: bool = False
) -> tuple[Line, ...] | None:
    """Return the lines of a paragraph that is not justified, or None if one cannot be made."""
    for paragraph in (text.plain, text.hyphenated, text.at_need):
        ends = _break(paragraph, width + _SLACK, indent, balanced=balanced)
        if ends is not None:
            return tuple(_lines(paragraph, ends))
    return None


def _break(
    paragraph: Paragraph, width: float, indent: float, *, balanced: bool
) -> list[int] | None:
    """Return the cheapest breaks, the end included, by index."""
    breaks, em = paragraph.breaks, paragraph.em
    last = len(breaks) - 1
    best: list[tuple[float, int]] = []  # for each break the demerits up to it and the break before
    nearest = -1  # the first break that a line to the next one may begin at
    for index, place in enumerate(breaks):
        ways = []
        for before in range(nearest, index):
            start = breaks[before].start if before >= 0 else paragraph.start - indent
            slack = width - (place.end - start)
            if slack < 0:
                if before == nearest and slack + place.hyphen < 0:
                    nearest += 1
                continue
            so_far = best[before][0] if before >= 0 else 0.0
            demerits = so_far + LINE + place.penalty**2
            if index < last or balanced:
                demerits += (slack / em) ** 2
            elif before >= 0 and place.end - start < _SHORTEST * em:
                demerits += RUNT
            ways.append((demerits, before))
        best.append(min(ways, default=(float("inf"), -1)))
    if best[last][0] == float("inf"):
        return None
    found = [last]
    while best[found[-1]][1] >= 0:
        found.append(best[found[-1]][1])
    return found[::-1]


def _lines(paragraph: Paragraph, ends: list[int]) -> Iterator[Line]:
    hang = paragraph.hang
    for index in ends:
        place = paragraph.breaks[index]
        yield Line(place, hang_left=hang, hang_right=place.hang_end)
        hang = place.hang_start
