"""What stands in one of WeasyPrint's line boxes: words, word spaces, calls of notes, pictures."""

from __future__ import annotations

import re
from math import inf
from typing import Any, Final

from publish.typesetting.engine_seam import is_call
from publish.typesetting.text_measure import measure

_FONT: Final = (
    *("font_family", "font_size", "font_style", "font_weight", "font_stretch"),
    *("font_variant_caps", "letter_spacing", "word_spacing"),
)
"""What the width of a word space depends on."""

_SPACES: Final = (" ", "\u00a0")
"""The spaces that stretch and shrink."""


class LineBoxReader:
    """What stands in one line box: texts, how wide each word space is, calls, pictures."""

    def __init__(self, boxes: Any, spaces: dict[object, float]) -> None:
        self.boxes = boxes
        self.natural = spaces
        self.texts: list[Any] = []
        self.words: list[str] = []
        self.gaps: list[float] = []
        self.calls: list[str] = []
        self.pictures: list[Any] = []
        self.left, self.right = inf, -inf
        self.space_width = 0.0
        self._spoken: list[Any] = []

    @property
    def text(self) -> str:
        """Return the words of the line without calls of notes, and one space where one stood."""
        return re.sub(" +", " ", "".join(self.words)).strip()

    @property
    def size(self) -> float:
        """Return the size that most letters have, in CSS pixels."""
        sizes: dict[float, int] = {}
        for box in self.texts:
            size = float(box.style["font_size"])
            sizes[size] = sizes.get(size, 0) + len(box.text)
        return max(sizes, key=lambda size: (sizes[size], size))

    def walk(self, box: Any, *, is_marker: bool) -> None:
        """Read a box of the line and all in it."""
        if isinstance(box, self.boxes.TextBox):
            self._read(box, is_call=is_marker)
        elif isinstance(box, self.boxes.ReplacedBox):
            self.pictures.append(box)
            self._reach(box.position_x, box.margin_width())
        elif hasattr(box, "children"):
            called = isinstance(box, self.boxes.InlineBox) and is_call(box)
            if called:
                self.calls.append(box.element.get("href", "").removeprefix("#"))
            for child in box.children:
                if child.is_in_normal_flow():
                    self.walk(child, is_marker=is_marker or called)

    def first_word(self) -> tuple[str, float]:
        """Return the first word of the line and its natural width, in CSS pixels."""
        word, width = "", 0.0
        for box in self._spoken:
            part, space, _ = box.text.partition(" ")
            word += part
            width += measure(part, box.style, None)[-1] if part else 0.0
            if space and word:
                break
        return word, width

    def last_word(self) -> tuple[str, float]:
        """Return the last word of the line and its natural width, in CSS pixels."""
        word, width = "", 0.0
        for box in reversed(self._spoken):
            _, space, part = box.text.rstrip(" ").rpartition(" ")
            word = part + word
            width += measure(part, box.style, None)[-1] if part else 0.0
            if space and word:
                break
        return word, width

    def _reach(self, left: float, width: float) -> None:
        self.left = min(self.left, left)
        self.right = max(self.right, left + width)

    def _read(self, box: Any, *, is_call: bool) -> None:
        self.texts.append(box)
        self._reach(box.position_x, box.width)
        if not is_call:
            self.words.append(box.text)
            self._spoken.append(box)
        count = sum(box.text.count(space) for space in _SPACES)
        if count:
            natural = self._natural(box.style)
            width = (natural + float(box.justification_spacing)) * getattr(box, "scale", 1.0)
            width += 2 * getattr(box, "between", 0.0)  # after the letter before, and after itself
            self.gaps += [width / natural if natural else 1.0] * count
            self.space_width += width * count

    def _natural(self, style: Any) -> float:
        """Return how wide a word space is before the line is brought to the measure."""
        key = tuple(map(str, (style[name] for name in _FONT)))
        if key not in self.natural:
            self.natural[key] = measure(" ", style, None)[-1]
        return self.natural[key]
