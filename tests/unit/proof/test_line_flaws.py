"""Every flaw of a line is found, and its counter-example stays silent."""

from __future__ import annotations

import pytest
from tests.unit.proof.pages_support import FILE, book, line, page, paragraph

from publish.artifact import SetPage
from publish.page_map import SetLine
from publish.proof.examination import examine
from publish.proof.flaws import Flaw


def flaws(*pages: SetPage) -> list[Flaw]:
    """Return the flaws but one: made-up divisions are short."""
    return [flaw for flaw in examine(book(*pages)).flaws if flaw.kind != "short-ends"]


def kinds(*pages: SetPage) -> list[str]:
    return [flaw.kind for flaw in flaws(*pages)]


def figure(key: str, *pages: SetPage) -> float:
    return examine(book(*pages)).figures[key].value


@pytest.mark.parametrize(
    ("space", "expected"),
    [(1.51, ["loose"]), (2.4, ["loose"]), (1.5, []), (0.79, ["tight"]), (0.8, [])],
)
def test_spaces_are_loose_over_one_and_a_half_and_tight_under_four_fifths(
    space: float, expected: list[str]
) -> None:
    assert kinds(page(1, paragraph(line(space=space), line()))) == expected


def test_very_loose_lines_are_loose_lines_too() -> None:
    lines = paragraph(line(space=1.6), line(space=2.1), line())
    assert figure("loose", page(1, lines)) == 2
    assert figure("very-loose", page(1, lines)) == 1


@pytest.mark.parametrize(
    "wide",
    [
        line(space=3.0, is_justified=False),
        line(space=3.0, spaces=1),
        line(kind="heading", space=3.0),
        line(kind="table", space=3.0),
    ],
)
def test_ragged_lines_lines_of_two_words_and_headings_have_no_spaces_to_judge(
    wide: SetLine,
) -> None:
    assert kinds(page(1, paragraph(wide, line(kind=wide.kind)))) == []


def test_a_last_line_is_never_loose() -> None:
    (only,) = paragraph(line())
    last = paragraph(line(), line(space=3.0))
    assert kinds(page(1, [only, *last])) == []


def test_three_hyphens_above_one_another_are_a_ladder_and_two_are_none() -> None:
    two = paragraph(line("di-"), line("vi\u2010"), line("sion of words"), line("and the end"))
    assert kinds(page(1, two)) == []
    three = paragraph(line("di-"), line("vi\u2010"), line("sible-"), line("and the end"))
    (ladder,) = flaws(page(1, three))
    assert (ladder.kind, ladder.finding) == ("ladders", "3 hyphens above one another")
    assert str(ladder.at) == f"{FILE}:3"


def test_a_ladder_of_five_is_one() -> None:
    lines = paragraph(*[line("divi-") for _ in range(5)], line("and the end"))
    assert kinds(page(1, lines)) == ["ladders"]


def test_hyphens_of_two_paragraphs_are_no_ladder() -> None:
    first = paragraph(line("words"), line("di-"), line("vi-"), line("the last-"), number=1)
    second = paragraph(line("di-"), line("sion of words"), number=2)
    assert kinds(page(1, [*first, *second])) == []


def test_a_word_divided_over_the_page_is_found_and_over_the_line_is_not() -> None:
    lines = paragraph(line(), line("divi-"), line("sion of words"), line())
    assert kinds(page(1, lines)) == []
    assert kinds(page(1, lines[:2]), page(2, lines[2:])) == ["page-end-hyphens"]


def test_four_letters_alone_are_a_runt_and_five_are_none() -> None:
    assert kinds(page(1, paragraph(line(), line("so i t")))) == ["runts"]
    assert kinds(page(1, paragraph(line(), line("so it.")))) == []


def test_a_paragraph_of_one_short_line_is_no_runt() -> None:
    assert kinds(page(1, paragraph(line("Yes.")))) == []


def test_a_last_line_alone_overleaf_is_a_widow_and_two_are_none() -> None:
    lines = paragraph(line(), line(), line(), line())
    assert kinds(page(1, lines[:3]), page(2, lines[3:])) == ["widows"]
    assert kinds(page(1, lines[:2]), page(2, lines[2:])) == []


def test_a_first_line_alone_at_the_foot_is_an_orphan() -> None:
    lines = paragraph(line(), line(), line())
    (orphan,) = flaws(page(1, lines[:1]), page(2, lines[1:]))
    assert (orphan.kind, orphan.page) == ("orphans", 1)


def test_a_line_past_its_measure_is_overfull_unless_it_hangs_there() -> None:
    assert kinds(page(1, paragraph(line(right=352.0)))) == ["overfull"]
    assert kinds(page(1, paragraph(line(right=351.0)))) == []
    assert kinds(page(1, paragraph(line(right=353.0, measure=(50.0, 353.0))))) == []


def test_headings_verse_and_tables_may_be_overfull_too() -> None:
    lines = [line(kind="heading", right=380.0, is_last=True)]
    assert kinds(page(1, lines)) == ["overfull"]


def test_notes_are_counted_apart_from_the_text() -> None:
    text = paragraph(line(), line(), number=1)
    note = paragraph(line(kind="note", space=1.7), line("it", kind="note"), number=2, note="n")
    made = page(1, [*text, *note], calls=("n",), notes=(0, 0, 1, 1))
    assert kinds(made) == ["note-loose", "note-runts"]
    assert figure("loose", made) == 0
    assert figure("note-loose", made) == 1


def test_mean_and_deviation_are_of_the_justified_lines() -> None:
    made = page(1, paragraph(line(space=0.9), line(space=1.1), line(space=1.0)))
    assert figure("mean-space", made) == pytest.approx(1.0)
    assert figure("space-deviation", made) == pytest.approx(0.1)


def test_shares_are_of_what_could_be_so() -> None:
    lines = paragraph(line("di-", space=1.6), line(), line(), line(), line())
    found = examine(book(page(1, lines))).figures
    assert found["loose"].share == pytest.approx(1 / 4)
    assert found["hyphenated"].share == pytest.approx(1 / 4)
    assert found["ladders"].share is None


def test_a_reason_that_is_known_is_handed_on() -> None:
    lines = paragraph(line(space=1.8, reason="no word can be divided"), line())
    (flaw,) = flaws(page(1, lines))
    assert flaw.reason == "no word can be divided"
