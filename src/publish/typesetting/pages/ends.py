"""Ways to end a page, and the white and the grid that decide where things stand on it."""

from __future__ import annotations

from math import floor
from typing import Final, NamedTuple

from publish.typesetting.pages.model import Galley, Place, PlacedNotes, Slab

_SHRINK: Final = 0.35
"""Lines that white space may give up, so that what follows stands on the grid."""


class Step(NamedTuple):
    """A choice made on a page: a slab's setting, and whether the white above it is a line more."""

    slab: int
    setting: int
    stretched: bool
    before: Step | None


class PageEnd(NamedTuple):
    """A way to end a page: where the next begins, and what the page is like.

    ``place`` is None when the page ends the unit. ``depth`` is where the text ends, from the head
    of the text area; ``short`` counts lines from there, or from under the notes, to the foot.
    ``drop`` is how much lower the page's last rows must go so that their baseline is as many lines
    short, where they are not lines of the running text.
    """

    place: Place | None
    depth: float
    short: int
    cost: float
    notes: PlacedNotes
    steps: Step | None
    last_row: int
    hyphen: bool
    drop: float = 0.0


class Ends(NamedTuple):
    """All ways to end a page, and the slabs that were looked at to find them."""

    ends: tuple[PageEnd, ...]
    first: int
    last: int


def white_over(galley: Galley, before: Step | None, index: int, begins: Place) -> float:
    """Return the white over a slab, after what stands above it on the page."""
    slabs = galley.slabs
    if before is None:
        return 0.0
    if before.slab > index:  # a float at the foot of the page, under what is written after it
        return slabs[index].white
    if before.slab == index - 1 and not (index == begins.slab and begins.floats):
        return slabs[index].white
    if before.slab < begins.slab and slabs[before.slab].float_of in begins.floats:
        return slabs[slabs[before.slab].float_of].white
    return slabs[before.slab + 1].instead


def snapped(slab: Slab, y: float, white: float, line: float) -> float:
    """Return where a slab begins that would begin at ``y``: lines of the text keep to the grid."""
    if not slab.on_grid:
        return y
    under = floor(y / line + 0.02) * line
    excess = y - under
    if excess <= min(_SHRINK * line, white / 2):
        return under
    return under + line
