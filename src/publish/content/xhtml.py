"""XHTML as strings: what must be escaped where, and the attributes that many elements share."""

from __future__ import annotations

import re
from typing import Final, get_args

from publish.model.book import Kind
from publish.model.directions import is_right_to_left

GENERATED: Final = ' data-generated=""'
"""Marks an element whose words are ours, not the author's."""

_SHORT: Final = re.compile(r"(?<![0-9A-Za-z.,:/&#-])([0-9]{1,2}|[!?]{2})(?![0-9A-Za-z.,:/;!?-])")

_RESERVED: Final = frozenset({*get_args(Kind)} - {"dedication", "epigraph"}) | frozenset(
    {"attribution", "author", "back", "book-subtitle", "book-title", "citation", "code"}
    | {"contributor", "edition", "editor", "endnotes", "entries", "entry", "figure", "folio"}
    | {"description", "doi", "description-back", "description-link", "formula", "formula-display"}
    | {"generated", "isbn", "issn", "label", "leader", "line", "note", "opening"}
    | {"page-reference", "place", "publisher", "reference", "rights", "role"}
    | {"scene-break", "series", "stanza", "subtitle", "table", "title", "uri", "verse"}
    | {"code-line", "scroller"}
)
"""Classes with a meaning of ours; an author's class of the same name must not take it on."""


def escape_text(value: str) -> str:
    """Return text as the content of an element."""
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def upright(escaped: str) -> str:
    """Return text for lines down the page: one or two figures, ``!!`` and ``!?`` stand upright.

    A longer number, and one that is part of something in Latin letters, lies with the line.
    """
    return _SHORT.sub(r'<span class="upright">\1</span>', escaped)


def escape_attribute(value: str) -> str:
    """Return text as the value of an attribute in double quotes."""
    escaped = escape_text(value).replace('"', "&quot;")
    return escaped.replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;")


def attribute(name: str, value: str | None) -> str:
    """Return an attribute with the space before it, or nothing for no value."""
    return f' {name}="{escape_attribute(value)}"' if value else ""


def language_attributes(language: str, enclosing: str) -> str:
    """Return the attributes of an element in another language than the one around it."""
    if language == enclosing:
        return ""
    value = escape_attribute(language)
    marked = f' lang="{value}" xml:lang="{value}"'
    direction = _direction(language)
    return marked if direction == _direction(enclosing) else f'{marked} dir="{direction}"'


def code_direction(enclosing: str) -> str:
    """Return the attribute of program text, which runs from left to right in every language."""
    return ' dir="ltr"' if _direction(enclosing) == "rtl" else ""


def class_names(classes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the author's classes as names of ours cannot be mistaken for: ``note`` is not a note.

    Characters that a selector would have to escape become hyphens.
    """
    named = (re.sub(r"[^\w-]+", "-", name).strip("-") for name in classes)
    return tuple(
        f"author-{name}" if name in _RESERVED or name.startswith(("note-", "fits-")) else name
        for name in named
        if name
    )


def class_attribute(*classes: str) -> str:
    """Return the class attribute, or nothing for no class."""
    return attribute("class", " ".join(filter(None, classes)))


def _direction(language: str) -> str:
    return "rtl" if is_right_to_left(language) else "ltr"
