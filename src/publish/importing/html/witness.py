"""A second reader of web pages, by another parser: only the words that are shown, in order."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

DEEPEST: Final = 200
"""Elements that may stand in one another."""

_DEAF: Final = frozenset(
    {"script", "style", "template", "head", "title", "textarea", "iframe", "svg", "math", "object"}
)
_BOUNDED: Final = frozenset(
    {"div", "span", "blockquote", "ul", "ol", "dl", "table", "section", "article", "aside", "b"}
    | {"i", "em", "strong", "a", "font", "figure", "center", "big", "small", "sup", "sub", "u"}
)
_INLINE: Final = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins"}
    | {"kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt"}
    | {"u", "var", "wbr", "ruby", "rb"}
)
_CALL: Final = re.compile(r"\s*[\[(]?(?:\d{1,4}|[a-z]{1,2})[\])]?\s*")


class Witness(HTMLParser):
    """Hears the words of a page; ``depth`` is the deepest that its elements stand."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.depth = 0
        self._open = 0
        self._deaf: list[str] = []
        self._link = -1

    @property
    def text(self) -> str:
        """Return the words."""
        return "".join(self.pieces)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element."""
        if tag == "a" and (dict(attrs).get("href") or "").startswith("#"):
            self._link = len(self.pieces)
        if tag in _BOUNDED:
            self._open += 1
            self.depth = max(self.depth, self._open)
        if tag in _DEAF:
            self._deaf.append(tag)
        elif tag == "body":
            self._deaf.clear()
        if tag not in _INLINE:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if tag in _BOUNDED:
            self._open = max(self._open - 1, 0)
        if tag in self._deaf:
            while self._deaf and self._deaf.pop() != tag:
                pass
        if tag == "a" and self._link >= 0:
            if _CALL.fullmatch("".join(self.pieces[self._link :])):  # no part of the word before it
                self.pieces.insert(self._link, " ")
                self.pieces.append(" ")
            self._link = -1
        if tag not in _INLINE:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Hear words."""
        if not self._deaf:
            self.pieces.append(data)


def read_html_witness(text: str) -> Witness:
    """Return what a page says."""
    witness = Witness()
    witness.feed(text)
    witness.close()
    return witness
