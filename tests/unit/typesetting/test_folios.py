from __future__ import annotations

import pytest

from publish.assemble.numbers import roman
from publish.typesetting.folios import folio, is_recto
from publish.typesetting.heads import notes_head


@pytest.mark.parametrize(("number", "numeral"), [(1, "i"), (4, "iv"), (19, "xix"), (48, "xlviii")])
def test_small_roman_numerals(number: int, numeral: str) -> None:
    assert roman(number) == numeral


def test_rectos_are_odd_in_either_numbering() -> None:
    assert is_recto(1)
    assert not is_recto(2)
    assert folio(12, "roman") == "xii"
    assert folio(12, "arabic") == "12"


def test_heads_of_notes_speak_the_books_language() -> None:
    assert notes_head("12", "25", "en-GB") == "Notes to pages 12–25"
    assert notes_head("12", "12", "en") == "Notes to page 12"
    assert notes_head("3", "4", "ru") == "Примечания к страницам 3–4"
    assert notes_head("3", "4", "tlh") == "3–4"
