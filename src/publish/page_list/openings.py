"""Where in markup a page break may stand: as near before its character as no rule is disturbed.

A break at the beginning of a heading goes before it, inside its section, as DAISY's structure
guidelines have it: in the heading, its number would be read out as part of the title. One at the
beginning of a paragraph goes inside: between two, it would part what styles want side by side.
"""

from __future__ import annotations

import re
from typing import Final

_TAG: Final = re.compile(r'<(?P<name>[\w:.-]+)(?:.*?\sclass="(?P<classes>[^"]*)")?', re.DOTALL)

_MARK: Final = re.compile(r'<a\s[^>]*class="note-mark"')

_BEFORE: Final = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "dfn", "em", "i", "kbd", "mark", "q", "s"}
    | {"ruby", "samp", "small", "span", "strong", "sub", "sup", "u", "var"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "header", "nav"}
)
"""Elements that a break at their beginning goes before."""

_THROUGH: Final = frozenset({"rt", "table", "caption", "thead", "tr", "th"})
"""Elements that may have no break before them, though what they stand in may."""


def opening(body: str, index: int, *, is_contents: bool) -> int:
    """Return where the break stands that belongs before ``body[index]``.

    No character stands between the two. In contents an entry must begin with its link.
    """
    best = at = _before_mark(body, index)
    while (start := _tag_before(body, at)) is not None:
        found = _TAG.match(body, start, at)
        name, classes = (found["name"], found["classes"] or "") if found else ("", "")
        if _stands_before(name, classes) and not (is_contents and name == "a"):
            best = start
        elif name not in _THROUGH and "scroller" not in classes.split():
            break
        at = start
    return best


def _before_mark(body: str, index: int) -> int:
    """Return where the number of a note begins, where nothing but that stands before."""
    end = _spaces_before(body, index)
    if body.startswith("</a>", end - 4):
        start = body.rfind("<", 0, end - 4)
        if _MARK.match(body, start):
            return start
    return index


def _stands_before(name: str, classes: str) -> bool:
    if name == "div":
        return classes == "table"
    return name in _BEFORE and "line" not in classes.split()


def ending(body: str) -> int:
    """Return where a break stands that belongs after all text of a document."""
    inside = body.rstrip()
    return len(inside) - len("</section>") if inside.endswith("</section>") else len(inside)


def _tag_before(body: str, index: int) -> int | None:
    """Return where the opening tag begins that stands directly before, spaces apart."""
    end = _spaces_before(body, index)
    if not end or body[end - 1] != ">" or body[end - 2] == "/":
        return None
    start = body.rfind("<", 0, end)
    return None if start < 0 or body[start + 1] == "/" else start


def _spaces_before(body: str, index: int) -> int:
    """Return where the spaces begin that stand directly before, the index itself without any."""
    while index and body[index - 1] in " \t\r\n":
        index -= 1
    return index
