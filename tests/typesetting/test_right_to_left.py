"""What ``editions.print_limits`` rests on: how WeasyPrint orders words from right to left."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.tools

CSS = "@page { size: 400px 300px; margin: 20px } p { margin: 0; font: 14px/20px serif }"


def texts(body: str) -> list[tuple[str, float]]:
    """Return each box of text with its place on the line, from left to right."""
    from weasyprint import HTML
    from weasyprint.formatting_structure import boxes

    document = HTML(string=f"<style>{CSS}</style>{body}").render()
    found = [
        (box.text.strip(), box.position_x)
        for page in document.pages
        for box in page._page_box.descendants()
        if isinstance(box, boxes.TextBox) and box.text.strip()
    ]
    return sorted(found, key=lambda item: item[1])


def test_marked_words_around_markup_come_from_right_to_left() -> None:
    for body in (
        '<p>He said <span dir="rtl">שלום <em>רב</em> לכם</span></p>',
        '<p dir="rtl">שלום <em>רב</em> לכם</p>',
    ):
        words = [text for text, _ in texts(body)]
        assert words[-3:] == ["לכם", "רב", "שלום"]


def test_unmarked_words_around_markup_do_not() -> None:
    """When the engine learns it, P007 can go."""
    assert [text for text, _ in texts("<p>שלום <em>רב</em> לכם</p>")] == ["שלום", "רב", "לכם"]
