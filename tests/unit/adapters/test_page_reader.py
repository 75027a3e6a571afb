"""What pdfium reads of pages that WeasyPrint really set."""

from __future__ import annotations

import pytest

from publish.adapters.page_reader import read_pages
from publish.artifact import Rectangle, SetPage
from publish.conservation.words import letters

STYLE = """<style>
@page { size: 300pt 400pt; margin: 40pt; @top-center { content: "Head" }
        @bottom-center { content: counter(page) } }
html { font: 12pt serif; hyphens: auto } p { margin: 0; text-align: justify }
</style>"""

DRAWING = (
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='100' height='20'>"
    "<text y='12' font-size='10'>drawn</text></svg>"
)


def page(body: Rectangle | None, notes: Rectangle | None = None, *repeated: Rectangle) -> SetPage:
    return SetPage(1, "1", "a", body=body, notes=notes, repeated=repeated)


def pdf(html: str) -> bytes:
    weasyprint = pytest.importorskip("weasyprint")
    document = weasyprint.HTML(string=f"<html lang=en>{STYLE}<body>{html}")
    data: bytes = document.write_pdf(pdf_tags=True)
    return data


AREA = (0.0, 42.0, 300.0, 358.0)


def test_running_heads_and_folios_are_outside() -> None:
    (text,) = read_pages(pdf("<p>The office was efficient."), [page(AREA)])
    assert letters(text.body) == "theofficewasefficient"
    assert text.notes == ""


def test_letters_survive_hyphens_ligatures_and_small_capitals() -> None:
    prose = "Extraordinarily incomprehensible uncharacteristic fluffy affiliations " * 4
    html = f"<p>{prose}<span style='font-variant: small-caps'>Small Capitals</span> x<sup>2</sup>"
    (text,) = read_pages(pdf(html), [page(AREA)])
    assert letters(text.body) == letters(prose + "Small Capitals x2")


def test_words_of_a_drawing_are_left_out() -> None:
    html = f'<p>Before <img alt="a word" src="{DRAWING}"> after'
    (text,) = read_pages(pdf(html), [page(AREA)])
    assert letters(text.body) == "beforeafter"


def test_a_repeated_table_head_is_left_out() -> None:
    data = pdf("<p>Head again<p>Row")
    (whole,) = read_pages(data, [page(AREA)])
    assert letters(whole.body) == "headagainrow"
    (text,) = read_pages(data, [page(AREA, None, (40.0, 340.0, 260.0, 358.0))])
    assert letters(text.body) == "row"


def test_notes_have_an_area_of_their_own() -> None:
    (text,) = read_pages(
        pdf("<p style='height: 200pt'>Text<p>Note"),
        [page((0.0, 170.0, 300.0, 358.0), (0.0, 42.0, 300.0, 170.0))],
    )
    assert (letters(text.body), letters(text.notes)) == ("text", "note")


def test_notes_are_told_apart_by_their_baselines() -> None:
    lines = "".join(f"<p style='line-height: 12pt'>{word}" for word in ("gjpq", "ÅÉQj", "Þ[ly"))
    area = (0.0, 42.0, 300.0, 360.0)
    parts = tuple(
        (number, (0.0, 342 - 12.0 * at, 300.0, 354 - 12.0 * at))
        for at, number in enumerate((7, 9, 8))
    )
    whole = SetPage(1, "1", "a", body=(0.0, 40.0, 300.0, 42.0), notes=area, note_parts=parts)
    (text,) = read_pages(pdf(lines), [whole])
    assert [(number, letters(said)) for number, said in text.note_parts] == [
        (7, "gjpq"),
        (9, letters("ÅÉQj")),
        (8, letters("Þly")),
    ]
    assert text.notes == ""


def test_a_blank_page_says_nothing() -> None:
    (text,) = read_pages(pdf("<p>"), [page(None)])
    assert (text.body, text.notes) == ("", "")
