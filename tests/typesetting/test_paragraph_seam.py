"""Paragraphs set by total fit inside the engine: the same words, other lines."""

from __future__ import annotations

import warnings
from typing import Any, get_args

import pytest
from tests.typesetting.paragraph_support import (
    TEXT,
    both,
    lay_out,
    lines_of,
    right_edges,
    text_of,
    words_of,
)

from publish.config import Tolerance
from publish.typesetting.paragraph_seam import letters_scaled, paragraphs_by_total_fit
from publish.typesetting.paragraphs.choosing import rules_of

pytestmark = pytest.mark.tools


@pytest.fixture(autouse=True)
def _without_machine_fonts() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        import weasyprint  # noqa: F401


def test_every_line_but_the_last_fills_the_measure() -> None:
    document, counts = both(f"<p>{TEXT}</p>")
    assert counts == {"planned": 1}
    *inner, last = right_edges(document)
    assert inner == pytest.approx([280.0] * len(inner), abs=0.01)
    assert last <= 280.01


def test_spaces_shrink_and_letters_give_way() -> None:
    from weasyprint.formatting_structure import boxes

    document, _ = both(f"<p>{TEXT}</p>")
    texts = [
        box
        for line in lines_of(document)
        for box in line.descendants()
        if isinstance(box, boxes.TextBox)
    ]
    assert min(box.justification_spacing for box in texts) < 0
    assert {0.98 <= getattr(box, "scale", 1.0) <= 1.02 for box in texts} == {True}
    assert any(getattr(box, "scale", 1.0) != 1.0 for box in texts)


def test_a_book_may_rather_have_wider_spaces_than_hyphens_or_the_other_way_round() -> None:
    hyphens = {}
    for tolerance in get_args(Tolerance):
        ends = 0
        for width in range(240, 400, 10):
            page = f"@page {{ size: {width}px 2000px }}"
            document, _ = lay_out(f"<p>{TEXT}</p>", page, rules=rules_of(tolerance))
            ends += sum(text_of(line).endswith("\u2010") for line in lines_of(document))
        hyphens[tolerance] = ends
    assert hyphens["strict"] >= hyphens["normal"] >= hyphens["easy"]
    assert hyphens["strict"] > hyphens["easy"]


def test_no_three_lines_in_a_row_end_in_hyphens() -> None:
    narrow = "@page { size: 230px 400px }"
    document, _ = both(f"<p>{TEXT}</p>", narrow)
    ends = "".join("-" if text_of(line).endswith("\u2010") else "." for line in lines_of(document))
    assert "---" not in ends
    stock, _ = lay_out(f"<p>{TEXT}</p>", narrow, by_total_fit=False)
    assert sum(text_of(line).endswith("\u2010") for line in lines_of(stock)) > ends.count("-")


def test_a_paragraph_goes_on_with_its_plan_on_the_next_page() -> None:
    whole, _ = both(f"<p>{TEXT}</p>", "@page { size: 300px 2000px }")
    pages, _ = both(
        f"<p>{TEXT}</p>", "@page { size: 300px 120px; margin: 20px } p { orphans: 2; widows: 2 }"
    )
    assert len(pages.pages) > 3
    assert [text_of(line) for line in lines_of(pages)] == [
        text_of(line) for line in lines_of(whole)
    ]


MARKUP = (
    "<em>Nobody could</em> doubt that the extra<strong>ordinary</strong> <a id=x></a>"
    "circumstances <em>of the <code>arrange<b>ments</b></code></em> were understood<sup>1</sup> "
)


@pytest.mark.parametrize("width", [190, 240, 300, 380])
def test_inline_markup_and_anchors_survive_every_measure(width: int) -> None:
    body = f"<p>{MARKUP * 6}</p>".replace("<a id=x>", "<a id={}>")
    body = body.format(*(f"x{at}" for at in range(6)))
    document, counts = both(body, f"@page {{ size: {width}px 2000px; margin: 20px }}")
    assert counts["planned"] == 1
    assert set(document.pages[0].anchors) == {f"x{at}" for at in range(6)}


@pytest.mark.parametrize("width", [150, 240, 300])
def test_calls_of_notes_stay_with_their_words(width: int) -> None:
    css = f"@page {{ size: {width}px 300px; margin: 20px }} i {{ float: footnote }}"
    text = TEXT.replace("participants", "participants<i>A note that is justified, too.</i>")
    document, _ = both(f"<p>{text}</p>", css)
    assert "participants1considered" in "".join(words_of(document))


