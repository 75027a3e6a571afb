"""The seam for paragraphs: WeasyPrint sets the lines that total fit chose.

WeasyPrint 70 breaks each line for itself and never lets a space shrink. Here a justified
paragraph is measured once, its breaks are chosen together, and the engine then sets each line as
if nothing followed it and the page were endless: so inline markup, calls of notes, links, tags
and page breaks stay the engine's. What total fit does not handle is left to the engine whole, and
counted.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from publish.typesetting.paragraph_reader import (
    Leaf,
    NotOursError,
    ReadLineBox,
    first_hang,
    leaves_of,
)
from publish.typesetting.paragraphs.choosing import choose_lines
from publish.typesetting.paragraphs.model import Line
from publish.typesetting.planned_lines import Fit, LineSetter, Plan, PlannedLine
from publish.typesetting.text_measure import glyphs_in

_WIDEST: Final = 0.6
"""Ems that a character takes at most, on average: a text that fits even so needs no breaks."""


@dataclass(slots=True)
class TotalFit:
    """The plans of a document's paragraphs, and how many were made or left to the engine."""

    plans: dict[object, Plan | None] = field(default_factory=dict)
    widths: dict[object, float] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def plan(
        self, context: Any, line_box: Any, containing_block: Any, indent: float
    ) -> Plan | None:
        """Return the plan of a paragraph, or None where it is left to the engine."""
        leaves = leaves_of(line_box, containing_block)
        width = containing_block.width
        characters = sum(len(leaf.text) for leaf in leaves)
        if characters * line_box.style["font_size"] * _WIDEST < width - indent:
            return self._short(context, line_box, leaves)
        key = (width, indent, tuple(leaf.key for leaf in leaves))
        if key not in self.plans:
            self.plans[key] = plan = self._make(context, line_box, leaves, width, indent)
            self.counts["planned" if plan else "unbreakable"] += 1
        return self.plans[key]

    def _short(self, context: Any, line_box: Any, leaves: tuple[Leaf, ...]) -> Plan:
        """Return the plan of a text that is one line by any measure: its first sign hangs."""
        self.counts["short"] += 1
        hang = first_hang(context, line_box, leaves, self.widths)
        if not hang:
            raise NotOursError("single")
        return Plan((), Fit(hang_left=hang), leaves)

    def _make(
        self, context: Any, line_box: Any, leaves: tuple[Leaf, ...], width: float, indent: float
    ) -> Plan | None:
        if not any(leaf.text.strip(" ") for leaf in leaves):
            raise NotOursError("empty")
        read = ReadLineBox(context, line_box, leaves, self.widths)
        with _collector_paused():
            lines = choose_lines(read.measured, width, indent=indent)
        if lines is None:
            return None
        *inner, last = lines
        planned = (PlannedLine(*read.position_of(line.end), _fit(line)) for line in inner)
        return Plan(tuple(planned), _fit(last), leaves)


def _fit(line: Line) -> Fit:
    return Fit(line.scale, line.tracking, line.hang_left, line.hang_right)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking over the engine's boxes meanwhile.

    Breaks and states are many, short-lived and without cycles; collections that they set off cost
    four times what they do, because every box of the document is looked at.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def paragraphs_by_total_fit() -> Iterator[TotalFit]:
    """Have WeasyPrint set justified paragraphs by total fit meanwhile."""
    from weasyprint.layout import block

    original = block.iter_line_boxes
    total_fit = TotalFit()

    def iter_line_boxes(*arguments: Any) -> Iterator[Any]:
        context, line_box, position_y, bottom_space, skip_stack, *others = arguments
        planned = _planned(total_fit, *arguments)
        if planned is None:
            lines: Iterator[Any] = original(*arguments)
            return lines
        containing_block, absolute_boxes, fixed_boxes, *_ = others
        job = LineSetter(
            context, line_box, containing_block, absolute_boxes, fixed_boxes, bottom_space
        )
        return job.lines(*planned, position_y, skip_stack)

    block.iter_line_boxes = iter_line_boxes
    try:
        yield total_fit
    finally:
        block.iter_line_boxes = original


def _planned(total_fit: TotalFit, *arguments: Any) -> tuple[Plan, int] | None:
    """Return the plan of a paragraph and the line to begin with; None leaves it to the engine."""
    from weasyprint.layout.percent import percentage, resolve_percentages

    context, line_box, position_y, _, skip_stack, containing_block, *_, letter, line = arguments
    style = line_box.style
    if style["text_align_all"] != "justify":
        return None
    try:
        if style["direction"] != "ltr":
            raise NotOursError("right-to-left")
        if letter or line:
            raise NotOursError("first-letter or first-line")
        if any(
            shape.position_y + shape.margin_height() > position_y
            for shape in context.excluded_shapes
        ):
            raise NotOursError("beside a float")
        resolve_percentages(line_box, containing_block)
        indent = percentage(style["text_indent"], style, containing_block.width)
        plan = total_fit.plan(context, line_box, containing_block, indent)
        at = plan.at(skip_stack) if plan else None
        if plan is None:
            return None
        if at is None:
            raise NotOursError("elsewhere")
    except NotOursError as reason:
        total_fit.counts[str(reason)] += 1
        return None
    line_box.text_indent = indent if skip_stack is None else 0
    return plan, at


@contextmanager
def letters_scaled() -> Iterator[None]:
    """Draw the letters of each line as wide, and as far from one another, as its plan says."""
    from weasyprint.draw import text
    from weasyprint.matrix import Matrix

    original = text.draw_first_line

    def draw_first_line(
        stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any
    ) -> Any:
        scale, tracking = getattr(textbox, "scale", 1.0), getattr(textbox, "tracking", 0.0)
        if scale != 1.0:
            matrix = Matrix(a=scale) @ matrix
        count = glyphs_in(textbox.pango_layout) if tracking else 0
        if not count:
            return original(stream, textbox, text_overflow, block_ellipsis, matrix)
        # Character spacing (PDF 1.7, 9.3.2) keeps ligatures; letter spacing in Pango breaks them.
        stream.stream.append(f"{tracking / scale / count:.4f} Tc".encode())
        emojis = original(stream, textbox, text_overflow, block_ellipsis, matrix)
        stream.stream.append(b"0 Tc")
        return emojis

    text.draw_first_line = draw_first_line
    try:
        yield
    finally:
        text.draw_first_line = original
