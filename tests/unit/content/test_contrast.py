"""Text must be told from what is behind it."""

from __future__ import annotations

import pytest

from publish.content.contrast import contrast, find_faint
from publish.content.stylesheets import design_names, read_design, stylesheets_for


def test_the_ratio_is_that_of_wcag() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    grey = 0x76 / 255
    assert contrast((grey, grey, grey), (1, 1, 1)) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ("p { color: #767676 }", []),
        ("p { color: #777 }", ["p"]),
        ("h1 { color: #777 }", []),
        ("p { color: #777; font-size: 1.5em }", []),
        ("p { color: white; background: #000 }", []),
        ("p { color: white }", ["p"]),
        ("p { color: white; background: url(data:,) }", []),
        ("p { color: rgb(0 0 0 / 40%) }", ["p"]),
        ("p { color: currentcolor } a { color: inherit } b { color: var(--x) }", []),
        ("hr { color: #ccc } p::before { color: #ccc }", []),
        ("@media (prefers-color-scheme: dark) { p { color: #ccc } }", []),
        ("@media (prefers-color-scheme: dark) { p { color: #444; background: #222 } }", ["p"]),
        ("@media screen { p { em { color: lightgrey } } }", ["em"]),
    ],
)
def test_faint_text_is_found(css: str, found: list[str]) -> None:
    assert [faint.selector for faint in find_faint(css)] == found


def test_faint_text_is_found_where_it_is_written() -> None:
    (faint,) = find_faint("p { margin: 0 }\nem {\n  color: #999 }")
    assert (faint.line, faint.column) == (3, 3)


@pytest.mark.parametrize("name", design_names())
def test_our_own_designs_are_black_enough(name: str) -> None:
    sheets = stylesheets_for(read_design(name), "epub")
    assert [faint for sheet in sheets for faint in find_faint(sheet.text)] == []
