"""Formulas drawn for print, as WeasyPrint has no MathML: ziamath turns MathML into outlines."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final
from xml.etree import ElementTree

from publish.catalogue import FORMULA_BROKEN
from publish.content import FormulaDrawing
from publish.diagnostics import Diagnostic, Report

PIXELS: Final = 96
"""Pixels of an em in a PNG: text of 23 points on a screen of 300 to the inch."""

_GREYS: Final = 16

SIZE: Final = 100.0
"""Pixels of an em while drawing: enough that rounding is not seen."""

_ANNOTATION: Final = re.compile(r"<annotation\b.*?</annotation(?:-xml)?>", re.DOTALL)

_SEMANTICS: Final = re.compile(r"(?<=[</])semantics\b")

_FAILURES: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    ElementTree.ParseError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What ziamath 0.13 raises on MathML that it does not know; it has no error of its own."""


def draw_formulas(
    formulas: Sequence[tuple[str, str, bool]], report: Report
) -> dict[str, FormulaDrawing]:
    """Return a drawing for each formula (TeX, MathML, display), by its MathML.

    What cannot be drawn is reported and shown as an empty box, so that the map is complete.
    """
    drawings: dict[str, FormulaDrawing] = {}
    for tex, mathml, display in formulas:
        if mathml in drawings:
            continue
        try:
            drawings[mathml] = _draw(mathml, display=display)
        except _FAILURES:
            report(Diagnostic(FORMULA_BROKEN, f'the formula "{tex}" cannot be drawn'))
            drawings[mathml] = FormulaDrawing(_EMPTY, 1.0, 1.0, 0.0)
    return drawings


_EMPTY: Final = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


def with_pixels(drawings: Mapping[str, FormulaDrawing]) -> dict[str, FormulaDrawing]:
    """Return the drawings as PNG, too: black on white, so that a dark page does not swallow them.

    Some Kindles drop SVG, others show it without its size.
    """
    return {mathml: replace(drawing, png=_pixels(drawing)) for mathml, drawing in drawings.items()}


def _pixels(drawing: FormulaDrawing) -> bytes:
    import resvg_py
    from PIL import Image

    width = max(round(drawing.width * PIXELS), 1)
    drawn = bytes(
        resvg_py.svg_to_bytes(
            svg_string=drawing.svg.decode(), width=width, background="white", skip_system_fonts=True
        )
    )
    with Image.open(io.BytesIO(drawn)) as image:
        grey = image.convert("L").quantize(_GREYS, dither=Image.Dither.NONE)
    stream = io.BytesIO()
    grey.save(stream, "PNG", compress_level=9)
    return stream.getvalue()


def _draw(mathml: str, *, display: bool) -> FormulaDrawing:
    from ziamath.zmath import Math

    # ziamath 0.13 does not know `semantics`, which pandoc wraps every formula in.
    source = _SEMANTICS.sub("mrow", _ANNOTATION.sub("", mathml))
    tree = ElementTree.fromstring(source)  # noqa: S314  pandoc wrote it
    tree.set("display", "block" if display else "inline")
    with _complaints_raised():
        drawing = Math(tree, size=SIZE, margin=0)
        svg = drawing.svgxml()
    width, height = (float(svg.get(side, "0")) for side in ("width", "height"))
    if not (width > 0 and height > 0):
        raise ValueError("nothing is drawn")
    _name_outlines(svg)
    return FormulaDrawing(
        svg=ElementTree.tostring(svg, encoding="utf-8"),
        width=round(width / SIZE, 4),
        height=round(height / SIZE, 4),
        depth=round(-drawing.getyofst() / SIZE, 4),
    )


class _Complaint(logging.Handler):
    """Takes a warning for a failure: ziamath leaves out what it does not know, and says so here."""

    def emit(self, record: logging.LogRecord) -> None:
        raise ValueError(record.getMessage())


@contextmanager
def _complaints_raised() -> Iterator[None]:
    root = logging.getLogger()
    handlers = root.handlers[:]
    root.handlers[:] = [_Complaint(logging.WARNING)]
    try:
        yield
    finally:
        root.handlers[:] = handlers


def _name_outlines(svg: Any) -> None:
    """Give a drawing ids of its own: ziamath's depend on what was drawn before."""
    names: dict[str, str] = {}
    for element in svg.iter():
        if identifier := element.get("id"):
            names[identifier] = f"g{len(names) + 1}"
            element.set("id", names[identifier])
    for element in svg.iter():
        for attribute in ("href", "xlink:href", "{http://www.w3.org/1999/xlink}href"):
            target = element.get(attribute, "")
            if target.removeprefix("#") in names:
                element.set(attribute, f"#{names[target.removeprefix('#')]}")
