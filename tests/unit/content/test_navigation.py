from __future__ import annotations

from publish.content import NavigationPoint
from publish.content.navigation import contents_points, landmark_points
from publish.model.blocks import Paragraph, Section
from publish.model.book import Book, Division, Entry, Note
from publish.model.inlines import Identifier, NoteCall, Quoted, Text
from publish.model.metadata import Metadata

WORDS = (Paragraph((Text("Words."),)),)
CHAPTER = Division(
    Identifier("storm"),
    "chapter",
    "bodymatter",
    title=(Quoted(True, (Text("Storm"),)), NoteCall(Identifier("n"))),
    number="1",
    blocks=(
        Section(
            2,
            (Text("Calm"),),
            (Section(3, (Text("Deep"),), (), Identifier("deep")),),
            Identifier("calm"),
        ),
    ),
    notes=(Note(Identifier("n"), WORDS, "1"),),
)
BOOK = Book(
    Metadata("Title", "en", "urn:uuid:0", "2026-01-01T00:00:00Z"),
    (
        Division(Identifier("half-title"), "half-title", "frontmatter"),
        Division(Identifier("title-page"), "title-page", "frontmatter"),
        Division(Identifier("dedication"), "dedication", "frontmatter", blocks=WORDS),
        Division(Identifier("contents"), "contents", "frontmatter"),
        Division(Identifier("sea"), "part", "bodymatter", number="I", children=(CHAPTER,)),
        Division(Identifier("bare"), "chapter", "bodymatter", blocks=WORDS),
        Division(Identifier("notes"), "notes", "backmatter"),
        Division(
            Identifier("works"),
            "bibliography",
            "backmatter",
            entries=(Entry("k", Identifier("ref-k"), (Text("A work."),)),),
        ),
    ),
)


def outline(points: tuple[NavigationPoint, ...]) -> list[object]:
    return [
        (point.number, point.title, point.href, *([outline(point.children)] * bool(point.children)))
        for point in points
    ]


def test_contents_nest_and_leave_out_what_has_no_title() -> None:
    assert outline(contents_points(BOOK)) == [
        (
            "",
            "Part I",
            "sea.xhtml#sea",
            [("1", "“Storm”", "storm.xhtml#storm")],
        ),
        ("", "Chapter", "bare.xhtml#bare"),
        ("", "Bibliography", "works.xhtml#works"),
    ]


def test_sections_and_notes_on_request() -> None:
    part, _, notes, _ = contents_points(BOOK, sections=True, notes="book-end")
    (chapter,) = part.children
    assert outline(chapter.children) == [("", "Calm", "storm.xhtml#calm")]
    assert notes.href == "notes.xhtml#notes"
    assert [point.kind for point in (part, chapter, chapter.children[0], notes)] == [
        "part",
        "chapter",
        "section",
        "notes",
    ]


def test_landmarks_name_each_place_once() -> None:
    points = landmark_points(BOOK, notes="book-end")
    assert [(point.type, point.href, point.title) for point in points] == [
        ("titlepage", "title-page.xhtml", "Title page"),
        ("dedication", "dedication.xhtml", "Dedication"),
        ("toc", "contents.xhtml", "Contents"),
        ("bodymatter", "sea.xhtml", "Start of the text"),
        ("endnotes", "notes.xhtml", "Notes"),
        ("bibliography", "works.xhtml", "Bibliography"),
    ]
