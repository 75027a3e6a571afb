"""The passes: no hyphen where good lines can do without, and looser lines only at need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from publish.config import Tolerance
from publish.typesetting.paragraphs.model import Line, Paragraph, Rules
from publish.typesetting.paragraphs.reading import MeasuredText
from publish.typesetting.paragraphs.total_fit import Solution, break_by_lines, break_paragraph

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


_TOLERANCES: Final[Mapping[Tolerance, float]] = {"strict": 0.6, "normal": 1.0, "easy": 2.0}
"""Parts of the normal tolerance, of all passes but the last two."""


def rules_of(tolerance: Tolerance) -> Rules:
    """Return the rules for a book whose spaces may grow so far before words are divided."""
    return replace(RULES, tolerance=RULES.tolerance * _TOLERANCES[tolerance])


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
    insets: Sequence[float] = (),
    rules: Rules = RULES,
) -> tuple[Line, ...] | None:
    """Return the lines of a paragraph, or None if one of them cannot be made.

    ``insets`` are how much narrower the first lines are, the indent of the first apart.
    """
    choice = choose(text, width, indent=indent, insets=insets, rules=rules)
    return choice.lines if choice else None


def choose(
    text: MeasuredText,
    width: float,
    *,
    indent: float = 0.0,
    insets: Sequence[float] = (),
    rules: Rules = RULES,
) -> Choice | None:
    """Return the best lines with their demerits, as ``choose_lines`` does."""
    insets = _insets(indent, insets)
    best: tuple[Solution, Paragraph] | None = None
    for paragraph, bounds in _passes(text, rules):
        solution = break_paragraph(paragraph, width, bounds, insets)
        if solution is None:
            continue
        if best is None or solution.demerits < best[0].demerits:
            best = solution, paragraph
        enough = GOOD_ENOUGH * rules.tolerance * solution.lines
        if paragraph is text.plain and solution.demerits > enough:
            continue
        if not solution.is_flawed:
            break
    return _choice(best[1], best[0], width, insets, rules) if best else None


def alternatives(
    text: MeasuredText,
    width: float,
    *,
    indent: float = 0.0,
    insets: Sequence[float] = (),
    rules: Rules = RULES,
    best: Choice | None = None,
) -> Mapping[int, Choice]:
    """Return, by the number of lines, the best choice and those of one line more and one less.

    The others are there only where nobody would see what they are for: spaces within
    ``LOOSEST`` and ``TIGHTEST``, neither a ladder nor a runt. ``best`` is what ``choose`` gives,
    where it is known.
    """
    best = best or choose(text, width, indent=indent, insets=insets, rules=rules)
    if best is None:
        return {}
    insets = _insets(indent, insets)
    count = len(best.lines)
    paragraph = text.hyphenated
    bounds = _bounded(rules, (LOOSEST - 1) / rules.stretch, 1 - TIGHTEST)
    found = break_by_lines(paragraph, width, bounds, insets)
    choices = {
        lines: _choice(paragraph, solution, width, insets, rules)
        for lines, solution in found.items()
        if abs(lines - count) == 1 and not solution.is_flawed
    }
    return dict(sorted({**choices, count: best}.items()))


def _insets(indent: float, insets: Sequence[float]) -> tuple[float, ...]:
    first, *others = insets or (0.0,)
    return (first + indent, *others)


def _choice(
    paragraph: Paragraph,
    solution: Solution,
    width: float,
    insets: Sequence[float],
    rules: Rules,
) -> Choice:
    lines = _lines(paragraph, solution.breaks, width, insets, rules)
    return Choice(tuple(lines), solution.demerits)


def _bounded(rules: Rules, tolerance: float, shrink: float) -> Rules:
    """Return the rules with other bounds and the same demerits within them."""
    tight = rules.tight * (shrink / rules.shrink) ** 2
    return replace(rules, tolerance=tolerance, shrink=shrink, tight=tight)


def _lines(
    paragraph: Paragraph,
    breaks: tuple[int, ...],
    width: float,
    insets: Sequence[float],
    rules: Rules,
) -> Iterator[Line]:
    """Yield the lines with what their letters take over from their spaces."""
    start, start_space, hang = paragraph.start, paragraph.start_space, paragraph.hang
    for number, index in enumerate((*breaks, -1)):
        place = paragraph.breaks[index]
        inset = insets[number] if number < len(insets) else 0.0
        length, space = place.end - start, place.end_space - start_space
        excess = width - inset - length
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
    yield text.plain, replace(rules, tolerance=GOOD * rules.tolerance)
    yield text.hyphenated, rules
    if len(text.with_names.breaks) > len(text.hyphenated.breaks):
        yield text.with_names, rules
    yield text.with_names, _bounded(rules, TOLERABLE, TIGHT)
    yield text.at_need, _bounded(rules, BEARABLE, TIGHT)
