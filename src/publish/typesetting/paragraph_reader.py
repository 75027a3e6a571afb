"""A paragraph as WeasyPrint has it, measured: from a line box to runs of text.

Every place in the text is found again in the tree of boxes: ``ReadLineBox`` goes both ways.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from publish.typesetting.paragraphs.hyphenation import Hyphenation
from publish.typesetting.paragraphs.margins import LEFT
from publish.typesetting.paragraphs.model import Break
from publish.typesetting.paragraphs.reading import OBJECT, MeasuredText, Run
from publish.typesetting.text_measure import measure, opportunities

_REFUSED: Final = re.compile(r"[\t\n\f\r\u0085\u2028\u2029]")
_RIGHT_TO_LEFT: Final = re.compile(
    r"[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]"
)

_DIVISIBLE: Final = re.compile(r"[^\W\d_]{3}|\u00ad")
"""What a text must have in it to be worth measuring a hyphen for."""


class NotOursError(Exception):
    """A paragraph that total fit leaves to the engine; the message says why, in a word."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text, picture or edge (margin, border, padding) in a line box, where ``path`` leads."""

    path: tuple[int, ...]
    text: str
    box: Any
    width: float = 0.0
    wraps: bool = True

    @property
    def key(self) -> tuple[object, ...]:
        """Return what the leaf's breaks depend on."""
        return self.path, self.text, id(self.box.style), self.width


def leaves_of(line_box: Any, containing_block: Any) -> tuple[Leaf, ...]:
    """Return what stands in a line box.

    Raises ``NotOursError`` for what is not text, pictures and inline boxes around them.
    """
    return tuple(_leaves(line_box, (), containing_block, wraps=True))


def _leaves(
    parent: Any, path: tuple[int, ...], containing_block: Any, *, wraps: bool
) -> Iterator[Leaf]:
    from weasyprint.formatting_structure import boxes

    for index, box in enumerate(parent.children):
        here = (*path, index)
        if isinstance(box, boxes.TextBox):
            yield _text_leaf(box, here, wraps=wraps)
        elif not box.is_in_normal_flow() or box.is_leader:
            raise NotOursError("out-of-flow")
        elif isinstance(box, boxes.ReplacedBox):
            yield Leaf(here, OBJECT, box, _picture_width(box, containing_block))
        elif isinstance(box, boxes.AtomicInlineLevelBox) or not isinstance(box, boxes.InlineBox):
            raise NotOursError("inline-block")
        elif box.style["position"] == "relative":
            raise NotOursError("positioned")
        else:
            left, right = _edges_of(box, containing_block)
            inner = wraps and not left and not right
            if left:
                yield Leaf(here, "", box, left)
            yield from _leaves(box, here, containing_block, wraps=inner)
            if right:
                yield Leaf(here, "", box, right)


def _text_leaf(box: Any, path: tuple[int, ...], *, wraps: bool) -> Leaf:
    style = box.style
    if style["white_space"] not in {"normal", "nowrap"} or _REFUSED.search(box.text):
        raise NotOursError("preserved")
    if style["font_size"] <= 0:
        raise NotOursError("sizeless")
    if not box.text.isascii() and _RIGHT_TO_LEFT.search(box.text):
        raise NotOursError("right-to-left")
    return Leaf(path, box.text, box, wraps=wraps and style["white_space"] == "normal")


def _picture_width(box: Any, containing_block: Any) -> float:
    from weasyprint.layout.percent import resolve_percentages
    from weasyprint.layout.replaced import inline_replaced_box_layout

    copy = box.copy()
    resolve_percentages(copy, containing_block)
    inline_replaced_box_layout(copy, containing_block)
    return float(copy.margin_width())


def _edges_of(box: Any, containing_block: Any) -> tuple[float, float]:
    """Return the margin, border and padding of an inline box, left and right."""
    from weasyprint.layout.percent import percentage

    widths = []
    for side in ("left", "right"):
        width = float(box.style[f"border_{side}_width"])
        for kind in ("margin", "padding"):
            value = box.style[f"{kind}_{side}"]
            used = percentage(value, box.style, containing_block.width)
            width += 0.0 if used == "auto" else float(used)
        widths.append(width)
    return widths[0], widths[1]


