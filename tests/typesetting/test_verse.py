"""Verse stands in the middle of the page on its longest line, and breaks between its lines."""

from __future__ import annotations

from typing import Any

import pytest

from publish.typesetting.verse import verse_fits_its_lines

pytestmark = pytest.mark.tools

CSS = """
@page { size: 400px 300px; margin: 50px }
body { margin: 0; font: 16px/20px serif }
.verse { margin: 20px auto } .verse p { margin: 0 0 20px } .verse p:last-child { margin: 0 }
.line { display: block; padding-left: 32px; text-indent: -32px }
"""
LEFT, RIGHT = 50, 350


@pytest.fixture(autouse=True)
def _without_machine_fonts() -> None:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        import weasyprint  # noqa: F401


def verse(*stanzas: tuple[str, ...]) -> str:
    lines = ("".join(f"<span class=line>{line}</span>" for line in stanza) for stanza in stanzas)
    return f"<div class=verse>{''.join(f'<p>{stanza}</p>' for stanza in lines)}</div>"


def set_lines(body: str, css: str = "") -> list[list[tuple[float, float, str]]]:
    """Return the left and the right end of every line, and its text, page by page."""
    from weasyprint import HTML

    with verse_fits_its_lines():
        pages = HTML(string=f"<style>{CSS}{css}</style>{body}").render().pages
    return [[_ends(box) for box in page._page_box.descendants() if _is_line(box)] for page in pages]


def _is_line(box: Any) -> bool:
    return type(box).__name__ == "LineBox" and bool(box.children)


def _ends(box: Any) -> tuple[float, float, str]:
    texts = [part for part in box.descendants() if hasattr(part, "text")]
    left, last = texts[0].position_x, texts[-1]
    return left, last.position_x + last.width, "".join(part.text for part in texts)


def test_the_longest_line_stands_in_the_middle_and_the_others_under_its_beginning() -> None:
    ((longest, short),) = set_lines(verse(("The longest of the lines", "Short")))
    assert longest[0] - LEFT == pytest.approx(RIGHT - longest[1], abs=0.01)
    assert short[0] == longest[0] > LEFT


def test_a_line_wider_than_the_page_turns_over_under_itself() -> None:
    ((first, turned, *_),) = set_lines(verse(("Words that go on " * 4, "Short")))
    assert first[0] == LEFT
    assert first[1] <= RIGHT
    assert turned[0] == LEFT + 32


@pytest.mark.parametrize("between", ["<hr>", "", "</div><div lang=ru>"])
def test_verses_that_stand_together_have_one_edge(between: str) -> None:
    body = f"<div>{verse(('The longest of the lines',))}{between}{verse(('Short',))}</div>"
    ((longest, short),) = set_lines(f"<section>{body}</section>")
    assert short[0] == longest[0]


def test_verses_with_text_between_have_each_its_own() -> None:
    body = f"{verse(('The longest of the lines',))}<p>Text</p>{verse(('Short',))}"
    ((longest, _, short),) = set_lines(f"<section>{body}</section>")
    assert short[0] > longest[0]
    assert short[0] - LEFT == pytest.approx(RIGHT - short[1], abs=0.01)


def test_verse_breaks_over_pages_between_its_lines() -> None:
    stanzas = tuple(tuple(f"Line {n} of stanza {m}" for n in range(4)) for m in range(5))
    pages = set_lines(verse(*stanzas), ".line:last-child { break-before: avoid }")
    assert len(pages) > 2
    assert len({round(left, 3) for page in pages for left, _, _ in page}) == 1
    told = [text for page in pages for _, _, text in page]
    assert told == [line for stanza in stanzas for line in stanza]


def test_margins_of_a_design_are_kept() -> None:
    ((line,),) = set_lines(verse(("Short",)), ".verse { margin: 0 0 0 10px }")
    assert line[0] == LEFT + 10


def test_the_seam_is_closed_again() -> None:
    from weasyprint.layout import block

    before = block.block_box_layout
    with verse_fits_its_lines():
        assert block.block_box_layout is not before
    assert block.block_box_layout is before
