"""Whatever stands on the pages: figures count flaws, divisions add up, reports can be written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.proof.pages_support import book, line, page, paragraph

from publish.artifact import SetPage
from publish.page_map import SetLine
from publish.proof.examination import examine
from publish.proof.html import render_html
from publish.proof.report import Heading, render_json
from publish.proof.sheets import contact_sheets, shown_flaws
from publish.proof.terms import TERMS

LINES = st.builds(
    line,
    text=st.sampled_from(["some words", "divi-", "it.", "", "“Oh & <ah>”"]),
    kind=st.sampled_from(["text", "note", "heading", "table", "other"]),
    space=st.floats(0.3, 4),
    spaces=st.integers(0, 12),
    right=st.floats(60, 400),
    is_justified=st.booleans(),
)

NOTES = st.lists(st.sampled_from(["n1", "n2", "n3"]), max_size=2, unique=True)


@st.composite
def pages(draw: st.DrawFn) -> tuple[SetPage, ...]:
    """Return pages over which paragraphs run, blank ones and empty ones among them."""
    made: list[SetPage] = []
    lines: list[SetLine] = []
    for number in range(1, draw(st.integers(1, 5))):
        note = draw(st.sampled_from(["", "n1", "n2"]))
        lines += paragraph(*draw(st.lists(LINES, min_size=1, max_size=6)), number=number, note=note)
    count = draw(st.integers(1, 5))
    for number in range(1, count + 1):
        cut = draw(st.integers(0, len(lines))) if number < count else len(lines)
        own, lines = lines[:cut], lines[cut:]
        division = draw(st.sampled_from(["one", "two"]))
        calls = tuple(draw(NOTES))
        made.append(page(number, own, division, calls=calls, blank=not own, notes=(0, 0, 1, 1)))
    return tuple(made)


@given(pages())
@settings(deadline=None, max_examples=60)
def test_figures_count_flaws_and_divisions_add_up(made: Sequence[SetPage]) -> None:
    proof = examine(book(*made))
    counts = Counter(flaw.kind for flaw in proof.flaws)
    assert set(counts) <= set(TERMS)
    for key, term in TERMS.items():
        figure = proof.figures[key]
        if term.is_flaw and not key.endswith("very-loose"):
            assert figure.value == counts[key], key
        if figure.whole and term.of:
            assert figure.value <= figure.whole, key
    for key in ("pages", "lines", "note-lines", "loose", "ladders", "widows", "short-pages"):
        assert sum(each.figures[key].value for each in proof.divisions) == proof.figures[key].value


@given(pages())
@settings(deadline=None, max_examples=30)
def test_reports_can_be_written_of_anything(made: Sequence[SetPage]) -> None:
    proof = examine(book(*made))
    heading = Heading("T", "en", "pdf", "t.pdf")
    shown, sheets = shown_flaws(proof.flaws), contact_sheets(proof.pages)
    assert render_json(heading, proof, shown, sheets)
    text = render_html(heading, proof, shown, sheets, {}).decode()
    assert "<ah>" not in text
