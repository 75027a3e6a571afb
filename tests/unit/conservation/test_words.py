from __future__ import annotations

import pytest

from publish.conservation.words import bare, letters, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The quick, brown fox.", ["the", "quick", "brown", "fox"]),
        ("it’s", ["it", "s"]),
        ("un\u00adbe\u200dliev\u2060able", ["unbelievable"]),
        ("im\u2010patiently", ["impatiently"]),
        ("ﬁnal oﬃce", ["final", "office"]),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("cafe\u0301 café", ["café", "café"]),
        ("well-known—and_more", ["well", "known", "and", "more"]),
        ("क्षेत्र हिन्दी", ["क्षेत्र", "हिन्दी"]),
        ("שָׁלוֹם עוֹלָם", ["שָׁלוֹם", "עוֹלָם"]),
        ("1917–2020", ["1917", "2020"]),
        ("ΛΟΓΟΣ λόγος", ["λογοσ", "λόγοσ"]),
        ("\u0301alone", ["alone"]),
        ("… !", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_letters_are_words_without_borders() -> None:
    assert letters("Old men, 2 ships.") == "oldmen2ships"


def test_bare_letters_have_no_marks() -> None:
    assert bare("café") == "cafe"
