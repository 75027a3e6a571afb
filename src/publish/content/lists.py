"""Lists: with bullets, with numbers, of definitions."""

from __future__ import annotations

from collections.abc import Callable

from publish.content.draft import Draft
from publish.content.inlines import write_inlines
from publish.content.xhtml import attribute
from publish.model.blocks import (
    Blocks,
    BulletList,
    DefinitionList,
    ListStyle,
    OrderedList,
    first_span,
)

WriteItem = Callable[[Draft, Blocks], None]

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def write_list(draft: Draft, block: BulletList | OrderedList, write_item: WriteItem) -> None:
    """Write a list with bullets or numbers."""
    name, attributes = "ul", ""
    if isinstance(block, OrderedList):
        name = "ol"
        attributes = attribute("start", str(block.start) if block.start != 1 else None)
        attributes += attribute("type", block.style if block.style != "1" else None)
    draft.write(f"<{name}{attributes}>\n")
    for item in block.items:
        draft.write(f"<li{draft.at(first_span(item))}>")
        write_item(draft, item)
        draft.write("</li>\n")
    draft.write(f"</{name}>\n")


def write_definition_list(draft: Draft, block: DefinitionList, write_item: WriteItem) -> None:
    """Write terms and what they mean."""
    draft.write(f"<dl{draft.at(block.span)}>\n")
    for item in block.items:
        draft.write("<dt>")
        write_inlines(draft, item.term)
        draft.write("</dt>\n")
        for explanation in item.explanations:
            draft.write(f"<dd{draft.at(first_span(explanation))}>")
            write_item(draft, explanation)
            draft.write("</dd>\n")
    draft.write("</dl>\n")


def ordinal(number: int, style: ListStyle) -> str:
    """Return an item's number as HTML's ``type`` would show it."""
    if number < 1 or style == "1":
        return str(number)
    text = _roman(number) if style in "iI" else _alphabetic(number)
    return text.upper() if style.isupper() else text


def _roman(number: int) -> str:
    text = ""
    for value, numeral in _ROMAN:
        count, number = divmod(number, value)
        text += numeral * count
    return text


def _alphabetic(number: int) -> str:
    text = ""
    while number:
        number, letter = divmod(number - 1, 26)
        text = chr(ord("a") + letter) + text
    return text
