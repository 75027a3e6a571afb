"""How a paragraph is aligned: filled to the measure, ragged, or in lines of like length."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TITLES: Final = frozenset({"title", "subtitle", "book-title", "book-subtitle"})
"""Classes of titles in content documents, which may be blocks of their own in a heading."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """How lines are chosen and at which edges signs hang; ``name`` is what is counted."""

    name: str
    is_justified: bool = False
    is_balanced: bool = False
    hangs_left: bool = False
    hangs_right: bool = False


JUSTIFIED: Final = Alignment("planned", is_justified=True, hangs_left=True, hangs_right=True)


def alignment_of(line_box: Any) -> Alignment | None:
    """Return how a line box is aligned, or None where the engine is left to do it."""
    style = line_box.style
    align = style["text_align_all"]
    if align == "justify":
        return JUSTIFIED
    if style["text_align_last"] not in {"auto", align}:
        return None
    is_balanced = align == "center" or _is_title(line_box.element)
    return Alignment(
        "balanced" if is_balanced else "ragged",
        is_balanced=is_balanced,
        hangs_left=align in {"left", "start"},
        hangs_right=align in {"right", "end"},
    )


def _is_title(element: Any) -> bool:
    if element is None:
        return False
    return element.tag in _HEADINGS or not _TITLES.isdisjoint(element.get("class", "").split())
