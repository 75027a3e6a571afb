"""The edges of paragraphs: optical margins, ragged text, titles, lines beside floats."""

from __future__ import annotations

from typing import Any

import pytest
from tests.typesetting.paragraph_support import TEXT, both, lay_out, lines_of, right_edges, text_of

pytestmark = pytest.mark.tools


def test_ragged_text_is_neither_filled_nor_hyphenated() -> None:
    document, counts = both(f"<p>{TEXT}</p>", "p { text-align: left }")
    assert counts == {"ragged": 1}
    assert not [line for line in lines_of(document) if text_of(line).endswith("\u2010")]
    assert len({round(edge) for edge in right_edges(document)}) > 5
    assert max(right_edges(document)) < 282
    stock, _ = lay_out(
        f"<p>{TEXT}</p>", "p { text-align: left; hyphens: none }", by_total_fit=False
    )
    assert rag_of(document) <= rag_of(stock)


def rag_of(document: Any) -> float:
    *inner, _ = right_edges(document)
    return sum((280 - edge) ** 2 for edge in inner)


@pytest.mark.parametrize("css", ["h2 { text-align: center }", "span { display: block }"])
def test_lines_of_titles_are_of_like_length(css: str) -> None:
    title = "The Consequences of the Arrangement for Everyone Concerned, and of the Negotiations"
    css += " h2 { font: 14px/20px Face; hyphens: manual } @page { size: 440px 400px }"
    document, counts = both(f"<h2><span class=title>{title}</span></h2>", css)
    assert counts == {"balanced": 1}
    first, second = (line.width for line in lines_of(document))
    assert second == pytest.approx(first, rel=0.15)
    stock, _ = lay_out(f"<h2><span class=title>{title}</span></h2>", css, by_total_fit=False)
    assert len(list(lines_of(stock))) == 2


@pytest.mark.parametrize("align", ["left", "right", "center"])
def test_quotation_marks_hang_at_the_flush_edge_of_ragged_text_alone(align: str) -> None:
    document, _ = both(f"<p>“{TEXT}”</p>", f"p {{ text-align: {align} }}")
    first = next(iter(lines_of(document)))
    assert (first.position_x < 19) == (align == "left")
    outer = [line.position_x + line.width > 280.4 for line in lines_of(document)]
    assert any(outer) == (align == "right")


def test_text_at_a_width_made_to_measure_is_not_broken() -> None:
    line = "A line of verse that is as long as its measure"
    shrunk = "p { text-align: left } div { display: inline-block }"
    document, _ = lay_out(f"<div><p>{line}</p></div>", shrunk)
    assert len([text for text in map(text_of, lines_of(document)) if "verse" in text]) == 2


def sides(document: Any) -> list[tuple[float, float]]:
    """Return how far each line stands out of a measure of 260, to the left and to the right."""
    return [
        (20 - line.position_x, line.position_x + line.width - 280) for line in lines_of(document)
    ]


def test_points_and_hyphens_hang_in_the_right_margin() -> None:
    document, _ = both(f"<p>{TEXT}</p>", "@page { size: 300px 2000px; margin: 20px }")
    ends = {text_of(line).strip()[-1]: out for line, (_, out) in pairs(document)[:-1]}
    assert ends["\u2010"] > 1.5
    assert {sign: out for sign, out in ends.items() if sign in "aeouhdn"}
    assert all(out == pytest.approx(0, abs=0.01) for sign, out in ends.items() if sign in "aeouhdn")


def pairs(document: Any) -> list[tuple[Any, tuple[float, float]]]:
    return list(zip(lines_of(document), sides(document), strict=True))


@pytest.mark.parametrize("quote", ["“", "«", "„", "‘"])
def test_quotation_marks_hang_alike_in_long_and_in_short_paragraphs(quote: str) -> None:
    document, _ = both(f"<p>{quote}{TEXT}</p><p>{quote}Yes</p>")
    long, *_, short = (left for left, _ in sides(document))
    assert long > 1
    assert short == pytest.approx(long, abs=0.05)


def test_a_stylesheet_can_set_the_margins_flush() -> None:
    css = "p { --optical-margins: none }"
    document, _ = both(f"<p>“{TEXT}</p><p>“Yes</p>", css)
    assert [left for left, _ in sides(document)] == [0] * len(sides(document))
    *inner, _, _ = (right for _, right in sides(document))
    assert inner == pytest.approx([0] * len(inner), abs=0.01)


def test_what_hangs_is_not_taken_for_too_long_a_line() -> None:
    from publish.typesetting.laid_out import read_page

    document, _ = both(f"<p>{'widely, ' * 40}</p>", "p { font-size: 40px }")
    assert any(right > 1.4 for _, right in sides(document))
    assert not [each for page in document.pages for each in read_page(page._page_box).excesses]


FLOAT = "div { float: left; width: 58px; height: 60px; margin-right: 2px }"


@pytest.mark.parametrize("side", ["left", "right"])
def test_lines_beside_a_float_are_as_much_shorter(side: str) -> None:
    css = f"{FLOAT} div {{ float: {side} }} p {{ text-indent: 0 }}"
    document, counts = both(f"<div></div><p>{TEXT}</p>", css)
    assert counts == {"planned": 1}
    (*inner, _) = (
        (round(line.position_x), round(line.position_x + line.width - line.hanging))
        for line in lines_of(document)
    )
    beside = (80, 280) if side == "left" else (20, 220)
    assert inner[:3] == [beside] * 3
    assert inner[3:] == [(20, 280)] * len(inner[3:])


def test_a_paragraph_that_begins_beside_a_float_goes_on_over_the_page() -> None:
    css = f"{FLOAT} p {{ orphans: 2; widows: 2 }} @page {{ margin: 20px }}"
    whole, _ = both(f"<div></div><p>{TEXT * 2}</p>", f"{css} @page {{ size: 300px 2000px }}")
    pages, counts = both(f"<div></div><p>{TEXT * 2}</p>", f"{css} @page {{ size: 300px 160px }}")
    assert len(pages.pages) > 2
    assert counts == {"planned": 1}
    assert [text_of(line) for line in lines_of(pages)] == [
        text_of(line) for line in lines_of(whole)
    ]


def test_a_short_line_beside_a_float_stands_beside_it() -> None:
    document, _ = both("<div></div><p>“Yes.”</p>", FLOAT)
    (line,) = lines_of(document)
    assert 77 < line.position_x < 80
