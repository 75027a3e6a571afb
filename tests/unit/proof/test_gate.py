"""Limits are read strictly, and a broken one says what and where."""

from __future__ import annotations

import pytest
from tests.unit.proof.pages_support import FILE, book, line, page, paragraph

from publish.proof.examination import examine
from publish.proof.gate import Limit, judge, read_limit

LOOSE = paragraph(line(space=1.6), line(space=2.2), line(), line(), line())


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("ladders=0", Limit("ladders", 0, False)),
        ("loose=1%", Limit("loose", 0.01, True)),
        ("mean-space=1.05", Limit("mean-space", 1.05, False)),
        ("note-tight = 2.5 %", Limit("note-tight", 0.025, True)),
    ],
)
def test_limits_are_read(text: str, limit: Limit) -> None:
    assert read_limit(text) == limit


@pytest.mark.parametrize("text", ["ladders", "ladders=", "ladders=few", "loose=-1", "ladders=1%"])
def test_what_is_no_limit_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"ladders|loose"):
        read_limit(text)


def test_a_figure_that_there_is_not_is_named() -> None:
    with pytest.raises(KeyError, match="lose"):
        read_limit("lose=1%")


def test_a_figure_over_its_limit_says_where() -> None:
    proof = examine(book(page(1, LOOSE)))
    (breach,) = judge(proof, [read_limit("loose=1"), read_limit("ladders=0")])
    assert str(breach) == f"loose is 2, over 1: {FILE}:3 (page 1), {FILE}:3 (page 1)"
    (breach,) = judge(proof, [read_limit("loose=25%")])
    assert breach.found == "50.00%"


def test_very_loose_lines_are_told_without_the_loose() -> None:
    proof = examine(book(page(1, LOOSE)))
    (breach,) = judge(proof, [read_limit("very-loose=0")])
    assert str(breach) == f"very-loose is 1, over 0: {FILE}:3 (page 1)"


def test_a_mean_over_its_limit_names_the_chapters() -> None:
    (breach,) = judge(examine(book(page(1, LOOSE))), [read_limit("mean-space=1.1")])
    assert str(breach) == 'mean-space is 1.45, over 1.1: "one" 1.45'


def test_a_figure_at_its_limit_passes() -> None:
    proof = examine(book(page(1, LOOSE)))
    assert list(judge(proof, [read_limit("loose=2"), read_limit("loose=50%")])) == []
