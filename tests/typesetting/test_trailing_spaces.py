"""No word stands alone on its line because the space after the line's last word has no room."""

from __future__ import annotations

from typing import Any

import pytest

from publish.typesetting.trailing_spaces import trailing_spaces_hang

pytestmark = pytest.mark.tools


def lines(html: str, width: float) -> list[str]:
    from weasyprint import CSS, HTML

    sheet = f"@page {{ size: {width + 1}px 500px; margin: 0 }} body {{ margin: 0; width: {width}px"
    with trailing_spaces_hang():
        page = HTML(string=html).render(stylesheets=[CSS(string=f"{sheet} }}")]).pages[0]
    return ["".join(texts(line)).strip() for line in line_boxes(page._page_box)]


def line_boxes(box: Any) -> list[Any]:
    return [child for child in box.descendants() if type(child).__name__ == "LineBox"]


def texts(box: Any) -> list[str]:
    return [child.text for child in box.descendants() if hasattr(child, "text")]


@pytest.mark.parametrize("tenths", range(0, 60, 4))
def test_text_that_fits_but_for_its_last_space_stays_on_one_line(tenths: int) -> None:
    """At some of these widths the text fits and the space after it does not."""
    from weasyprint import HTML

    page = (
        HTML(string="<p style='display:inline-block;margin:0'>alpha beta gamma").render().pages[0]
    )
    (line,) = line_boxes(page._page_box)
    width = line.children[0].width + tenths / 10
    assert lines("<p>alpha beta gamma <em>delta</em></p>", width) == ["alpha beta gamma", "delta"]
