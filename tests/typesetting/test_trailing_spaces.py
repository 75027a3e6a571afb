"""No word stands alone on its line because the space after the line's last word has no room."""

from __future__ import annotations

from typing import Any

import pytest

from publish.typesetting.trailing_spaces import trailing_spaces_hang

pytestmark = pytest.mark.tools


def line_boxes(html: str, width: float) -> list[Any]:
    """Return the lines of the one paragraph of a document as wide as given, in CSS pixels."""
    from weasyprint import CSS, HTML

    sheet = CSS(string=f"@page {{ margin: 0; size: {width}px 500px }} body, p {{ margin: 0 }}")
    with trailing_spaces_hang():
        page = HTML(string=html).render(stylesheets=[sheet]).pages[0]
    body = page._page_box.children[0].children[0]
    return list(body.children[0].children)


def text(line: Any) -> str:
    return "".join(box.text for box in line.descendants() if hasattr(box, "text")).strip()


@pytest.mark.parametrize("tenths", range(0, 40, 4))
def test_text_that_fits_but_for_its_last_space_stays_on_one_line(tenths: int) -> None:
    """At some of these widths the text fits and the space after it does not."""
    (line,) = line_boxes("<p>alpha beta gamma", 400)
    width = line.children[0].width + tenths / 10
    lines = line_boxes("<p>alpha beta gamma <em>delta</em></p>", width)
    assert [text(line) for line in lines] == ["alpha beta gamma", "delta"]
