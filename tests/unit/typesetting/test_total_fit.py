"""Total fit against trying everything, on paragraphs short enough for that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.typesetting.paragraphs.model import Break, Paragraph, Rules
from publish.typesetting.paragraphs.total_fit import break_by_lines, break_paragraph, fitness_of

RULES = Rules(tolerance=3.0)


def paragraph_of(words: list[tuple[float, float, bool]], space: float = 2.0) -> Paragraph:
    """Return a paragraph of words, each with a width, a penalty after it, and maybe a hyphen."""
    x = spaces = 0.0
    breaks = []
    for offset, (width, penalty, hyphen) in enumerate(words, 1):
        x += width
        added = 1.5 if hyphen else 0.0
        gap = 0.0 if hyphen else space
        breaks.append(
            Break(
                offset,
                x + added,
                spaces,
                x + gap,
                spaces + gap,
                penalty,
                added,
                is_hyphen=hyphen,
                is_added=hyphen,
            )
        )
        x += gap
        spaces += gap
    last = breaks[-1]
    breaks[-1] = Break(last.offset, last.end - last.hyphen, last.end_space, 0, 0)
    starts = [0, *(place.offset for place in breaks[:-1] if not place.is_added)]
    return Paragraph(tuple(breaks), 0.0, 0.0, 5.0, starts[-1])


def line_of(excess: float, length: float, space: float, rules: Rules) -> tuple[float, float]:
    """Return the ratio of a line and its demerits: first the letters give way, then the spaces."""
    by_letters = min(max(excess, -rules.letters * length), rules.letters * length)
    used = by_letters / (rules.letters * length)
    rest = excess - by_letters
    give = space * (rules.stretch if rest > 0 else rules.shrink)
    ratio = 0.0 if abs(rest) < 1e-12 else rest / give if give else rest * float("inf")
    weight = rules.loose if ratio > 0 else rules.tight
    return ratio, rules.line + rules.effort * used**2 + weight * ratio**2


def cost_of(
    paragraph: Paragraph,
    chosen: tuple[int, ...],
    width: float,
    rules: Rules,
    insets: Sequence[float] = (),
) -> float:
    """Return the demerits of a choice of breaks by the book, infinite where it cannot be."""
    total, fitness, hyphens = 0.0, 1, 0
    x, spaces, offset = paragraph.start, paragraph.start_space, 0
    narrower = [*insets, *[0.0] * (len(chosen) + 1)]
    for number, index in enumerate(chosen):
        place = paragraph.breaks[index]
        length, space = place.end - x + narrower[number], place.end_space - spaces
        ratio, cost = line_of(width + 1e-6 - length, length, space, rules)
        if ratio < -1 or ratio > rules.tolerance:
            return float("inf")
        total += cost + place.penalty**2
        hyphens = hyphens + 1 if place.is_hyphen else 0
        total += {0: 0.0, 1: 0.0, 2: rules.two_hyphens}.get(hyphens, rules.ladder)
        if abs(fitness_of(ratio) - fitness) > 1:
            total += rules.unlike_neighbours
        fitness = fitness_of(ratio)
        x, spaces, offset = place.start, place.start_space, place.offset
    end = paragraph.breaks[-1]
    length = end.end - x + narrower[len(chosen)]
    excess = min(width + 1e-6 - length, 0.0)
    ratio, cost = line_of(excess, length, end.end_space - spaces, rules)
    if ratio < -1:
        return float("inf")
    total += cost
    if chosen:
        ems = (end.end - x) / paragraph.em
        if ems < rules.shortest_last:
            total += rules.runt
        elif offset >= paragraph.last_word and ems < rules.short_word:
            total += rules.lone_word
        if hyphens:
            total += rules.last_hyphen
    return total


def cheapest(
    paragraph: Paragraph, width: float, rules: Rules, insets: Sequence[float] = ()
) -> float:
    """Return the least demerits of all choices there are."""
    inner = range(len(paragraph.breaks) - 1)
    return min(
        cost_of(paragraph, chosen, width, rules, insets)
        for count in range(len(paragraph.breaks))
        for chosen in combinations(inner, count)
    )


WORDS = st.lists(
    st.tuples(
        st.floats(2, 14).map(lambda width: round(width, 1)),
        st.sampled_from([0.0, 0.0, 60.0, 200.0]),
        st.sampled_from([False, False, True]),
    ),
    min_size=1,
    max_size=11,
)


@given(WORDS, st.floats(12, 40), st.floats(-1.5, 6))
@settings(max_examples=300, deadline=None)
def test_nothing_is_cheaper_than_what_is_chosen(
    words: list[tuple[float, float, bool]], width: float, indent: float
) -> None:
    paragraph = replace(paragraph_of(words), start=-indent)
    solution = break_paragraph(paragraph, width, RULES)
    best = cheapest(paragraph, width, RULES)
    if solution is None:
        assert best == float("inf")
        return
    assert solution.demerits == pytest.approx(best)
    assert cost_of(paragraph, solution.breaks, width, RULES) == pytest.approx(best)
    assert solution.lines == len(solution.breaks) + 1


@given(WORDS, st.floats(16, 40), st.lists(st.floats(-1.5, 9), max_size=4))
@settings(max_examples=300, deadline=None)
def test_nor_beside_something_that_makes_the_first_lines_narrower(
    words: list[tuple[float, float, bool]], width: float, insets: list[float]
) -> None:
    paragraph = paragraph_of(words)
    solution = break_paragraph(paragraph, width, RULES, insets)
    best = cheapest(paragraph, width, RULES, insets)
    if solution is None:
        assert best == float("inf")
        return
    assert solution.demerits == pytest.approx(best)
    assert cost_of(paragraph, solution.breaks, width, RULES, insets) == pytest.approx(best)


@given(WORDS, st.floats(12, 40))
@settings(max_examples=200, deadline=None)
def test_every_number_of_lines_is_found_at_its_cheapest(
    words: list[tuple[float, float, bool]], width: float
) -> None:
    paragraph = paragraph_of(words)
    found = break_by_lines(paragraph, width, RULES)
    inner = range(len(paragraph.breaks) - 1)
    for count in range(len(paragraph.breaks)):
        costs = (cost_of(paragraph, chosen, width, RULES) for chosen in combinations(inner, count))
        cheapest_of_all = min(costs)
        if cheapest_of_all == float("inf"):
            assert count + 1 not in found
        else:
            assert found[count + 1].demerits == pytest.approx(cheapest_of_all)
            assert len(found[count + 1].breaks) == count


def even(count: int, *, hyphens: bool = False) -> Paragraph:
    return paragraph_of([(8.0, 0.0, hyphens)] * count)


def test_a_text_that_fits_is_one_line() -> None:
    solution = break_paragraph(even(3), 40.0, RULES)
    assert solution is not None
    assert solution.breaks == ()


def test_a_word_wider_than_the_measure_has_no_solution() -> None:
    assert break_paragraph(paragraph_of([(50.0, 0.0, False)] * 2), 40.0, RULES) is None


def test_a_line_may_be_set_tight_to_spare_one() -> None:
    # Five words and four spaces are 48 wide; the spaces may give 2.08, the letters 1.44.
    solution = break_paragraph(even(5), 44.6, RULES)
    assert solution is not None
    assert solution.breaks == ()


def test_a_ladder_that_nothing_can_help_is_owned_to() -> None:
    word = paragraph_of([(20.0, 0.0, True)] * 5)
    solution = break_paragraph(word, 21.5, Rules(tolerance=3.0))
    assert solution is not None
    assert solution.is_flawed


def test_the_last_line_is_not_a_short_word() -> None:
    words = [(8.0, 0.0, False)] * 8 + [(4.0, 0.0, False)]
    solution = break_paragraph(paragraph_of(words), 38.0, Rules(tolerance=6.0, lone_word=1e9))
    assert solution is not None
    assert solution.breaks[-1] < 7
    assert not solution.is_flawed
