import pytest

from publish.importing.long_notes import LONGEST, has_long_note

HALF = "word " * (LONGEST // 10 + 20)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"x[^1]\n\n[^1]: {HALF}\n\n{HALF}\n", False),
        (f"x[^1]\n\n[^1]: {HALF}\n\n    {HALF}\n\nNext.\n", True),
        (f"x[^1]\n\n[^1]: {HALF}\n{HALF}\n\nNext.\n", True),
        (f"x[^1][^2]\n\n[^1]: {HALF}\n[^2]: {HALF}\n", False),
        (f"{HALF}{HALF}{HALF}\n", False),
    ],
)
def test_a_note_is_its_line_and_what_is_indented_under_it(text: str, expected: bool) -> None:
    assert has_long_note([text]) is expected
