"""From texts to breaks, with letters one wide and spaces too."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from publish.typesetting.paragraphs.choosing import choose_lines
from publish.typesetting.paragraphs.hyphenation import Hyphenation, exceptions_of, is_name
from publish.typesetting.paragraphs.reading import OBJECT, STUMP_PENALTY, MeasuredText, Run

ENGLISH = Hyphenation("en-US", 6, 3, 2)


def run(
    text: str,
    hyphenation: Hyphenation | None = ENGLISH,
    *,
    wraps: bool = True,
    anywhere: bool = False,
) -> Run:
    edges = [float(at) for at in range(len(text) + 1)]
    return Run(text, edges, hyphenation, 0.5, wraps, anywhere)


def measured(*runs: Run) -> MeasuredText:
    text = "".join(run.text for run in runs)
    after = [
        at
        for at in range(1, len(text))
        if text[at] != " " and text[at - 1] in " -\u2014\u00ad" + OBJECT
    ]
    return MeasuredText(runs, after, em=1.0)


def pieces(text: MeasuredText, offsets: Sequence[int]) -> list[str]:
    edges = [0, *offsets]
    return [text.text[a:b] for a, b in pairwise(edges)]


def test_a_line_ends_before_its_spaces_and_the_next_begins_after_them() -> None:
    text = measured(run("one two"))
    first, end = text.plain.breaks
    assert (first.end, first.start, first.offset) == (3, 4, 4)
    assert (first.end_space, first.start_space, end.end_space) == (0, 1, 1)
    assert end.end == 7


def test_no_break_spaces_stretch_but_do_not_break() -> None:
    text = measured(run("p.\u00a07 of"))
    assert [place.offset for place in text.plain.breaks] == [5, 7]
    assert text.plain.breaks[0].end_space == 1


def test_spaces_at_either_end_do_not_count() -> None:
    text = measured(run("  one "))
    assert text.plain.start == 2
    assert [place.end for place in text.plain.breaks] == [5]


def test_words_are_divided_within_the_limits() -> None:
    text = measured(run("a typography so"))
    added = [place for place in text.hyphenated.breaks if place.is_added]
    assert pieces(text, [place.offset for place in added]) == ["a typog", "ra"]
    assert added[0].end + added[0].hang_end == 7.5
    assert added[0].start == 7
    assert all(place.is_hyphen for place in added)


def test_a_word_in_two_styles_is_divided_as_one() -> None:
    text = measured(run("a typo"), run("graphy now"))
    added = [place.offset for place in text.hyphenated.breaks if place.is_added]
    assert added == [7, 9]


def test_soft_hyphens_overrule_the_patterns() -> None:
    text = measured(run("a ty\u00adpography so", Hyphenation("en-US")))
    added = [place for place in text.hyphenated.breaks if place.is_added]
    assert [place.offset for place in added] == [5]
    assert not [place for place in text.plain.breaks if place.is_added]


def test_the_author_knows_better_than_the_patterns() -> None:
    known = exceptions_of(["type-wri-ter", "Elizabeth", "ge\u0161-tas"])
    english = Hyphenation("en-US", 6, 3, 2, known)
    assert english.points("Typewriter") == (4, 7)
    assert english.points("elizabeth") == ()
    assert english.points("GE\u0160TAS") == (3,)
    assert english.points("typography") == Hyphenation("en-US", 6, 3, 2).points("typography")
    assert Hyphenation(None, 6, 3, 2, known).points("typewriter") == ()


def test_manual_hyphens_need_no_language() -> None:
    assert Hyphenation(None).points("typography") == ()
    assert Hyphenation(None).points("typo\u00adgraphy") == (5,)
    assert Hyphenation("tlh").points("typography") == ()


def test_the_authors_hyphens_count_as_hyphens_and_dashes_do_not() -> None:
    text = measured(run("well-known\u2014so", None))
    hyphen, dash, _ = text.plain.breaks
    assert (hyphen.is_hyphen, hyphen.is_added, hyphen.offset) == (True, False, 5)
    assert not dash.is_hyphen


def test_a_dash_begins_no_line_where_it_can_be_helped() -> None:
    text = MeasuredText([run("so it\u2014is \u2014 so", None)], [3, 5, 6, 9, 11], em=1.0)
    penalties = {place.offset: place.penalty for place in text.plain.breaks}
    assert penalties[5] == penalties[9] > penalties[6] > penalties[3] == penalties[11] == 0


def test_little_words_stay_with_the_next_until_nothing_else_helps() -> None:
    text = measured(run("пошли к\u00a0реке, стр.\u00a07 и\u00a0так", None))
    kept = {place.offset for place in text.at_need.breaks}
    kept -= {place.offset for place in text.with_names.breaks}
    assert [text.text[:at].split()[-1] for at in sorted(kept)] == ["к", "и"]


def test_names_are_divided_last() -> None:
    assert is_name("Elizabeth", "en")
    assert not is_name("NATO", "en")
    assert not is_name("Geschichte", "de-CH")
    assert len(measured(run("a typography so")).hyphenated.breaks) == 5
    text = measured(run("a Typography so"))
    assert len(text.hyphenated.breaks) == 3
    assert len(text.with_names.breaks) == 5


@pytest.mark.parametrize("text", ["a typography", "nearly so", "e-mail so"])
def test_last_words_and_ends_of_two_letters_are_divided_when_nothing_else_can_be_done(
    text: str,
) -> None:
    read = measured(run(text))
    added = [place.penalty for place in read.at_need.breaks if place.is_added]
    assert added == [STUMP_PENALTY] * len(added)
    assert not [place for place in read.with_names.breaks if place.is_added]


def test_what_does_not_wrap_is_not_broken() -> None:
    text = measured(run("one "), run("two three", wraps=False), run(" four"))
    assert [place.offset for place in text.hyphenated.breaks] == [4, 14, 18]


def test_addresses_are_broken_anywhere_at_need_only() -> None:
    text = measured(run("see "), run("abcdefgh", None, anywhere=True))
    assert [place.offset for place in text.hyphenated.breaks] == [4, 12]
    assert len(text.at_need.breaks) == 2 + 7
    lines = choose_lines(text, 6.0)
    assert lines is not None
    assert len(lines) == 2


def test_edges_of_inline_boxes_take_room_without_text() -> None:
    text = measured(run("a "), Run("", (3.0,)), run("b c", wraps=False), Run("", (3.0,)))
    assert text.plain.breaks[-1].end == pytest.approx(5 + 2 * 3)


def test_a_picture_is_a_place_to_break_at() -> None:
    text = measured(run("a "), Run(OBJECT, (0.0, 7.0)), run("b"))
    assert [place.end for place in text.plain.breaks] == [1, 9, 10]


def test_lines_share_the_work_between_letters_and_spaces() -> None:
    text = measured(run("aaaa bbbb cccc dddd eeee ffff"))
    lines = choose_lines(text, 14.5)
    assert lines is not None
    *inner, last = lines
    assert all(1 < line.scale <= 1.02 for line in inner)
    assert last.scale == 1


def test_the_first_line_is_shorter_by_the_indent() -> None:
    text = measured(run("aaaa bbbb cccc dddd"))
    plain, indented = choose_lines(text, 14.0), choose_lines(text, 14.0, indent=4.8)
    assert plain is not None
    assert indented is not None
    assert plain[0].end.offset == 15
    assert indented[0].end.offset == 10