@pytest.mark.parametrize("width", [210, 225, 240, 255, 270, 285, 300])
def test_a_call_begins_no_line(width: int) -> None:
    css = f"@page {{ size: {width}px 2000px; margin: 20px }}"
    text = TEXT.replace("of ", "of <a class=note-call>7</a> ").replace(
        " and", " <a class=note-call>8</a> and"
    )
    document, _ = both(f"<p>{text}</p>", css)
    assert not [line for line in lines_of(document) if text_of(line)[0] in "78"]


def test_edges_of_inline_boxes_are_within_the_measure() -> None:
    body = f"<p>{TEXT.replace('arrangement', '<code>arrangement of things</code>')}</p>"
    document, counts = both(body, "code { padding: 0 10px; border-left: 2px solid }")
    assert counts == {"planned": 1}
    assert max(right_edges(document)) <= 280.01


def test_pictures_are_boxes_of_a_line() -> None:
    picture = (
        "<img style='width: 40px; height: 10px' "
        "src='data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22/>'>"
    )
    document, counts = both(f"<p>{TEXT.replace('doubt', picture)}</p>")
    assert counts == {"planned": 1}
    *inner, _ = right_edges(document)
    assert inner == pytest.approx([280.0] * len(inner), abs=0.01)


def test_indents_hang_or_stand_in() -> None:
    for indent in ("20px", "-20px", "10%"):
        document, _ = both(f"<p>{TEXT}</p>", f"p {{ text-indent: {indent}; padding-left: 20px }}")
        *inner, _ = right_edges(document)
        assert inner == pytest.approx([280.0] * len(inner), abs=0.01)


def test_soft_and_hard_hyphens() -> None:
    text = TEXT.replace("extraordinary", "extra\u00adordi\u00adnary").replace("each", "every-one")
    document, counts = both(f"<p>{text}</p>", "p { hyphens: manual }")
    assert counts == {"planned": 1}
    added = [text_of(line) for line in lines_of(document) if text_of(line).endswith("\u2010")]
    assert all(line.endswith("\u00ad\u2010") for line in added)


@pytest.mark.parametrize(
    ("body", "css", "reason"),
    [
        (f"<p>{TEXT}<b>x</b>{TEXT}</p>", "b { float: left }", "out-of-flow"),
        (f"<p>{TEXT}<br><br>{TEXT}</p>", "", "empty"),
        (f"<p>{TEXT}<b>x</b></p>", "b { display: inline-block }", "inline-block"),
        (f"<p>{TEXT}</p>", "p::first-letter { font-size: 2em }", "first-letter or first-line"),
        (f"<p>{TEXT}</p>", "p { direction: rtl }", "right-to-left"),
        (f"<p>{TEXT} \u05e9\u05dc\u05d5\u05dd</p>", "", "right-to-left"),
        (f"<p>{TEXT}</p>", "p { white-space: pre-wrap }", "preserved"),
        ("<p>Short.</p>", "", "short"),
        (f"<div>.</div><p>{TEXT}</p>", "div { float: left; width: 190px }", "beside a float"),
        (f"<p>{'m' * 80}{TEXT}</p>", "", "unbreakable"),
    ],
)
def test_what_is_not_ours_is_left_to_the_engine(body: str, css: str, reason: str) -> None:
    _, counts = both(body, f"@page {{ size: 300px 2000px }} {css}")
    assert counts[reason]
    assert counts["planned"] <= css.startswith("b {")  # the box within has a line of its own


@pytest.mark.parametrize("gap", ["", " ", "<em>", "</b>"])
def test_a_line_break_of_the_authors_ends_a_line_that_is_not_filled(gap: str) -> None:
    close = "</em>" if gap == "<em>" else ""
    open_ = "<b>" if gap == "</b>" else ""
    body = f"<p>{TEXT}{open_}Alone{gap}<br>Here {TEXT}{close}<br>at last</p>"
    document, counts = both(body, "@page { size: 300px 130px } p { orphans: 2; widows: 2 }")
    assert counts == {"planned": 1}
    texts = [text_of(line).strip() for line in lines_of(document)]
    assert [text.split()[-1] for text in texts].count("Alone") == 1
    assert [text.split()[0] for text in texts].count("Here") == 1
    assert texts[-1] == "at last"
    assert min(right_edges(document)[:-1]) < 200


