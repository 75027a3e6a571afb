from __future__ import annotations

import pytest

from publish.typesetting.laid_out import PlacedNote
from publish.typesetting.note_parts import note_parts

ORDER = {"n0": 4, "n1": 5, "n2": 6, "n3": 7}


def told_apart(*pages: str) -> list[bool]:
    """Return which pages of notes, named by digits from above, are told apart."""
    placed = [
        [PlacedNote(f"n{digit}", "", (0, 90 - at, 9, 100 - at)) for at, digit in enumerate(page)]
        for page in pages
    ]
    parts = list(note_parts(placed, ORDER))
    for page, found in zip(pages, parts, strict=True):
        assert not found or [number for number, _ in found] == [4 + int(digit) for digit in page]
    return [bool(found) for found in parts]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        (("01", "", "12", "23"), [False, False, False, False]),
        (("02", "3"), [False, False]),
        (("01", "012", "3"), [True, True, False]),
        (("012", "03"), [True, True]),
        (("0", "021", "3"), [False, True, False]),
        (("01", "", "01"), [True, False, True]),
        ((), []),
    ],
)
def test_notes_are_told_apart_only_where_they_are_not_in_order(
    pages: tuple[str, ...], expected: list[bool]
) -> None:
    assert told_apart(*pages) == expected
