"""How narrow a screen may be for a table, as far as its words can tell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from publish.content.plain import plain
from publish.model.blocks import Cell, Table
from publish.model.walk import each_block, lines_of

_FITS: Final = (15, 20, 26, 34, 44)
"""Widths in em of the text, which ``styles/epub.css`` knows."""
_LETTER: Final = 0.5
"""The width of a letter in em, with some to spare: most are .4 wide."""
_PADDING: Final = 1.0
_BREAK: Final = re.compile(r"[\s\u200b]+|(?<=[-–—/])")


def fitting_class(table: Table) -> str:
    """Return the class of the narrowest screen on which no word of the table need be cut.

    ``""`` for a table that is wider than any.
    """
    widest: dict[int, float] = {}
    for row in (*table.head, *(row for body in table.bodies for row in body), *table.foot):
        for column, cell in _placed(row):
            widest[column] = max(widest.get(column, 0.0), _width(cell) / cell.columns)
    needed = sum(width + _PADDING for width in widest.values())
    return next((f"fits-{width}" for width in _FITS if needed <= width), "")


def _placed(row: tuple[Cell, ...]) -> Iterator[tuple[int, Cell]]:
    column = 0
    for cell in row:
        yield column, cell
        column += cell.columns


def _width(cell: Cell) -> float:
    runs = (plain(line) for block in each_block(cell.blocks) for line in lines_of(block))
    words = (word for run in runs for word in _BREAK.split(run))
    return max(map(_word_width, words), default=0.0)


def _word_width(word: str) -> float:
    """Return the width of a word; lines break between any two wide characters."""
    if any(unicodedata.east_asian_width(sign) in "WF" for sign in word):
        return 1.0
    return _LETTER * len(word)
