"""The seam for paragraphs: WeasyPrint sets the lines that total fit chose.

WeasyPrint 70 breaks each line for itself and never lets a space shrink. Here a justified
paragraph is measured once, its breaks are chosen together, and the engine then sets each line as
if nothing followed it and the page were endless: so inline markup, calls of notes, links, tags
and page breaks stay the engine's. What total fit does not handle is left to the engine whole, and
counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from publish.typesetting.alignment import JUSTIFIED, Alignment, alignment_of
from publish.typesetting.beside_floats import Insets, insets_beside_floats
from publish.typesetting.paragraph_leaves import FORCED, Leaf, NotOursError, leaves_of
from publish.typesetting.paragraph_reader import ReadLineBox, first_hang
from publish.typesetting.paragraphs.choosing import RULES, Choice, alternatives
from publish.typesetting.paragraphs.hyphenation import NO_EXCEPTIONS, Exceptions
from publish.typesetting.paragraphs.model import Rules
from publish.typesetting.planned_lines import Fit, LineSetter, Plan
from publish.typesetting.plans import (
    collector_paused,
    filled_choices,
    longer_plans,
    plan_of,
    ragged_plan,
)
from publish.typesetting.text_measure import glyphs_in

_Place = tuple[float, float, Alignment, tuple[object, ...]]
_Key = tuple[_Place, Insets]
"""What a plan depends on: measure, indent, alignment, texts; what stands beside."""

_WIDEST: Final = 0.6
"""Ems that a character takes at most, on average: a text that fits even so needs no breaks."""


@dataclass(slots=True)
class TotalFit:
    """The plans of a document's paragraphs, and how many were made or left to the engine."""

    plans: dict[object, Plan | None] = field(default_factory=dict)
    widths: dict[object, float] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    begun: dict[object, Insets] = field(default_factory=dict)
    """How far the first lines of a paragraph stand in, for what of it is set on later pages."""

    exceptions: Exceptions = field(default_factory=lambda: NO_EXCEPTIONS)
    rules: Rules = RULES
    chosen: dict[_Key, tuple[ReadLineBox, Choice]] = field(default_factory=dict)
    """Paragraphs as they were read, with their best lines, for whoever asks for others."""

    def plan(
        self,
        context: Any,
        line_box: Any,
        containing_block: Any,
        indent: float,
        insets: Insets | None = (),
        alignment: Alignment = JUSTIFIED,
    ) -> Plan | None:
        """Return the plan of a paragraph, or None where it is left to the engine.

        ``insets`` are how far its first lines stand in beside floats, None where it has begun
        before.
        """
        leaves = leaves_of(line_box, containing_block)
        width = containing_block.width
        characters = sum(len(leaf.text) for leaf in leaves)
        is_short = characters * line_box.style["font_size"] * _WIDEST < width - indent
        if is_short and all(leaf.text != FORCED for leaf in leaves):
            return self._short(context, line_box, leaves, insets or ())
        place = (width, indent, alignment, tuple(leaf.key for leaf in leaves))
        if insets is None:
            insets = self.begun.get(place, ())
        elif insets:
            self.begun[place] = insets
        key = (place, insets)
        if key not in self.plans:
            read = self._read(context, line_box, leaves)
            if alignment.is_justified:
                plan = self._filled(key, read)
            else:
                plan = ragged_plan(read, width, indent, alignment)
            self.plans[key] = plan
            self.counts[alignment.name if plan else "unbreakable"] += 1
        return self.plans[key]

    def _short(self, context: Any, line_box: Any, leaves: tuple[Leaf, ...], insets: Insets) -> Plan:
        """Return the plan of a text that is one line by any measure: its first sign hangs."""
        self.counts["short"] += 1
        hang = first_hang(context, line_box, leaves, self.widths)
        alignment = alignment_of(line_box)
        if not hang or alignment is None or not alignment.hangs_left:
            raise NotOursError("single")
        left, right = insets[0] if insets else (0.0, 0.0)
        fit = Fit(hang_left=hang, left=left, right=right)
        return Plan((), fit, leaves, insets, alignment.is_justified)

    def _filled(self, key: _Key, read: ReadLineBox) -> Plan | None:
        """Return the plan of a justified paragraph, and keep what alternatives begin with."""
        (width, indent, *_), insets = key
        choices = filled_choices(read, width, indent, insets, self.rules)
        if choices is None:
            return None
        if len(choices) == 1 and len(choices[0].lines) > 1:
            self.chosen[key] = read, choices[0]
        return plan_of(read, [choice.lines for choice in choices], insets)

    def _read(self, context: Any, line_box: Any, leaves: tuple[Leaf, ...]) -> ReadLineBox:
        return ReadLineBox(context, line_box, leaves, self.widths, self.exceptions)

    def alternatives(
        self,
        context: Any,
        line_box: Any,
        containing_block: Any,
        indent: float,
        insets: Insets = (),
        alignment: Alignment = JUSTIFIED,
    ) -> Mapping[int, tuple[Plan, float]]:
        """Return the plans of a planned paragraph, with their demerits, by their number of lines.

        They are the one that ``plan`` gives and, where they are good, those of a line less and a
        line more. What was measured is at hand the first time, and measured anew after that.
        """
        leaves = leaves_of(line_box, containing_block)
        width = containing_block.width
        if not alignment.is_justified:
            return longer_plans(self._read(context, line_box, leaves), width, indent, alignment)
        place = (width, indent, JUSTIFIED, tuple(leaf.key for leaf in leaves))
        read, best = self.chosen.pop((place, insets), (None, None))
        read = read or self._read(context, line_box, leaves)
        if len(read.segments) > 1:
            return {}
        (segment,) = read.segments
        with collector_paused():
            choices = alternatives(
                segment.measured,
                width,
                indent=indent,
                insets=tuple(map(sum, insets)),
                best=best,
                rules=self.rules,
            )
        return {
            count: (plan_of(read, [choice.lines], insets), choice.demerits)
            for count, choice in choices.items()
        }


