"""A stylesheet of today, and what becomes of it in each kind of book; `--accept` writes it anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.content.css_logical import Flow
from publish.content.flat_css import flatten

HERE = Path(__file__).parent / "flat_css"
FLOWS = {"across": Flow(), "right-to-left": Flow("rtl"), "down": Flow(is_vertical=True)}


@pytest.mark.parametrize("name", FLOWS)
def test_a_stylesheet_of_today_is_said_in_old_css(name: str, accept: bool) -> None:
    found = flatten((HERE / "author.css").read_text(encoding="utf-8"), FLOWS[name])
    expected = HERE / f"{name}.css"
    if accept:
        expected.write_text(found, encoding="utf-8", newline="\n")
    assert found == expected.read_text(encoding="utf-8")
