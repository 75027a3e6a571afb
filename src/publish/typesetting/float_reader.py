"""Which blocks may float: figures and tables that the author refers to by a label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from publish.typesetting.leaves import Leaf, shared_ancestors
from publish.typesetting.pages.model import Slab


def float_id(leaf: Leaf) -> str:
    """Return the id of the figure or table that a leaf is in, or ``""``.

    One without an id has no label that the text could point to it by, and stays where it is.
    """
    for box in (leaf.box, *reversed(leaf.ancestors)):
        element = box.element
        if element is None or box.element_tag != element.tag:
            continue
        if element.tag in ("figure", "table") and element.get("id"):
            return str(element.get("id"))
    return ""


def with_floats(slabs: Sequence[Slab], leaves: Sequence[Leaf]) -> Iterator[Slab]:
    """Yield the slabs, those that may float marked as such."""
    groups = list(_groups(leaves))
    at = 0
    for first, last in groups:
        yield from slabs[at:first]
        at = last
        part = slabs[first:last]
        if first == 0 or last == len(slabs) or any(row.notes for slab in part for row in slab.rows):
            yield from part  # its notes would be called in another order than they are written
            continue
        instead = _white_between(leaves[first - 1], leaves[last])
        for number, slab in enumerate(part):
            yield replace(
                slab, floating=0 if number else last - first, float_of=first, instead=instead
            )
    yield from slabs[at:]


def _groups(leaves: Sequence[Leaf]) -> Iterator[tuple[int, int]]:
    first, name = 0, ""
    for index, leaf in enumerate(leaves):
        here = float_id(leaf)
        if here != name:
            if name:
                yield first, index
            first, name = index, here
    if name:
        yield first, len(leaves)


def _white_between(before: Leaf, after: Leaf) -> float:
    """Return the white between blocks that follow each other when what parts them is gone."""
    shared = shared_ancestors(before, after)
    ended, begun = (*before.ancestors[shared:], before.box), (*after.ancestors[shared:], after.box)
    return max(*(_margin(box, "bottom") for box in ended), *(_margin(box, "top") for box in begun))


def _margin(box: Any, side: str) -> float:
    value = getattr(box, f"margin_{side}", 0)
    return float(value) if isinstance(value, int | float) else 0.0
