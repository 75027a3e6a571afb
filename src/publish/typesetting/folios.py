"""Folios: which page of the book a page of a unit is, and what stands on it."""

from __future__ import annotations

from typing import Literal

from publish.assemble.numbers import roman

Numbering = Literal["roman", "arabic"]


def folio(number: int, numbering: Numbering) -> str:
    """Return the folio of the page with this number."""
    return roman(number) if numbering == "roman" else str(number)


def is_recto(number: int) -> bool:
    """Return whether a page is a right-hand page: odd in either numbering."""
    return number % 2 == 1
