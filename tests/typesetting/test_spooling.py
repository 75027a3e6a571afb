"""Writing is quicker, and what is written is the same."""

import io
import zlib

import pydyf
import pytest

from publish.typesetting.spooling import compress_streams, page_references_kept

pytestmark = pytest.mark.tools


def pdf_of_pages(count: int) -> pydyf.PDF:
    pdf = pydyf.PDF()
    for number in range(count):
        stream = pydyf.Stream([b"BT", f"({number}) Tj", b"ET"], compress=True)
        pdf.add_object(stream)
        page = {"Type": "/Page", "Parent": pdf.pages.reference, "Contents": stream.reference}
        pdf.add_page(pydyf.Dictionary(page))
    return pdf


def test_references_are_those_of_the_engine_also_after_another_page() -> None:
    pdf = pdf_of_pages(3)
    expected = pdf.page_references
    with page_references_kept():
        assert pdf.page_references == expected
        assert pdf.page_references is pdf.page_references
        pdf.add_page(pydyf.Dictionary({"Type": "/Page"}))
        assert len(pdf.page_references) == 4
    assert pdf.page_references is not pdf.page_references


def test_compressed_streams_hold_what_they_held() -> None:
    pdf = pdf_of_pages(1)
    compress_streams(pdf)
    (stream,) = (each for each in pdf.objects if isinstance(each, pydyf.Stream))
    _, _, rest = stream.data.partition(b"stream\n")
    assert zlib.decompress(rest.removesuffix(b"\nendstream")) == b"BT\n(0) Tj\nET"
    assert b"/Filter /FlateDecode" in stream.data
    output = io.BytesIO()
    pdf.write(output, identifier=b"a book")
    assert stream.data in output.getvalue()
