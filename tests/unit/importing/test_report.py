"""The report for the author: the same is said once, however often it holds."""

from __future__ import annotations

from pathlib import PurePosixPath

from publish.diagnostics import Span
from publish.importing.imported import Decision, Imported, Unkept
from publish.importing.report import render_json, render_markdown


def unkept(count: int, where: str = "left out") -> tuple[Unkept, ...]:
    return tuple(
        Unkept(f"word {number}", where, Span(PurePosixPath(f"{number % 3}.md"), number + 1))
        for number in range(count)
    )


def report(*items: Unkept, decisions: tuple[Decision, ...] = ()) -> str:
    imported = Imported("winds", "a folder", {}, unkept=items, decisions=decisions)
    assert all(item.what in render_json(imported) for item in items)
    return render_markdown(imported)


def test_a_few_stand_in_one_table() -> None:
    text = report(*unkept(12), Unkept("a picture", "not fetched"))
    assert text.count("| left out |") == 12
    assert "| a picture | not fetched |" in text
    assert "###" not in text


def test_what_is_said_of_many_is_said_once() -> None:
    text = report(*unkept(20), Unkept("a picture", "not fetched"))
    assert text.count("left out") == 1
    assert "### left out: 20" in text
    assert "| 1.md:2 | word 1 |" in text


def test_very_many_are_counted_file_by_file() -> None:
    text = report(*unkept(60))
    assert "| 0.md | 20 | 1, 4, 7," in text
    assert "word 1" not in text


def test_the_same_evidence_is_said_once() -> None:
    place = Span(PurePosixPath("a.md"), 3)
    found = tuple(Decision("reference", f"Chapter {n}", "its number", place) for n in range(13))
    text = report(decisions=found)
    assert text.count("its number") == 1
    assert "| a.md:3 | Chapter 12 |" in text
