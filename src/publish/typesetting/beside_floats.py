"""How much room the lines of a paragraph have beside floats: drop capitals, small pictures."""

from __future__ import annotations

from typing import Any, Final

from publish.typesetting.paragraph_leaves import NotOursError

Insets = tuple[tuple[float, float], ...]
"""How far each of the first lines stands in from either side of the measure."""

_EDGE: Final = 0.01
"""Pixels by which a line may reach into a float's height: sums of floats differ by less."""

_MOST: Final = 40
"""Lines beside a float that we count one by one."""

_NARROWEST: Final = 8.0
"""Ems of a line that can still be justified."""


def insets_beside_floats(
    context: Any, line_box: Any, containing_block: Any, position_y: float
) -> Insets:
    """Return how far lines that begin here stand in; nothing where no float is beside them.

    Lines are taken to be as high as the paragraph's strut. Raises ``NotOursError`` where they
    would be too many or too narrow.
    """
    from weasyprint.text.line_break import strut

    shapes = [
        shape
        for shape in context.excluded_shapes
        if shape.position_y + shape.margin_height() > position_y + _EDGE
    ]
    if not shapes:
        return ()
    height, _ = strut(line_box.style)
    foot = max(shape.position_y + shape.margin_height() for shape in shapes)
    if height <= 0 or foot - position_y > height * _MOST:
        raise NotOursError("beside a float")
    insets = []
    top = position_y
    while top < foot - _EDGE:
        insets.append(_insets(shapes, top, top + height, containing_block))
        top += height
    narrowest = containing_block.width - max(left + right for left, right in insets)
    if narrowest < _NARROWEST * line_box.style["font_size"]:
        raise NotOursError("beside a float")
    return tuple(insets)


def _insets(
    shapes: list[Any], top: float, bottom: float, containing_block: Any
) -> tuple[float, float]:
    start = containing_block.content_box_x()
    end = start + containing_block.width
    left = right = 0.0
    for shape in shapes:
        shape_bottom = shape.position_y + shape.margin_height()
        if shape.position_y < bottom - _EDGE and shape_bottom > top + _EDGE:
            if shape.style["float"] in {"left", "inline-start"}:
                left = max(left, shape.position_x + shape.margin_width() - start)
            else:
                right = max(right, end - shape.position_x)
    return left, right
