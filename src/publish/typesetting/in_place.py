"""Drop capitals and marks of list items stay with their words: drawn and read where they stand.

WeasyPrint 70 draws floats before all text of the page and positioned boxes after it, as CSS 2.2
has it (appendix E): whoever reads a page's content in order, to copy it or to compare words, meets
a chapter's first letter before its title, and the numbers of a list after the page's last word.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

INITIAL: Final = "drop-cap"
"""The class of a drop capital in a content document."""


@contextmanager
def initials_and_marks_in_place() -> Iterator[None]:
    """Draw them when their turn comes in the text, where layout has put them.

    The engine takes a float that begins a paragraph out of its lines, as a block before them, and
    so a list item's mark; and blocks are drawn in the order of the text.
    """
    from weasyprint import stacking

    original = stacking._dispatch_children

    def dispatch_children(box: Any, *others: Any) -> Any:
        children = getattr(box, "children", ())
        if any(map(_is_ours, children)):
            box = box.copy_with_children(
                [_in_flow(child) if _is_ours(child) else child for child in children]
            )
        return original(box, *others)

    stacking._dispatch_children = dispatch_children
    try:
        yield
    finally:
        stacking._dispatch_children = original


def _is_ours(box: Any) -> bool:
    from weasyprint.formatting_structure.boxes import BlockBox
    from weasyprint.layout.absolute import AbsolutePlaceholder

    if isinstance(box, AbsolutePlaceholder):
        return bool(box._box.element_tag.endswith("::marker"))
    if not isinstance(box, BlockBox) or box.style["float"] == "none" or box.element is None:
        return False
    return INITIAL in (box.element.get("class") or "").split()


def _in_flow(box: Any) -> Any:
    """Return a copy of a box that says it is in flow; where it stands is settled."""
    copy = getattr(box, "_box", box).copy()
    copy.style = copy.style.copy()
    copy.style["float"], copy.style["position"] = "none", "static"
    return copy
