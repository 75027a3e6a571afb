"""Pages cut from one galley by the real engine: forced breaks, boxes cut in two, columns."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from publish.typesetting.unit import Engine, SetPageBox, lay_out

pytestmark = pytest.mark.tools

SENTENCE = "The river rose in the night and took the bridge with it. "
CSS = """@page { size: 300px 400px; margin: 20px 20px 20px 40px }
@page :left { margin-left: 20px; margin-right: 40px }
html { font: 12px/15px serif } body, p, h2, div, table { margin: 0; padding: 0 }"""


def pages_of(body: str, css: str = "") -> tuple[SetPageBox, ...]:
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    engine = Engine((), FontConfiguration(), URLFetcher())
    html = f'<html lang="en"><body><section class="chapter">{body}</section></body></html>'
    return lay_out(html, engine, (engine.parse(CSS + css),), name="rivers", planned=True)


def boxes_of(page: SetPageBox, kind: str) -> list[Any]:
    return [
        box
        for box in page.unfinished.box.descendants()
        if type(box).__name__ == kind and getattr(box, "element_tag", "") is not None
    ]


def letters(pages: tuple[SetPageBox, ...]) -> str:
    texts = (box.text for page in pages for box in boxes_of(page, "TextBox"))
    return "".join(letter for text in texts for letter in text if letter.isalnum())


def test_text_goes_on_at_once_before_a_forced_break_and_at_its_margin_after_it() -> None:
    text = f"<p>{SENTENCE * 20}</p>"
    pages = pages_of(f"{text}<h2 style='break-before: page'>Ebb</h2>{text}")
    whole = pages_of(text)
    assert len(pages) <= 2 * len(whole) + 1
    assert letters(pages) == letters(whole) + "Ebb" + letters(whole)
    for number, page in enumerate(pages):
        left = 40 if number % 2 == 0 else 20
        assert {round(line.position_x) for line in boxes_of(page, "LineBox")} == {left}


def test_a_frame_over_two_pages_is_open_where_it_is_cut() -> None:
    frame = f"<div class='frame'><p>{SENTENCE * 30}</p></div>"
    first, *_, last = pages_of(frame, ".frame { border: 3px solid; padding: 5px }")

    def borders(page: SetPageBox) -> tuple[float, float]:
        [box] = [
            box
            for box in boxes_of(page, "BlockBox")
            if box.element is not None and "frame" in box.element.get("class", "")
        ]
        return box.border_top_width, box.border_bottom_width

    assert borders(first) == (3, 0)
    assert borders(last) == (0, 3)


def test_a_table_stands_under_its_head_on_every_page_and_loses_no_row() -> None:
    rows = "".join(f"<tr><td>row{number}</td></tr>" for number in range(60))
    pages = pages_of(f"<table><thead><tr><th>head</th></tr></thead><tbody>{rows}</tbody></table>")
    assert len(pages) > 2
    said = letters(pages)
    assert said.count("head") == len(pages)
    assert said.replace("head", "") == "".join(f"row{number}" for number in range(60))


def test_columns_higher_than_a_page_are_left_to_the_engine() -> None:
    text = f"<p>{SENTENCE * 60}</p>"
    pages = pages_of(text, "section { columns: 2 }")
    assert len(pages) > 1
    assert letters(pages) == letters(pages_of(text))


def test_the_first_two_rows_of_a_table_and_the_last_two_keep_together() -> None:
    rows = "".join(f"<tr><td>row{number}</td></tr>" for number in range(8))
    css = "tr:first-child { break-after: avoid } tr:last-child { break-before: avoid }"
    for lines in range(12, 24):
        text = "<br>".join("river" for _ in range(lines))
        pages = pages_of(f"<p>{text}</p><table><tbody>{rows}</tbody></table><p>Ebb</p>", css)
        counts = [letters((page,)).count("row") for page in pages]
        assert sum(counts) == 8
        assert 1 not in counts


def test_white_within_verse_is_never_made_more() -> None:
    stanza = "<p class='stanza'>" + "<br>".join(["river"] * 5) + "</p>"
    css = ".stanza { margin: 0 0 15px; break-inside: avoid }"
    for before in range(1, 12):
        text = "<br>".join(["shore"] * before)
        verse = f"<p>{text}</p><div class='verse'>{stanza * 9}</div>"
        for page in pages_of(verse, css)[:-1]:
            tops = [line.position_y for line in boxes_of(page, "LineBox")]
            steps = {round(b - a) for a, b in pairwise(tops)}
            assert steps <= {15, 30}


def test_a_table_at_the_foot_of_a_page_ends_level_with_the_text_that_faces_it() -> None:
    rows = "".join(f"<tr><td>row{number}</td></tr>" for number in range(31))
    css = "table { border-spacing: 0 } td { padding: 2px 0; line-height: 13px }"
    table = f"<table><tbody>{rows}</tbody></table>"
    for lines in range(4, 30, 5):
        text = f"<p>{'<br>'.join(['river'] * lines)}</p>"
        pages = pages_of(f"{text}{table}<p>{SENTENCE * 60}</p>", css)
        feet = [
            max(line.position_y + line.baseline for line in boxes_of(page, "LineBox"))
            for page in pages
        ]
        assert len(pages) > 4
        for verso in range(1, len(pages) - 2, 2):
            assert feet[verso] == pytest.approx(feet[verso + 1], abs=0.5)
        cells = [cell for page in pages for cell in boxes_of(page, "TableCellBox")]
        assert len(cells) == 31
        for page in pages:
            edges = [
                (c.position_y, c.position_y + c.margin_height())
                for c in boxes_of(page, "TableCellBox")
            ]
            assert all(one[1] == pytest.approx(other[0]) for one, other in pairwise(edges))


def test_a_page_may_end_in_a_paragraph_that_was_set_again_for_it() -> None:
    text = "".join(f"<p>{SENTENCE * (3 + number % 4)}</p>" for number in range(60))
    pages = pages_of(text, "p { text-align: justify; hyphens: auto }")
    assert len(pages) > 10
    assert letters(pages).replace("‐", "") == letters(pages_of(text))
