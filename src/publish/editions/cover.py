"""The cover that is set from the metadata: what stands on it, where, in which size; pure.

A patterned paper with a label, as on the series of small books that Insel began in 1912: title and
author stay legible on a thumbnail, and any length of title finds its lines.
Outlines and bytes are ``adapters.cover``'s work.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal

from publish.model.metadata import Metadata

WIDTH: Final = 1600
HEIGHT: Final = 2560
"""Pixels, and units of the drawing: 1 to 1.6, what shops ask."""

LABEL_WIDTH: Final = 1200
MEASURE: Final = 980
TILE: Final = (160, 256)
"""The unit of the patterned paper; it fits the cover a whole number of times both ways."""

Cut = Literal["roman", "italic", "small-caps"]
Measure = Callable[[str, Cut], float]
"""The width of a text in em."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours: the paper's ground and motif, the label, its ink and its accent."""

    ground: str
    motif: str
    label: str
    ink: str
    accent: str


PALETTES: Final = (
    Palette("#24433b", "#3a5f54", "#f5efe1", "#1f1e1c", "#8c3a2b"),
    Palette("#5c2126", "#7b3a3d", "#f5efe1", "#1f1e1c", "#5c2126"),
    Palette("#22314c", "#3b4d6d", "#f4f0e6", "#1d1e22", "#9a4a2c"),
    Palette("#a9762f", "#bd8c43", "#f7f1e2", "#221d17", "#8c2f1f"),
    Palette("#49545a", "#616d73", "#f4f1ea", "#1e2022", "#9b3a2a"),
    Palette("#3e2c47", "#5b4665", "#f5efe6", "#201c22", "#6d2f5b"),
)
"""Each with ink on label at more than 12 to 1; a book keeps the palette that its title gives it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of type, centred: ``size`` and ``baseline`` in units, ``tracking`` in em."""

    text: str
    cut: Cut
    size: float
    baseline: float
    tracking: float = 0.0
    accented: bool = False


@dataclass(frozen=True, slots=True)
class CoverDesign:
    """Everything on the cover; ``label`` is left, top, width, height.

    ``ornament`` is the height of the ornament's middle, ``None`` where there is no ornament.
    """

    palette: Palette
    label: tuple[int, int, int, int]
    lines: tuple[Line, ...]
    ornament: float | None


def cover_alternative(metadata: Metadata) -> str:
    """Return what the cover says, for readers who cannot see it."""
    parts = (metadata.title, metadata.subtitle, ", ".join(metadata.authors))
    return " ".join(part.rstrip(".") + "." for part in parts if part)


