import pytest
from tests.unit.assemble.support import book_of, heading, paragraph, source, text

from publish.model.blocks import Figure, Paragraph
from publish.model.book import Note
from publish.model.inlines import CrossReference, Identifier, Inline, Link, NoteCall, Text


def refer(target: str, children: tuple[Inline, ...] = ()) -> Paragraph:
    return Paragraph((Link(target, children),))


def first_inline(book: object) -> Inline:
    return book.divisions[0].blocks[0].children[0]  # type: ignore[attr-defined,no-any-return]


def test_an_empty_link_says_what_it_names() -> None:
    book, said = book_of(
        source("a.md", heading("A"), refer("#kazan")),
        source("b.md", heading("Kazan", 1, "kazan"), paragraph("x"), markdown="# K {#kazan}"),
    )
    assert first_inline(book) == CrossReference(Identifier("kazan"), "chapter\u00a02")
    assert said == []


def test_without_a_number_the_title_stands_for_it() -> None:
    book, _ = book_of(
        source("a.md", heading("A"), refer("#kazan")),
        source("b.md", heading("Kazan", 1, "kazan"), paragraph("x"), markdown="# K {#kazan}"),
        chapter_numbers="none",
    )
    assert first_inline(book) == CrossReference(Identifier("kazan"), "“Kazan”")


def test_a_labelled_figure_is_numbered_and_its_colon_is_no_part_of_a_name() -> None:
    figure = Figure((paragraph("x"),), (paragraph("Caption"),), Identifier("fig:dolls"))
    book, said = book_of(
        source("a.md", heading("A"), refer("#fig:dolls"), figure, markdown="{#fig:dolls}")
    )
    assert first_inline(book) == CrossReference(Identifier("fig-dolls"), "figure\u00a01")
    assert said == []


def test_a_link_to_a_file_leads_to_its_division() -> None:
    book, _ = book_of(
        source("chapters/a.md", heading("A"), refer("b.md", text("there"))),
        source("chapters/b.md", heading("B"), paragraph("x")),
    )
    assert first_inline(book) == Link("#b", text("there"))


def test_a_reference_to_a_note_by_its_label() -> None:
    note = Note(Identifier("a-note-1"), (paragraph("n"),))
    blocks = (refer("#note:kremlin"), Paragraph((Text("x"), NoteCall(note.id))))
    book, said = book_of(
        source("a.md", heading("A"), *blocks, markdown="x[^kremlin]", notes=(note,))
    )
    assert first_inline(book) == CrossReference(Identifier("a-note-1"), "note\u00a01")
    assert said == []


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("#kasan", 'X001 "#kasan" is not a label of this book'),
        ("gone.md", 'X003 the link "gone.md" leads to no file of the book'),
        ("javascript:alert(1)", 'X004 the link "javascript:alert(1)" is not an address of the web'),
        ("file:///etc/passwd", 'X004 the link "file:///etc/passwd" is not an address of the web'),
    ],
)
def test_a_dead_or_unsafe_link_keeps_its_words_and_is_named(target: str, expected: str) -> None:
    book, said = book_of(source("a.md", heading("A"), refer(target, text("words"))))
    assert first_inline(book) == Text("words")
    assert said == [expected]
