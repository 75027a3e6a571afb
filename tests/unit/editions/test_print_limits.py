from pathlib import PurePosixPath

import pytest

from publish.diagnostics import Diagnostic, Span
from publish.editions.print_limits import report_limits
from publish.model.blocks import Block, Container, Paragraph
from publish.model.book import Book, Division, Note
from publish.model.inlines import (
    Code,
    Identifier,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteCall,
    Quoted,
    Style,
    Styled,
    Text,
)
from publish.model.inlines import Span as Marked
from publish.model.metadata import Metadata

HERE = Span(PurePosixPath("manuscript/01.md"), 7)


def told(block: Block, *, language: str = "en", notes: tuple[Note, ...] = ()) -> list[Diagnostic]:
    division = Division(
        Identifier("d"), "chapter", "bodymatter", blocks=(block,), notes=notes, span=HERE
    )
    metadata = Metadata(identifier="x", title="T", language=language, modified="2020-01-01")
    found: list[Diagnostic] = []
    report_limits(Book(metadata, (division,)), HERE, report=found.append)
    return found


def codes(*children: Inline, language: str | None = None) -> list[str]:
    block: Block = Paragraph(children)
    if language:
        block = Container((block,), language=language)
    return [diagnostic.rule.code for diagnostic in told(block)]


def stressed(*children: Inline) -> Styled:
    return Styled(Style.EMPHASIS, children)


def hebrew(*children: Inline) -> Marked:
    return Marked(children, language="he")


@pytest.mark.parametrize(
    "line",
    [
        (Text("שלום "), stressed(Text("רב"))),
        (Text("שלום"), NoteCall(Identifier("n")), Text(" רב")),
        (Text("שלום "), stressed(Text("1948")), Text(" רב")),
        (Text("he said "), Link("#a", (Text("שלום"),)), Text(" רב")),
    ],
)
def test_words_around_markup_need_their_direction(line: Inlines) -> None:
    assert codes(*line) == ["P007"]
    assert codes(hebrew(*line)) == []
    assert codes(*line, language="he") == []


@pytest.mark.parametrize(
    "line",
    [
        (Text("He said שלום רב, "), stressed(Text("and left"))),
        (Text("שלום "), Quoted(True, (Text("רב"),))),
        (Text("שלום and "), stressed(Text("רב"))),
        (stressed(Text("שלום")), LineBreak(), Text("רב")),
        (hebrew(Text("שלום")), Text(" "), hebrew(Text("רב"))),
    ],
)
def test_words_in_one_stretch_keep_their_order(line: Inlines) -> None:
    assert codes(*line) == []


def test_latin_around_markup_in_a_line_from_right_to_left_does_too() -> None:
    line = (Text("ספר "), stressed(Text("Don")), Text(" Quixote"))
    (found,) = told(Container((Paragraph(line),), language="he"))
    assert found.rule.code == "P007"
    assert "{lang=en}" in (found.hint or "")
    english = Marked(line[1:], language="en")
    assert codes(line[0], english, language="he") == []
    assert codes(Text("ספר "), Code("a b"), language="he") == []


def test_a_note_is_in_the_language_of_its_division() -> None:
    note = Note(Identifier("n"), (Paragraph((Text("שלום "), stressed(Text("רב")))),), span=HERE)
    inside = Container((Paragraph((NoteCall(Identifier("n")),)),), language="he")
    assert [found.rule.code for found in told(inside, notes=(note,))] == ["P007"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ספר (Don Quixote) טוב", ["P008"]),
        ("שנים (1547–1616) הן", ["P008"]),
        ("ספר (Quixote) טוב", []),
        ("ספר (דון קיחוטה) טוב", []),
        ("ספר (Don\u00a0Quixote) טוב", []),
    ],
)
def test_brackets_that_a_line_may_part(line: str, expected: list[str]) -> None:
    assert codes(Text(line), language="he") == expected
    assert codes(hebrew(Text(line))) == expected


def test_brackets_are_told_once_with_the_first_place() -> None:
    lines = tuple(Paragraph((Text("ספר (Don Quixote) טוב"),), span=HERE) for _ in range(3))
    (found,) = told(Container(lines, language="he"))
    assert found.span == HERE
    assert "2 more" in found.message


def test_books_from_right_to_left_are_not_bound() -> None:
    found = told(Paragraph((Text("ספר"),)), language="fa")
    assert [(one.rule.code, one.span) for one in found] == [("P006", HERE)]
    assert told(Paragraph((Text("sefer"),)), language="he-Latn") == []
