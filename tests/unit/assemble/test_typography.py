import re
import tomllib
from pathlib import Path

import pytest

from publish.assemble import typography
from publish.assemble.typography import convention, set_typography
from publish.assemble.typography.spaces import LONGEST
from publish.model.blocks import Paragraph
from publish.model.book import Division
from publish.model.inlines import (
    Code,
    Identifier,
    Inline,
    Link,
    NoteCall,
    Quoted,
    Span,
    Style,
    Styled,
    Text,
)
from publish.model.walk import plain

TABLES = Path(typography.__file__).with_name("conventions.toml")
KNOWN_FEATURES = {"thousands", "monarchs", "dash", "dialogue", "close-initials"} | {
    "french",
    "french-close",
    "opening-marks",
}

N, T = "\u00a0", "\u202f"

# "~" stands for a no-break space, "^" for a narrow one; what is written with spaces is set so.
SET = [
    ("en-GB", "p.~3 and pp.~4–6, vol.~ii, Fig.~2, No.~7, §~3, 5~km, 5~%"),
    ("en-US", "J.~R.~R.~Tolkien and Mr.~Darcy met T.~S.~Eliot; Dr.~Grant wrote as A.~Smith"),
    ("en", "“Charles~XII was as tall as I. He said no. I went. In I 1917 came~– late”"),
    ("en", "the 18 men of 1821. A passage, plan of 2000 houses"),
    ("fr", "Quoi^? Non^! «^oui^»^; il dit~: non. À 12:30, M.~Bovary et Mme~Homais"),
    ("fr", "le 14~juillet, p.~41, n°~5, 10~km, 12^000 hommes, Louis~XIV, le XIXe~siècle"),
    ("fr", "en 1917 l’armée de son art. Il le considérait"),
    ("de", "S.~12, Bd.~3, Nr.~7, z.^B. am 3.~Oktober um 5~Uhr, d.^h. 10^000 Mann, Dr.~Faust"),
    ("de", "Er kam~– spät~– an."),
    ("ru", "он был в~Казани~— давно, и~я~в~том~же доме хотел~бы жить; то~ли да"),
    ("ru", "стр.~7, с.~7, №~5, §~3, в~1917~г. Он, XIX~в., т.^е. А.~С.~Пушкин и~г-н~Х; Пётр~I"),
    ("ru", "А.С.~Пушкин, Пушкин~А.~С., 10~км, и~т.^д., до~н.^э., 5~мая"),
    ("ru", "Это сказал я. Он ушёл."),
    ("pl", "był w~domu i~z~matką, s.~5, dr~Nowak, 5~maja, XIX~w., m.^in. tak"),
    ("cs", "byl v~domě a~k~ránu, s.~5, 19.~století, př.^n.^l."),
    ("es", "Sr.~García, pág.~3, siglo~XIX, EE.^UU., ¿~qué?, t.~II"),
    ("it", "sig.~Rossi, p.~3, secolo~XIX, vide I ragazzi; Maria I disse"),
    ("el", "κ.~Παπάς, σ.~5, π.^Χ., «τι;» 10~km· ναι"),
    ("ja", "東京は「大きい」です。"),
]
CASES = [
    *((language, re.sub("[~^]", " ", line), line) for language, line in SET),
    ("fr", "Quoi?", "Quoi^?"),
    ("fr", "Il dit: «oui».", "Il dit~: «^oui^»."),
    ("fr-CA", "Quoi? Non !", "Quoi? Non^!"),
    ("fr", "Quoi~?", "Quoi^?"),
    ("fr", "— Oui", "—~Oui"),
    ("ru", "— Да, — сказал он. — И~вот.", "—~Да,~— сказал он.~— И~вот."),
    ("ru", "его~собственное", "его~собственное"),
]
CASES = [
    (language, before.replace("~", N).replace("^", T), after.replace("~", N).replace("^", T))
    for language, before, after in CASES
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


def test_a_paragraph_is_read_through_its_markup() -> None:
    three = Styled(Style.EMPHASIS, (Text("3"),))
    assert set_line("en", Text("p. "), three) == (Text(f"p.{N}"), three)
    what, mark = Styled(Style.EMPHASIS, (Text("Quoi"),)), NoteCall(Identifier("n"))
    assert set_line("fr", what, mark, Text("? Ah")) == (what, mark, Text(f"{T}? Ah"))
    century = Styled(Style.SUPERSCRIPT, (Text("e"),))
    assert set_line("fr", Text("XIX"), century, Text(" siècle"))[-1] == Text(f"{N}siècle")


def test_addresses_are_left_alone() -> None:
    link = Link("https://example.org/?a;b !", (Text("https://example.org/?a;b !"),))
    assert set_line("fr", Text("Voir "), link, Text(" ; bon")) == (
        Text("Voir "),
        link,
        Text(f"{T}; bon"),
    )


def test_words_in_another_language_are_not_parted_by_its_neighbours() -> None:
    russian = Span((Text("в доме"),), language="ru")
    (span, rest) = set_line("en", russian, Text(" и к нему, p. 3"))
    assert span == Span((Text(f"в{N}доме"),), language="ru")
    assert rest == Text(f" и к нему, p.{N}3")


@pytest.mark.parametrize("language", ["ru", "pl", "cs", "fr", "en"])
def test_no_chain_is_longer_than_a_line_can_bear(language: str) -> None:
    chain = " ".join("и в а к о i a w z A. B. C. D. S." for _ in range(9))
    (text,) = set_line(language, Text(chain))
    assert isinstance(text, Text)
    assert max(map(len, text.value.split(" "))) <= LONGEST


def test_what_the_author_tied_counts_in_the_chain() -> None:
    (text,) = set_line("ru", Text(f"в высокопревосходительном{N}доме"))
    assert text == Text(f"в высокопревосходительном{N}доме")


@pytest.mark.parametrize("language", sorted(tomllib.loads(TABLES.read_text("utf-8"))))
def test_every_table_can_be_read(language: str) -> None:
    rules = convention(language)
    assert all(rules.double)
    assert all(rules.single)
    assert rules.features <= KNOWN_FEATURES
