"""Where each slab of a page stands, once its end is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from publish.typesetting.pages.ends import PageEnd, Step, snapped, white_over
from publish.typesetting.pages.model import Galley, Place, SlabPart, heights

_LEVEL: Final = 0.05
"""Feet of pages that differ by less are level."""


def parts_of(galley: Galley, begins: Place, end: PageEnd) -> tuple[SlabPart, ...]:
    """Return the slabs of a page from head to foot.

    White space that brings the running text back to the grid is shared: half of it stands over
    what is off the grid, half under it.
    """
    steps = _steps(end)
    text = len(steps) - feet_of([step.slab for step in steps])
    lasts = [
        end.last_row if at == text - 1 else len(galley.slabs[step.slab].settings[step.setting].rows)
        for at, step in enumerate(steps)
    ]
    tops = list(_tops(galley, begins, steps, lasts))
    parts: list[SlabPart] = []
    run: list[int] = []
    for at, (step, top, extra) in enumerate(tops):
        slab = galley.slabs[step.slab]
        if slab.on_grid:
            # What stands at the head of the page stays there.
            movable = [index for index in run if index > 0] if run and run[0] > 0 else []
            for index in movable:
                parts[index] = parts[index]._replace(top=parts[index].top + extra / 2)
            run = []
        else:
            run.append(at)
        first = begins.row if step.slab == begins.slab else 0
        parts.append(SlabPart(step.slab, step.setting, first, lasts[at], top))
    if text < len(parts):
        run = list(range(text, len(parts)))
    if end.drop > _LEVEL and run:
        _level(galley, parts, run, end.drop)
    return tuple(parts)


def feet_of(slabs: Sequence[int]) -> int:
    """Return how many of a page's slabs stand at its foot, under what is written after them."""
    highest = max(slabs, default=0)
    return len(slabs) - 1 - slabs.index(highest) if slabs else 0


def _level(galley: Galley, parts: list[SlabPart], run: Sequence[int], drop: float) -> None:
    """Bring the last rows of a page lower, which are those of the parts in ``run``.

    The white over them grows; where they fill the page from its head, the white among them, or
    else that between the rows of tables.
    """
    moved = {run[0]: drop} if run[0] > 0 else _whites_among(galley, parts, run, drop)
    by = 0.0
    for index in run:
        by += moved.get(index, 0.0)
        part = parts[index]._replace(top=parts[index].top + by)
        if not moved and galley.slabs[part.slab].may_open:
            part = part._replace(opened=drop / _gaps(galley, parts, run))
            by += part.opened * (part.last - part.first - 1)
        parts[index] = part


def _whites_among(
    galley: Galley, parts: Sequence[SlabPart], run: Sequence[int], drop: float
) -> dict[int, float]:
    """Return how much the white over each of the parts grows that has some."""
    soft = [index for index in run[1:] if galley.slabs[parts[index].slab].white > 0]
    return dict.fromkeys(soft, drop / len(soft)) if soft else {}


def _gaps(galley: Galley, parts: Sequence[SlabPart], run: Sequence[int]) -> int:
    tables = [parts[index] for index in run if galley.slabs[parts[index].slab].may_open]
    return max(1, sum(part.last - part.first - 1 for part in tables))


def _steps(end: PageEnd) -> list[Step]:
    steps = []
    step = end.steps
    while step is not None:
        steps.append(step)
        step = step.before
    return steps[::-1]


def _tops(
    galley: Galley, begins: Place, steps: Sequence[Step], lasts: Sequence[int]
) -> Iterator[tuple[Step, float, float]]:
    """Yield each step, where its first row begins, and by how much the grid moved it."""
    y, highest = 0.0, 0
    for step, last in zip(steps, lasts, strict=True):
        slab = galley.slabs[step.slab]
        white = white_over(galley, step.before, step.slab, begins)
        first = begins.row if step.slab == begins.slab else 0
        natural = y + white + (slab.repeats if first else slab.head)
        is_away = slab.float_of in begins.floats or step.slab < highest
        highest = max(highest, step.slab)
        top = natural if is_away else snapped(slab, natural, white, galley.line)
        extra = top - natural
        if step.stretched:
            top += galley.line
        yield step, top, extra
        rows = slab.settings[step.setting].rows
        y = top + heights(rows[first:last]) + (slab.foot if last == len(rows) else 0.0)