@dataclass(frozen=True, slots=True)
class SetParagraph:
    """A paragraph that total fit has set, and can set again in a line more or less."""

    total_fit: TotalFit
    job: LineSetter
    count: int
    indent: float
    insets: Insets = ()
    alignment: Alignment = JUSTIFIED

    def set_again(self, position_y: float) -> Iterator[tuple[list[Any], float]]:
        """Yield the lines of each other way to set it, and the demerits that it costs more."""
        job = self.job
        plans = self.total_fit.alternatives(
            job.context,
            job.line_box,
            job.containing_block,
            self.indent,
            self.insets,
            self.alignment,
        )
        for count, (plan, demerits) in plans.items():
            if count != self.count and self.count in plans:
                job.line_box.text_indent = self.indent
                lines = [line for line, _ in job.lines(plan, 0, position_y, None)]
                yield lines, demerits - plans[self.count][1]


@contextmanager
def paragraphs_by_total_fit(
    exceptions: Exceptions = NO_EXCEPTIONS, rules: Rules = RULES
) -> Iterator[TotalFit]:
    """Have WeasyPrint set justified paragraphs by total fit meanwhile."""
    from weasyprint.layout import block

    original = block.iter_line_boxes
    total_fit = TotalFit(exceptions=exceptions, rules=rules)

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
        alignment = alignment_of(line_box) or JUSTIFIED
        insets = planned[0].insets
        paragraph = SetParagraph(total_fit, job, count, line_box.text_indent, insets, alignment)
        return lines if alignment.is_balanced else _remembering(lines, paragraph, skip_stack)

    block.iter_line_boxes = iter_line_boxes
    try:
        yield total_fit
    finally:
        block.iter_line_boxes = original
        total_fit.chosen.clear()


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
    alignment = alignment_of(line_box)
    if alignment is None:
        return None
    try:
        if style["direction"] != "ltr":
            raise NotOursError("right-to-left")
        if letter or line:
            raise NotOursError("first-letter or first-line")
        insets: Insets | None
        insets = insets_beside_floats(context, line_box, containing_block, position_y)
        if skip_stack is not None:
            if insets:
                raise NotOursError("beside a float")
            insets = None
        elif insets and not alignment.is_justified:
            raise NotOursError("ragged beside a float")
        resolve_percentages(line_box, containing_block)
        indent = percentage(style["text_indent"], style, containing_block.width)
        plan = total_fit.plan(context, line_box, containing_block, indent, insets, alignment)
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
        scale, between = getattr(textbox, "scale", 1.0), getattr(textbox, "between", 0.0)
        if scale != 1.0:
            matrix = Matrix(a=scale) @ matrix
        count = glyphs_in(textbox.pango_layout) if between else 0
        if not count:
            return original(stream, textbox, text_overflow, block_ellipsis, matrix)
        # Character spacing (PDF 1.7, 9.3.2) keeps ligatures; letter spacing in Pango breaks them.
        each = between * len(textbox.text) / scale / count
        stream.stream.append(f"{each:.4f} Tc".encode())
        emojis = original(stream, textbox, text_overflow, block_ellipsis, matrix)
        stream.stream.append(b"0 Tc")
        return emojis

    text.draw_first_line = draw_first_line
    try:
        yield
    finally:
        text.draw_first_line = original
