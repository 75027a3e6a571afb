"""Whether text can be told from what is behind it, where a stylesheet says both colours.

WCAG 2.2, success criterion 1.4.3: 4.5 to 1, and 3 to 1 for large text. A colour that is given alone
is seen on white, as paper and most screens are; where a reader has chosen another background,
nothing is known.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

import tinycss2
from tinycss2 import color4

from publish.accessibility_rules import CONTRAST_LOW
from publish.diagnostics import Diagnostic, Report, Span

_ENOUGH: Final = 4.5
_ENOUGH_IF_LARGE: Final = 3.0
_LARGE: Final = {"em": 1.5, "rem": 1.5, "px": 24.0, "pt": 18.0}
"""Sizes from which text is large: 18 points, 24 of CSS's pixels, 1.5 times the text."""

_HEADINGS: Final = re.compile(r"\bh[1-3]\b|\.book-title\b", re.IGNORECASE)
_NO_TEXT: Final = re.compile(r"::|\bhr\b|\.scene-break\b|:root")
_UNKNOWN_GROUND: Final = re.compile("prefers-color-scheme|forced-colors|print")
_PRINT: Final = "print.css"

_WHITE: Final = (1.0, 1.0, 1.0)
Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Faint:
    """A rule whose text is hard to read: its selector, the ratio, what it should be, its place."""

    selector: str
    ratio: float
    enough: float
    line: int
    column: int


def check_contrast(styles: Mapping[str, str], design: str, report: Report) -> None:
    """Report the author's rules that make text faint; ``styles`` are texts by path in ``styles/``.

    Those of other designs and of print alone are not read.
    """
    for path, text in styles.items():
        folder = PurePosixPath(path).parent.name
        if path.endswith(".css") and path != _PRINT and folder in ("", design):
            for faint in find_faint(text):
                ratio = f"{math.floor(faint.ratio * 100) / 100:.2f}"
                message = f'the text of "{faint.selector[:60]}" has a contrast of {ratio} to 1'
                hint = f"make it at least {faint.enough:g} to 1: darker text, a lighter ground"
                place = Span(PurePosixPath("styles") / path, faint.line, faint.column)
                report(Diagnostic(CONTRAST_LOW, message, place, hint))


def find_faint(css: str) -> Iterator[Faint]:
    """Yield the rules of a stylesheet in which text is too near in colour to what is behind it."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    yield from _faint(rules, on_white=True)


def _faint(rules: list[Any], *, on_white: bool) -> Iterator[Faint]:
    for rule in rules:
        content = getattr(rule, "content", None)
        if content is None or rule.type not in ("qualified-rule", "at-rule"):
            continue
        inside = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
        if rule.type == "at-rule":
            known = not _UNKNOWN_GROUND.search(tinycss2.serialize(rule.prelude).lower())
            if rule.lower_at_keyword in ("media", "supports", "layer"):
                yield from _faint(inside, on_white=on_white and known)
            continue
        selector = " ".join(tinycss2.serialize(rule.prelude).split())
        if not _NO_TEXT.search(selector):
            yield from _judged(selector, inside, on_white=on_white)
        yield from _faint(inside, on_white=on_white)


def _judged(selector: str, inside: list[Any], *, on_white: bool) -> Iterator[Faint]:
    declared = {node.lower_name: node for node in inside if node.type == "declaration"}
    text = _colour(declared.get("color"))
    ground = _colour(declared.get("background-color") or declared.get("background"))
    says_ground = {"background", "background-color", "background-image"} & declared.keys()
    if text is None or (ground is None and (says_ground or not on_white)):
        return
    behind = _over(ground, _WHITE) if ground else _WHITE
    ratio = contrast(_over(text, behind), behind)
    is_large = bool(_HEADINGS.search(selector)) or _is_large(declared.get("font-size"))
    enough = _ENOUGH_IF_LARGE if is_large else _ENOUGH
    if ratio < enough:
        node = declared["color"]
        yield Faint(selector, ratio, enough, node.source_line, node.source_column)


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast ratio of two colours of sRGB (WCAG 2.2, definition)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _colour(declaration: Any) -> tuple[float, float, float, float] | None:
    """Return red, green, blue and alpha from 0 to 1; ``None`` for what is no single colour."""
    if declaration is None:
        return None
    tokens = [token for token in declaration.value if token.type not in ("whitespace", "comment")]
    colour = color4.parse_color(tokens[0]) if len(tokens) == 1 else None
    if colour is None or isinstance(colour, str):
        return None
    try:
        red, green, blue = (min(max(part, 0.0), 1.0) for part in colour.to("srgb").coordinates)
    except (NotImplementedError, TypeError, ValueError):
        return None
    return (red, green, blue, float(colour.alpha))


def _over(colour: tuple[float, float, float, float], behind: Rgb) -> Rgb:
    """Return a colour, transparent or not, as it is seen before another."""
    alpha = colour[3]
    red, green, blue = (
        part * alpha + ground * (1 - alpha) for part, ground in zip(colour[:3], behind, strict=True)
    )
    return (red, green, blue)


def _is_large(declaration: Any) -> bool:
    tokens = [] if declaration is None else declaration.value
    sizes = [token for token in tokens if token.type == "dimension"]
    return any(size.value >= _LARGE.get(size.lower_unit, float("inf")) for size in sizes)
