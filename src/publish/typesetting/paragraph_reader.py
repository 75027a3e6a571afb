"""A paragraph as WeasyPrint has it, measured: from a line box to runs of text.

Every place in the text is found again in the tree of boxes: ``ReadLineBox`` goes both ways.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from publish.typesetting.paragraph_leaves import FORCED, Leaf, NotOursError
from publish.typesetting.paragraphs.hyphenation import NO_EXCEPTIONS, Exceptions, Hyphenation
from publish.typesetting.paragraphs.margins import LEFT
from publish.typesetting.paragraphs.model import Break
from publish.typesetting.paragraphs.reading import OBJECT, MeasuredText, Run
from publish.typesetting.text_measure import measure, opportunities

_DIVISIBLE: Final = re.compile(r"[^\W\d_]{3}|\u00ad")
"""What a text must have in it to be worth measuring a hyphen for."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The text up to a forced line break or the end: a paragraph to total fit."""

    measured: MeasuredText
    start: int
    """Where it begins in the text of the line box."""

    forced: Leaf | None
    """The line break after it, or None at the end."""


class ReadLineBox:
    """A line box's text, measured, and the way back from its characters to its boxes."""

    def __init__(
        self,
        context: Any,
        line_box: Any,
        leaves: Sequence[Leaf],
        widths: dict[object, float],
        exceptions: Exceptions = NO_EXCEPTIONS,
    ) -> None:
        """Measure what stands in a line box; ``widths`` remembers how wide hyphens are."""
        self.context = context
        self.line_box = line_box
        self.leaves = tuple(leaves)
        self._widths = widths
        self._exceptions = exceptions
        self._inhabited = [leaf for leaf in leaves if leaf.text]
        self._starts: list[int] = []
        offset = 0
        for leaf in self._inhabited:
            self._starts.append(offset)
            offset += len(leaf.text)
        self._calls = {
            start
            for start, leaf in zip(self._starts, self._inhabited, strict=True)
            if _is_call(leaf.box)
        }
        """Where calls of notes begin: they never begin a line, not even after a space."""
        self.segments = tuple(self._segments(leaves))

    def _segments(self, leaves: Sequence[Leaf]) -> Iterator[Segment]:
        start = 0
        held: list[Leaf] = []
        for leaf in leaves:
            if leaf.text == FORCED:
                yield self._segment(held, start, leaf)
                start += sum(len(each.text) for each in held) + len(FORCED)
                held = []
            else:
                held.append(leaf)
        yield self._segment(held, start, None)

    def _segment(self, leaves: Sequence[Leaf], start: int, forced: Leaf | None) -> Segment:
        text = "".join(leaf.text for leaf in leaves)
        if not text.strip(" "):
            raise NotOursError("empty")
        runs = [self._run(leaf) for leaf in leaves]
        style = self.line_box.style
        breaks = opportunities(text, style["lang"])
        places = [at for at in breaks if start + at not in self._calls]
        size = float(style["font_size"])
        measured = MeasuredText(runs, places, size, hangs=margins_are_optical(style))
        return Segment(measured, start, forced)

    def _run(self, leaf: Leaf) -> Run:
        if not leaf.text:
            return Run("", (leaf.width,))
        if leaf.text == OBJECT:
            return Run(OBJECT, (0.0, leaf.width))
        style = leaf.box.style
        hyphenation = _hyphenation_of(style, self._exceptions)
        hyphen = 0.0
        if hyphenation and _DIVISIBLE.search(leaf.text):
            sign = style["hyphenate_character"]
            hyphen = _width_of(sign, style, self.context, self._widths)
        return Run(
            leaf.text,
            measure(leaf.text, style, self.context),
            hyphenation,
            hyphen,
            leaf.wraps,
            leaf.wraps and style["overflow_wrap"] in {"anywhere", "break-word"},
        )

    def position_before(self, forced: Leaf) -> tuple[tuple[int, ...], str | None, Any]:
        """Return where a line ends that a forced break follows, as ``position_of`` does."""
        return self._climb(forced.path), None, _stack(self._next(forced.path))

    def position_of(
        self, place: Break, segment: Segment
    ) -> tuple[tuple[int, ...], str | None, Any]:
        """Return where a line ends in the tree, and the engine's skip stack of the next.

        The line ends in the box at the path, which holds the text given; or before the box,
        where there is none. A picture ends a line with its own placeholder for text.
        """
        offset = segment.start + place.offset
        index = bisect_left(self._starts, offset) - 1
        leaf = self._inhabited[index]
        local = offset - self._starts[index]
        text = leaf.text[:local].rstrip(" \u00a0")
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


def _hyphenation_of(style: Any, exceptions: Exceptions) -> Hyphenation | None:
    if style["hyphens"] == "none":
        return None
    shortest, left, right = style["hyphenate_limit_chars"]
    language = style["lang"] if style["hyphens"] == "auto" else None
    return Hyphenation(language, shortest, left, right, exceptions)
