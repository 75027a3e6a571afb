"""The lines of a plan, set by WeasyPrint one by one.

Each is set as if nothing followed it and the page were endless, then brought to the measure by
its letters and spaces. Pinned, like the seam itself, by ``engine_seam.FINGERPRINTS``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf
from typing import Any, Final, NamedTuple

from publish.typesetting.beside_floats import Insets
from publish.typesetting.paragraph_leaves import Leaf


@dataclass(frozen=True, slots=True)
class Fit:
    """How a line is brought to the measure: by its letters, and by what hangs in the margins.

    ``tracking`` is the white added between letters, as a part of their width; ``left`` and
    ``right`` are how far the line stands in beside floats.
    """

    scale: float = 1.0
    tracking: float = 0.0
    hang_left: float = 0.0
    hang_right: float = 0.0
    left: float = 0.0
    right: float = 0.0


_IDEOGRAPH: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
"""What lines of Chinese and Japanese are made of: their white goes between the letters."""


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line but the last: where it ends in the tree, with what text, and how to go on."""

    path: tuple[int, ...]
    text: str | None
    resume_at: Any
    fit: Fit
    is_filled: bool = True
    """Whether it is brought to the measure; not where the author breaks it or text is ragged."""

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
    last: Fit
    leaves: tuple[Leaf, ...] = field(repr=False)
    """Kept alive, because the plan is found again by the identity of their styles."""

    insets: Insets = ()
    is_justified: bool = True

    def at(self, skip_stack: Any) -> int | None:
        """Return the index of the line that begins where the engine wants to go on."""
        if skip_stack is None:
            return 0
        for index, line in enumerate(self.lines, 1):
            if line.resume_at == skip_stack:
                return index
        return None


@dataclass(frozen=True, slots=True)
class LineSetter:
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
            last = not planned.is_filled
            line = self._set(cut, position_y, skip_stack, planned.fit, last=last)
            position_y = line.position_y + line.height
            yield line, planned.resume_at
            skip_stack, indent = planned.resume_at, 0
        self.line_box.text_indent = indent
        line = self._set(self.line_box, position_y, skip_stack, plan.last, last=True)
        yield line, None

    def _set(
        self, box: Any, position_y: float, skip_stack: Any, fit: Fit, *, last: bool = False
    ) -> Any:
        """Return one line, set; what ``get_next_linebox`` does, but that floats are planned for."""
        from weasyprint.layout import inline

        skip_stack = inline.skip_first_whitespace(box, skip_stack)
        left = self.containing_block.content_box_x() + fit.left
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
        offset_x = self._align(line, fit, last=last)
        line.hanging = fit.hang_right
        bottom, top = inline.line_box_verticality(line)
        line.baseline = -top
        line.position_y = top
        line.height = bottom - top
        line.margin_top = line.margin_bottom = 0
        line.translate(offset_x, position_y - top)
        line.position_y = position_y
        return line

    def _align(self, line: Any, fit: Fit, *, last: bool) -> float:
        """Bring a line to the measure by its letters and spaces; return how far to move it."""
        from weasyprint.formatting_structure import boxes
        from weasyprint.layout import inline

        measure = self.containing_block.width - fit.left - fit.right
        measure += fit.hang_left + fit.hang_right
        if last and line.width <= measure:
            return float(inline.text_align(self.context, line, measure, last=True)) - fit.hang_left
        texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox)]
        spaces = sum(map(_spaces_in, texts))
        characters = sum(len(box.text) for box in texts)
        text_width = sum(box.width for box in texts)
        # Letters are tracked within words: what a space has on either side, it gives back.
        between = fit.tracking * text_width / max(characters - 2 * spaces, 1)
        filled = measure - (line.width - text_width)
        if 2 * sum(len(_IDEOGRAPH.findall(box.text)) for box in texts) > characters:
            between, spaces = (filled - text_width * fit.scale) / characters, 0
        target = filled - between * characters
        extra = (target / fit.scale - text_width) / spaces if spaces else 0.0
        _spread(line, _Share(extra, fit.scale, between), 0.0)
        return -fit.hang_left


class _Share(NamedTuple):
    """What each space, each letter and each place after a character takes of a line's excess."""

    extra: float
    scale: float
    between: float


def _spaces_in(box: Any) -> int:
    """Return how many spaces of a text the engine can stretch."""
    return int(box.text.count(" ") + box.text.count("\u00a0"))


def _spread(box: Any, share: _Share, advance: float) -> float:
    """Add to each space of a box and fit its letters; return how far what follows is moved.

    As ``add_word_spacing`` does, but on the layouts there are: they are made anew for drawing
    anyhow, and then take the spacing.
    """
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        box.position_x += advance
        box.justification_spacing = box.pango_layout.justification_spacing = share.extra
        box.scale, box.between = share.scale, share.between
        width = (box.width + share.extra * _spaces_in(box)) * share.scale
        width += share.between * len(box.text)
        advance += width - box.width
        box.width = width
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.position_x += advance
        before = advance
        for child in box.children:
            if child.is_in_normal_flow():
                advance = _spread(child, share, advance)
        box.width += advance - before
    else:
        box.translate(advance, 0)
    return advance
