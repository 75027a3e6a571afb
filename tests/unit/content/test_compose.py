"""What golden books do not show: rules over several documents, and odd books."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from publish.content import Composition, ContentDocument, NotePlacement
from publish.content.compose import compose
from publish.content.lists import ordinal
from publish.diagnostics import Span as Place
from publish.model.blocks import Block, Container, ListStyle, Paragraph, Section
from publish.model.book import Book, Division, Entry, Kind, Note, Role
from publish.model.inlines import (
    Identifier,
    Image,
    Inline,
    Link,
    NoteCall,
    Span,
    Style,
    Styled,
    Text,
)
from publish.model.metadata import Metadata

METADATA = Metadata("Title", "en", "urn:uuid:0", "2026-01-01T00:00:00Z")
PLACE = Place(PurePosixPath("manuscript/page.md"), 1)
PLACEMENTS: tuple[NotePlacement, ...] = ("foot", "chapter-end", "book-end")


def division(
    name: str,
    *blocks: Block,
    kind: Kind = "chapter",
    role: Role = "bodymatter",
    title: str = "",
) -> Division:
    heading = (Text(title),) if title else ()
    return Division(Identifier(name), kind, role, title=heading, blocks=blocks)


def paragraph(*inlines: Inline) -> Paragraph:
    return Paragraph(inlines)


def composed(*divisions: Division, notes: NotePlacement = "chapter-end") -> list[ContentDocument]:
    return list(compose(Book(METADATA, divisions), Composition(notes=notes)))


def noted(name: str, text: str = "Note.") -> Division:
    identifier = Identifier(f"{name}-note")
    return replace(
        division(name, paragraph(Text("Word"), NoteCall(identifier)), title=name),
        notes=(Note(identifier, (paragraph(Text(text)),), "1"),),
    )


@pytest.mark.parametrize("placement", PLACEMENTS)
def test_no_note_is_lost_wherever_notes_stand(placement: NotePlacement) -> None:
    documents = composed(noted("a", "First."), noted("b", "Second."), notes=placement)
    text = "".join(document.body for document in documents)
    assert text.count("First.") == text.count("Second.") == 1
    assert [document.kind for document in documents].count("notes") == (placement == "book-end")


def test_notes_without_a_place_of_their_own_go_before_bibliography_and_colophon() -> None:
    colophon = division("colophon", paragraph(Text("Set in type.")), kind="colophon")
    taken = noted("notes")
    documents = composed(taken, colophon, notes="book-end")
    assert [document.id for document in documents] == ["notes", "book-notes", "colophon"]


def test_pages_with_nothing_on_them_are_left_out() -> None:
    kinds: tuple[Kind, ...] = ("copyright-page", "notes", "bibliography", "contents")
    empty = [division(kind, kind=kind, role="backmatter") for kind in kinds]
    assert composed(*empty, notes="book-end") == []


def test_a_bibliography_that_an_author_wrote_stays() -> None:
    written = division("books", paragraph(Text("A book.")), kind="bibliography", role="backmatter")
    assert [document.id for document in composed(written)] == ["books"]


@pytest.mark.parametrize(("alternative", "entry"), [("A road", "A road"), ("", "Chapter")])
def test_a_title_that_is_a_picture_is_listed_in_words(alternative: str, entry: str) -> None:
    drawn = replace(division("a", paragraph(Text("x"))), title=(Image("road.png", alternative),))
    contents = division("contents", kind="contents", role="frontmatter")
    page, _ = composed(contents, drawn)
    assert f'<span class="title">{entry}</span></a>' in page.body


@pytest.mark.parametrize("kind", ["half-title", "title-page", "copyright-page"])
def test_a_page_that_an_author_wrote_stands_for_the_one_from_the_metadata(kind: Kind) -> None:
    words = paragraph(Text("Printed by hand."))
    page = replace(division("page", words, kind=kind, role="frontmatter"), span=PLACE)
    (document,) = composed(page)
    assert "<p>Printed by hand.</p>" in document.body


@pytest.mark.parametrize("placement", PLACEMENTS)
def test_calls_that_follow_each_other_are_not_read_as_one_number(placement: NotePlacement) -> None:
    one, two, three = (Identifier(name) for name in ("one", "two", "three"))
    text = paragraph(Text("a"), NoteCall(one), NoteCall(two), Text(" b"), NoteCall(three))
    notes = tuple(
        Note(name, (paragraph(Text("x")),), str(at)) for at, name in enumerate((one, two, three), 1)
    )
    document, *_ = composed(replace(division("a", text), notes=notes), notes=placement)
    assert document.body.count('1</a><span data-generated="">\u202f</span><a') == 1
    assert document.body.count("\u202f") == 1


def test_a_call_without_a_note_says_nothing() -> None:
    (document,) = composed(division("a", paragraph(Text("x"), NoteCall(Identifier("none")))))
    assert "<p>x</p>" in document.body


@pytest.mark.parametrize("placement", PLACEMENTS)
def test_a_note_called_inside_a_note_does_not_nest(placement: NotePlacement) -> None:
    once = noted("a")
    (note,) = once.notes
    inside = replace(note, blocks=(paragraph(Text("Mirror"), NoteCall(note.id)),))
    documents = composed(replace(once, notes=(inside,)), notes=placement)
    assert "".join(document.body for document in documents).count("Mirror") == 1


def test_what_is_echoed_in_the_contents_keeps_its_ids_to_itself() -> None:
    title = (
        Span((Text("Named"),), Identifier("named")),
        Link("#a", (Text(" link"),)),
        NoteCall(Identifier("n")),
    )
    chapter = Division(
        Identifier("a"),
        "chapter",
        "bodymatter",
        title=title,
        notes=(
            Note(
                Identifier("n"),
                (
                    paragraph(
                        Text("Note."),
                    ),
                ),
                "1",
            ),
        ),
    )
    contents = division("contents", kind="contents", role="frontmatter")
    page, document = composed(contents, chapter)
    assert page.ids == {"contents", "contents.title"}
    assert '<span class="title"><span>Named</span> link</span></a>' in page.body
    assert document.title == "Named link"


def test_parts_and_chapters_are_documents_in_reading_order() -> None:
    chapter = division("chapter", paragraph(Text("x")))
    part = replace(division("part", kind="part"), children=(chapter,))
    assert [document.id for document in composed(part, division("next"))] == [
        "part",
        "chapter",
        "next",
    ]


def test_languages_are_gathered() -> None:
    french = Container((paragraph(Span((Text("слово"),), language="ru")),), language="fr")
    chapter = replace(division("a", french), language="de")
    (document,) = composed(chapter)
    assert document.language == "de"
    assert document.languages == {"de", "fr", "ru"}


def test_headings_skip_no_level() -> None:
    deep = Section(5, (Text("Deep"),), (), Identifier("deep"))
    (document,) = composed(division("a", deep, title="A"))
    assert '<section class="level5" id="deep">\n<h2>Deep</h2>' in document.body


@pytest.mark.parametrize(
    ("width", "style"),
    [
        ("80%", ' style="width:80%"'),
        ("3.5IN", ' style="width:3.5in"'),
        ("120", ' style="width:120px"'),
        ("1em;position:fixed", ""),
        ("-3em", ""),
        (None, ""),
    ],
)
def test_only_lengths_become_styles(width: str | None, style: str) -> None:
    image = Image("manuscript/images/a.png", "a", width=width)
    (document,) = composed(division("a", paragraph(image)))
    assert f'<img src="images/a.png" alt="a"{style}/>' in document.body


@pytest.mark.parametrize(
    ("number", "style", "text"),
    [
        (4, "1", "4"),
        (0, "a", "0"),
        (27, "a", "aa"),
        (26, "A", "Z"),
        (1994, "I", "MCMXCIV"),
        (9, "i", "ix"),
    ],
)
def test_ordinals(number: int, style: ListStyle, text: str) -> None:
    assert ordinal(number, style) == text


def test_a_long_book_is_composed_at_once() -> None:
    """300,000 words; the bound is ten times what a slow machine needs."""
    sentence = (
        Text("Ten words of plain text & no more than "),
        Styled(Style.EMPHASIS, (Text("x"),)),
    )
    chapters = [division(f"c{n}", *[Paragraph(sentence * 10)] * 100) for n in range(30)]
    began = time.process_time()
    composed(*chapters)
    assert time.process_time() - began < 5


@pytest.mark.parametrize("placement", PLACEMENTS)
def test_a_note_says_that_its_link_leads_to_the_work_it_cites(placement: NotePlacement) -> None:
    note = Identifier("n")
    words = Styled(Style.EMPHASIS, (Text("The Revolution Betrayed"),))
    citing = replace(
        division("one", paragraph(Text("Word"), NoteCall(note))),
        notes=(Note(note, (paragraph(Link("#ref-trotsky", (words,))),), "1", True),),
    )
    works = replace(
        division("works", kind="bibliography", role="backmatter"),
        entries=(Entry("trotsky", Identifier("ref-trotsky"), (Text("Trotsky."),)),),
    )
    found = "".join(document.body for document in composed(citing, works, notes=placement))
    link = (
        '<a epub:type="biblioref" role="doc-biblioref" href="works.xhtml#ref-trotsky">'
        "<em>The Revolution Betrayed</em></a>"
    )
    assert found.count(link) == 1


def test_a_picture_that_an_edition_has_under_another_name_is_shown_under_it() -> None:
    image = Image("manuscript/images/a.webp", "a")
    renamed = Composition(
        notes="chapter-end", pictures={"manuscript/images/a.webp": "images/a-12.jpg"}
    )
    (document,) = compose(Book(METADATA, (division("a", paragraph(image)),)), renamed)
    assert '<img src="images/a-12.jpg" alt="a"/>' in document.body
    assert document.images == {"images/a-12.jpg"}
