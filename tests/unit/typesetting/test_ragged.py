"""Lines that are not filled: each fits, none is one too many, titles are balanced."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.typesetting.paragraphs.ragged import choose_ragged_lines
from publish.typesetting.paragraphs.reading import MeasuredText, Run


def text_of(lengths: list[int]) -> MeasuredText:
    """Return a text of words without divisions; letters and spaces are one wide."""
    text = " ".join("n" * length for length in lengths)
    edges = [float(at) for at in range(len(text) + 1)]
    after = [at + 1 for at, letter in enumerate(text) if letter == " "]
    return MeasuredText([Run(text, edges)], after, em=1.0)


def widths_of(text: MeasuredText, offsets: list[int]) -> list[int]:
    edges = [0, *offsets]
    return [len(text.text[a:b].strip()) for a, b in pairwise(edges)]


def breakings(text: MeasuredText, width: int) -> list[list[int]]:
    """Return the widths of lines of every way to break a text that fits."""
    inner = [place.offset for place in text.plain.breaks[:-1]]
    found = []
    for count in range(len(inner) + 1):
        for chosen in combinations(inner, count):
            widths = widths_of(text, [*chosen, text.end])
            if max(widths) <= width:
                found.append(widths)
    return found


WORDS = st.lists(st.integers(1, 9), min_size=1, max_size=9)


@given(WORDS, st.integers(5, 30), st.booleans())
@settings(max_examples=200, deadline=None)
def test_lines_fit_and_are_the_fewest_and_the_evenest(
    lengths: list[int], width: int, balanced: bool
) -> None:
    text = text_of(lengths)
    lines = choose_ragged_lines(text, float(width), balanced=balanced)
    possible = breakings(text, width)
    if not possible:
        assert lines is None
        return
    assert lines is not None
    widths = widths_of(text, [line.end.offset for line in lines])
    assert sum(widths) + len(widths) - 1 == len(text.text)
    assert max(widths) <= width
    fewest = min(map(len, possible))
    assert len(widths) == fewest
    if balanced:
        best = min(rag(each, width) for each in possible if len(each) == fewest)
        assert rag(widths, width) == pytest.approx(best)


def rag(widths: list[int], width: int) -> float:
    return sum((width + 0.3 - each) ** 2 for each in widths)


def test_the_last_line_of_ragged_text_may_be_short_but_is_no_runt() -> None:
    lines = choose_ragged_lines(text_of([9, 9, 9, 5, 1]), 30.0)
    assert lines is not None
    assert [line.end.offset for line in lines] == [30, 37]
    *_, last = widths_of(text_of([9, 9, 9, 5, 1]), [line.end.offset for line in lines])
    assert last == 7
