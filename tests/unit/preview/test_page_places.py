"""What a browser is told of the typeset pages."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.proof.pages_support import line, page, paragraph

from publish.artifact import Artifact, SetPage, TypesetBook
from publish.preview.page_places import pages_made


def book(*pages: SetPage, **folios: str) -> TypesetBook:
    return TypesetBook(Artifact("b.pdf", "application/pdf", b""), pages, folios)


def named(made: SetPage, name: str) -> SetPage:
    return replace(made, name=name)


def test_words_of_a_page_are_whole() -> None:
    lines = paragraph(line("a long\u2010"), line("ing to go home-"), line("ward, and on"))
    (facts,) = pages_made(book(page(1, lines))).pages
    assert facts.paragraphs == ("a longing to go home-ward, and on",)


def test_paragraphs_are_parted() -> None:
    lines = paragraph(line("first")) + paragraph(line("second"), number=2)
    (facts,) = pages_made(book(page(1, lines))).pages
    assert facts.paragraphs == ("first", "second")


def test_ids_of_notes_are_no_marks() -> None:
    lines = paragraph(line()) + paragraph(line(kind="note"), number=2, note="one-note-1")
    folios = {"one": "1", "one-note-1": "1", "one-note-1-call": "1", "label-of:one-note-1": "1"}
    made = pages_made(book(named(page(1, lines), "1"), **folios))
    assert made.anchors == {"one": 1, "one-note-1-call": 1}


def test_roman_and_arabic_pages_are_told_apart() -> None:
    pages = (
        named(page(1, paragraph(line())), "i"),
        SetPage(2, "", "one", blank=True),
        named(page(3, paragraph(line()), "two"), "1"),
    )
    made = pages_made(book(*pages, preface="i", two="1"))
    assert made.anchors == {"preface": 1, "two": 3}
    assert [one.blank for one in made.pages] == [False, True, False]
    assert made.pages[2].document == "two.xhtml"
