"""A paragraph in one line more or less: only where its reader would not see it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.typesetting.paragraphs.choosing import (
    LOOSEST,
    TIGHTEST,
    alternatives,
    choose_lines,
)
from publish.typesetting.paragraphs.hyphenation import Hyphenation
from publish.typesetting.paragraphs.model import Line, Rules
from publish.typesetting.paragraphs.reading import MeasuredText, Run

RULES = Rules()
TEXT = (
    "it is a truth universally acknowledged that the extraordinary circumstances of an arrangement "
    "were understood by everyone concerned and each of the participants considered consequences "
)
WORDS = TEXT.split()
SPACE = 0.5


def text_of(words: Sequence[str]) -> MeasuredText:
    """Return a text whose letters are one wide and whose spaces are half of that."""
    text = " ".join(words)
    edges = [0.0]
    for letter in text:
        edges.append(edges[-1] + (SPACE if letter == " " else 1.0))
    after = [match.end() for match in re.finditer(" ", text)]
    return MeasuredText([Run(text, edges, Hyphenation("en-US", 6, 3, 2), 0.6)], after, em=2.0)


def spaces_of(text: MeasuredText, lines: Sequence[Line], width: float) -> list[float]:
    """Return how wide the spaces of each line but the last are, in parts of a natural one."""
    widths = []
    x, spaces = text.plain.start, 0.0
    for line in lines[:-1]:
        place = line.end
        length, space = place.end - x, place.end_space - spaces
        if space:
            extra = (width - line.tracking * length) / line.scale - length
            widths.append(1 + extra / space)
        x, spaces = place.start, place.start_space
    return widths


PARAGRAPHS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=60)


@given(PARAGRAPHS, st.floats(24, 70))
@settings(max_examples=200, deadline=None)
def test_each_is_whole_of_its_number_of_lines_and_within_bounds(
    words: list[str], width: float
) -> None:
    text = text_of(words)
    best = choose_lines(text, width)
    found = alternatives(text, width)
    if best is None:
        assert not found
        return
    assert found[len(best)].lines == best
    assert set(found) <= {len(best) - 1, len(best), len(best) + 1}
    for count, choice in found.items():
        offsets = [0, *(line.end.offset for line in choice.lines)]
        assert len(choice.lines) == count
        assert all(a < b for a, b in pairwise(offsets))
        assert offsets[-1] == len(text.text)
        if choice.lines == best:
            continue
        spaces = spaces_of(text, choice.lines, width)
        assert all(TIGHTEST - 0.01 <= space <= LOOSEST + 0.01 for space in spaces)
        ends = "".join("-" if line.end.is_hyphen else "." for line in choice.lines)
        assert "---" not in ends
        assert not ends.endswith("-")


@given(PARAGRAPHS, st.floats(24, 70))
@settings(max_examples=100, deadline=None)
def test_the_last_line_of_an_alternative_is_no_runt(words: list[str], width: float) -> None:
    text = text_of(words)
    best = choose_lines(text, width)
    for choice in alternatives(text, width).values():
        if choice.lines == best or len(choice.lines) == 1:
            continue
        last = text.text[choice.lines[-2].end.offset :]
        assert len(last) >= RULES.shortest_last * text.em - 1
        assert " " in last or len(last) >= RULES.short_word * text.em - 1


def test_a_long_paragraph_can_give_and_take_a_line() -> None:
    text = text_of(WORDS * 14)
    counts = [set(alternatives(text, width)) for width in range(64, 80, 4)]
    assert any(len(found) == 3 for found in counts)


@pytest.mark.parametrize("width", [30.0, 44.0, 61.5])
def test_lines_say_where_they_end_and_how(width: float) -> None:
    text = text_of(WORDS * 4)
    for choice in alternatives(text, width).values():
        for line in choice.lines[:-1]:
            inside = text.text[line.end.offset - 1] != " "
            assert line.end.is_hyphen == inside
