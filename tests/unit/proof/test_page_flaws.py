"""Every flaw of a page is found, and its counter-example stays silent."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.proof.pages_support import DEPTH, LEADING, book, full, line, page, paragraph

from publish.artifact import SetPage
from publish.proof.examination import examine
from publish.proof.flaws import Flaw


def flaws(*pages: SetPage) -> list[Flaw]:
    return list(examine(book(*pages)).flaws)


def kinds(*pages: SetPage) -> list[str]:
    return [flaw.kind for flaw in flaws(*pages)]


def test_facing_pages_of_unequal_depth_are_found() -> None:
    found = flaws(full(1), full(2), full(3, lines=DEPTH - 1), full(4))
    assert [(flaw.kind, flaw.page) for flaw in found] == [("unequal-spreads", 2)]
    assert found[0].finding == "the verso ends 14.0 pt lower"
    assert [area.page for area in found[0].areas] == [2, 3]


def test_equal_spreads_are_silent_be_they_a_line_short() -> None:
    short = DEPTH - 1
    pages = (full(1), full(2, lines=short), full(3, lines=short), full(4), full(5), full(6))
    assert kinds(*pages) == []
    figures = examine(book(*pages)).figures
    assert (figures["short-pages"].value, figures["unequal-spreads"].whole) == (2, 2)


def test_recto_and_verso_of_one_leaf_do_not_face() -> None:
    assert kinds(full(1, lines=DEPTH - 1), full(2), full(3), full(4)) == []


def test_the_last_page_of_a_division_may_end_anywhere() -> None:
    pages = (full(1), full(2), full(3, lines=6), full(4, "two"), full(5, "two"))
    assert kinds(*pages) == []


def test_a_page_that_ends_in_a_picture_is_not_compared() -> None:
    picture = line("", kind="other", baseline=150.0)
    pages = (full(1), page(2, [line(is_last=True), picture]), full(3), full(4))
    assert kinds(*pages) == []


def test_white_at_the_foot_of_a_page_is_found() -> None:
    (flaw,) = flaws(full(1, lines=DEPTH - 3), full(2), full(3), full(4))
    assert (flaw.kind, flaw.finding) == ("gaps", "3 lines are empty at the foot")


def test_fewer_than_five_lines_on_a_last_page_are_found() -> None:
    (flaw,) = flaws(full(1), full(2, lines=4))
    assert (flaw.kind, flaw.finding) == ("short-ends", "4 lines on the last page")
    assert kinds(full(1), full(2, lines=5)) == []


def test_notes_do_not_fill_a_last_page() -> None:
    text = paragraph(line(), line(), number=1)
    note = paragraph(*[line(kind="note") for _ in range(4)], number=2, note="n")
    made = page(2, [*text, *note], calls=("n",), notes=(0, 0, 1, 1))
    (flaw,) = flaws(full(1), made)
    assert (flaw.kind, flaw.finding) == ("short-ends", "2 lines on the last page")
    assert flaw.areas[0].marks[0][1] == 60 + LEADING


def test_a_division_of_one_page_may_be_short() -> None:
    assert kinds(full(1, "dedication", lines=2)) == []


def with_note(number: int, *, calls: tuple[str, ...] = (), notes: tuple[str, ...] = ()) -> SetPage:
    lines = [
        each
        for index, note in enumerate(notes)
        for each in paragraph(line(kind="note"), line(kind="note"), number=900 + index, note=note)
    ]
    whole = paragraph(*[line() for _ in range(DEPTH - len(lines))], number=number)
    return page(number, [*whole, *lines], calls=calls, notes=(0, 0, 1, 1))


def test_a_note_on_the_page_of_its_call_is_silent() -> None:
    pages = (with_note(1, calls=("n",), notes=("n",)), full(2))
    assert kinds(*pages) == []
    assert examine(book(*pages)).figures["notes"].value == 1


def test_a_note_that_begins_on_another_page_is_displaced() -> None:
    (flaw,) = flaws(with_note(1, calls=("n",)), with_note(2, notes=("n",)))
    assert (flaw.kind, flaw.page, flaw.finding) == ("displaced-notes", 1, "stands on page 2")


def test_a_note_that_runs_on_is_split_and_not_displaced() -> None:
    lines = paragraph(*[line(kind="note") for _ in range(4)], number=9, note="n")
    before, after = full(1), full(2)
    pages = (
        replace(before, lines=(*before.lines[:8], *lines[:2]), calls=("n",), notes=(0, 0, 1, 1)),
        replace(after, lines=(*after.lines, *lines[2:])),
    )
    figures = examine(book(*pages)).figures
    assert (figures["split-notes"].value, figures["displaced-notes"].value) == (1, 0)


def test_a_note_that_stands_nowhere_is_lost() -> None:
    (flaw,) = flaws(with_note(1, calls=("n",)), full(2))
    assert (flaw.kind, flaw.words) == ("lost-notes", "n")


def test_notes_after_the_chapter_are_not_displaced() -> None:
    note = paragraph(line(kind="note"), line(kind="note"), number=9, note="n")
    last = [*paragraph(*[line() for _ in range(6)], number=8), *note]
    assert kinds(replace(full(1), calls=("n",)), full(2), page(3, last)) == []


def test_figures_of_the_divisions_add_up_to_the_books() -> None:
    pages = (full(1), full(2), full(3, lines=DEPTH - 1), full(4, lines=2), full(5, "two"))
    proof = examine(book(*pages))
    for key in ("pages", "lines", "short-pages", "unequal-spreads", "short-ends"):
        parts = [division.figures[key].value for division in proof.divisions]
        assert sum(parts) == proof.figures[key].value
