"""The word spaces of a book as a drawing: how many lines have which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from publish.artifact import SetPage
from publish.proof.line_flaws import is_measured
from publish.proof.terms import LOOSE, TIGHT

_STEP: Final = 0.05
_FIRST, _LAST = 0.5, 2.5
_WIDTH, _HEIGHT, _FOOT = 720, 170, 26


def draw_histogram(pages: Sequence[SetPage]) -> str:
    """Return the drawing as SVG, ``""`` where no line is justified."""
    spaces = [
        line.space
        for page in pages
        for line in page.lines
        if line.kind == "text" and is_measured(line)
    ]
    if not spaces:
        return ""
    count = round((_LAST - _FIRST) / _STEP)
    bins = Counter(min(count - 1, max(0, int((space - _FIRST) / _STEP))) for space in spaces)
    most, wide = max(bins.values()), _WIDTH / count
    bars = "".join(_bar(index, bins[index] / most, wide) for index in sorted(bins))
    labels = "".join(
        f"<text x='{_place(value):.1f}' y='{_HEIGHT + 18}' text-anchor='middle'>{value:g}</text>"
        for value in (0.8, 1, 1.25, 1.5, 2)
    )
    natural = _place(1)
    return (
        f"<svg viewBox='0 0 {_WIDTH} {_HEIGHT + _FOOT}' width='{_WIDTH}' role='img' "
        f"aria-label='{_told(spaces)}'>{bars}"
        f"<path d='M0 {_HEIGHT}.5H{_WIDTH}M{natural:.1f} 0V{_HEIGHT}' stroke='#5d5850' "
        f"fill='none' stroke-width='.8'/>{labels}</svg>"
    )


def _bar(index: int, share: float, wide: float) -> str:
    middle = _FIRST + (index + 0.5) * _STEP
    colour = "#9b2c1f" if middle > LOOSE or middle < TIGHT else "#8d8678"
    height = max(1.0, share * (_HEIGHT - 8))
    return (
        f"<rect x='{index * wide + 0.5:.1f}' y='{_HEIGHT - height:.1f}' width='{wide - 1:.1f}' "
        f"height='{height:.1f}' fill='{colour}'/>"
    )


def _place(value: float) -> float:
    return (value - _FIRST) / (_LAST - _FIRST) * _WIDTH


def _told(spaces: Sequence[float]) -> str:
    near = sum(TIGHT <= space <= 1.25 for space in spaces)
    return (
        f"Histogram of {len(spaces)} lines: {near / len(spaces):.0%} have spaces "
        f"between {TIGHT:g} and 1.25 times natural"
    )
