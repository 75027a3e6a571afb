"""Paragraphs set again in a line more or less, where the pages ask for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from publish.typesetting.galley_reader import Stock
from publish.typesetting.leaves import Leaf
from publish.typesetting.pages.model import Galley, Setting
from publish.typesetting.row_reader import line_rows

_PRICE: Final = 15.0
"""What a paragraph costs that is not set at its best, however well it is."""

_DEMERITS: Final = 500.0
"""Demerits of lines that weigh as much as one unit of the page planner's costs."""


class Alternatives:
    """The other settings of a unit's paragraphs, made when they are asked for."""

    def __init__(self, stock: Stock, galley: Galley) -> None:
        """Take the leaves, which get the lines of every other setting."""
        self.stock = stock
        self.galley = galley
        self.notes = {identifier: at for at, identifier in enumerate(stock.notes)}

    def of(self, index: int) -> tuple[Setting, ...]:
        """Return the settings of a slab beside its best one."""
        leaf = self.stock.leaves[index]
        paragraph = leaf.paragraph
        if paragraph is None or leaf.attached or leaf.beside or len(leaf.settings[0]) < 2:
            return ()
        if any(not box.is_in_normal_flow() for line in leaf.settings[0] for box in line.children):
            return ()
        leaf.paragraph = None
        return tuple(self._settings(leaf, paragraph, index))

    def _settings(self, leaf: Leaf, paragraph: Any, index: int) -> Iterator[Setting]:
        kept = not self.galley.slabs[index].rows[-1].may_end_page
        for lines, demerits in paragraph.set_again(leaf.top):
            _move(lines, leaf, paragraph)
            leaf.settings.append(lines)
            rows = tuple(line_rows(leaf, lines, self.notes, kept=kept))
            yield Setting(rows, _PRICE + max(0.0, demerits) / _DEMERITS)


def _move(lines: Sequence[Any], leaf: Leaf, paragraph: Any) -> None:
    """Bring lines to where their paragraph stands since it was set."""
    dx = leaf.box.content_box_x() - paragraph.job.containing_block.content_box_x()
    for line in lines:
        line.translate(dx, 0)
