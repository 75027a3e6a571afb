"""Labels in the book for the places that something in it refers to."""

from __future__ import annotations

import re
from typing import Any, Final

from publish.importing.epub.documents import FATE, Text, is_dropped
from publish.importing.epub.notes import Notes
from publish.importing.epub.xhtml import is_generated, tag
from publish.publication import make_slug

_NAME: Final = re.compile(r"[A-Za-z][\w:.-]*")


def find_labels(text: Text, notes: Notes) -> dict[Any, str]:
    """Return the label of each element that a link leads to, or that we had numbered."""
    wanted: dict[Any, str] = {}
    taken: set[str] = set()
    for document in text.documents:
        for element in document.body.iter():
            if element.get("id") and _is_numbered(element) and not is_dropped(element):
                _enter(element, element.get("id"), wanted, taken)
    for link in text.links():
        if link in notes.bodies or (is_dropped(link) and link.get(FATE) != "reference"):
            continue
        target = text.target(link)
        element = text.element(target)
        if element is None or target is None:
            continue
        if element.get(FATE) not in (None, "note") or _is_apart(element):
            continue
        _enter(element, target[1] or target[0].rsplit("/", 1)[-1].split(".")[0], wanted, taken)
    return wanted


def _is_apart(element: Any) -> bool:
    return any(one.get(FATE) not in (None, "note") for one in element.iterancestors())


def _is_numbered(element: Any) -> bool:
    if tag(element) not in ("figure", "table"):
        return False
    captions = [one for one in element if tag(one) in ("figcaption", "caption")]
    return any(is_generated(one) for caption in captions for one in caption)


def _enter(element: Any, name: str, wanted: dict[Any, str], taken: set[str]) -> None:
    if element in wanted:
        return
    label = name if _NAME.fullmatch(name) and name.isascii() else (make_slug(name) or "place")
    label = label if label[0].isalpha() else f"place-{label}"
    stem, number = label, 1
    while label in taken:
        number += 1
        label = f"{stem}-{number}"
    taken.add(label)
    wanted[element] = label