class ReadLineBox:
    """A line box's text, measured, and the way back from its characters to its boxes."""

    def __init__(
        self, context: Any, line_box: Any, leaves: Sequence[Leaf], widths: dict[object, float]
    ) -> None:
        """Measure what stands in a line box; ``widths`` remembers how wide hyphens are."""
        self.line_box = line_box
        self.leaves = leaves
        self.text = "".join(leaf.text for leaf in leaves)
        runs = [_run(context, leaf, widths) for leaf in leaves]
        self._inhabited = [leaf for leaf in leaves if leaf.text]
        self._starts: list[int] = []
        offset = 0
        for leaf in self._inhabited:
            self._starts.append(offset)
            offset += len(leaf.text)
        style = line_box.style
        calls = self._calls()
        places = [at for at in opportunities(self.text, style["lang"]) if at not in calls]
        size = float(style["font_size"])
        self.measured = MeasuredText(runs, places, size, hangs=margins_are_optical(style))

    def _calls(self) -> set[int]:
        """Return where calls of notes begin: they never begin a line, not even after a space."""
        return {
            start
            for start, leaf in zip(self._starts, self._inhabited, strict=True)
            if _is_call(leaf.box)
        }

    def position_of(self, place: Break) -> tuple[tuple[int, ...], str | None, Any]:
        """Return where a line ends in the tree, and the engine's skip stack of the next.

        The line ends in the box at the path, which holds the text given; or before the box,
        where there is none. A picture ends a line with its own placeholder for text.
        """
        index = bisect_left(self._starts, place.offset) - 1
        leaf = self._inhabited[index]
        local = place.offset - self._starts[index]
        text = leaf.text[:local].rstrip(" ")
        if not text:
            before = self._climb(leaf.path)
            return before, None, _stack(before)
        if place.is_added:
            text += leaf.box.style["hyphenate_character"]
        if local < len(leaf.text):
            after = _stack((*leaf.path, len(leaf.text[:local].encode())))
        else:
            after = _stack(self._next(leaf.path))
        return leaf.path, text, after

    def _climb(self, path: tuple[int, ...]) -> tuple[int, ...]:
        """Return the outermost box that begins where this one does."""
        while path[-1] == 0 and len(path) > 1:
            path = path[:-1]
        return path

    def _next(self, path: tuple[int, ...]) -> tuple[int, ...]:
        """Return the box that follows, after all that end where this one does."""
        while len(path) > 1:
            parent = self.line_box
            for index in path[:-1]:
                parent = parent.children[index]
            if path[-1] + 1 < len(parent.children):
                break
            path = path[:-1]
        return (*path[:-1], path[-1] + 1)


def _stack(path: tuple[int, ...]) -> Any:
    stack: Any = None
    for index in reversed(path):
        stack = {index: stack}
    return stack


def _run(context: Any, leaf: Leaf, widths: dict[object, float]) -> Run:
    if not leaf.text:
        return Run("", (leaf.width,))
    if leaf.text == OBJECT:
        return Run(OBJECT, (0.0, leaf.width))
    style = leaf.box.style
    hyphenation = _hyphenation_of(style)
    hyphen = 0.0
    if hyphenation and _DIVISIBLE.search(leaf.text):
        hyphen = _width_of(style["hyphenate_character"], style, context, widths)
    return Run(
        leaf.text,
        measure(leaf.text, style, context),
        hyphenation,
        hyphen,
        leaf.wraps,
        leaf.wraps and style["overflow_wrap"] in {"anywhere", "break-word"},
    )


def _width_of(text: str, style: Any, context: Any, widths: dict[object, float]) -> float:
    """Return the width of a sign alone, measured once for each font."""
    font = ("font_family", "font_size", "font_style", "font_weight", "letter_spacing")
    key = (text, *(style[name] for name in font))
    if key not in widths:
        widths[key] = measure(text, style, context)[-1]
    return widths[key]


def margins_are_optical(style: Any) -> bool:
    """Return whether a stylesheet leaves signs in the margins: ``--optical-margins: none``."""
    return not any(getattr(token, "value", "") == "none" for token in style["__optical_margins"])


def first_hang(
    context: Any, line_box: Any, leaves: Sequence[Leaf], widths: dict[object, float]
) -> float:
    """Return how far the first sign of a text hangs in the left margin."""
    leaf = next((leaf for leaf in leaves if leaf.text.strip(" ") or leaf.width), None)
    sign = leaf.text.lstrip(" ")[:1] if leaf else ""
    if leaf is None or sign not in LEFT or not margins_are_optical(line_box.style):
        return 0.0
    return LEFT[sign] * _width_of(sign, leaf.box.style, context, widths)


def _is_call(box: Any) -> bool:
    if (box.element_tag or "").endswith("::footnote-call"):
        return True
    return box.element is not None and "note-call" in box.element.get("class", "").split()


def _hyphenation_of(style: Any) -> Hyphenation | None:
    if style["hyphens"] == "none":
        return None
    shortest, left, right = style["hyphenate_limit_chars"]
    language = style["lang"] if style["hyphens"] == "auto" else None
    return Hyphenation(language, shortest, left, right)
