r"""Sums as one writes them by hand (``mstack``, ``mlongdiv``) said in TeX; pandoc reads neither.

https://www.w3.org/TR/MathML3/chapter3.html#presm.elementary: rows stand at the point of the
decimals. A line is an ``\underline`` of the row above it, since ``\hline`` is lost on the way to
MathML.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from publish.importing.epub.xhtml import tag, words

_SIGNS: Final = {"×": r"\times ", "÷": r"\div ", "−": "-", "⋅": r"\cdot ", ",": "{,}"}
_PLAIN: Final = frozenset("0123456789.+-=() ")
_HOLDERS: Final = ("math", "mrow", "mstyle", "semantics")


class _UnknownSignError(Exception):
    """A row has a sign that no written sum has; it never leaves this module."""


@dataclass(slots=True)
class _Row:
    """A row: ``shift`` is how many columns it stands to the left of its place.

    ``decimals`` are its columns from the point on, which has one of its own.
    """

    tex: str
    width: int
    shift: int
    decimals: int = 0


@dataclass(slots=True)
class _Sum:
    rows: list[_Row] = field(default_factory=list)

    def add(self, element: Any, shift: int) -> None:
        """Add the rows of an element."""
        name = tag(element)
        if name == "msgroup":
            first = shift + _number(element, "position")
            for place, one in enumerate(_parts(element)):
                self.add(one, first + place * _number(element, "shift"))
        elif name == "msline":
            if self.rows:
                self.rows[-1].tex = rf"\underline{{{self.rows[-1].tex}}}"
        elif name == "mscarries":
            carried = [rf"{{\scriptstyle {_tex(words(one))}}}" for one in _parts(element)]
            empty = r"{\scriptstyle }"
            said = "".join(r"\phantom{0}" if one == empty else one for one in carried)
            self.rows.append(_Row(said, len(carried), shift))
        elif name in ("mn", "mo", "mi", "mtext", "msrow"):
            said = "".join(words(element).split())
            decimals = len(said) - len(said.partition(".")[0])
            self.rows.append(_Row(_tex(said), len(said), shift, decimals))
        else:
            raise _UnknownSignError

    def lines(self) -> list[str]:
        """Return the rows, each filled up to the first and the last column.

        Chromium 156 sets cells of MathML at the left, whatever they ask for.
        """
        columns = max((max(one.decimals, -one.shift) for one in self.rows), default=0)
        after = ("." + "0" * (columns - 1)) if columns else ""
        right = [
            "0" * max(one.shift, 0) + after[max(one.decimals, -one.shift, 0) :] for one in self.rows
        ]
        widths = [one.width + len(fill) for one, fill in zip(self.rows, right, strict=True)]
        return [
            _unseen("0" * (max(widths) - width)) + one.tex + _unseen(fill)
            for one, fill, width in zip(self.rows, right, widths, strict=True)
        ]


def _unseen(fill: str) -> str:
    return rf"\phantom{{{fill}}}" if fill else ""


def tex_of_sum(element: Any) -> str:
    """Return the TeX of a formula that is nothing but a written sum, ``""`` for any other."""
    one = element
    while tag(one) in _HOLDERS and len(_parts(one)) == 1:
        one = _parts(one)[0]
    if tag(one) not in ("mstack", "mlongdiv"):
        return ""
    parts = _parts(one)
    made = _Sum()
    try:
        divisor = _tex(words(parts.pop(0))) if tag(one) == "mlongdiv" and parts else ""
        for part in parts:
            made.add(part, 0)
    except _UnknownSignError:
        return ""
    rows = made.lines()
    if not rows:
        return ""
    if not divisor:
        return _array("r", rows)
    cells = [
        rf"{divisor} & \overline{{){row}}}" if place == 1 else f"& {_unseen(')')}{row}"
        for place, row in enumerate(rows)
    ]
    return _array("rr", cells)


def _array(columns: str, rows: list[str]) -> str:
    inner = r" \\ ".join(rows)
    return rf"\begin{{array}}{{{columns}}} {inner} \end{{array}}"


def _parts(element: Any) -> list[Any]:
    return [one for one in element if tag(one) not in ("", "annotation", "annotation-xml")]


def _number(element: Any, name: str) -> int:
    said = (element.get(name) or "0").strip()
    return int(said) if said.lstrip("-").isdecimal() and len(said) < 4 else 0


def _tex(said: str) -> str:
    pieces = []
    for sign in said:
        if sign not in _SIGNS and sign not in _PLAIN:
            raise _UnknownSignError
        pieces.append(_SIGNS.get(sign, sign))
    return "".join(pieces)
