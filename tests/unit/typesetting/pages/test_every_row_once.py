"""Whatever the galley: every row once, in order, every note from its call on."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.unit.typesetting.pages.support import (
    MEASURE,
    SEPARATOR,
    call_pages,
    galley_of,
    note_pages,
    plan,
)

from publish.typesetting.pages.model import Costs, NoteText, PlannedPage, Row, Setting, Slab
from publish.typesetting.pages.planning import PagePlanner
from publish.typesetting.pages.shared_lines import begins_in_line, from_above

HEIGHT = 20.0
SLACK = 0.1

Book = tuple[tuple[Slab, ...], tuple[NoteText, ...]]


@st.composite
def setting(draw: st.DrawFn, tallest: float, calls: tuple[tuple[int, ...], ...]) -> Setting:
    size = st.one_of(st.just(1.0), st.floats(0.1, tallest))
    rows = [
        Row(draw(size), notes, draw(st.integers(0, 3)) > 0, draw(st.booleans())) for notes in calls
    ]
    return Setting(tuple(rows))


@st.composite
def note(draw: st.DrawFn) -> NoteText:
    count = draw(st.one_of(st.integers(1, 6), st.integers(1, 60)))
    white = draw(st.sampled_from((0.0, 0.4)))
    width = draw(st.sampled_from((0.0, 2.0, 4.5))) if count == 1 else 0.0
    rows = (Row(draw(st.sampled_from((0.8, 1.0)))),) * count
    return NoteText(rows, (white,) * count, draw(st.booleans()), width)


@st.composite
def books(draw: st.DrawFn, *, tallest: float, most_notes: int) -> Book:
    """Return slabs and notes, every note called once, in order."""
    slabs: list[Slab] = []
    count = 0
    for _ in range(draw(st.integers(1, 14))):
        calls: list[tuple[int, ...]] = []
        for _ in range(draw(st.integers(1, 16))):
            more = draw(st.integers(0, most_notes)) if draw(st.integers(0, 5)) == 0 else 0
            calls.append(tuple(range(count, count + more)))
            count += more
        best = draw(setting(tallest, tuple(calls)))
        settings_: tuple[Setting, ...] = (best,)
        if draw(st.integers(0, 3)) == 0:
            # A line more: the calls stay in their rows, the words do.
            settings_ = (best, Setting((*best.rows, Row(1.0)), 3.0))
        white = draw(st.sampled_from((0.0, 0.5, 1.0)))
        is_lines = all(row.height == 1.0 for row in best.rows)
        forced = draw(st.integers(0, 9)) == 0
        slabs.append(Slab(settings_, white, on_grid=is_lines, begins_page=forced))
    notes = tuple(draw(note()) for _ in range(count))
    return tuple(slabs), notes


def rows_of_text(pages: tuple[PlannedPage, ...]) -> list[tuple[int, int, int]]:
    return [
        (part.slab, part.setting, row)
        for page in pages
        for part in page.parts
        for row in range(part.first, part.last)
    ]


def assert_every_row_once(book: Book, pages: tuple[PlannedPage, ...]) -> None:
    slabs, notes = book
    chosen = {slab: chosen_ for slab, chosen_, _ in rows_of_text(pages)}
    assert rows_of_text(pages) == [
        (at, chosen[at], row)
        for at, slab in enumerate(slabs)
        for row in range(len(slab.settings[chosen[at]].rows))
    ]
    found: dict[int, list[int]] = {at: [] for at in range(len(notes))}
    for page in pages:
        for part in page.notes:
            found[part.note].extend(range(part.first, part.last))
    assert found == {at: list(range(len(text.rows))) for at, text in enumerate(notes)}


def assert_on_the_page(book: Book, pages: tuple[PlannedPage, ...]) -> None:
    """No page is deeper than its height, or lines more where it says so, unless one row is."""
    slabs, notes = book
    for page in pages:
        rows = [
            row
            for part in page.parts
            for row in slabs[part.slab].settings[part.setting].rows[part.first : part.last]
        ]
        foot = 0.0
        if page.parts:
            last = page.parts[-1]
            cut = slabs[last.slab].settings[last.setting].rows[last.first : last.last]
            foot = last.top + sum(row.height for row in cut)
        if page.notes:
            foot = page.notes_top + SEPARATOR
            foot += sum(
                notes[part.note].rows[0].height * (part.last - part.first)
                + notes[part.note].whites[0] * (part.last - part.first - 1)
                for part in page.notes
            )
            foot -= saved(notes, page)
        assert page.short >= -2
        assert foot <= HEIGHT + max(0.0, -page.short) + SLACK or len(rows) == 1


def saved(notes: tuple[NoteText, ...], page: PlannedPage) -> float:
    """Return the height of the notes that stand in the line of another, which must hold them."""
    order = from_above(galley_of((), notes), page.notes)
    begins = begins_in_line(galley_of((), notes), [part.note for part in order])
    for part, begin in zip(order, begins, strict=True):
        assert begin + notes[part.note].width <= MEASURE
    fresh = [notes[part.note].is_editors for part in order if part.first == 0]
    assert fresh == sorted(fresh)
    return sum(
        notes[p.note].rows[0].height for p, begin in zip(order, begins, strict=True) if begin
    )


@settings(max_examples=60, derandomize=True, deadline=None, phases=[Phase.generate])
@given(books(tallest=30.0, most_notes=8))
def test_nothing_is_lost_doubled_or_moved(book: Book) -> None:
    pages = plan(*book, height=HEIGHT)
    assert_every_row_once(book, pages)
    assert_on_the_page(book, pages)


@settings(max_examples=60, derandomize=True, deadline=None, phases=[Phase.generate])
@given(books(tallest=4.0, most_notes=2))
def test_every_note_begins_on_the_page_of_its_call(book: Book) -> None:
    """A row and the least of its notes fit on a page here, whatever came before."""
    slabs, _ = book
    calm = tuple(
        replace(
            slab,
            settings=tuple(Setting(tuple(map(_may_end, s.rows)), s.cost) for s in slab.settings),
        )
        for slab in slabs
    )
    pages = plan(calm, book[1], height=HEIGHT)
    begins = {number: on[0] for number, on in note_pages(pages).items()}
    assert begins == call_pages(calm, pages)


@st.composite
def books_with_figures(draw: st.DrawFn) -> tuple[Book, Costs]:
    """Return a book whose blocks without notes may be figures, and costs that like some place."""
    slabs, notes = draw(books(tallest=4.0, most_notes=1))
    with_figures = []
    for at, slab in enumerate(slabs):
        is_figure = not any(row.notes for row in slab.rows) and draw(st.booleans())
        if is_figure and 0 < at < len(slabs) - 1 and len(slab.rows) < 5:
            whole = (Setting((Row(sum(row.height for row in slab.rows)),)),)
            figure = replace(slab, settings=whole, on_grid=False, floating=1, float_of=at)
            with_figures.append(replace(figure, instead=0.5))
        else:
            with_figures.append(slab)
    costs = Costs(footed=draw(st.sampled_from((25.0, -400.0))))
    return (tuple(with_figures), notes), costs


@settings(max_examples=60, derandomize=True, deadline=None, phases=[Phase.generate])
@given(books_with_figures())
def test_figures_stand_once_in_order_at_the_head_or_foot_of_a_page(
    book_and_costs: tuple[Book, Costs],
) -> None:
    (slabs, notes), costs = book_and_costs
    book = slabs, notes
    galley = galley_of(slabs, notes)
    pages = PagePlanner(galley, lambda _: HEIGHT, opens_recto=True, costs=costs).plan()
    rows = rows_of_text(pages)
    figures = {at for at, slab in enumerate(slabs) if slab.floating}
    text = [row for row in rows if row[0] not in figures]
    assert text == sorted(text)
    assert [row for row in rows if row[0] in figures] == [(at, 0, 0) for at in sorted(figures)]
    assert_every_row_once(book, as_written(pages))
    assert_on_the_page(book, pages)
    for page in pages:
        assert {part.slab for part in page.parts[len(page.parts) - page.feet :]} <= figures
        assert {part.slab for part in page.parts[: page.floats]} <= figures


def as_written(pages: tuple[PlannedPage, ...]) -> tuple[PlannedPage, ...]:
    """Return pages with all parts on the first, in the order in which they are written."""
    first, *others = pages
    parts = sorted(part for page in pages for part in page.parts)
    return (first._replace(parts=tuple(parts)), *(page._replace(parts=()) for page in others))


def _may_end(row: Row) -> Row:
    return row._replace(may_end_page=True)
