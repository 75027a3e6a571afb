"""The boxes that pages are cut from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

Kind = Literal["lines", "table", "solid"]


class Beside(NamedTuple):
    """A box out of the flow, that of its ancestors which it stands in, and the row it goes with."""

    depth: int
    row: int
    box: Any


@dataclass(slots=True)
class Leaf:
    """A box that is set whole or cut between its rows; ``ancestors`` from the root inwards.

    ``rows`` are the engine's boxes of each row, ``settings`` those of every way to set it.
    ``top`` and ``bottom`` are where its rows begin and end on the endless page. ``attached`` are
    boxes in it that are out of the flow, with the row that each goes with; ``beside`` those out of
    the flow beside it.
    """

    box: Any
    ancestors: tuple[Any, ...]
    kind: Kind
    settings: list[list[Any]]
    top: float
    bottom: float
    attached: list[tuple[int, Any]] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)
    begins_page: bool = False
    head_again: Any = None
    """A copy of a table's head, for pages that the table runs on to."""

    paragraph: Any = None
    """The way to set a paragraph again, where total fit has set it."""


def shared_ancestors(one: Leaf | None, other: Leaf | None) -> int:
    """Return how many ancestors two leaves have in common."""
    if one is None or other is None:
        return 0
    count = 0
    for mine, yours in zip(one.ancestors, other.ancestors, strict=False):
        if mine is not yours:
            break
        count += 1
    return count
