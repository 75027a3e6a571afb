"""Laws of Markdown read as prose: characters have their places, and no edit is no change."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.conservation.words import letters
from publish.importing.prose import MarkdownPassage, read_prose, render

SIGNS = st.text(st.sampled_from("ab \n*_`[](){}<>!^~$@#|:-+\\&;\"'1.\t/="), max_size=120)


def check(text: str, passages: list[MarkdownPassage]) -> None:
    """See that the places of a text's passages are those of their characters, in order."""
    assert render(text, passages) == text
    for passage in passages:
        assert len(passage.text) == len(passage.firsts) == len(passage.lasts)
        for at, sign in enumerate(passage.text):
            first, last = passage.firsts[at], passage.lasts[at]
            assert 0 <= first <= last <= len(text)
            assert at == 0 or passage.lasts[at - 1] <= first
            assert sign in text[first:last] or sign in " \n\xa0\ufffc" or "&" in text[first:last]
        for wrap in passage.wraps:
            assert 0 <= wrap.start <= wrap.end <= len(passage.text)
        for place, _ in (*passage.calls, *passage.citations):
            assert 0 <= place <= len(passage.text)


@settings(max_examples=300)
@given(SIGNS)
def test_any_signs_have_their_places(text: str) -> None:
    check(text, read_prose(text))


@settings(max_examples=60)
@given(data=st.data())
def test_every_construct_of_a_book_has_its_places(
    books: st.SearchStrategy[tuple[str, ...]], data: st.DataObject
) -> None:
    for text in data.draw(books):
        passages = read_prose(text)
        check(text, passages)
        for passage in passages:
            for at in range(len(passage.text)):
                if passage.is_free(at, at + 1) and passage.text[at] in "ae":
                    passage.replace(at, at + 1, passage.text[at].upper())
        assert letters(render(text, passages)) == letters(text)


@pytest.mark.parametrize("size", [1, 40])
def test_deep_brackets_end(size: int) -> None:
    text = "[" * size * 100 + "x" + "](y)" * size * 100 + " ^[" * size * 100
    check(text, read_prose(text))