def design_cover(metadata: Metadata, measure: Measure) -> CoverDesign:
    """Return the design: author, ornament, title in balanced lines, subtitle, on a label."""
    names = _authors(metadata.authors)
    # EB Garamond has small capitals of Latin and Greek only: other scripts get capitals, smaller.
    largest = 88 if all(map(_has_small_caps, names)) else 64
    if largest == 64:
        names = tuple(name.upper() for name in names)
    authors = _block(names, "small-caps", measure, largest=largest, tallest=300)
    title = _block(_words(metadata.title), "roman", measure, largest=226, tallest=1060)
    subtitle = _block(_words(metadata.subtitle), "italic", measure, largest=84, tallest=330)
    lines: list[Line] = []
    ornament: float | None = None
    y = _stack(lines, authors, _MARGIN, "small-caps")
    if authors.texts:
        ornament = y + _ORNAMENT * 0.46
        y += _ORNAMENT
    y = _stack(lines, title, y, "roman")
    if subtitle.texts:
        y = _stack(lines, subtitle, y + 70, "italic")
    height = round(y + _MARGIN)
    top = max(120, round((HEIGHT - height) * 0.42))
    digest = hashlib.sha256(metadata.title.encode()).digest()
    return CoverDesign(
        PALETTES[digest[0] % len(PALETTES)],
        ((WIDTH - LABEL_WIDTH) // 2, top, LABEL_WIDTH, height),
        tuple(replace(line, baseline=line.baseline + top) for line in lines),
        None if ornament is None else top + ornament,
    )


_MARGIN: Final = 150.0
_ORNAMENT: Final = 236.0
_LEADING: Final = {"roman": 1.04, "italic": 1.16, "small-caps": 1.3}
_ASCENT: Final = {"roman": 0.66, "italic": 0.66, "small-caps": 0.5}
_DESCENT: Final = {"roman": 0.16, "italic": 0.2, "small-caps": 0.05}
_TRACKING: Final = {"roman": 0.0, "italic": 0.0, "small-caps": 0.09}


@dataclass(frozen=True, slots=True)
class _Block:
    texts: tuple[str, ...]
    size: float


def _stack(lines: list[Line], block: _Block, y: float, cut: Cut) -> float:
    """Add the block's lines below ``y`` and return where it ends."""
    if not block.texts:
        return y
    baseline = y + block.size * _ASCENT[cut]
    for text in block.texts:
        accented = cut == "small-caps"
        lines.append(Line(text, cut, block.size, baseline, _TRACKING[cut], accented))
        baseline += block.size * _LEADING[cut]
    return baseline - block.size * (_LEADING[cut] - _DESCENT[cut])


def _words(text: str) -> tuple[str, ...]:
    """Return what may not be broken: words, dashes kept with the word before."""
    words: list[str] = []
    for word in text.split():
        if words and not any(map(str.isalnum, word)) and word not in {"&", "+"}:
            words[-1] += f" {word}"
        else:
            words.append(word)
    return tuple(words)


def _authors(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names, each unbroken; more than four are the first and "…"."""
    shown = tuple(names) if len(names) <= 4 else (*names[:3], "…")
    return tuple(name.replace(" ", "\u00a0") for name in shown)


def _has_small_caps(name: str) -> bool:
    return all(character < "\u0400" or not character.isalpha() for character in name)


def _block(
    words: tuple[str, ...], cut: Cut, measure: Measure, *, largest: float, tallest: float
) -> _Block:
    """Return the words in the number of lines that lets them be set largest."""
    best = _Block((), largest)
    best_score = 0.0
    widths = [measure(word, cut) + len(word) * _TRACKING[cut] for word in words]
    space = measure(" ", cut)
    for count in range(1, min(len(words), 9) + 1):
        ends, weak = balance(words, widths, space, count)
        texts = tuple(" ".join(words[a:b]) for a, b in pairwise((0, *ends)))
        widest = max(measure(text, cut) + len(text) * _TRACKING[cut] for text in texts)
        size = min(largest, MEASURE / widest, tallest / (count * _LEADING[cut]))
        score = size * 0.985**count * 0.96**weak
        if score > best_score:
            best, best_score = _Block(texts, size), score
    return best


def balance(
    words: Sequence[str], widths: Sequence[float], space: float, count: int
) -> tuple[tuple[int, ...], int]:
    """Return where ``count`` lines end so that they are most alike, and how many end on weak words.

    A line that ends on an article or preposition costs as much as one a third too wide.
    """
    ideal = (sum(widths) + space * (len(words) - count)) / count
    table: list[dict[int, tuple[float, tuple[int, ...]]]] = [{0: (0.0, ())}]
    for _ in range(count):
        row: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, ends) in table[-1].items():
            width = -space
            for end in range(start + 1, len(words) + 1):
                width += widths[end - 1] + space
                excess = max(width / ideal - 1, 0.0) * 1.5 + max(1 - width / ideal, 0.0)
                total = cost + excess**2
                total += 0.2 if end < len(words) and is_weak(words[end - 1]) else 0.0
                if end not in row or total < row[end][0]:
                    row[end] = (total, (*ends, end))
        table.append(row)
    ends = table[-1][len(words)][1]
    return ends, sum(is_weak(words[end - 1]) for end in ends[:-1])


def is_weak(word: str) -> bool:
    """Return whether the word should not end a line: short and not a name or number."""
    return word in {"&", "+"} or (len(word) <= 3 and word.isalpha() and not word.isupper())
