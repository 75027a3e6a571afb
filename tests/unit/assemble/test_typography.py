import pytest

from publish.assemble.typography import convention, set_typography
from publish.model.blocks import Paragraph
from publish.model.book import Division
from publish.model.inlines import Code, Identifier, Inline, Quoted, Span, Text
from publish.model.walk import plain

CASES = [
    ("en-GB", "p. 3 and 5 km", "p.\u00a03 and 5\u00a0km"),
    ("en-US", "E. M. Forster", "E.\u00a0M.\u00a0Forster"),
    ("fr", "Quoi ? Non !", "Quoi\u202f? Non\u202f!"),
    ("fr", "Quoi?", "Quoi\u202f?"),
    ("fr", "« oui »", "«\u202foui\u202f»"),
    ("fr", "il dit : non", "il dit\u00a0: non"),
    ("fr", "à 12:30", "à 12:30"),
    ("ru", "он был в Казани — давно", "он был в\u00a0Казани\u00a0— давно"),
    ("pl", "był w domu", "był w\u00a0domu"),
    ("de", "S. 12", "S.\u00a012"),
]


def set_line(language: str, *children: Inline) -> tuple[Inline, ...]:
    division = Division(Identifier("d"), "chapter", "bodymatter", blocks=(Paragraph(children),))
    block = set_typography(division, language).blocks[0]
    assert isinstance(block, Paragraph)
    return block.children


@pytest.mark.parametrize(("language", "before", "after"), CASES)
def test_spaces_by_language(language: str, before: str, after: str) -> None:
    assert set_line(language, Text(before)) == (Text(after),)


@pytest.mark.parametrize(("language", "before", "after"), CASES)
def test_twice_is_once_and_letters_stay(language: str, before: str, after: str) -> None:
    once = set_line(language, Text(before))
    assert set_line(language, *once) == once
    letters = [c for c in before if c.isalnum()]
    assert [c for c in plain(once) if c.isalnum()] == letters


@pytest.mark.parametrize(
    ("language", "marks"),
    [
        ("en-GB", ("“", "”")),
        ("fr-FR", ("«\u202f", "\u202f»")),
        ("de", ("„", "“")),
        ("ru", ("«", "»")),
        ("de-CH", ("«", "»")),
        ("tlh", ("“", "”")),
    ],
)
def test_quotation_marks_by_language(language: str, marks: tuple[str, str]) -> None:
    (quoted,) = set_line(language, Quoted(True, (Text("x"),)))
    assert isinstance(quoted, Quoted)
    assert quoted.marks == marks
    assert convention(language).double == marks


def test_words_in_another_language_follow_its_convention() -> None:
    (span,) = set_line("en", Span((Quoted(True, (Text("да"),)),), language="ru"))
    assert isinstance(span, Span)
    assert span.children == (Quoted(True, (Text("да"),), ("«", "»")),)


def test_code_is_left_alone() -> None:
    assert set_line("fr", Code("a ?")) == (Code("a ?"),)
