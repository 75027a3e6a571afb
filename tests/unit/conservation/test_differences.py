from __future__ import annotations

import pytest

from publish.conservation.differences import Difference, differences, refine

TEXT = [str(number) for number in range(5_000)]


def found(old: list[str], new: list[str]) -> list[tuple[list[str], list[str]]]:
    return [
        (old[it.first : it.last], new[it.new_first : it.new_last])
        for coarse in differences(old, new, anchor=4)
        for it in refine(old, new, coarse)
    ]


def test_equal_texts_have_none() -> None:
    assert found(TEXT, list(TEXT)) == []


@pytest.mark.parametrize("index", [0, 1, 63, 64, 2_000, 4_998, 4_999])
def test_one_word(index: int) -> None:
    without = TEXT[:index] + TEXT[index + 1 :]
    assert found(TEXT, without) == [([str(index)], [])]
    assert found(without, TEXT) == [([], [str(index)])]
    assert found(TEXT, [*TEXT[:index], "x", *TEXT[index + 1 :]]) == [([str(index)], ["x"])]


def test_several_far_apart() -> None:
    new = [word for word in TEXT if word not in {"7", "3000", "4999"}]
    assert found(TEXT, new) == [(["7"], []), (["3000"], []), (["4999"], [])]


def test_a_long_passage_is_told_as_a_whole() -> None:
    assert found(TEXT, TEXT[:100] + TEXT[4_000:]) == [(TEXT[100:4_000], [])]


def test_nothing_in_common() -> None:
    assert found(["a", "b"], ["c"]) == [(["a", "b"], ["c"])]
    assert found([], ["c"]) == [([], ["c"])]


def test_strings_are_sequences_of_letters() -> None:
    old, new = "the quick brown fox jumped", "the quick fox jumped"
    assert list(differences(old, new, anchor=5)) == [Difference(9, 15, 9, 9)]
