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

from publish.typesetting.paragraph_reader import Leaf, NotOursError, ReadLineBox, leaves_of
from publish.typesetting.paragraphs.choosing import RULES, choose_lines
from publish.typesetting.paragraphs.model import Line
from publish.typesetting.planned_lines import LineSetter, Plan, PlannedLine

_WIDEST: Final = 0.6
"""Ems that a character takes at most, on average: a text that fits even so needs no breaks."""


@dataclass(slots=True)
class TotalFit:
    """The plans of a document's paragraphs, and how many were made or left to the engine."""

    plans: dict[object, Plan | None] = field(default_factory=dict)
    hyphens: dict[object, float] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def plan(
        self, context: Any, line_box: Any, containing_block: Any, indent: float
    ) -> Plan | None:
        """Return the plan of a paragraph, or None where it is left to the engine."""
        leaves = leaves_of(line_box, containing_block)
        width = containing_block.width
        characters = sum(len(leaf.text) for leaf in leaves)
        if characters * line_box.style["font_size"] * _WIDEST < width - indent:
            raise NotOursError("short")
        key = (width, indent, tuple(leaf.key for leaf in leaves))
        if key not in self.plans:
            self.plans[key] = plan = self._make(context, line_box, leaves, width, indent)
            self.counts["planned" if plan else "unbreakable"] += 1
        return self.plans[key]

    def _make(
        self, context: Any, line_box: Any, leaves: tuple[Leaf, ...], width: float, indent: float
    ) -> Plan | None:
        if not any(leaf.text.strip(" ") for leaf in leaves):
            raise NotOursError("empty")
        read = ReadLineBox(context, line_box, leaves, self.hyphens)
        with _collector_paused():
            lines = choose_lines(read.measured, width, indent=indent)
        if lines is None:
            return None
        return _plan(read, lines, indent)

    def again(
        self, context: Any, line_box: Any, plan: Plan, containing_block: Any, looseness: int
    ) -> tuple[Plan, float] | None:
        """Return a plan with so many lines more or less, and what it costs more in demerits."""
        width = containing_block.width
        read = ReadLineBox(context, line_box, plan.leaves, self.hyphens)
        with _collector_paused():
            lines = choose_lines(
                read.measured, width, indent=plan.indent, rules=RULES, looseness=looseness
            )
            best = choose_lines(read.measured, width, indent=plan.indent, rules=RULES)
        if lines is None or best is None or len(lines) != len(plan.lines) + 1 + looseness:
            return None
        line_box.text_indent = plan.indent
        return _plan(read, lines, plan.indent), _strain(lines) - _strain(best)


def _plan(read: ReadLineBox, lines: tuple[Line, ...], indent: float) -> Plan:
    *inner, last = lines
    planned = (PlannedLine(*read.position_of(line.end), line.scale) for line in inner)
    return Plan(tuple(planned), last.scale, indent, read.leaves)


def _strain(lines: tuple[Line, ...]) -> float:
    """Return the demerits of the spaces of lines, as their letters tell."""
    ratios = (abs(line.scale - 1) / RULES.expansion for line in lines)
    return sum((RULES.line + 100 * ratio**3) ** 2 for ratio in ratios)


@dataclass(frozen=True, slots=True)
class SetParagraph:
    """A paragraph that total fit has set, and can set again in a line more or less."""

    total_fit: TotalFit
    job: LineSetter
    plan: Plan

    def set_again(self, looseness: int, position_y: float) -> tuple[list[Any], float] | None:
        """Return the lines and what they cost in demerits more, or None where it can't be done."""
        indent = self.job.line_box.text_indent
        found = self.total_fit.again(
            self.job.context, self.job.line_box, self.plan, self.job.containing_block, looseness
        )
        if found is None:
            return None
        plan, demerits = found
        lines = [line for line, _ in self.job.lines(plan, 0, position_y, None)]
        self.job.line_box.text_indent = indent
        return lines, demerits


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
        lines = job.lines(*planned, position_y, skip_stack)
        return _remembering(lines, SetParagraph(total_fit, job, planned[0]), skip_stack)

    block.iter_line_boxes = iter_line_boxes
    try:
        yield total_fit
    finally:
        block.iter_line_boxes = original


def _remembering(lines: Iterator[Any], paragraph: SetParagraph, skip_stack: Any) -> Iterator[Any]:
    """Yield lines, the first of a whole paragraph with a way to set it again."""
    for number, (line, resume_at) in enumerate(lines):
        if number == 0 and skip_stack is None:
            line.paragraph = paragraph
        yield line, resume_at


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
    """Draw the letters of each line as wide as its plan says."""
    from weasyprint.draw import text
    from weasyprint.matrix import Matrix

    original = text.draw_first_line

    def draw_first_line(
        stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any
    ) -> Any:
        scale = getattr(textbox, "scale", 1.0)
        if scale != 1.0:
            matrix = Matrix(a=scale) @ matrix
        return original(stream, textbox, text_overflow, block_ellipsis, matrix)

    text.draw_first_line = draw_first_line
    try:
        yield
    finally:
        text.draw_first_line = original
