"""Paragraphs set again in a line more or less, where the pages ask for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from publish.typesetting.galley_reader import Stock, has_rhythm
from publish.typesetting.leaves import Leaf
from publish.typesetting.pages.model import Galley, Setting
from publish.typesetting.row_reader import line_rows

_PRICE: Final = 15.0
"""What a paragraph costs that is not set at its best, however well it is."""

_DEMERITS: Final = 500.0
"""Demerits of lines that weigh as much as one unit of the page planner's costs."""


class Alternatives:
    """The other settings of a unit's paragraphs, made when they are asked for.

    ``galley`` has those that were made so far.
    """

    def __init__(self, stock: Stock, galley: Galley) -> None:
        """Take the leaves, which get the lines of every other setting."""
        self.stock = stock
        self.galley = galley
        self.notes = stock.numbers

    def as_asked(self) -> Galley:
        """Return the galley with paragraphs set looser or tighter where their author says so."""
        slabs = list(self.galley.slabs)
        for index, leaf in enumerate(self.stock.leaves):
            element = leaf.box.element
            asked = int(element.get("data-looseness", "0")) if element is not None else 0
            if asked:
                wanted = len(leaf.settings[0]) + asked
                found = [s for s in self.of(index) if len(s.rows) == wanted]
                if found:
                    _settle(leaf, wanted)
                    slabs[index] = replace(slabs[index], settings=(found[0]._replace(cost=0.0),))
        self.galley = replace(self.galley, slabs=tuple(slabs))
        return self.galley

    def of(self, index: int) -> tuple[Setting, ...]:
        """Return the settings of a slab beside its best one."""
        leaf = self.stock.leaves[index]
        paragraph = leaf.paragraph
        if paragraph is None or leaf.attached or leaf.beside or len(leaf.settings[0]) < 2:
            return ()
        if has_rhythm(leaf):
            return ()
        if any(not box.is_in_normal_flow() for line in leaf.settings[0] for box in line.children):
            return ()
        leaf.paragraph = None
        made = tuple(self._settings(leaf, paragraph, index))
        slabs = list(self.galley.slabs)
        slabs[index] = replace(slabs[index], settings=(*slabs[index].settings, *made))
        self.galley = replace(self.galley, slabs=tuple(slabs))
        return made

    def _settings(self, leaf: Leaf, paragraph: Any, index: int) -> Iterator[Setting]:
        kept = not self.galley.slabs[index].rows[-1].may_end_page
        for lines, demerits in paragraph.set_again(leaf.top):
            _move(lines, leaf, paragraph)
            leaf.settings.append(lines)
            rows = tuple(line_rows(leaf, lines, self.notes, kept=kept, below=self.galley.below))
            yield Setting(rows, _PRICE + max(0.0, demerits) / _DEMERITS)


def _settle(leaf: Leaf, count: int) -> None:
    """Make a leaf's setting of so many lines its only one."""
    lines = next(lines for lines in leaf.settings if len(lines) == count)
    leaf.settings[:] = [lines]
    leaf.box.children = lines
    leaf.bottom = lines[-1].position_y + lines[-1].height
    leaf.box.height = leaf.bottom - leaf.box.content_box_y()


def _move(lines: Sequence[Any], leaf: Leaf, paragraph: Any) -> None:
    """Bring lines to where their paragraph stands since it was set."""
    dx = leaf.box.content_box_x() - paragraph.job.containing_block.content_box_x()
    for line in lines:
        line.translate(dx, 0)
