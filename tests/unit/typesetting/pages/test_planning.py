"""Pages as a reader sees them: no widow, facing pages alike, notes where they are called."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from tests.unit.typesetting.pages.support import (
    block,
    call_pages,
    depths,
    note,
    note_pages,
    paragraph,
    plan,
)

from publish.typesetting.pages.model import Row, Setting, Slab


def novel(seed: int, count: int = 60) -> list[Slab]:
    """Return paragraphs of uneven length, as a novel has them."""
    lengths = random.Random(seed)
    return [paragraph(lengths.randint(1, 11)) for _ in range(count)]


@pytest.mark.parametrize("seed", range(8))
def test_no_page_begins_or_ends_with_a_line_torn_from_its_paragraph(seed: int) -> None:
    slabs = novel(seed)
    for page in plan(slabs):
        for part in page.parts:
            count = len(slabs[part.slab].rows)
            assert part.first in (0, *range(2, count - 1))
            assert part.last in (count, *range(2, count - 1))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("opens_recto", [True, False])
def test_facing_pages_end_at_one_depth(seed: int, opens_recto: bool) -> None:
    slabs = novel(seed)
    pages = plan(slabs, opens_recto=opens_recto)
    found = depths(slabs, pages)
    first_verso = 1 if opens_recto else 0
    spreads = [(v, v + 1) for v in range(first_verso, len(pages) - 2, 2)]
    assert spreads
    assert [pair for pair in spreads if found[pair[0]] != found[pair[1]]] == []
    assert min(found[:-1]) >= 18


@pytest.mark.parametrize("lines", range(38, 48))
def test_a_last_page_has_five_lines(lines: int) -> None:
    slabs = [paragraph(4) for _ in range(lines // 4)] + [paragraph(lines % 4 or 3)]
    assert depths(slabs, plan(slabs))[-1] >= 5


def test_a_heading_goes_with_what_follows() -> None:
    heading = Slab((Setting((Row(1.0, may_end_page=False),)),), 1.0, on_grid=False)
    for before in range(12, 20):
        pages = plan([paragraph(before), heading, paragraph(12), paragraph(12)])
        assert all(page.parts[-1].slab != 1 for page in pages)


def test_a_long_note_begins_at_its_call_and_runs_on_over_pages() -> None:
    slabs = [paragraph(12, calls={3: [0]}), *(paragraph(6) for _ in range(10))]
    pages = plan(slabs, [note(60)])
    parts = [part for page in pages for part in page.notes]
    assert len(parts) >= 3
    assert pages[0].notes[0] == parts[0]
    assert parts[0].first == 0
    assert parts[-1].last == 60
    assert all(one.last == other.first for one, other in pairwise(parts))
    assert all(part.last - part.first >= 2 for part in parts)


@pytest.mark.parametrize("lines", [2, 3])
def test_a_note_of_two_or_three_lines_is_not_split(lines: int) -> None:
    for at in range(4, 30):
        slabs = [paragraph(40, calls={at: [0]})]
        pages = plan(slabs, [note(lines)])
        assert note_pages(pages) == {0: [call_pages(slabs, pages)[0]]}


def test_several_notes_of_one_line_begin_under_it() -> None:
    slabs = [paragraph(30, calls={17: [0, 1, 2], 18: [3]}), paragraph(30)]
    pages = plan(slabs, [note(3), note(9), note(2), note(4)])
    found, calls = note_pages(pages), call_pages(slabs, pages)
    assert {number: on[0] for number, on in found.items()} == calls


def test_the_notes_of_a_table_stand_under_its_rows() -> None:
    table = block(*[1.5] * 20, calls={at: [at // 3] for at in range(0, 20, 3)})
    slabs = [paragraph(9), table, paragraph(9)]
    pages = plan(slabs, [note(2) for _ in range(7)])
    found, calls = note_pages(pages), call_pages(slabs, pages)
    assert found == {n: [at] for n, at in calls.items()}
    assert len(set(calls.values())) > 1


def test_the_order_of_notes_is_that_of_their_calls() -> None:
    slabs = [paragraph(10, calls={0: [0], 4: [1], 9: [2]}), paragraph(30, calls={2: [3]})]
    pages = plan(slabs, [note(30), note(2), note(12), note(2)])
    for page in pages:
        assert [part.note for part in page.notes] == sorted(part.note for part in page.notes)


def test_a_break_that_the_author_asks_for_is_one() -> None:
    slabs = [paragraph(6), Slab(paragraph(6).settings, begins_page=True), paragraph(6)]
    pages = plan(slabs)
    assert [[part.slab for part in page.parts] for page in pages] == [[0], [1, 2]]


def test_what_is_larger_than_a_page_has_one_of_its_own() -> None:
    pages = plan([paragraph(6), block(25.0), paragraph(6)])
    assert [[part.slab for part in page.parts] for page in pages] == [[0], [1], [2]]


def test_a_unit_without_words_is_one_page() -> None:
    assert len(plan([])) == 1


def test_white_is_made_more_over_a_heading_and_not_under_it() -> None:
    heading = Slab((Setting((Row(1.0, may_end_page=False),)),), 2.0)
    for before in range(5, 18):
        slabs = [paragraph(before), heading, paragraph(9, white=1.0), paragraph(15), paragraph(15)]
        for page in plan(slabs):
            tops = {part.slab: part.top for part in page.parts if part.first == 0}
            if 1 in tops:
                assert tops[2] - tops[1] == 2.0


def test_the_white_between_stanzas_is_the_same_on_every_page() -> None:
    for lines in range(3, 9):
        stanza = replace(paragraph(lines, white=1.0), rigid=True)
        for page in plan([stanza] * 12, height=21.0):
            for one, other in pairwise(page.parts):
                assert other.top - one.top == one.last - one.first + 1


def test_a_page_that_faces_the_last_one_is_filled() -> None:
    for lines in range(5, 12):
        slabs = [paragraph(11), paragraph(9), paragraph(8), paragraph(8), paragraph(12)]
        slabs = [*slabs[:-1], paragraph(4), paragraph(lines)]
        pages = plan(slabs)
        assert [page.short for page in pages[:-1]] == [0] * (len(pages) - 1)


def test_no_figure_comes_between_the_rows_of_a_table() -> None:
    figure = replace(block(9.0), floating=1, float_of=1)
    table = replace(block(*[1.0] * 14), repeats=1.0)
    for before in range(4, 16):
        texts = [paragraph(before), paragraph(7), paragraph(12)]
        pages = plan([texts[0], figure, texts[1], table, texts[2]])
        for page in pages:
            runs_on = any(part.slab == 3 and part.first for part in page.parts)
            assert not (runs_on and page.floats)


@pytest.mark.parametrize("opens_recto", [True, False])
def test_a_page_that_ends_with_a_table_is_level_with_the_one_it_faces(opens_recto: bool) -> None:
    for before in range(3, 16):
        table = replace(block(*[1.3] * 30), repeats=1.3, may_open=True)
        slabs = [paragraph(before), paragraph(5), table, *(paragraph(7) for _ in range(6))]
        pages = plan(slabs, opens_recto=opens_recto)
        found = depths(slabs, pages)
        first_verso = 1 if opens_recto else 0
        for verso in range(first_verso, len(pages) - 2, 2):
            assert found[verso] == pytest.approx(found[verso + 1], abs=0.05)


def test_the_white_of_a_last_page_is_no_line_of_it() -> None:
    stanzas = [replace(paragraph(2, white=1.0), rigid=True) for _ in range(9)]
    for before in (18, 19):
        slabs = [paragraph(before), *stanzas]
        last = plan(slabs)[-1]
        assert sum(part.last - part.first for part in last.parts) >= 5
