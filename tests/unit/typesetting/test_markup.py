from __future__ import annotations

from publish.content import ContentDocument, NavigationPoint
from publish.editions import PageGeometry, PrintEdition, PrintUnit
from publish.model.book import Kind
from publish.model.metadata import Metadata
from publish.typesetting.markup import PreparedUnit, prepare_units

METADATA = Metadata("A Book", "en", "urn:x", "2026-01-01T00:00:00Z")


def prepare(body: str, *, kind: Kind = "chapter", verso: str = "A Book") -> PreparedUnit:
    document = ContentDocument("one.xhtml", "one", kind, "bodymatter", "One", "en", body)
    other = ContentDocument("two.xhtml", "two", "chapter", "bodymatter", "Two", "en", "<p/>")
    edition = PrintEdition(
        name="print",
        filename="book.pdf",
        metadata=METADATA,
        identifier="urn:x",
        geometry=PageGeometry(400, 600),
        units=tuple(PrintUnit(item, "bodymatter") for item in (document, other)),
        navigation=(
            NavigationPoint(
                "One", "one.xhtml", "1", children=(NavigationPoint("Sub", "one.xhtml#sub"),)
            ),
        ),
        stylesheets=(),
        resources=(),
        faces=(),
        verso_head=verso,
    )
    return prepare_units(edition)[0]


def test_links_between_documents_become_links_within_the_pdf() -> None:
    html = prepare('<p><a href="two.xhtml#x">x</a> <a href="two.xhtml">y</a></p>').html(())
    assert '<a href="#x">' in html
    assert '<a href="#two">' in html


def test_page_references_are_cut_out_and_filled_in() -> None:
    prepared = prepare('<p>p. <span data-page-of="x"/>, <span data-page-of="y"></span>.</p>')
    assert prepared.references == ("x", "y")
    html = prepared.html(("12", "iv"))
    assert '<span data-page-of="x">12</span>, <span data-page-of="y">iv</span>.' in html


def test_a_reserved_reference_is_as_wide_whatever_it_says() -> None:
    prepared = prepare('<p><span data-page-of="x"/></p>')
    assert "width:1.8em" in prepared.html(("9",), reserve=(3,))
    assert "width:1.8em" in prepared.html(("100",), reserve=(3,))


def test_notes_at_the_foot_are_parted_from_the_text_by_what_a_stylesheet_can_dress() -> None:
    note = '<aside class="note" id="n"><p>1. one <em>two</em></p></aside>'
    prepared = prepare(f'<p>a</p><section class="footnotes">{note}</section>')
    assert prepared.notes == {"n": "1. one two"}
    html = prepared.html(())
    assert html.index('class="note-separator"') < html.index('class="note-separator continued"')
    assert html.index('class="note-separator continued"') < html.index('<aside class="note"')


def test_notes_say_the_folios_that_stand_in_them() -> None:
    note = '<aside class="note" id="n"><p>see p. <span data-page-of="one"></span></p></aside>'
    prepared = prepare(f'<section class="footnotes">{note}</section>')
    assert prepared.note_texts(("41",)) == {"n": "see p. 41"}


def test_heads_and_bookmarks_stand_on_the_division() -> None:
    prepared = prepare('<section id="one"><section id="sub"><h2>S</h2></section></section>')
    html = prepared.html(())
    assert 'data-recto-head="One" data-verso-head="A Book"' in html
    assert 'data-bookmark="1 One" data-bookmark-level="1"' in html
    assert 'data-bookmark="Sub" data-bookmark-level="2"' in html


def test_display_pages_and_books_without_heads_have_none() -> None:
    body = '<section id="one"><p>x</p></section>'
    assert "data-recto-head" not in prepare(body, kind="dedication").html(())
    assert "data-recto-head" not in prepare(body, verso="").html(())


def test_empty_elements_stay_closed_in_html() -> None:
    assert '<span class="leader"></span>b' in prepare('<p><span class="leader"/>b</p>').html(())
