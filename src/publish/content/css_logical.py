"""Say in top, right, bottom and left what a stylesheet says in the directions of writing.

Old reading systems know only the former. A book has one way of writing; a passage of another
within it keeps to the book's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import tinycss2

from publish.model.directions import Direction

Declared = tuple[str, Sequence[Any]]
"""A property's name and the tokens of its value."""

Side = Literal["block-start", "block-end", "inline-start", "inline-end"]

_ACROSS: Final[dict[str, Side]] = {
    "top": "block-start", "right": "inline-end", "bottom": "block-end", "left": "inline-start",
}  # fmt: skip
"""The sides of a sheet that was written for lines from left to right."""
_CORNERS: Final = ("top-left", "top-right", "bottom-right", "bottom-left")
_BORDERS: Final = ("", "-width", "-style", "-color")
_BOXES: Final = ("margin", "padding", "inset", "scroll-margin", "scroll-padding")


@dataclass(frozen=True, slots=True)
class Flow:
    """How the book is written: the direction of its lines, and whether they run down the page.

    ``is_mixed`` says that passages of another direction stand in it.
    """

    direction: Direction = "ltr"
    is_vertical: bool = False
    is_mixed: bool = True

    def side(self, side: str) -> str:
        """Return which side of the page one of the writing is."""
        if self.is_vertical:
            sides = {"block-start": "right", "block-end": "left"}
            start, end = "top", "bottom"
        else:
            sides = {"block-start": "top", "block-end": "bottom"}
            start, end = "left", "right"
        if self.direction == "rtl":
            start, end = end, start
        return {**sides, "inline-start": start, "inline-end": end}[side]

    def size(self, axis: str) -> str:
        """Return which size of the page ``inline-size`` or ``block-size`` is."""
        return "height" if (axis == "inline-size") == self.is_vertical else "width"


def physical(name: str, tokens: Sequence[Any], flow: Flow) -> Iterator[Declared]:
    """Yield the declarations that say the same by the sides of the page."""
    pieces = _pieces(tokens)
    for box in _BOXES:
        stem = "" if box == "inset" else f"{box}-"
        for axis in ("inline", "block"):
            if name == f"{box}-{axis}" and 1 <= len(pieces) <= 2:
                yield f"{stem}{flow.side(f'{axis}-start')}", pieces[0]
                yield f"{stem}{flow.side(f'{axis}-end')}", pieces[-1]
                return
            for end in ("start", "end"):
                if name == f"{box}-{axis}-{end}":
                    yield f"{stem}{flow.side(f'{axis}-{end}')}", tokens
                    return
    if name == "inset" and 1 <= len(pieces) <= 4:
        yield from zip(("top", "right", "bottom", "left"), _four(pieces), strict=True)
    elif name.startswith("border-"):
        yield from _border(name, tokens, pieces, flow)
    elif name.removeprefix("min-").removeprefix("max-") in ("inline-size", "block-size"):
        axis = name.removeprefix("min-").removeprefix("max-")
        yield f"{name.removesuffix(axis)}{flow.size(axis)}", tokens
    else:
        yield name, _sided(name, tokens, flow)


def turned(name: str, tokens: Sequence[Any]) -> Iterator[Declared]:
    """Yield a declaration written for lines across as one for lines down, from right to left.

    The four sides of a box are turned at once, other sides and sizes become those of the writing.
    """
    pieces = _pieces(tokens)
    for box in ("margin", "padding"):
        if name == box and 1 <= len(pieces) <= 4:
            top, right, bottom, left = _four(pieces)
            sides = (left, top, right, bottom)
            yield box, _spaced(sides if len(pieces) > 2 else sides[: len(pieces)])
            return
        if name.startswith(f"{box}-") and name.removeprefix(f"{box}-") in _ACROSS:
            yield f"{box}-{_ACROSS[name.removeprefix(f'{box}-')]}", tokens
            return
    for part in _BORDERS:
        edge = name.removeprefix("border-").removesuffix(part)
        if name == f"border-{edge}{part}" and edge in _ACROSS:
            yield f"border-{_ACROSS[edge]}{part}", tokens
            return
    if name in _ACROSS:
        yield f"inset-{_ACROSS[name]}", tokens
    elif name in ("overflow-x", "overflow-y"):
        yield f"overflow-{'y' if name == 'overflow-x' else 'x'}", tokens
    elif name.removeprefix("min-").removeprefix("max-") in ("width", "height"):
        axis = "inline-size" if name.endswith("width") else "block-size"
        yield f"{name.removesuffix('width').removesuffix('height')}{axis}", tokens
    else:
        yield name, tokens


def _border(
    name: str, tokens: Sequence[Any], pieces: list[list[Any]], flow: Flow
) -> Iterator[Declared]:
    for part in _BORDERS:
        for axis in ("inline", "block"):
            ends = [f"border-{flow.side(f'{axis}-{end}')}{part}" for end in ("start", "end")]
            if name == f"border-{axis}{part}":
                # The shorthand has one line for both sides, each of its parts may have two.
                values = [pieces[0], pieces[-1]] if part and pieces else [tokens, tokens]
                yield from zip(ends, values, strict=True)
                return
            if name in (f"border-{axis}-start{part}", f"border-{axis}-end{part}"):
                yield ends["-end" in name], tokens
                return
    for block in ("start", "end"):
        for inline in ("start", "end"):
            if name == f"border-{block}-{inline}-radius":
                sides = {flow.side(f"block-{block}"), flow.side(f"inline-{inline}")}
                corner = next(each for each in _CORNERS if set(each.split("-")) == sides)
                yield f"border-{corner}-radius", tokens
                return
    yield name, tokens


def _sided(name: str, tokens: Sequence[Any], flow: Flow) -> Sequence[Any]:
    """Return a value that names a side of the line: ``left`` of a line down the page is its top."""
    words = {}
    left, right = ("left", "right") if flow.direction == "ltr" else ("right", "left")
    if name in ("text-align", "text-align-last"):
        words = {"start": left, "end": right}
    elif name in ("float", "clear"):
        words = {"inline-start": left, "inline-end": right}
    if len(tokens) != 1 or tokens[0].type != "ident" or tokens[0].lower_value not in words:
        return tokens
    return [tinycss2.parse_one_component_value(words[tokens[0].lower_value])]


def _pieces(tokens: Sequence[Any]) -> list[list[Any]]:
    """Return the parts of a value that white space parts."""
    pieces: list[list[Any]] = [[]]
    for token in tokens:
        if token.type == "whitespace":
            pieces.append([])
        else:
            pieces[-1].append(token)
    return [piece for piece in pieces if piece]


def _spaced(pieces: Sequence[Sequence[Any]]) -> list[Any]:
    space = tinycss2.ast.WhitespaceToken(0, 0, " ")
    return [token for piece in pieces for token in (space, *piece)][1:]


def _four(pieces: list[list[Any]]) -> tuple[list[Any], list[Any], list[Any], list[Any]]:
    """Return the values of top, right, bottom and left."""
    top = pieces[0]
    right = pieces[1] if len(pieces) > 1 else top
    bottom = pieces[2] if len(pieces) > 2 else top
    return top, right, bottom, pieces[3] if len(pieces) > 3 else right
