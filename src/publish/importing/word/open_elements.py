"""The elements of a LibreOffice document: their names, numbers and words."""

from __future__ import annotations

from typing import Any

from publish.importing.word.open_styles import TEXT


def local_of(element: Any) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def first_of(element: Any) -> int:
    """Return the number of the first paragraph in an element, 0 without."""
    one = next(element.iter(f"{TEXT}p", f"{TEXT}h"), None)
    return int(one.get("n", "0")) if one is not None else 0


def count_of(element: Any, name: str) -> int:
    """Return how often an attribute says that something stands, 1 where it does not."""
    text = str(element.get(name, "1"))
    return min(max(int(text), 1), 1000) if text.isdigit() and len(text) < 8 else 1


def spaced(text: str | None) -> str:
    """Return text with its white space as one space, as LibreOffice reads it."""
    if not text:
        return ""
    return "".join(" " if sign in "\n\t\r" else sign for sign in text)
