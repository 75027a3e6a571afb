"""Tables of content documents as pandoc's tree has them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from publish.importing.documents.tree import Node, attributes, node
from publish.importing.epub.documents import FATE
from publish.importing.epub.xhtml import classes, tag

Blocks = Callable[[Any], list[Node]]


def table_of(element: Any, blocks: Blocks, identifier: str) -> Node:
    """Return a table; ``blocks`` gives what is in a caption or a cell."""
    caption: list[Node] = []
    heads: list[list[Any]] = []
    rows: list[list[Any]] = []
    feet: list[list[Any]] = []
    for child in element:
        if child.get(FATE) is not None:
            continue
        if tag(child) == "caption":
            caption += blocks(child)
        elif tag(child) in ("thead", "tbody", "tfoot"):
            own = [_cells(one) for one in child if tag(one) == "tr" and one.get(FATE) is None]
            part = {"thead": heads, "tbody": rows, "tfoot": feet}[tag(child)]
            part += own
        elif tag(child) == "tr":
            cells = _cells(child)
            is_head = not rows and not heads and cells and all(tag(one) == "th" for one in cells)
            (heads if is_head else rows).append(cells)
    if feet and not rows:
        rows, feet = feet, []
    width = max(_width(heads), _width(rows), _width(feet), 1)
    columns = [[_alignment(rows, number), node("ColWidthDefault")] for number in range(width)]
    made = [_row(row, blocks) for row in (*heads, *rows, *feet)]
    first, last = len(heads), len(heads) + len(rows)
    parts = [
        attributes(identifier),
        [None, caption],
        columns,
        [attributes(), made[:first]],
        [[attributes(), 0, [], made[first:last]]],
        [attributes(), made[last:]],
    ]
    return node("Table", parts)


def _width(rows: list[list[Any]]) -> int:
    """Return how many columns rows take, with the cells that reach into rows below them."""
    width = 0
    reaching: list[tuple[int, int]] = []
    for row in rows:
        own = [(_span(one, "colspan"), _span(one, "rowspan")) for one in row]
        width = max(width, sum(columns for columns, _ in [*own, *reaching]))
        reaching = [(columns, left - 1) for columns, left in [*own, *reaching] if left > 1]
    return width


def _cells(row: Any) -> list[Any]:
    return [one for one in row if tag(one) in ("td", "th") and one.get(FATE) is None]


def _span(cell: Any, name: str) -> int:
    value = cell.get(name) or "1"
    return min(max(int(value), 1), 100) if value.isdecimal() and len(value) < 5 else 1


def _row(cells: list[Any], blocks: Blocks) -> list[Any]:
    made = []
    for cell in cells:
        inner = blocks(cell)
        if len(inner) == 1 and inner[0]["t"] == "Para":
            inner = [node("Plain", inner[0]["c"])]
        place = node("AlignDefault")
        made.append([attributes(), place, _span(cell, "rowspan"), _span(cell, "colspan"), inner])
    return [attributes(), made]


def _alignment(rows: list[list[Any]], number: int) -> Node:
    for row in rows[:1]:
        if number < len(row):
            said = " ".join(
                [
                    *classes(row[number]),
                    row[number].get("style") or "",
                    row[number].get("align") or "",
                ]
            )
            for word in ("right", "center", "left"):
                if word in said:
                    return node(f"Align{word.capitalize()}")
    return node("AlignDefault")
