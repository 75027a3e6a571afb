"""What some readers could not make sense of, and what stays silent."""

from __future__ import annotations

from tests.unit.assemble.support import book_of, heading, paragraph, source, text

from publish.assemble import ParsedSource
from publish.model.blocks import Block, Cell, Container, Figure, Paragraph, Table
from publish.model.book import Note
from publish.model.inlines import (
    Citation,
    Code,
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


def told(*blocks: Block, notes: tuple[Note, ...] = ()) -> list[str]:
    chapter: ParsedSource = source("01.md", heading("One"), *blocks, notes=notes)
    return [line for line in book_of(chapter)[1] if line.startswith("A0")]


def line(*inlines: Inline) -> Paragraph:
    return Paragraph(inlines)


def figure(alternative: str, caption: str = "", *description: Block) -> Figure:
    captions = (paragraph(caption),) if caption else ()
    return Figure(
        (line(Image("manuscript/images/a.svg", alternative)),), captions, description=description
    )


def table(rows: int, caption: str = "") -> Table:
    row = (Cell((paragraph("cell"),)),)
    return Table((paragraph(caption),) if caption else (), (None,), (row,), ((row,) * (rows - 1),))


def test_pictures_that_are_described_say_nothing() -> None:
    assert told(figure("Two lighthouses on a coast.", "The coast")) == []
    assert told(line(Image("a.svg", ""))) == []
    assert told(figure("x" * 400, "The coast", paragraph("At length."))) == []


def test_pictures_are_judged_in_the_text_and_in_figures() -> None:
    assert [code[:4] for code in told(line(Image("a.svg", "a.svg")))] == ["A002"]
    assert [code[:4] for code in told(figure("The  coast", "The coast"))] == ["A005"]
    assert [code[:4] for code in told(figure("Image of a coast", "The coast"))] == ["A003"]
    assert [code[:4] for code in told(figure("x" * 251, "The coast"))] == ["A004"]


def test_a_small_table_needs_no_caption() -> None:
    assert told(table(6)) == []
    assert told(table(9, "Winds")) == []
    assert [code[:4] for code in told(table(7))] == ["A008"]
    assert told(figure("A chart.", "Winds", table(9))) == []


def test_links_are_judged_by_their_words() -> None:
    far = "https://example.com/" + "a" * 60
    assert told(line(Link("https://example.com", text("the pilots")))) == []
    assert told(line(Link("https://example.com", text("https://example.com")))) == []
    assert [code[:4] for code in told(line(Link("https://example.com", text("here"))))] == ["A009"]
    assert [code[:4] for code in told(line(Link(far, text(far))))] == ["A010"]


def test_a_long_address_may_stand_in_a_note() -> None:
    far = "https://example.com/" + "a" * 60
    note = Note(Identifier("n"), (line(Link(far, text(far))),))
    assert told(line(Text("Words"), NoteCall(note.id)), notes=(note,)) == []


def test_words_in_other_letters_are_told_once_a_paragraph() -> None:
    said = told(line(Text("it is буря, or "), Styled(Style.EMPHASIS, text("шторм"))))
    assert said == [
        'A011 "буря" is in Cyrillic letters, the text around it in the language "en-GB"'
    ]


def test_words_that_are_marked_or_nobodys_say_nothing() -> None:
    assert told(line(Text("it is "), Span(text("буря"), language="ru"))) == []
    assert told(Container((paragraph("Буря мглою небо кроет."),), language="ru")) == []
    assert told(line(Code("буря"), Citation(("k",), text("Пушкин 1825")))) == []
    assert told(line(Span(text("буря на море"), classes=("term",), language="ru"))) == []


def test_a_passage_in_a_marked_one_may_be_unmarked() -> None:
    inside = Container(
        (
            line(
                Text("Буря и λόγος."),
            ),
        ),
        language="ru",
    )
    assert [code[:12] for code in told(inside)] == ['A011 "λόγος"']


def test_a_description_that_markdown_takes_for_words_is_told() -> None:
    assert [code[:4] for code in told(paragraph("::: description In the list. :::"))] == ["A006"]
    assert told(paragraph("::: and so on")) == []
