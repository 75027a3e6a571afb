"""Verse of content documents, line by line."""

from __future__ import annotations

import re
from typing import Any, Final

from publish.importing.documents.tree import Node, attributes, node, trim
from publish.importing.epub.documents import FATE
from publish.importing.epub.inlines import Inlines, joined, words_as_nodes
from publish.importing.epub.xhtml import classes, kinds, language, tag

_VERSE: Final = re.compile(
    r"verse|poem|poetry|stanza|strophe|line-?group|lg|z3998:(?:verse|poem|song|hymn)", re.IGNORECASE
)
_GROUP: Final = re.compile(r"stanza|strophe|line-?group|lg", re.IGNORECASE)

_LINE_NAMES: Final = (
    "div section blockquote p span br em i b strong a sup sub small cite abbr q s u code img "
)
_LINES: Final = frozenset(_LINE_NAMES.split())


def is_verse(element: Any) -> bool:
    """Return whether an element says that it is verse."""
    return any(_VERSE.fullmatch(one) for one in kinds(element) | set(classes(element)))


def verse_lines(element: Any, inlines: Inlines) -> list[list[Node]]:
    """Return the lines, an empty one between stanzas; none where something in it is no line."""
    if any(tag(one) not in _LINES for one in element.iter() if one.get(FATE) is None):
        return []
    lines: list[list[Node]] = []
    _lines(element, lines, inlines)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _lines(element: Any, lines: list[list[Node]], inlines: Inlines) -> None:
    inner = [one for one in element if tag(one) in ("p", "div", "section", "blockquote")]
    if inner:
        for one in inner:
            if one.get(FATE) is None:
                _lines(one, lines, inlines)
        is_group = any(_GROUP.fullmatch(one) for one in classes(element))
        if is_group and lines and lines[-1]:
            lines.append([])
        return
    label = inlines.label(element)
    line: list[Node] = [node("Span", [attributes(label), []])] if label else []
    tongue = language(element)
    indent = 0
    for one in _pieces(element, inlines):
        if one == "break":
            _enter(line, indent, lines)
            line, indent = [], 0
        elif isinstance(one, int):
            indent = one
        else:
            said = bool(tongue and one and any(x["t"] not in ("Space", "Note") for x in one))
            line += [node("Span", [attributes(lang=tongue), trim(one)])] if said else one
    _enter(line, indent, lines)
    if any(tag(one) == "br" for one in element.iter()) and lines and lines[-1]:
        lines.append([])


def _pieces(element: Any, inlines: Inlines) -> list[Any]:
    pieces: list[Any] = [words_as_nodes(element.text)]
    for one in element:
        if tag(one) == "br":
            pieces.append("break")
        elif "line" in classes(one) and one.get(FATE) is None:
            indent = next((c[7:] for c in classes(one) if c.startswith("indent-")), "")
            pieces += [int(indent) if indent.isdecimal() else 0, inlines.of(one)]
            if one.getnext() is not None and tag(one.getnext()) != "br":
                pieces.append("break")
        else:
            pieces.append(inlines.of(one))
        pieces.append(words_as_nodes(one.tail))
    return pieces


def _enter(line: list[Node], indent: int, lines: list[list[Node]]) -> None:
    inner = trim(joined(line))
    if inner:
        spaces = [node("Str", "\u00a0" * indent)] if indent else []
        lines.append(joined([*spaces, *inner]))
