"""Formulas as PNG, for shops that have no MathML."""

from __future__ import annotations

import pytest
from tests.unit.editions.epub_support import silent
from tests.unit.picture_support import opened

from publish.adapters.formulas import PIXELS, draw_formulas, with_pixels

FRACTION = (
    '<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mi>a</mi><mi>b</mi></mfrac></math>'
)


@pytest.mark.filterwarnings("ignore:path is deprecated")  # ziafont 0.11 on Python 3.11
def test_a_formula_is_black_on_white_in_the_proportions_of_its_drawing() -> None:
    drawings = draw_formulas([(r"\frac{a}{b}", FRACTION, True)], silent)
    (made,) = with_pixels(drawings).values()
    image = opened(made.png)
    assert image.format == "PNG"
    assert not image.has_transparency_data
    assert image.width / image.height == pytest.approx(made.width / made.height, rel=0.05)
    assert image.width == pytest.approx(made.width * PIXELS, abs=1)
    grey = image.convert("L")
    assert (min(grey.tobytes()), grey.getpixel((0, 0))) == (0, 255)
    assert with_pixels(drawings) == with_pixels(drawings)
    assert made.svg == drawings[FRACTION].svg
