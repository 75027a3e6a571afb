"""Drop capitals and marks of list items are drawn where they stand in the text."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from publish.typesetting.in_place import initials_and_marks_in_place
from publish.typesetting.tagging import tags_of_our_own

pytestmark = pytest.mark.tools

FLOAT = ".drop-cap { float: left; font-size: 40px; line-height: 40px; height: 48px }"
CHAPTER = (
    f"<html lang=en><title>T</title><style>{FLOAT}</style><h1>Title</h1>"
    "<p><span class=drop-cap>W</span>ords that begin a chapter<ol><li>First<li>Second</ol>Last"
)


@pytest.fixture(autouse=True)
def _without_machine_fonts() -> None:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        import weasyprint  # noqa: F401


def made(html: str) -> bytes:
    from weasyprint import HTML

    with tags_of_our_own(), initials_and_marks_in_place():
        data = HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
    assert isinstance(data, bytes)
    return data


def test_the_page_reads_in_the_order_of_the_text() -> None:
    page = pypdfium2.PdfDocument(made(CHAPTER))[0]
    letters = "".join(page.get_textpage().get_text_bounded().split())
    assert letters == "TitleWordsthatbeginachapter1.First2.SecondLast"


def test_a_paragraph_with_a_drop_capital_is_one_paragraph() -> None:
    with pikepdf.open(io.BytesIO(made(CHAPTER))) as pdf:
        (document,) = pdf.Root.StructTreeRoot.K
        paragraph = document.K[1]
        assert [str(kid.S) for kid in (paragraph, *paragraph.K)] == ["/P", "/Span", "/NonStruct"]


def test_the_seam_is_closed_again() -> None:
    from weasyprint import stacking

    before = stacking._dispatch_children
    with initials_and_marks_in_place():
        assert stacking._dispatch_children is not before
    assert stacking._dispatch_children is before
