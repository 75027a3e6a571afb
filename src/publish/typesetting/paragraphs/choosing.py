"""The passes: no hyphen where good lines can do without, and looser lines only at need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from publish.typesetting.paragraphs.model import Line, Paragraph, Rules
from publish.typesetting.paragraphs.reading import MeasuredText
from publish.typesetting.paragraphs.total_fit import break_by_lines, break_paragraph

RULES: Final = Rules()

GOOD: Final = 0.2
"""The ratio of the first pass, which adds no hyphens: a space may grow by a tenth."""

GOOD_ENOUGH: Final = 500.0
"""The demerits, for each line, that need no hyphens."""

TOLERABLE: Final = 2.0
"""The ratio of the pass before the last: a space may be twice as wide."""

TIGHT: Final = 0.36
"""The part of a space that it shrinks by in the last passes, at most."""

BEARABLE: Final = 12.0
"""The ratio of the last pass: a line as loose as a line may be that is still justified."""

LOOSEST: Final = 1.45
TIGHTEST: Final = 0.8
"""The spaces of a paragraph that is set in one line more or less for the sake of its page."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A paragraph in lines; each line's ``end`` knows its offset and whether it is a hyphen."""

    lines: tuple[Line, ...]
    demerits: float


def choose_lines(
    text: MeasuredText,
    width: float,
    *,
    indent: float = 0.0,
    rules: Rules = RULES,
) -> tuple[Line, ...] | None:
    """Return the lines of a paragraph, or None if one of them cannot be made."""
    choice = choose(text, width, indent=indent, rules=rules)
    return choice.lines if choice else None


def choose(
    text: MeasuredText, width: float, *, indent: float = 0.0, rules: Rules = RULES
) -> Choice | None:
    """Return the best lines of a paragraph with their demerits, or None if one cannot be made."""
    best: tuple[float, Paragraph, tuple[int, ...]] | None = None
    for paragraph, bounds in _passes(text, rules):
        indented = replace(paragraph, start=paragraph.start - indent)
        solution = break_paragraph(indented, width, bounds)
        if solution is None:
            continue
        if best is None or solution.demerits < best[0]:
            best = solution.demerits, indented, solution.breaks
        if paragraph is text.plain and solution.demerits > GOOD_ENOUGH * solution.lines:
            continue
        if not solution.is_flawed:
            break
    if best is None:
        return None
    demerits, paragraph, breaks = best
    return Choice(tuple(_lines(paragraph, breaks, width, rules)), demerits)


def alternatives(
    text: MeasuredText, width: float, *, indent: float = 0.0, rules: Rules = RULES
) -> Mapping[int, Choice]:
    """Return, by the number of lines, the best choice and those of one line more and one less.

    The others are there only where nobody would see what they are for: spaces within
    ``LOOSEST`` and ``TIGHTEST``, neither a ladder nor a runt.
    """
    best = choose(text, width, indent=indent, rules=rules)
    if best is None:
        return {}
    count = len(best.lines)
    paragraph = replace(text.hyphenated, start=text.hyphenated.start - indent)
    bounds = _bounded(rules, (LOOSEST - 1) / rules.stretch, 1 - TIGHTEST)
    found = break_by_lines(paragraph, width, bounds)
    choices = {
        lines: Choice(tuple(_lines(paragraph, solution.breaks, width, rules)), solution.demerits)
        for lines, solution in found.items()
        if abs(lines - count) == 1 and not solution.is_flawed
    }
    return dict(sorted({**choices, count: best}.items()))


def _bounded(rules: Rules, tolerance: float, shrink: float) -> Rules:
    """Return the rules with other bounds and the same demerits within them."""
    tight = rules.tight * (shrink / rules.shrink) ** 2
    return replace(rules, tolerance=tolerance, shrink=shrink, tight=tight)


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


def _passes(text: MeasuredText, rules: Rules) -> Iterator[tuple[Paragraph, Rules]]:
    yield text.plain, replace(rules, tolerance=GOOD)
    yield text.hyphenated, rules
    if len(text.with_names.breaks) > len(text.hyphenated.breaks):
        yield text.with_names, rules
    yield text.with_names, _bounded(rules, TOLERABLE, TIGHT)
    yield text.at_need, _bounded(rules, BEARABLE, TIGHT)
