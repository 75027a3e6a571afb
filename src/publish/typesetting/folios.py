"""Folios: which page of the book a page of a unit is, and what stands on it."""

from __future__ import annotations

from typing import Final, Literal

Numbering = Literal["roman", "arabic"]

_ROMAN: Final = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def roman(number: int) -> str:
    """Return a positive number in small roman numerals."""
    digits = []
    for value, digit in _ROMAN:
        count, number = divmod(number, value)
        digits.append(digit * count)
    return "".join(digits)


def folio(number: int, numbering: Numbering) -> str:
    """Return the folio of the page with this number."""
    return roman(number) if numbering == "roman" else str(number)


def is_recto(number: int) -> bool:
    """Return whether a page is a right-hand page: odd in either numbering."""
    return number % 2 == 1
