"""Labels and links of a finished manuscript: every link leads to a label that stands somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from publish.importing.documents.tree import Node, attributes, node, walk, words_of
from publish.publication import make_slug

_NAMED: Final = ("Span", "Div", "Figure", "Table", "CodeBlock", "Image", "Code", "Link")


def settle(chapters: Sequence[list[Node]]) -> int:
    """Give each place one label and let links follow; return how many links became words."""
    for blocks in chapters:
        for number, block in enumerate(blocks):
            if block["t"] != "Header":
                blocks[number] = _without_headings(block)
    names: dict[str, str] = {}
    for one in walk(list(chapters)):
        if one["t"] == "Header":
            _take_labels(one, names)
    titles = {
        make_slug(words_of(one["c"][2]))
        for one in walk(list(chapters))
        if one["t"] == "Header" and not one["c"][1][0]
    }
    stand: set[str] = set()
    for one in walk(list(chapters)):
        own = _attributes(one)
        if own and own[0]:
            if own[0] in titles and one["t"] != "Header":
                names[own[0]] = own[0] = f"{own[0]}-place"
            stand.add(own[0])
    lost = 0
    for one in walk(list(chapters)):
        if one["t"] != "Link" or not one["c"][2][0].startswith("#"):
            continue
        label = one["c"][2][0][1:]
        label = names.get(label, label)
        one["c"][2][0] = f"#{label}"
        if label not in stand:
            lost += 1
            inner = one["c"][1]
            one.clear()
            one.update(node("Span", [attributes(), inner]))
    return lost


def _attributes(one: Node) -> Any:
    """Return the attributes of an element, ``None`` where it has none."""
    places = {"Header": 1} | dict.fromkeys(_NAMED, 0)
    return one["c"][places[one["t"]]] if one["t"] in places else None


def _without_headings(value: Any) -> Any:
    """Return blocks with the headings in them, which no book can have there, as strong lines."""
    if isinstance(value, list):
        return [_without_headings(one) for one in value]
    if not isinstance(value, dict):
        return value
    if value.get("t") == "Header":
        label = value["c"][1][0]
        place = [node("Span", [attributes(label), []])] if label else []
        return node("Para", [*place, node("Strong", value["c"][2])])
    return {key: _without_headings(one) for key, one in value.items()}


def _take_labels(header: Node, names: dict[str, str]) -> None:
    """Let the labels in a heading be names of the one that the heading has."""
    found: list[str] = []
    header["c"][2] = _without_labels(header["c"][2], found)
    own = header["c"][1]
    for label in found:
        if own[0]:
            names[label] = own[0]
        else:
            own[0] = label


def _without_labels(value: Any, found: list[str]) -> Any:
    if isinstance(value, list):
        kept = []
        for one in value:
            if isinstance(one, dict) and one.get("t") == "Span" and one["c"][0][0]:
                found.append(one["c"][0][0])
                if not one["c"][1]:
                    continue
                one["c"][0][0] = ""
            kept.append(_without_labels(one, found))
        return kept
    if isinstance(value, dict):
        return {key: _without_labels(one, found) for key, one in value.items()}
    return value
