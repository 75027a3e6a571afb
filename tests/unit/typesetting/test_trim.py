from __future__ import annotations

import pytest

from publish.trim import TRIM_SIZES, parse_page


@pytest.mark.parametrize(
    ("text", "width", "height"),
    [
        ("a5", 419.53, 595.28),
        ("A5", 419.53, 595.28),
        ("us-trade", 432, 648),
        ("kdp-5.25x8", 378, 576),
        ("148mm x 210mm", 419.53, 595.28),
        ("6 x 9 in", 432, 648),
        ("5.5in×8.5in", 396, 612),
    ],
)
def test_a_name_or_a_size_in_units(text: str, width: float, height: float) -> None:
    assert parse_page(text) == pytest.approx((width, height), abs=0.01)


@pytest.mark.parametrize("text", ["", "a9", "148 x 210", "1mm x 2mm", "-6in x 9in", "5m x 6m"])
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"page|trim"):
        parse_page(text)


def test_every_named_size_stands_upright() -> None:
    assert all(width < height for width, height in TRIM_SIZES.values())
