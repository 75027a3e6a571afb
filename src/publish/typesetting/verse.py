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

_WHOLES: Final = frozenset({"body", "section"})


@contextmanager
def verse_fits_its_lines() -> Iterator[None]:
    """Lay out verse whose side margins are both ``auto`` at the width of its longest line.

    Verses with nothing but breaks between them share the width of the widest: a poem in parts, or
    beside its translation, keeps one edge.
    """
    from weasyprint.layout import block
    from weasyprint.layout.preferred import max_content_width

    original = block.block_box_layout
    widths: dict[Any, float] = {}
    seen: set[Any] = set()

    def block_box_layout(context: Any, box: Any, *others: Any, **named: Any) -> Any:
        if box.element_tag in _WHOLES and box.element not in seen:
            for poem in _poems(box, seen):
                width = max(max_content_width(context, verse, outer=False) for verse in poem)
                widths.update((verse.element, width) for verse in poem)
        if _is_centred(box) and box.width == "auto" and box.element in widths:
            box.width = min(widths[box.element], others[2].width)
        return original(context, box, *others, **named)

    block.block_box_layout = block_box_layout
    try:
        yield
    finally:
        block.block_box_layout = original


def _poems(whole: Any, seen: set[Any]) -> Iterator[list[Any]]:
    """Yield the verses of a section that stand together; all its elements are seen then."""
    poem: list[Any] = []
    waiting = [whole]
    while waiting:
        box = waiting.pop()
        seen.add(box.element)
        if _is_centred(box):
            poem.append(box)
        elif _has_lines(box) and not _is_break(box):
            if poem:
                yield poem
            poem = []
        else:
            waiting.extend(reversed(getattr(box, "children", ())))
    if poem:
        yield poem


def _has_lines(box: Any) -> bool:
    from weasyprint.formatting_structure.boxes import LineBox, ReplacedBox

    return isinstance(box, ReplacedBox) or any(
        isinstance(child, LineBox) for child in getattr(box, "children", ())
    )


def _is_break(box: Any) -> bool:
    return bool(box.element_tag.startswith("hr"))


def _is_centred(box: Any) -> bool:
    style, element = box.style, box.element
    return (
        style["margin_left"] == style["margin_right"] == "auto"
        and element is not None
        and box.element_tag == element.tag
        and VERSE in (element.get("class") or "").split()
    )
