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
    tops = list(_tops(galley, begins, _steps(end)))
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
        rows = slab.settings[step.setting].rows
        last = end.last_row if at == len(tops) - 1 else len(rows)
        parts.append(SlabPart(step.slab, step.setting, first, last, top))
    if end.drop > _LEVEL and run:
        _level(galley, parts, run, end.drop)
    return tuple(parts)


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


def _tops(galley: Galley, begins: Place, steps: list[Step]) -> Iterator[tuple[Step, float, float]]:
    """Yield each step, where its first row begins, and by how much the grid moved it."""
    y = 0.0
    for step in steps:
        slab = galley.slabs[step.slab]
        white = white_over(galley, step.before, step.slab, begins)
        first = begins.row if step.slab == begins.slab else 0
        natural = y + white + (slab.repeats if first else slab.head)
        top = snapped(slab, natural, white, galley.line)
        extra = top - natural
        if step.stretched:
            top += galley.line
        yield step, top, extra
        y = top + heights(slab.settings[step.setting].rows[first:]) + slab.foot
