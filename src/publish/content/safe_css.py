"""Keep a stylesheet inside the book: nothing in it may fetch what the book does not hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import tinycss2

_FETCHING: Final = frozenset({"url", "src", "image", "image-set", "-webkit-image-set"})
_REFUSED_RULES: Final[dict[str, str]] = {
    "import": "Put the rules into this file.",
    "font-face": "Name the font's file under `[fonts]` in book.toml.",
}
_ADDRESS_HINT: Final = "Remove it, or give a small picture as a data: address."

Nodes = Iterable[Any]
"""Nodes of tinycss2, which has no types."""


@dataclass(frozen=True, slots=True)
class Breach:
    """Something that reaches out of the book: what, where in its file, and what to do instead."""

    what: str
    line: int
    column: int
    hint: str


def confine(css: str) -> tuple[str, tuple[Breach, ...]]:
    """Return the stylesheet without what reaches out of the book, and what that was.

    ``@import`` and ``@font-face`` go; of ``url()`` and its kin only ``data:`` addresses and
    fragments stay, else the whole declaration goes. A sheet without any is returned as it stands.
    """
    breaches: list[Breach] = []
    kept = _confined(tinycss2.parse_stylesheet(css), breaches)
    return (tinycss2.serialize(kept) if breaches else css), tuple(breaches)


def _confined(rules: Nodes, breaches: list[Breach]) -> list[Any]:
    kept = []
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword in _REFUSED_RULES:
            keyword = rule.lower_at_keyword
            what = f"@{keyword} {tinycss2.serialize(rule.prelude).strip()}".strip()
            breaches.append(
                Breach(what, rule.source_line, rule.source_column, _REFUSED_RULES[keyword])
            )
            continue
        if getattr(rule, "content", None):
            rule.content = _confined_content(rule.content, breaches)
        kept.append(rule)
    return kept


def _confined_content(content: Nodes, breaches: list[Breach]) -> list[Any]:
    """Return the tokens of a block without the declarations that fetch, at any depth."""
    kept: list[Any] = []
    piece: list[Any] = []
    for node in content:
        if node.type == "{} block":
            node.content = _confined_content(node.content, breaches)
        piece.append(node)
        if node.type == "{} block" or node == ";":
            kept += _unless_fetching(piece, breaches)
            piece = []
    return kept + _unless_fetching(piece, breaches)


def _unless_fetching(piece: list[Any], breaches: list[Breach]) -> list[Any]:
    found = [
        Breach(address, token.source_line, token.source_column, _ADDRESS_HINT)
        for token, address in _addresses(piece)
        if not address.strip().lower().startswith(("data:", "#"))
    ]
    breaches += found
    return [] if found else piece


def _addresses(tokens: Nodes, fetching: bool = False) -> Iterator[tuple[Any, str]]:
    for token in tokens:
        if token.type == "url" or (fetching and token.type == "string"):
            yield token, token.value
        elif token.type == "function":
            yield from _addresses(token.arguments, token.lower_name in _FETCHING)
        elif token.type in ("() block", "[] block"):
            yield from _addresses(token.content)
