"""Printed documents say where in the manuscript each of their elements stands."""

from __future__ import annotations

from pathlib import PurePosixPath

from publish.content import Composition
from publish.content.compose import compose
from publish.diagnostics import Span
from publish.model.blocks import (
    BulletList,
    Cell,
    Figure,
    Line,
    Paragraph,
    Section,
    Table,
    Verse,
)
from publish.model.book import Book, Division, Note
from publish.model.inlines import Identifier, NoteCall, Text
from publish.model.metadata import Metadata

FILE = PurePosixPath("manuscript/chapters/01.md")


def at(line: int) -> Span:
    return Span(FILE, line, 5)


def said(text: str, line: int, *, tight: bool = False) -> Paragraph:
    return Paragraph((Text(text),), tight=tight, span=at(line))


def body(*, places: bool) -> str:
    note = Note(Identifier("n"), (said("A note", 30),), "1", span=at(30))
    blocks = (
        Paragraph((Text("Words"), NoteCall(note.id)), span=at(3)),
        Section(2, (Text("Under"),), (said("Deep", 7),), Identifier("under"), span=at(5)),
        BulletList(((said("item", 9, tight=True),),), at(9)),
        Verse((((Line((Text("line"),))),),), at(11)),
        Table((), (None,), (), (((Cell((said("cell", 14),)),),),), span=at(13)),
        Figure((), (said("Caption", 17),), span=at(17)),
    )
    chapter = Division(
        Identifier("c"), "chapter", "bodymatter", (Text("One"),), blocks=blocks, notes=(note,),
        span=at(1),
    )  # fmt: skip
    book = Book(Metadata("T", "en", "urn:uuid:0", "2026-01-01T00:00:00Z"), (chapter,))
    (document,) = compose(book, Composition(notes="foot", page_references=True, places=places))
    return document.body


def test_every_kind_of_block_says_its_line() -> None:
    text = body(places=True)
    for opening, line in (
        ('<header class="opening"', 1),
        ("<p", 3),
        ("<h2", 5),
        ("<p", 7),
        ("<li", 9),
        ('<div class="verse"', 11),
        ("<table", 13),
        ("<td", 14),
        ('<figure class="figure"', 17),
        ("<figcaption", 17),
    ):
        assert f'{opening} data-at="{FILE}:{line}">' in text
    assert f'id="n" data-at="{FILE}:30">' in text


def test_an_epub_says_nothing_of_the_manuscript() -> None:
    assert "data-at" not in body(places=False)
