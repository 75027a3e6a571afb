"""What stands in a line box, as far as total fit can handle it: texts, pictures, edges of boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from publish.typesetting.paragraphs.reading import OBJECT

_REFUSED: Final = re.compile(r"[\t\n\f\r\u0085\u2028\u2029]")
FORCED: Final = "\n"
"""The text of a line break that the author wrote."""

_RIGHT_TO_LEFT: Final = re.compile(
    r"[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]"
)


class NotOursError(Exception):
    """A paragraph that total fit leaves to the engine; the message says why, in a word."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text, picture or edge (margin, border, padding) in a line box, where ``path`` leads."""

    path: tuple[int, ...]
    text: str
    box: Any
    width: float = 0.0
    wraps: bool = True

    @property
    def key(self) -> tuple[object, ...]:
        """Return what the leaf's breaks depend on."""
        return self.path, self.text, id(self.box.style), self.width


def leaves_of(line_box: Any, containing_block: Any) -> tuple[Leaf, ...]:
    """Return what stands in a line box.

    Raises ``NotOursError`` for what is not text, pictures and inline boxes around them.
    """
    return tuple(_leaves(line_box, (), containing_block, wraps=True))


def _leaves(
    parent: Any, path: tuple[int, ...], containing_block: Any, *, wraps: bool
) -> Iterator[Leaf]:
    from weasyprint.formatting_structure import boxes

    for index, box in enumerate(parent.children):
        here = (*path, index)
        if isinstance(box, boxes.TextBox):
            yield _text_leaf(box, here, wraps=wraps)
        elif not box.is_in_normal_flow() or box.is_leader:
            raise NotOursError("out-of-flow")
        elif isinstance(box, boxes.ReplacedBox):
            yield Leaf(here, OBJECT, box, _picture_width(box, containing_block))
        elif isinstance(box, boxes.AtomicInlineLevelBox) or not isinstance(box, boxes.InlineBox):
            raise NotOursError("inline-block")
        elif box.style["position"] == "relative":
            raise NotOursError("positioned")
        else:
            left, right = _edges_of(box, containing_block)
            inner = wraps and not left and not right
            if left:
                yield Leaf(here, "", box, left)
            yield from _leaves(box, here, containing_block, wraps=inner)
            if right:
                yield Leaf(here, "", box, right)


def _text_leaf(box: Any, path: tuple[int, ...], *, wraps: bool) -> Leaf:
    style = box.style
    if box.text == FORCED and style["white_space"] == "pre-line":
        return Leaf(path, FORCED, box)
    if style["white_space"] not in {"normal", "nowrap"} or _REFUSED.search(box.text):
        raise NotOursError("preserved")
    if style["font_size"] <= 0:
        raise NotOursError("sizeless")
    if not box.text.isascii() and _RIGHT_TO_LEFT.search(box.text):
        raise NotOursError("right-to-left")
    return Leaf(path, box.text, box, wraps=wraps and style["white_space"] == "normal")


def _picture_width(box: Any, containing_block: Any) -> float:
    from weasyprint.layout.percent import resolve_percentages
    from weasyprint.layout.replaced import inline_replaced_box_layout

    copy = box.copy()
    resolve_percentages(copy, containing_block)
    inline_replaced_box_layout(copy, containing_block)
    return float(copy.margin_width())


def _edges_of(box: Any, containing_block: Any) -> tuple[float, float]:
    """Return the margin, border and padding of an inline box, left and right."""
    from weasyprint.layout.percent import percentage

    widths = []
    for side in ("left", "right"):
        width = float(box.style[f"border_{side}_width"])
        for kind in ("margin", "padding"):
            value = box.style[f"{kind}_{side}"]
            used = percentage(value, box.style, containing_block.width)
            width += 0.0 if used == "auto" else float(used)
        widths.append(width)
    return widths[0], widths[1]
