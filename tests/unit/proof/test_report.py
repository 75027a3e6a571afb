"""What is written about a proof: places, pictures, sheets; all escaped, nothing forgotten."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import PurePosixPath

from lxml import etree
from tests.unit.proof.pages_support import book, full, line, page, paragraph

from publish.diagnostics import Span
from publish.proof.examination import Proof, examine
from publish.proof.flaws import Flaw
from publish.proof.html import render_html
from publish.proof.places import at_its_line
from publish.proof.report import Heading, render_json
from publish.proof.sheets import contact_sheets, is_picture_name, shown_flaws, spreads_of

HEADING = Heading("War & <Peace>", "en-GB", "print", "war.pdf")
FILE = PurePosixPath("manuscript/one.md")


def many_loose(count: int) -> Proof:
    lines = paragraph(*[line(f"line <{n}>", space=1.6 + n / 100) for n in range(count)], line())
    return examine(book(page(1, lines)))


def test_spreads_face_as_they_are_bound() -> None:
    spreads = spreads_of([full(number) for number in (1, 2, 3, 4)])
    numbers = [tuple(each and each.number for each in spread) for spread in spreads]
    assert numbers == [(None, 1), (2, 3), (4, None)]


def test_contact_sheets_hold_every_page_once_and_in_order() -> None:
    pages = [full(number) for number in range(1, 101)]
    sheets = contact_sheets(pages)
    held = [each for sheet in sheets for spread in sheet.spreads for each in spread if each]
    assert held == pages
    assert [sheet.name for sheet in sheets] == [f"sheet-{n}.png" for n in range(1, 5)]
    assert sheets[1].pages == "32–63"


def test_of_many_flaws_the_worst_are_shown_in_the_order_of_the_pages() -> None:
    shown = shown_flaws(many_loose(20).flaws, most=3)
    assert [each.flaw.words for each in shown] == ["line <17>", "line <18>", "line <19>"]
    assert all(is_picture_name(each.name) for each in shown)
    assert not is_picture_name("holiday.png")


def test_the_report_is_well_formed_without_script_and_says_how_many_more() -> None:
    proof = many_loose(60)
    shown, sheets = shown_flaws(proof.flaws), contact_sheets(proof.pages)
    pictures = dict.fromkeys((*(each.name for each in shown), sheets[0].name), b"png")
    text = render_html(HEADING, proof, shown, sheets, pictures).decode()
    page_of = etree.HTML(text)
    assert page_of.findtext(".//title") == "Proof of War & <Peace>"
    assert page_of.findall(".//script") == []
    assert all(picture.get("alt") for picture in page_of.iter("img"))
    addresses = [picture.get("src") or "" for picture in page_of.iter("img")]
    assert len(addresses) == 9
    assert all(address.startswith("data:image/png;base64,") for address in addresses)
    assert "And 28 more, in report.json." in text
    assert "<59>" not in text


def test_the_json_has_every_flaw_and_every_figure() -> None:
    proof = many_loose(60)
    shown, sheets = shown_flaws(proof.flaws), contact_sheets(proof.pages)
    data = json.loads(render_json(HEADING, proof, shown, sheets))
    assert len(data["flaws"]) == 60
    assert sum(flaw["picture"] is not None for flaw in data["flaws"]) == 8
    assert data["figures"]["loose"] == {"value": 60, "of": 60, "share": 1.0}
    assert data["figures"].keys() == data["divisions"][0]["figures"].keys()
    assert data["flaws"][0]["path"] == "manuscript/chapters/01.md"


def flaw(words: str, at: int = 3) -> Flaw:
    return Flaw("loose", 1, "1", "one", words, "spaces", Span(FILE, at))


def test_a_flaw_is_led_to_the_line_of_a_wrapped_paragraph() -> None:
    sources = {
        FILE: "# One\n\nThe *first* line, then\nthe second, unneces-\nsary one.\n\nThe next\n"
    }
    assert at_its_line(flaw("sary one. And"), sources).at == Span(FILE, 5)
    assert at_its_line(flaw("line, then the"), sources).at == Span(FILE, 3)
    assert at_its_line(flaw("The first “line”"), sources).at == Span(FILE, 3)


def test_what_is_not_in_the_paragraph_stays_where_it_begins() -> None:
    sources = {FILE: "# One\n\nThe first\nline\n\nThe next paragraph\n"}
    for words in ("next paragraph here", "", "—"):
        assert at_its_line(flaw(words), sources).at == Span(FILE, 3)
    assert at_its_line(replace(flaw("line"), at=None), sources).at is None
