"""Trim sizes by the names that printers use, and page sizes in units."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_UNITS: Final[Mapping[str, float]] = MappingProxyType(
    {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "q": 72 / 101.6, "pc": 12.0}
)

_NAMED: Final[Mapping[str, tuple[float, float, str]]] = MappingProxyType(
    {
        "a4": (210, 297, "mm"),
        "a5": (148, 210, "mm"),
        "a6": (105, 148, "mm"),
        "b5": (176, 250, "mm"),
        "a-format": (111, 178, "mm"),
        "b-format": (129, 198, "mm"),
        "c-format": (135, 216, "mm"),
        "demy": (138, 216, "mm"),
        "royal": (156, 234, "mm"),
        "crown-quarto": (189, 246, "mm"),
        "pocket": (4.25, 6.87, "in"),
        "digest": (5.5, 8.5, "in"),
        "us-trade": (6, 9, "in"),
        "us-letter": (8.5, 11, "in"),
        "kdp-5x8": (5, 8, "in"),
        "kdp-5.06x7.81": (5.06, 7.81, "in"),
        "kdp-5.25x8": (5.25, 8, "in"),
        "kdp-5.5x8.5": (5.5, 8.5, "in"),
        "kdp-6x9": (6, 9, "in"),
        "kdp-6.14x9.21": (6.14, 9.21, "in"),
        "kdp-7x10": (7, 10, "in"),
        "kdp-8x10": (8, 10, "in"),
        "kdp-8.5x11": (8.5, 11, "in"),
    }
)

TRIM_SIZES: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {
        name: (width * _UNITS[unit], height * _UNITS[unit])
        for name, (width, height, unit) in _NAMED.items()
    }
)
"""Width and height in points of every trim size that has a name."""

SMALLEST: Final = 144.0
LARGEST: Final = 2000.0
"""Bounds in points, of either side: two inches, and more than any press takes for a book."""

_SIZE: Final = re.compile(
    r"(\d+(?:\.\d+)?)\s*(pt|mm|cm|in|q|pc)?\s*[x×*]\s*(\d+(?:\.\d+)?)\s*(pt|mm|cm|in|q|pc)",
    re.IGNORECASE,
)


def parse_page(text: str) -> tuple[float, float]:
    """Return width and height in points of ``"a5"``, ``"148mm x 210mm"`` or ``"6 x 9 in"``.

    Raises ``ValueError`` for a name or a size that no book has.
    """
    name = text.strip().lower()
    if name in TRIM_SIZES:
        return TRIM_SIZES[name]
    match = _SIZE.fullmatch(name)
    if match is None:
        raise ValueError(f'"{text}" is neither a trim size nor a width and height in units')
    width, first, height, second = match.groups()
    size = (float(width) * _UNITS[first or second], float(height) * _UNITS[second])
    if not all(SMALLEST <= side <= LARGEST for side in size):
        raise ValueError(f'"{text}" is not the size of a book\'s page')
    return size
