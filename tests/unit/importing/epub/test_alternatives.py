"""Formulas that pandoc cannot read, and passages that EPUB 3.0 has twice."""

from __future__ import annotations

from tests.unit.importing.epub.conftest import Import
from tests.unit.importing.epub.epub_files import epub, packed, parts

MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML">{}</math>'


def test_of_alternatives_one_is_kept_the_formula_if_there_is_one(do_import: Import) -> None:
    formula = MATH.format("<mi>x</mi><mo>=</mo><mn>1</mn>")
    body = (
        '<epub:switch><epub:case required-namespace="http://example.org/x"><p>Odd.</p></epub:case>'
        "<epub:default><p>Plain.</p></epub:default></epub:switch><epub:switch>"
        '<epub:case required-namespace="http://www.w3.org/1998/Math/MathML">'
        f"{formula}</epub:case><epub:default><p>x is one</p></epub:default></epub:switch>"
    )
    text = do_import(epub(body)).text
    assert "Plain." in text
    assert "Odd." not in text
    assert "$x = 1$" in text
    assert "x is one" not in text


def test_a_written_sum_stays_a_formula(do_import: Import) -> None:
    rows = "<mn>424</mn><msrow><mo>+</mo><mn>33.5</mn></msrow><msline/><mn>457.5</mn>"
    text = do_import(epub(f"<p>{MATH.format(f'<mstack>{rows}</mstack>')}</p>")).text
    assert r"424\phantom{.0} \\ \underline{+33.5} \\ 457.5" in text


def test_a_long_division_stays_a_formula(do_import: Import) -> None:
    rows = (
        "<mn>3</mn><mn>42</mn><mn>126</mn><msgroup position='1' shift='-1'><msgroup><mn>12</mn>"
        "<msline/></msgroup><mn>6</mn></msgroup>"
    )
    text = do_import(epub(f"<p>{MATH.format(f'<mlongdiv>{rows}</mlongdiv>')}</p>")).text
    assert (
        r"& \phantom{)}\phantom{0}42 \\ 3 & \overline{)126} \\ & \phantom{)}\underline{12}" in text
    )
    assert r"\\ & \phantom{)}\phantom{00}6 \end{array}" in text


def test_a_table_of_formulas_stays_a_table(do_import: Import) -> None:
    cells = "".join(f"<td>{MATH.format(f'<mi>{one}</mi>')}</td>" for one in "xyz")
    text = do_import(epub(f"<table><tr>{cells}</tr></table>")).text
    assert text.count("|") > 3


def test_of_a_part_that_no_book_shows_its_fallback_is_read(do_import: Import) -> None:
    made = parts(
        "<p>Calm.</p>",
        extra='<item id="raw" href="c.json" media-type="application/json" fallback="c1"/>',
    )
    made["OPS/c.json"] = b'{ "p": "Fails." }'
    package = made["OPS/book.opf"].decode()
    made["OPS/book.opf"] = package.replace('idref="c1"', 'idref="raw"').encode()
    text = do_import(packed(made)).text
    assert "Calm." in text
    assert "Fails." not in text
