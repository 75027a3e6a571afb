from __future__ import annotations

import pytest

from publish.conservation.documents import Streams, Voice, list_number, read_documents
from publish.conservation.words import words


def read(body: str) -> Streams:
    return read_documents([("a.xhtml", body)])


def said(body: str, voice: Voice = Voice.BODY) -> list[str]:
    return words(read(body).text(voice))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p><em>un</em>believable</p>", ["unbelievable"]),
        ('<p>un<span role="doc-pagebreak" id="p2"></span>broken</p>', ["unbroken"]),
        ("<p>one</p><p>two</p>", ["one", "two"]),
        ("<p>one<br/>two</p>", ["one", "two"]),
        ("<p>x<sup>2</sup></p>", ["x2"]),
        ("<ul><li>a</li><li>b</li></ul>", ["a", "b"]),
        ("<ol><li>a</li><li>b</li></ol>", ["a", "b"]),
        ("<table><tr><td>a</td><td>b</td></tr></table>", ["a", "b"]),
        ('<p><span class="line">a</span><span class="line">b</span></p>', ["a", "b"]),
        ('<p>see <a data-generated="">chapter 3</a> now</p>', ["see", "now"]),
        ("<nav><ol><li>Moscow</li></ol></nav><p>a</p>", ["a"]),
        ("<p>a<!-- b --> c<?d e?> f</p>", ["a", "c", "f"]),
        ("<svg xmlns='http://www.w3.org/2000/svg'><text>a</text></svg><p>b</p>", ["b"]),
    ],
)
def test_body_words(body: str, expected: list[str]) -> None:
    assert said(body) == expected


def test_whole_files_are_read_without_their_heads() -> None:
    page = (
        b'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
        b'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head>'
        b"<body><p>a</p></body></html>"
    )
    assert words(read_documents([("a.xhtml", page)]).text(Voice.BODY)) == ["a"]


def test_notes_are_a_stream_of_their_own() -> None:
    end = '<p>a b</p><aside class="note" role="doc-footnote"><p>n</p></aside>'
    foot = f'<p>a b</p><section class="footnotes">{end.removeprefix("<p>a b</p>")}</section>'
    for body in (foot, end):
        assert said(body) == ["a", "b"]
        assert said(body, Voice.NOTE) == ["n"]


def test_a_note_at_the_foot_leaves_its_call_in_the_flow() -> None:
    streams = read(
        '<p>a<a class="note-call" data-generated="">7</a></p><section class="footnotes">'
        '<aside class="note" role="doc-footnote"><p><a data-generated="">7.</a> n</p></aside>'
        "</section>"
    )
    assert "7" in "".join(text for _, text in streams.flow)
    assert words("".join(text for _, text in streams.foot)) == ["7", "n"]


def test_a_note_of_a_citation_style_is_generated() -> None:
    body = '<p>a</p><aside role="doc-footnote" data-generated=""><p>Wood 2018</p></aside>'
    assert said(body, Voice.NOTE) == []


def test_alternatives_and_formulas_stand_apart() -> None:
    streams = read(
        '<p><img src="a.png" alt="a ship"/><img class="formula" src="f.svg" alt="x^2"/>'
        '<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="y"><mi>y</mi></math></p>'
        '<div data-generated=""><img src="cover.png" alt="the cover"/></div>'
    )
    assert streams.alternatives == ("a ship",)
    assert streams.formulas == ("x^2", "y")


def test_numbers_of_lists_are_markers() -> None:
    streams = read('<ol start="3" type="i"><li>a</li><li value="9">b</li></ol>')
    assert streams.text(Voice.MARKER) == "iiiix"


@pytest.mark.parametrize(
    ("number", "style", "expected"),
    [
        (4, "1", "4"),
        (4, "i", "iv"),
        (1999, "I", "MCMXCIX"),
        (28, "a", "ab"),
        (26, "A", "Z"),
        (0, "a", "0"),
    ],
)
def test_list_number(number: int, style: str, expected: str) -> None:
    assert list_number(number, style) == expected
