"""The text of a content document by the places where it stands, tag by tag."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from typing import Final

TEXT: Final = "text"
"""The place of what stands in no element that is set apart; the names of the others say why."""

CONTENTS: Final = "contents"
MARKS: Final = "note marks"
_HEAD: Final = "head"

_VOID_NAMES: Final = "area base br col embed hr img input link meta param source track wbr"
_WITHIN_NAMES: Final = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i image img ins kbd label mark q "
    "rb rbc rp rt rtc ruby s samp small span strike strong sub sup time tt u var wbr"
)
_VOID: Final = frozenset(_VOID_NAMES.split())
_WITHIN: Final = frozenset(_WITHIN_NAMES.split())
"""Elements that do not part words; all others do."""

_COUNTED: Final = {"math": "formulas", "table": "tables", "img": "pictures", "image": "pictures"}
_PLACES: Final = {
    **dict.fromkeys(("script", "style", "template", "rp", "title", "desc", "metadata"), "unseen"),
    **dict.fromkeys(("audio", "video", "iframe", "canvas", "noscript"), "beside media"),
    **dict.fromkeys(("rt", "rtc"), "readings"),
    "math": "formulas",
    "svg": "drawings",
    "switch": "alternatives",
}
_KINDS: Final = {
    "pagebreak": "page numbers",
    **dict.fromkeys(("noteref", "backlink", "referrer"), MARKS),
}
_LINE_NUMBERS: Final = frozenset({"lnum", "linenum", "line-number", "linenumber"})
_MARK: Final = re.compile(r"\s*[\[({]?\s*(?:\d{1,4}|[*†‡§¶‖]{1,4})\s*[\])}]?\.?\s*")
_UNSEEN: Final = re.compile(r"display\s*:\s*none")

Attributes = dict[str, str]


class Reader(HTMLParser):
    """Reads a document: ``pieces`` by place, ``linked`` what links inside the book say of it.

    ``calls`` are the addresses of links that say that they call a note, ``names`` what can be led
    to.
    """

    def __init__(self, *, is_navigation: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: dict[str, list[str]] = {}
        self.linked: list[str] = []
        self.numbers: Counter[str] = Counter()
        self.calls: list[str] = []
        self.names: set[str] = set()
        self._is_navigation = is_navigation
        self._open: list[tuple[str, str]] = []
        self._link: int | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name, own = self._enter(tag, attrs)
        if name not in _VOID:
            self._open.append((name, self._place(name, own)))
        self._part(name)
        if name == "a" and ":" not in own.get("href", ":"):
            self._link = len(self.pieces.get(TEXT, ()))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name, _ = self._enter(tag, attrs)
        self._part(name)

    def handle_endtag(self, tag: str) -> None:
        name = tag.rsplit(":", 1)[-1]
        if name == "a":
            self._close_link()
        self._part(name)
        if any(one == name for one, _ in self._open):
            while self._open.pop()[0] != name:
                pass
        self._part(name)

    def handle_data(self, data: str) -> None:
        place = self._open[-1][1] if self._open else _HEAD
        if place != _HEAD:
            self.pieces.setdefault(place, []).append(data)

    def unknown_decl(self, data: str) -> None:
        if data.startswith("CDATA["):
            self.handle_data(data.removeprefix("CDATA["))

    def _close_link(self) -> None:
        """Let the words of a link inside the book that are but a number be a mark."""
        if self._link is not None:
            text = self.pieces.get(TEXT, [])
            said = [*text[self._link :], " "]
            self.linked += said
            self.numbers["links"] += 1
            if _MARK.fullmatch("".join(said)):
                self.pieces.setdefault(MARKS, []).extend(said)
                text[self._link :] = [" "]
        self._link = None

    def _part(self, name: str) -> None:
        if name not in _WITHIN:
            for pieces in self.pieces.values():
                if pieces and pieces[-1] != " ":
                    pieces.append(" ")

    def _enter(self, tag: str, attrs: list[tuple[str, str | None]]) -> tuple[str, Attributes]:
        name = tag.rsplit(":", 1)[-1]
        own = {key: value or "" for key, value in attrs}
        self.names |= {own[key] for key in ("id", "name") if key in own}
        if name == "a" and "noteref" in _said(own):
            self.calls.append(own.get("href", ""))
        if name in _COUNTED:
            self.numbers[_COUNTED[name]] += 1
        if name == "img" and own.get("alt"):
            self.pieces.setdefault("alternative text", []).append(f" {own['alt']} ")
        return name, own

    def _place(self, name: str, own: Attributes) -> str:
        """Return what the words in an element are: what is said of the outermost one counts."""
        around = self._open[-1][1] if self._open else _HEAD
        if around == _HEAD and name not in ("body", "svg"):
            return _HEAD
        if around not in (_HEAD, TEXT):
            return around
        if name in _PLACES:
            return _PLACES[name]
        said = _said(own)
        if name == "nav" or (self._is_navigation and re.fullmatch(r"h[1-6]", name)):
            return CONTENTS
        if "hidden" in own or _UNSEEN.search(own.get("style", "")):
            return "hidden"
        if _LINE_NUMBERS & set(own.get("class", "").split()):
            return "line numbers"
        return next((place for kind, place in _KINDS.items() if kind in said), TEXT)


def _said(own: Attributes) -> set[str]:
    roles = own.get("role", "").split()
    return {*own.get("epub:type", "").split(), *(one.removeprefix("doc-") for one in roles)}
