"""Laws of words: what a word is does not depend on how often one asks, or on typography."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from publish.assemble.typography import set_typography
from publish.conservation.words import bare, letters, words
from publish.model.blocks import Paragraph
from publish.model.book import Division
from publish.model.inlines import Identifier, Style, Styled, Text

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60)
PROSE = st.text(
    st.sampled_from("abcé dюя12 \u00a0'\"’“”«»-–—….,;:!?%()\u00ad"), min_size=1, max_size=60
)
LANGUAGES = st.sampled_from(
    ["en-GB", "en-US", "fr", "fr-CA", "de", "ru", "pl", "cs", "es", "it", "el", "la", "he"]
)
_SPEECH = (
    "в и же А. С. Пушкин p. S. 3 41 000 XIX в. г. M. Bovary z. B. Mr. I. V. т. е. km w domu a "
    "— – « » : ; ? ! § № 5 мая juillet «oui» (p. т. н. э. Louis XIV x I"
)
SPEECH = st.lists(st.sampled_from(tuple(_SPEECH.split(" "))), min_size=1, max_size=20)


@given(TEXT)
def test_words_are_their_own_words(text: str) -> None:
    assert words(" ".join(words(text))) == words(text)


@given(TEXT, TEXT)
def test_a_line_break_parts_words(one: str, other: str) -> None:
    assert words(f"{one}\n{other}") == words(one) + words(other)


@given(TEXT)
def test_case_and_soft_hyphens_do_not_matter(text: str) -> None:
    assert letters("\u00ad".join(text)) == letters(text) or bare(letters(text)) != letters(text)


@settings(max_examples=400)
@given(PROSE, LANGUAGES)
def test_typography_never_changes_words(text: str, language: str) -> None:
    division = Division(
        Identifier("a"), "chapter", "bodymatter", blocks=(Paragraph((Text(text),)),)
    )
    once = set_typography(division, language)
    assert words(_text(once)) == words(text)
    assert set_typography(once, language) == once


@settings(max_examples=400)
@given(SPEECH, st.lists(st.sampled_from(" \u00a0\u202f"), min_size=20, max_size=20), LANGUAGES)
def test_typography_is_done_once(parts: list[str], gaps: list[str], language: str) -> None:
    line = "".join(x + y for x, y in zip(parts, gaps, strict=False)).strip()
    halves = (Text(line[: len(line) // 2] or "x"), Text(line[len(line) // 2 :] or "y"))
    division = Division(
        Identifier("a"),
        "chapter",
        "bodymatter",
        blocks=(Paragraph((Styled(Style.EMPHASIS, halves[:1]), halves[1])),),
    )
    once = set_typography(division, language)
    assert set_typography(once, language) == once


def _text(division: Division) -> str:
    return "".join(
        inline.value
        for block in division.blocks
        if isinstance(block, Paragraph)
        for inline in block.children
        if isinstance(inline, Text)
    )
