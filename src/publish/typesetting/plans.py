"""From a paragraph that is read to the plan of its lines."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, repeat
from typing import Final

from publish.typesetting.alignment import Alignment
from publish.typesetting.beside_floats import Insets
from publish.typesetting.paragraph_reader import ReadLineBox
from publish.typesetting.paragraphs.choosing import Choice, choose
from publish.typesetting.paragraphs.model import Line, Rules
from publish.typesetting.paragraphs.ragged import choose_ragged_lines
from publish.typesetting.planned_lines import Fit, Plan, PlannedLine


def filled_choices(
    read: ReadLineBox, width: float, indent: float, insets: Insets, rules: Rules
) -> Sequence[Choice] | None:
    """Return the best lines of each segment, None where some line cannot be made."""
    chosen = []
    count = 0
    for segment in read.segments:
        narrower = tuple(map(sum, insets[count:]))
        with collector_paused():
            choice = choose(segment.measured, width, indent=indent, insets=narrower, rules=rules)
        if choice is None:
            return None
        chosen.append(choice)
        count += len(choice.lines)
        indent = 0.0
    return chosen


def plan_of(read: ReadLineBox, chosen: Sequence[Sequence[Line]], insets: Insets) -> Plan:
    """Return the plan that sets these lines of each segment."""
    planned: list[PlannedLine] = []
    fit = Fit()
    places = chain(insets, repeat((0.0, 0.0)))
    for segment, lines in zip(read.segments, chosen, strict=True):
        fits = [_fit(line, *next(places)) for line in lines]
        for line, fit in zip(lines[:-1], fits, strict=False):
            planned.append(PlannedLine(*read.position_of(line.end, segment), fit))
        fit = fits[-1]
        if segment.forced is not None:
            position = read.position_before(segment.forced)
            planned.append(PlannedLine(*position, fit, is_filled=False))
    return Plan(tuple(planned), fit, read.leaves, insets)


NARROWER: Final = (0.97, 0.94, 0.91, 0.88, 0.85)
"""Parts of the measure that ragged text may keep to, to be a line longer."""

_RAGGED: Final = 20000.0
"""Demerits of keeping to less than the measure, for the whole of it."""


def longer_plans(
    read: ReadLineBox, width: float, indent: float, alignment: Alignment
) -> Mapping[int, tuple[Plan, float]]:
    """Return ragged text as it is best, and in a line more where its edge hides that.

    By the number of lines, each with its demerits; none where the author breaks lines.
    """
    best = ragged_plan(read, width, indent, alignment)
    if best is None or len(read.segments) > 1:
        return {}
    count = len(best.lines) + 1
    found = {count: (best, 0.0)}
    for part in NARROWER:
        plan = ragged_plan(read, width * part, indent, alignment)
        if plan is None or len(plan.lines) > count:
            break
        if len(plan.lines) == count:
            found[count + 1] = plan, _RAGGED * (1 - part)
            break
    return found


def ragged_plan(
    read: ReadLineBox, width: float, indent: float, alignment: Alignment
) -> Plan | None:
    """Return the plan of a paragraph whose lines are not filled, None where one is too long."""
    planned: list[PlannedLine] = []
    fit = Fit()
    for segment in read.segments:
        with collector_paused():
            lines = choose_ragged_lines(
                segment.measured, width, indent=indent, balanced=alignment.is_balanced
            )
        if lines is None:
            return None
        indent = 0.0
        for line in lines:
            fit = Fit(
                hang_left=line.hang_left if alignment.hangs_left else 0.0,
                hang_right=line.hang_right if alignment.hangs_right else 0.0,
            )
            if line is not lines[-1]:
                position = read.position_of(line.end, segment)
            elif segment.forced is not None:
                position = read.position_before(segment.forced)
            else:
                break
            planned.append(PlannedLine(*position, fit, is_filled=False))
    return Plan(tuple(planned), fit, read.leaves, is_justified=False)


def _fit(line: Line, left: float, right: float) -> Fit:
    return Fit(line.scale, line.tracking, line.hang_left, line.hang_right, left, right)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking over the engine's boxes meanwhile.

    Breaks and states are many, short-lived and without cycles; collections that they set off cost
    four times what they do, because every box of the document is looked at.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
