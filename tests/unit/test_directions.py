import pytest

from publish.model.directions import directions_of, is_right_to_left


@pytest.mark.parametrize("tag", ["he", "ar-EG", "FA", "yi", "pa-Arab", "az-Arab-IR"])
def test_right_to_left(tag: str) -> None:
    assert is_right_to_left(tag)


@pytest.mark.parametrize("tag", ["en", "he-Latn", "ru", "ku", "ja", "tr-TR", ""])
def test_left_to_right(tag: str) -> None:
    assert not is_right_to_left(tag)


def test_figures_and_marks_have_no_direction() -> None:
    assert directions_of("He said (שלום) 1948, and") == ["ltr", "rtl", "ltr"]
    assert directions_of("1948 –") == []
