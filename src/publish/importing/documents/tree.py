"""pandoc's tree as plain values: how its elements are made, and how one walks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

Node = dict[str, Any]
"""A block or an inline: ``t`` names it, ``c`` holds what is in it."""


def node(kind: str, content: Any = None) -> Node:
    """Return an element."""
    return {"t": kind} if content is None else {"t": kind, "c": content}


def attributes(identifier: str = "", classes: Sequence[str] = (), **pairs: str) -> list[Any]:
    """Return the attributes of an element."""
    return [identifier, list(classes), [[key, value] for key, value in pairs.items() if value]]


def text(words: str) -> list[Node]:
    """Return words as inlines."""
    nodes: list[Node] = []
    for number, word in enumerate(words.split(" ")):
        if number:
            nodes.append(node("Space"))
        if word:
            nodes.append(node("Str", word))
    return nodes


def words_of(value: Any) -> str:
    """Return the words of a part of a tree: those of notes apart, which it leaves out."""
    pieces: list[str] = []
    _collect(value, pieces)
    return "".join(pieces)


def _collect(value: Any, pieces: list[str]) -> None:
    if isinstance(value, list):
        for one in value:
            _collect(one, pieces)
        return
    if not isinstance(value, dict):
        return
    match value.get("t"):
        case "Str":
            pieces.append(value["c"])
        case "Space" | "SoftBreak":
            pieces.append(" ")
        case "LineBreak":
            pieces.append("\n")
        case "Note" | "Cite" | "RawInline" | "RawBlock":
            return
        case "Code" | "CodeBlock" | "Math":
            pieces.append(value["c"][1])
        case "Link" | "Span" | "Div" | "Image":
            _collect(value["c"][1], pieces)
        case "Header":
            _collect(value["c"][2], pieces)
        case "Para" | "Plain":
            _collect(value["c"], pieces)
            pieces.append("\n")
        case _:
            _collect(value.get("c"), pieces)


def walk(value: Any) -> Iterator[Node]:
    """Yield every element of a part of a tree, the outer before the inner."""
    stack = [value]
    while stack:
        one = stack.pop()
        if isinstance(one, list):
            stack.extend(reversed(one))
        elif isinstance(one, dict):
            if "t" in one:
                yield one
            stack.extend(reversed(list(one.values())))


def map_inlines(value: Any, change: Callable[[list[Node]], list[Node]]) -> Any:
    """Return a part of a tree with every list of inlines changed, the inner before the outer."""
    if isinstance(value, list):
        mapped = [map_inlines(one, change) for one in value]
        return change(mapped) if mapped and all(map(is_inline, mapped)) else mapped
    if isinstance(value, dict):
        return {key: map_inlines(one, change) for key, one in value.items()}
    return value


_INLINES = frozenset(
    {"Str", "Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps"}
    | {"Quoted", "Cite", "Code", "Space", "SoftBreak", "LineBreak", "Math", "RawInline", "Link"}
    | {"Image", "Note", "Span"}
)


def is_inline(value: Any) -> bool:
    """Return whether a value is an inline."""
    return isinstance(value, dict) and value.get("t") in _INLINES


def trim(inlines: Iterable[Node]) -> list[Node]:
    """Return inlines without spaces and breaks at their ends."""
    kept = list(inlines)
    while kept and kept[0]["t"] in ("Space", "SoftBreak", "LineBreak"):
        kept.pop(0)
    while kept and kept[-1]["t"] in ("Space", "SoftBreak", "LineBreak"):
        kept.pop()
    return kept
