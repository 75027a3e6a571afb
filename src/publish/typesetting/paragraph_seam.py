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
from math import inf
from typing import Any, Final

from publish.typesetting.paragraph_reader import Leaf, NotOursError, ReadLineBox, leaves_of
from publish.typesetting.paragraphs.choosing import choose_lines

_WIDEST: Final = 0.6
"""Ems that a character takes at most, on average: a text that fits even so needs no breaks."""


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line but the last: where it ends in the tree, with what text, and how to go on."""

    path: tuple[int, ...]
    text: str | None
    resume_at: Any
    scale: float

    def cut(self, line_box: Any) -> Any:
        """Return a copy of the line box that ends where the line does."""
        return _cut(line_box, self.path, self.text)


def _cut(parent: Any, path: tuple[int, ...], text: str | None) -> Any:
    from weasyprint.formatting_structure import boxes

    index = path[0]
    kept = list(parent.children[:index])
    if len(path) > 1:
        kept.append(_cut(parent.children[index], path[1:], text))
    elif text is not None:
        box = parent.children[index]
        kept.append(box.copy_with_text(text) if isinstance(box, boxes.TextBox) else box)
    return parent.copy_with_children(kept)


@dataclass(frozen=True, slots=True)
class Plan:
    """The lines of a paragraph but the last, as chosen for one measure."""

    lines: tuple[PlannedLine, ...]
    last_scale: float
    leaves: tuple[Leaf, ...] = field(repr=False)
    """Kept alive, because the plan is found again by the identity of their styles."""

    def at(self, skip_stack: Any) -> int | None:
        """Return the index of the line that begins where the engine wants to go on."""
        if skip_stack is None:
            return 0
        for index, line in enumerate(self.lines, 1):
            if line.resume_at == skip_stack:
                return index
        return None


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
        *inner, last = lines
        planned = (PlannedLine(*read.position_of(line.end), line.scale) for line in inner)
        return Plan(tuple(planned), last.scale, leaves)


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
        job = _Job(context, line_box, containing_block, absolute_boxes, fixed_boxes, bottom_space)
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


@dataclass(frozen=True, slots=True)
class _Job:
    """Setting one paragraph, or the rest of it, on one page."""

    context: Any
    line_box: Any
    containing_block: Any
    absolute_boxes: Any
    fixed_boxes: Any
    bottom_space: float

    def lines(self, plan: Plan, first: int, position_y: float, skip_stack: Any) -> Iterator[Any]:
        """Yield lines and where the engine goes on after them, as ``iter_line_boxes`` does."""
        indent = self.line_box.text_indent
        for planned in plan.lines[first:]:
            cut = planned.cut(self.line_box)
            cut.text_indent = indent
            line = self._set(cut, position_y, skip_stack, planned.scale)
            position_y = line.position_y + line.height
            yield line, planned.resume_at
            skip_stack, indent = planned.resume_at, 0
        self.line_box.text_indent = indent
        line = self._set(self.line_box, position_y, skip_stack, plan.last_scale, last=True)
        yield line, None

    def _set(
        self, box: Any, position_y: float, skip_stack: Any, scale: float, *, last: bool = False
    ) -> Any:
        """Return one line, set; what ``get_next_linebox`` does where there are no floats."""
        from weasyprint.layout import inline

        skip_stack = inline.skip_first_whitespace(box, skip_stack)
        left = self.containing_block.content_box_x()
        box.position_x, box.position_y, box.width, box.height = left, position_y, 0, 0
        line, *_ = inline.split_inline_box(
            self.context,
            box,
            left + box.text_indent,
            inf,
            self.bottom_space,
            skip_stack,
            self.containing_block,
            self.absolute_boxes,
            self.fixed_boxes,
            [],
            [],
            [],
            None,
            None,
        )
        inline.remove_last_whitespace(self.context, line)
        offset_x = self._align(line, scale, last=last)
        bottom, top = inline.line_box_verticality(line)
        line.baseline = -top
        line.position_y = top
        line.height = bottom - top
        line.margin_top = line.margin_bottom = 0
        line.translate(offset_x, position_y - top)
        line.position_y = position_y
        return line

    def _align(self, line: Any, scale: float, *, last: bool) -> float:
        """Bring a line to the measure by its letters and spaces; return how far to move it."""
        from weasyprint.formatting_structure import boxes
        from weasyprint.layout import inline

        measure = self.containing_block.width
        if last and line.width <= measure:
            return float(inline.text_align(self.context, line, measure, last=True))
        texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox)]
        spaces = sum(map(_spaces_in, texts))
        text_width = sum(box.width for box in texts)
        others = line.width - text_width
        extra = ((measure - others) / scale - text_width) / spaces if spaces else 0.0
        _spread(line, extra, scale, 0.0)
        return 0.0


def _spaces_in(box: Any) -> int:
    """Return how many spaces of a text the engine can stretch."""
    return int(box.text.count(" ") + box.text.count("\u00a0"))


def _spread(box: Any, extra: float, scale: float, advance: float) -> float:
    """Add to each space of a box and scale its letters; return how far what follows is moved.

    As ``add_word_spacing`` does, but on the layouts there are: they are made anew for drawing
    anyhow, and then take the spacing.
    """
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        box.position_x += advance
        box.justification_spacing = box.pango_layout.justification_spacing = extra
        box.scale = scale
        width = (box.width + extra * _spaces_in(box)) * scale
        advance += width - box.width
        box.width = width
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.position_x += advance
        before = advance
        for child in box.children:
            if child.is_in_normal_flow():
                advance = _spread(child, extra, scale, advance)
        box.width += advance - before
    else:
        box.translate(advance, 0)
    return advance


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