def test_a_planned_paragraph_can_be_asked_for_one_line_more() -> None:
    from publish.typesetting import paragraph_seam

    found = {}
    original = paragraph_seam.TotalFit.plan

    def plan(self: Any, *arguments: Any) -> Any:
        plan = original(self, *arguments)
        assert plan is not None
        others = self.alternatives(*arguments[:5])
        found.update({count: other for count, (other, _) in others.items()})
        assert [line.text for line in found[len(plan.lines) + 1].lines] == [
            line.text for line in plan.lines
        ]
        return found[max(found)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paragraph_seam.TotalFit, "plan", plan)
        document, _ = both(f"<p>{TEXT}</p>", "@page { size: 470px 2000px }")
    assert len(found) > 1
    assert len(list(lines_of(document))) == max(found)


def test_words_are_divided_as_the_author_says() -> None:
    from publish.typesetting.paragraphs.hyphenation import exceptions_of

    text = "We hold that antidisestablishmentarianism is no more to be had as it was. " * 9
    css = "@page { size: 300px 2000px; margin: 20px }"

    def ends(*words: str) -> set[str]:
        document, _ = lay_out(f"<p>{text}</p>", css, exceptions=exceptions_of(words))
        found = {text_of(line).strip().split()[-1] for line in lines_of(document)}
        return {end for end in found if end.endswith("\u2010")}

    assert len(ends()) > 1
    assert ends("antidis-establishmentarianism") == {"antidis\u2010"}
    assert ends("antidisestablishmentarianism") == set()


def test_lists_quotations_and_cells_are_set_too() -> None:
    body = (
        f"<ul><li>{TEXT}</ul><blockquote>{TEXT}</blockquote><table><td>{TEXT}<td>{TEXT}</table>"
        f"<figure><figcaption>{TEXT}</figcaption></figure>"
    )
    _, counts = both(body, "html { text-align: justify; hyphens: auto }")
    assert counts["planned"] == 4  # cells that say the same share a plan


@pytest.mark.parametrize("width", range(250, 264))
def test_lines_of_ideographs_fill_the_measure_between_their_letters(width: int) -> None:
    sentence = "吾輩は猫である。名前はまだ無い。「どこで生れたか」と、とんと見当がつかぬ。"
    page = f"@page {{ size: 300px; margin: 20px {280 - width}px 20px 20px }}"
    document, counts = both(f'<p lang="ja" style="font-size: 5px">{sentence * 9}</p>', page)
    assert counts == {"planned": 1}
    *inner, _ = right_edges(document)
    assert inner == pytest.approx([20.0 + width] * len(inner), abs=0.01)
    starts = [text_of(line)[0] for line in lines_of(document)]
    assert not set(starts) & set("。、」")
    assert not any(text_of(line).endswith("「") for line in lines_of(document))


def test_addresses_are_broken_where_they_must() -> None:
    address = "thisisaverylongnamewithoutanyplacetobreakitwhatsoever" * 2
    css = "u { overflow-wrap: anywhere; hyphens: manual }"
    document, counts = both(f"<p>{TEXT}<u>{address}</u> {TEXT}</p>", css)
    assert counts == {"planned": 1}
    assert max(right_edges(document)) <= 280.01


def test_a_very_long_paragraph_takes_no_more_than_its_share() -> None:
    document, counts = lay_out(f"<p>{TEXT * 40}</p>")
    assert counts == {"planned": 1}
    assert len(list(lines_of(document))) > 400


def test_scaled_letters_are_in_the_pdf() -> None:
    document, _ = lay_out(f"<p>{TEXT}</p>")
    plain = document.write_pdf(uncompressed_pdf=True)
    with letters_scaled():
        scaled = document.write_pdf(uncompressed_pdf=True)
    matrices = {line.split()[0] for line in scaled.splitlines() if line.endswith(b" Tm")}
    assert {line.split()[0] for line in plain.splitlines() if line.endswith(b" Tm")} == {b"1"}
    assert all(0.98 <= float(matrix) <= 1.02 for matrix in matrices)
    assert len(matrices) > 2


def test_the_seam_is_closed_again() -> None:
    from weasyprint.draw import text
    from weasyprint.layout import block

    before = block.iter_line_boxes, text.draw_first_line
    with paragraphs_by_total_fit(), letters_scaled():
        assert block.iter_line_boxes is not before[0]
        assert text.draw_first_line is not before[1]
    assert before == (block.iter_line_boxes, text.draw_first_line)


def test_glyphs_are_laid_out_in_memory_as_we_read_them() -> None:
    from weasyprint.text.ffi import ffi

    assert ffi.sizeof("PangoGlyphInfo") == 5 * 4
    assert ffi.offsetof("PangoGlyphInfo", "geometry") == 4
    assert ffi.offsetof("PangoGlyphGeometry", "width") == 0
