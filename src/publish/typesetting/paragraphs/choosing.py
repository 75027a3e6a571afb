"""The passes: no hyphen where good lines can do without, and looser lines only at need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from publish.typesetting.paragraphs.model import Line, Paragraph, Rules
from publish.typesetting.paragraphs.reading import MeasuredText
from publish.typesetting.paragraphs.total_fit import break_paragraph

RULES: Final = Rules()

GOOD: Final = 0.2
"""The ratio of the first pass, which adds no hyphens: a space may grow by a tenth."""

GOOD_ENOUGH: Final = 500.0
"""The demerits, for each line, that need no hyphens."""

TOLERABLE: Final = 2.0
"""The ratio of the pass before the last: a space may be twice as wide."""

BEARABLE: Final = 12.0
"""The ratio of the last pass: a line as loose as a line may be that is still justified."""


def choose_lines(
    text: MeasuredText,
    width: float,
    *,
    indent: float = 0.0,
    rules: Rules = RULES,
    looseness: int = 0,
) -> tuple[Line, ...] | None:
    """Return the lines of a paragraph, or None if one of them cannot be made."""
    best: tuple[float, Paragraph, tuple[int, ...]] | None = None
    for paragraph, tolerance in _passes(text, rules):
        indented = replace(paragraph, start=paragraph.start - indent)
        solution = break_paragraph(
            indented, width, replace(rules, tolerance=tolerance), looseness=looseness
        )
        if solution is None:
            continue
        if best is None or solution.demerits < best[0]:
            best = solution.demerits, indented, solution.breaks
        is_first = tolerance == GOOD
        if is_first and solution.demerits > GOOD_ENOUGH * solution.lines:
            continue
        if not solution.is_flawed:
            break
    return tuple(_lines(best[1], best[2], width, rules)) if best else None


def _lines(
    paragraph: Paragraph, breaks: tuple[int, ...], width: float, rules: Rules
) -> Iterator[Line]:
    """Yield the lines with what their letters take over from their spaces."""
    start, start_space, hang = paragraph.start, paragraph.start_space, paragraph.hang
    for index in (*breaks, -1):
        place = paragraph.breaks[index]
        length, space = place.end - start, place.end_space - start_space
        excess = width - length
        if index == -1:
            excess = min(excess, 0.0)
        part = min(max(excess / length, -rules.letters), rules.letters) if length else 0.0
        scale = part * rules.expansion / rules.letters if part else 0.0
        tracking = part - scale
        rest = excess - part * length - rules.wide * space
        if rest > 0 and length:
            tracking += min(rest / length, rules.rescue)
        yield Line(place, round(1 + scale, 4), round(tracking, 4), hang, place.hang_end)
        start, start_space, hang = place.start, place.start_space, place.hang_start


def _passes(text: MeasuredText, rules: Rules) -> Iterator[tuple[Paragraph, float]]:
    yield text.plain, GOOD
    yield text.hyphenated, rules.tolerance
    yield text.hyphenated, TOLERABLE
    yield text.hyphenated, BEARABLE
    if text.has_emergencies:
        yield text.at_need, BEARABLE
