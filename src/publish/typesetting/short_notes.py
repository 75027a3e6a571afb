"""Notes of one line in the engine's boxes: how wide they are, and made no wider than that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from publish.typesetting.leaves import Leaf

_GAP: Final = 1.5
"""The white between two notes in a line, in their own type size."""

_SLACK: Final = 0.01
"""CSS pixels by which a box is wider than its words, so that none is too wide for it."""


def runs_on(style: Any) -> bool:
    """Return whether a stylesheet lets short notes share lines: ``--short-notes: run-on``."""
    return any(getattr(token, "value", "") == "run-on" for token in style["__short_notes"])


def line_to_share(notes: Iterable[Sequence[Leaf]]) -> tuple[float, float]:
    """Return the width of a line that notes share and the white between two, 0 if none do."""
    for leaves in notes:
        if width_of_short(leaves):
            box = _outermost(leaves[0])
            return float(box.border_width()), float(leaves[0].box.style["font_size"]) * _GAP
    return 0.0, 0.0


def width_of_short(leaves: Sequence[Leaf]) -> float:
    """Return the width of a note of one line, from the edge of its area; 0 for any other note."""
    if len(leaves) != 1 or leaves[0].kind != "lines" or leaves[0].attached or leaves[0].beside:
        return 0.0
    leaf = leaves[0]
    rows = leaf.settings[0]
    extents = [
        child.position_x + child.margin_width()
        for child in rows[0].children
        if child.is_in_normal_flow()
    ]
    if len(rows) != 1 or not extents or leaf.box.style["direction"] != "ltr":
        return 0.0
    return float(max(extents) - _outermost(leaf).border_box_x() + _SLACK)


def narrow(note: Any, width: float) -> None:
    """Make a note of one line, and its paragraph, as wide as its words."""
    edge = note.border_box_x() + width
    box = note
    while True:
        box.width = edge - box.content_box_x()
        inner = [child for child in box.children if child.is_in_normal_flow()]
        if len(inner) != 1 or not hasattr(inner[0], "width") or _is_line(inner[0]):
            return
        box = inner[0]


def _is_line(box: Any) -> bool:
    from weasyprint.formatting_structure import boxes

    return isinstance(box, boxes.LineBox)


def _outermost(leaf: Leaf) -> Any:
    return leaf.ancestors[0] if leaf.ancestors else leaf.box
