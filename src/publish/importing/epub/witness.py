"""The words that an import owes: the text nodes of the documents in order, by a walk of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from publish.importing.epub.documents import FATE
from publish.importing.epub.xhtml import tag

_NAMES: Final = (
    "a abbr acronym b bdi bdo big cite code data del dfn em "
    "font i ins kbd mark q rb rbc rtc s samp small span "
    "strike strong sub sup time tt u var wbr label ruby img image "
)
_WITHIN: Final = frozenset(_NAMES.split())
"""Elements that do not part words; all others do."""


def words_owed(elements: Sequence[Any], bodies: dict[Any, list[Any]]) -> tuple[str, list[str]]:
    """Return the running text of elements, and of each note in the order of the calls."""
    pieces: list[str] = []
    notes: list[str] = []
    for element in elements:
        _walk(element, pieces, notes, bodies)
    return "".join(pieces), notes


def _walk(element: Any, pieces: list[str], notes: list[str], bodies: dict[Any, list[Any]]) -> None:
    if not isinstance(element.tag, str):
        return
    if element in bodies:
        own: list[str] = []
        inner: list[str] = []
        for body in bodies[element]:
            _inside(body, own, inner, bodies)
            own.append("\n")
        notes.append("".join(own))
        notes += inner
        return
    if element.get(FATE) is not None:
        return
    if tag(element) == "ruby":
        _ruby(element, pieces, notes, bodies)
        return
    border = "" if tag(element) in _WITHIN else "\n"
    pieces.append(border)
    _inside(element, pieces, notes, bodies)
    pieces.append(border)


def _inside(
    element: Any, pieces: list[str], notes: list[str], bodies: dict[Any, list[Any]]
) -> None:
    pieces.append(element.text or "")
    for one in element:
        _walk(one, pieces, notes, bodies)
        pieces.append(one.tail or "")


def _ruby(element: Any, pieces: list[str], notes: list[str], bodies: dict[Any, list[Any]]) -> None:
    """Enter characters with their reading after them in brackets, as the manuscript has it."""
    readings: list[str] = []
    for one, said in [(None, element.text), *((one, one.tail) for one in element)]:
        base: list[str] = []
        if one is not None and tag(one) in ("rt", "rtc"):
            _inside(one, readings, notes, bodies)
        elif one is not None:
            _walk(one, base, notes, bodies)
        base.append((said or "").strip())
        if readings and "".join(base).strip():
            pieces.append(f"({''.join(readings)})")
            readings = []
        pieces += base
    pieces.append(f"({''.join(readings)})" if readings else "")
