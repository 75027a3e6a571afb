"""What a stylesheet of the author's takes from the reader: colour, size and face of the text.

Readers set them for their eyes, their hour and their screen. Apple's Asset Guide and Ingram's
requirements for e-books refuse body text that is set otherwise; Kindle forbids its size and colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, get_args

from publish.content.css_rules import read_rules
from publish.content.css_values import text_of
from publish.model.book import Kind, Role

_ELEMENTS: Final = frozenset({"", "*", "article", "body", "div", "html", "main", "p", "section"})
_CLASSES: Final = frozenset({*get_args(Role), *get_args(Kind)}) - {
    "half-title", "title-page", "copyright-page", "dedication", "epigraph", "contents",
}  # fmt: skip
"""Classes of whole divisions of text."""
_PSEUDO_ELEMENT: Final = re.compile(r"::|:(before|after|first-letter|first-line)\b")
_PSEUDO_CLASS: Final = re.compile(r":[\w-]+(\([^()]*\))?")
_COMBINATOR: Final = re.compile(r"\s*[\s>+~]\s*")
_LEFT_OPEN: Final = frozenset(
    {"canvas", "canvastext", "currentcolor", "inherit", "initial", "none", "revert"}
    | {"revert-layer", "transparent", "unset"}
)
_ABSOLUTE: Final = frozenset({"cm", "in", "mm", "pc", "pt", "px", "q"})
_SIZES: Final = frozenset(
    {"xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large"}
)


@dataclass(frozen=True, slots=True)
class Forced:
    """A declaration that takes a choice from the reader: which, of what, and where it stands."""

    choice: str
    declaration: str
    selector: str
    line: int
    column: int


def forced(css: str) -> Iterator[Forced]:
    """Yield the declarations that set the text of an EPUB whatever its reader asks for.

    What is asked for in a colour scheme is an answer to the reader, and counts as none.
    """
    for rule in read_rules([(css, False)]):
        selector = next(filter(_is_body_text, rule.selectors), None)
        if selector is None or any("prefers-color-scheme" in one for one in rule.conditions):
            continue
        for entry in rule.declarations:
            if choice := _choice(entry):
                said = f"{entry.lower_name}: {text_of(entry.value)}"
                said += " !important" if entry.important else ""
                yield Forced(choice, said, selector, entry.source_line, entry.source_column)


def _is_body_text(selector: str) -> bool:
    """Return whether a selector means the text as a whole, and not some part of it."""
    if _PSEUDO_ELEMENT.search(selector):
        return False
    plain = _PSEUDO_CLASS.sub("", selector.replace(":root", "html")).strip()
    return all(_is_text(compound) for compound in _COMBINATOR.split(plain))


def _is_text(compound: str) -> bool:
    if "#" in compound or "[" in compound:
        return False
    element, *classes = compound.split(".")
    return element.lower() in _ELEMENTS and _CLASSES.issuperset(classes)


def _choice(entry: Any) -> str:
    """Return what a declaration decides for the reader, or ``""``."""
    value = text_of(entry.value).lower()
    match entry.lower_name:
        case "color":
            return "" if value in _LEFT_OPEN else "colour"
        case "background" | "background-color":
            return "" if value in _LEFT_OPEN else "background"
        case "font-size":
            return "size" if value in _SIZES or _is_absolute(entry.value) else ""
        case "font":
            return "size" if _is_absolute(entry.value) else ""
        case "line-height":
            return "line height" if _is_absolute(entry.value) else ""
        case "font-family" if entry.important:
            return "face"
        case _:
            return ""


def _is_absolute(tokens: Any) -> bool:
    return any(token.type == "dimension" and token.lower_unit in _ABSOLUTE for token in tokens)
