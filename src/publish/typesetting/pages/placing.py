"""Where each slab of a page stands, once its end is chosen."""

from __future__ import annotations

from collections.abc import Iterator

from publish.typesetting.pages.ends import PageEnd, Step, snapped, white_over
from publish.typesetting.pages.model import Galley, Place, SlabPart, heights


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
    return tuple(parts)


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
