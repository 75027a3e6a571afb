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
    assert "width:1.8em" in prepared.html(("9",), reserve=3)
    assert "width:1.8em" in prepared.html(("100",), reserve=3)


NOTES = """<section class="footnotes"><aside class="note" id="n"><p>one <em>two</em></p></aside>
<aside class="note" id="m"><p>p. <span data-page-of="x"/></p></aside></section>"""


def test_notes_at_the_foot_are_known_with_their_words() -> None:
    prepared = prepare(f"<p>a</p>{NOTES}")
    assert prepared.note_texts(("12",)) == {"n": "one two", "m": "p. 12"}


def test_what_parts_notes_from_the_text_stands_before_them() -> None:
    html = prepare(f"<p>a</p>{NOTES}").html(("12",))
    separators = '<div class="note-separator"></div><div class="note-separator continued"></div>'
    assert f'<section class="footnotes">{separators}<aside class="note" id="n">' in html


def test_notes_after_a_chapter_are_text() -> None:
    prepared = prepare('<section class="endnotes"><aside class="note" id="n">x</aside></section>')
    assert prepared.notes == {}
    assert "note-separator" not in prepared.html(())


def test_a_page_that_a_stylesheet_composes_is_cut_by_us_only_for_its_notes() -> None:
    assert prepare("<p>a</p>", kind="dedication").is_display
    assert not prepare(f"<p>a</p>{NOTES}", kind="dedication").is_display
    assert not prepare("<p>a</p>").is_display


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
