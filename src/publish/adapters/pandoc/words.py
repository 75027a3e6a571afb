"""The words of a part of pandoc's tree: enough to find in the source what they were written as."""

from __future__ import annotations

from publish.adapters.pandoc.program import Json

BREAK = "\n"
"""Stands where the source has marks that the tree does not show."""


def words_of(value: Json) -> str:
    """Return the words of a part of the tree."""
    if isinstance(value, list):
        return "".join(map(words_of, value))
    if not isinstance(value, dict):
        return ""
    match value.get("t"):
        case "Str":
            return str(value["c"])
        case "Space" | "SoftBreak" | "LineBreak":
            return " "
        case "Note" | "Cite" | "Math" | "RawInline":
            return BREAK
        case "Code" | "CodeBlock":
            return str(value["c"][1])
        case "Link" | "Span" | "Div":
            return words_of(value["c"][1])
        case _:
            return words_of(value.get("c"))


def first_row(head: Json, bodies: Json) -> list[str]:
    """Return the words of the cells of a table's first row that has any."""
    rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3]))]
    for row in rows:
        words = [text for cell in row[1] if (text := words_of(cell[4]).strip())]
        if words:
            return words
    return []
