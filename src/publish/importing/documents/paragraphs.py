"""What is known of a paragraph of a document beside its words, and the marks that lead back to it.

Before pandoc reads a document, each of its paragraphs gets a mark at its head, and what pandoc has
no word for gets one where it stands. The marks are of characters that no text has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
MARK: Final = re.compile(f"{_OPEN}([A-Z])([0-9]+){_CLOSE}")
SENTINELS: Final = re.compile(f"[{_OPEN}{_CLOSE}]")


def mark(kind: str, number: int) -> str:
    """Return the mark of a thing; ``kind`` is a capital letter."""
    return f"{_OPEN}{kind}{number}{_CLOSE}"


@dataclass(slots=True)
class Facts:
    """A paragraph of the source: ``number`` counts from 1, through tables and boxes and notes.

    ``role`` is what its style means: a word of ``styles.toml``, or ``""`` where nothing tells.
    ``size`` is in points, 0 where unknown. ``alignment`` is "left", "right", "center" or "both".
    ``bold``, ``italic`` and ``caps`` are of the whole paragraph. ``indent`` are the ems that it is
    set in at the left and at the right, in points. ``is_apart`` is whether it stands in a table,
    a note or a box. ``counted`` is the series that a number in it counts ("Figure"), which with its
    number ends at ``label_end``. ``labels`` are the bookmarks in it that something refers to.
    """

    number: int
    style: str = ""
    role: str = ""
    alignment: str = ""
    bold: bool = False
    italic: bool = False
    caps: bool = False
    size: float = 0.0
    indent: tuple[float, float] = (0.0, 0.0)
    is_listed: bool = False
    is_apart: bool = False
    starts_page: bool = False
    is_joined: bool = False
    text: str = ""
    counted: str = ""
    label_end: int = 0
    labels: list[str] = field(default_factory=list)
