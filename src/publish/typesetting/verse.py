"""Verse as wide as its longest line, so that margins can centre it on the page.

WeasyPrint 70 knows no ``width: fit-content``; tables and inline blocks, which it does shrink, break
badly over pages. Reading systems do it by ``book.css`` alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

VERSE: Final = "verse"
"""The class of verse in a content document."""


@contextmanager
def verse_fits_its_lines() -> Iterator[None]:
    """Lay out verse whose side margins are both ``auto`` at the width of its longest line.

    Verses of one section share the width of the widest: a poem in parts keeps one edge.
    """
    from weasyprint.layout import block
    from weasyprint.layout.preferred import shrink_to_fit

    original = block.block_box_layout
    widths: dict[Any, float] = {}

    def width_of(context: Any, box: Any, parent: Any) -> float:
        if box.element not in widths:
            verses = [child for child in parent.children if _is_centred(child)]
            width = max(shrink_to_fit(context, verse, parent.width) for verse in verses)
            widths.update((verse.element, width) for verse in verses)
        return widths[box.element]

    def block_box_layout(context: Any, box: Any, *others: Any) -> Any:
        parent = others[2]
        if _is_centred(box) and box.width == "auto":
            box.width = width_of(context, box, parent)
        return original(context, box, *others)

    block.block_box_layout = block_box_layout
    try:
        yield
    finally:
        block.block_box_layout = original


def _is_centred(box: Any) -> bool:
    style, element = box.style, box.element
    return (
        style["margin_left"] == style["margin_right"] == "auto"
        and element is not None
        and box.element_tag == element.tag
        and VERSE in (element.get("class") or "").split()
    )
