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
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from publish.typesetting.paragraph_leaves import FORCED, Leaf, NotOursError, leaves_of
from publish.typesetting.paragraph_reader import ReadLineBox, Segment, first_hang
from publish.typesetting.paragraphs.choosing import alternatives, choose_lines
from publish.typesetting.paragraphs.hyphenation import NO_EXCEPTIONS, Exceptions
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
    exceptions: Exceptions = field(default_factory=lambda: NO_EXCEPTIONS)

    def plan(
        self, context: Any, line_box: Any, containing_block: Any, indent: float
    ) -> Plan | None:
        """Return the plan of a paragraph, or None where it is left to the engine."""
        leaves = leaves_of(line_box, containing_block)
        width = containing_block.width
        characters = sum(len(leaf.text) for leaf in leaves)
        is_short = characters * line_box.style["font_size"] * _WIDEST < width - indent
        if is_short and all(leaf.text != FORCED for leaf in leaves):
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
        read = self._read(context, line_box, leaves)
        planned: list[PlannedLine] = []
        last = Fit()
        for segment in read.segments:
            with _collector_paused():
                lines = choose_lines(segment.measured, width, indent=indent)
            if lines is None:
                return None
            planned.extend(_planned_lines(read, segment, lines))
            last, indent = _fit(lines[-1]), 0.0
        return Plan(tuple(planned), last, leaves)

    def _read(self, context: Any, line_box: Any, leaves: tuple[Leaf, ...]) -> ReadLineBox:
        return ReadLineBox(context, line_box, leaves, self.widths, self.exceptions)

    def alternatives(
        self, context: Any, line_box: Any, containing_block: Any, indent: float
    ) -> Mapping[int, tuple[Plan, float]]:
        """Return the plans of a planned paragraph, with their demerits, by their number of lines.

        They are the one that ``plan`` gives and, where they are good, those of a line less and a
        line more. The paragraph is measured anew: few are asked for.
        """
        leaves = leaves_of(line_box, containing_block)
        read = self._read(context, line_box, leaves)
        if len(read.segments) > 1:
            return {}
        (segment,) = read.segments
        with _collector_paused():
            choices = alternatives(segment.measured, containing_block.width, indent=indent)
        return {
            count: (
                Plan(
                    tuple(_planned_lines(read, segment, choice.lines)),
                    _fit(choice.lines[-1]),
                    leaves,
                ),
                choice.demerits,
            )
            for count, choice in choices.items()
        }


def _planned_lines(
    read: ReadLineBox, segment: Segment, lines: Sequence[Line]
) -> Iterator[PlannedLine]:
    """Yield the lines of a segment, but not the paragraph's last."""
    *inner, last = lines
    for line in inner:
        yield PlannedLine(*read.position_of(line.end, segment), _fit(line))
    if segment.forced is not None:
        yield PlannedLine(*read.position_before(segment.forced), _fit(last), is_forced=True)


def _fit(line: Line) -> Fit:
    return Fit(line.scale, line.tracking, line.hang_left, line.hang_right)


@dataclass(frozen=True, slots=True)
class SetParagraph:
    """A paragraph that total fit has set, and can set again in a line more or less."""

    total_fit: TotalFit
    job: LineSetter
    count: int
    indent: float

    def set_again(self, position_y: float) -> Iterator[tuple[list[Any], float]]:
        """Yield the lines of each other way to set it, and the demerits that it costs more."""
        job = self.job
        plans = self.total_fit.alternatives(
            job.context, job.line_box, job.containing_block, self.indent
        )
        for count, (plan, demerits) in plans.items():
            if count != self.count and self.count in plans:
                job.line_box.text_indent = self.indent
                lines = [line for line, _ in job.lines(plan, 0, position_y, None)]
                yield lines, demerits - plans[self.count][1]


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
def paragraphs_by_total_fit(exceptions: Exceptions = NO_EXCEPTIONS) -> Iterator[TotalFit]:
    """Have WeasyPrint set justified paragraphs by total fit meanwhile."""
    from weasyprint.layout import block

    original = block.iter_line_boxes
    total_fit = TotalFit(exceptions=exceptions)

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
        count = len(planned[0].lines) + 1
        paragraph = SetParagraph(total_fit, job, count, line_box.text_indent)
        return _remembering(lines, paragraph, skip_stack)

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
