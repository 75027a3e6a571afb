"""Where the breaks stand: each case is a page that begins at the character after ``|``."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import pytest

from publish.content import ContentDocument, NotePlacement
from publish.diagnostics import Diagnostic, Span
from publish.model.book import Kind
from publish.page_list import Pagination, PrintedPage, counted
from publish.page_list.breaks import Paged, with_page_breaks
from publish.page_list.flow import read_flow

MARK = re.compile(
    r'<span epub:type="pagebreak" role="doc-pagebreak" id="[^"]+" aria-label="([^"]+)"></span>'
)


def document(body: str, name: str = "one", kind: Kind = "chapter") -> ContentDocument:
    ids = frozenset(re.findall(r' id="([^"]+)"', body))
    return ContentDocument(f"{name}.xhtml", name, kind, "bodymatter", name, "en", body, ids=ids)


def listed(*pages: PrintedPage, notes: NotePlacement = "foot", floated: str = "") -> Pagination:
    return Pagination(pages, notes, frozenset(floated.split()))


def placed(
    *documents: ContentDocument, pages: Pagination, notes: NotePlacement = "chapter-end"
) -> Paged:
    told: list[Diagnostic] = []
    paged = with_page_breaks(documents, pages, notes=notes, places={}, report=told.append)
    assert told == []
    return paged


def shown(body: str) -> str:
    """Return a body with ``[LABEL]`` for its breaks."""
    return MARK.sub(r"[\1]", body)


def broken(body: str, text: str, kind: Kind = "chapter") -> str:
    """Return the body of a document whose second page begins with the text, without the first."""
    flow = read_flow(body, endnotes=False).text
    at = flow.index(counted(text))
    pages = listed(PrintedPage("1", "one", flow[:at]), PrintedPage("2", "one", flow[at:]))
    return shown(placed(document(body, kind=kind), pages=pages).documents[0].body).replace(
        "[1]", ""
    )


@pytest.mark.parametrize(
    ("body", "text", "expected"),
    [
        ("<p>One two three</p>", "two", "<p>One [2]two three</p>"),
        ("<p>One unbroken word</p>", "brokenw", "<p>One un[2]broken word</p>"),
        ("<p>Salt &amp; tar</p>", "&tar", "<p>Salt [2]&amp; tar</p>"),
        ("<p>a <!-- <p> --> b c</p>", "c", "<p>a <!-- <p> --> b [2]c</p>"),
        ("<p>he said. “But no”</p>", "“but", "<p>he said. [2]“But no”</p>"),
        ("<p>a</p>\n<p>b c</p>", "bc", "<p>a</p>\n<p>[2]b c</p>"),
        ("<p>a <em>b c</em></p>", "bc", "<p>a [2]<em>b c</em></p>"),
        ("<p>a <em>b c</em></p>", "c", "<p>a <em>b [2]c</em></p>"),
        ("<p>a</p><h2>b</h2><p>c</p>", "bc", "<p>a</p>[2]<h2>b</h2><p>c</p>"),
        (
            '<p>a</p><section class="level2"><h2><span class="label">1</span> b</h2></section>',
            "1b",
            '<p>a</p><section class="level2">[2]<h2><span class="label">1</span> b</h2></section>',
        ),
        ("<ul><li>a</li><li>b</li></ul>", "b", "<ul><li>a</li><li>[2]b</li></ul>"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "b", "<dl><dt>a</dt><dd>[2]b</dd></dl>"),
        (
            "<table><tbody><tr><td>a</td></tr><tr><th>b</th></tr></tbody></table>",
            "b",
            "<table><tbody><tr><td>a</td></tr><tr><th>[2]b</th></tr></tbody></table>",
        ),
        (
            '<p>a</p><div class="table">\n<div class="scroller"><table><caption>b</caption>',
            "b",
            '<p>a</p>[2]<div class="table">\n<div class="scroller"><table><caption>b</caption>',
        ),
        (
            '<p class="stanza"><span class="line">a</span><br/><span class="line">b</span></p>',
            "b",
            '<p class="stanza"><span class="line">a</span><br/><span class="line">[2]b</span></p>',
        ),
        ("<p>a</p><pre><code>b</code></pre>", "b", "<p>a</p><pre>[2]<code>b</code></pre>"),
        (
            '<p>a</p><figure><img src="b.png" alt="b"/></figure>',
            "\ufffc",
            '<p>a</p><figure>[2]<img src="b.png" alt="b"/></figure>',
        ),
        ("<p>a</p><hr/><p>b</p>", "\ufffcb", "<p>a</p>[2]<hr/><p>b</p>"),
        (
            '<p>a <math alttext="x"><mi>x</mi></math> b</p>',
            "\ufffcb",
            '<p>a [2]<math alttext="x"><mi>x</mi></math> b</p>',
        ),
        (
            '<p>a<a class="note-call" href="#n">1</a> b</p>',
            "b",
            '<p>a<a class="note-call" href="#n">1</a> [2]b</p>',
        ),
    ],
)
def test_a_break_stands_between_the_very_characters(body: str, text: str, expected: str) -> None:
    assert broken(body, text) == expected


def test_an_entry_of_the_contents_still_begins_with_its_link() -> None:
    body = '<nav class="contents"><h1>Contents</h1><ol><li><a href="a">A</a></li></ol></nav>'
    assert broken(body, "a", "contents").count('<li><a href="a">[2]A</a></li>') == 1
    first = listed(PrintedPage("i", "one", counted("Contents A")))
    assert shown(placed(document(body), pages=first).documents[0].body).startswith("[i]<nav")


def test_pages_are_named_and_listed_in_order() -> None:
    one, two = document("<p>a b</p>"), document("<p>c</p>", "two")
    pages = listed(
        PrintedPage("xii", "one", "a"),
        PrintedPage("xiii", "one", "b"),
        PrintedPage("1", "two", "c"),
    )
    paged = placed(one, two, pages=pages)
    assert [(point.title, point.href) for point in paged.pages] == [
        ("xii", "one.xhtml#p-xii"),
        ("xiii", "one.xhtml#p-xiii"),
        ("1", "two.xhtml#p1"),
    ]
    assert paged.documents[1].body == (
        '<p><span epub:type="pagebreak" role="doc-pagebreak" id="p1" aria-label="1"></span>c</p>'
    )


def test_labels_of_the_author_keep_their_ids() -> None:
    paged = placed(document('<p id="p2">a</p>'), pages=listed(PrintedPage("2", "one", "a")))
    assert paged.pages[0].href == "one.xhtml#page.2"


def test_a_page_without_text_begins_where_the_next_text_does() -> None:
    head = '<header class="opening"><h1>b</h1></header>'
    one, two = document("<p>a</p>"), document(f'<section class="chapter">{head}</section>', "two")
    pages = listed(
        PrintedPage("1", "one", "a"),
        PrintedPage("2", "one"),
        PrintedPage("3", "two", "b"),
        PrintedPage("4", "notes", "elsewhere"),
    )
    bodies = [shown(each.body) for each in placed(one, two, pages=pages).documents]
    assert bodies == ["<p>[1]a</p>", f'<section class="chapter">[2][3]{head}[4]</section>']


def test_notes_after_a_chapter_count_where_both_editions_have_them_there() -> None:
    notes = (
        '<section class="endnotes"><aside class="note"><p><a class="note-mark">1.</a> n</p>'
        '</aside><aside class="note"><p><a class="note-mark">2.</a> m</p></aside></section>'
    )
    one = document(f"<section><p>a b</p>{notes}</section>")
    pages = (
        PrintedPage("1", "one", "a"),
        PrintedPage("2", "one", "b", "n"),
        PrintedPage("3", "one", "", "m"),
    )
    same = placed(one, pages=listed(*pages, notes="chapter-end"))
    assert '<p>[3]<a class="note-mark">2.</a> m</p>' in shown(same.documents[0].body)
    other = placed(one, pages=listed(*pages, notes="book-end"))
    assert shown(other.documents[0].body).endswith("</section>[3]</section>")


def test_a_figure_that_floats_is_no_part_of_the_page_that_it_left() -> None:
    figure = '<figure id="f"><img src="f.png" alt=""/><figcaption>F</figcaption></figure>'
    one = document(f"<p>a b</p>{figure}<p>c d</p>")
    pages = listed(PrintedPage("1", "one", "abc"), PrintedPage("2", "one", "d"), floated="f other")
    assert shown(placed(one, pages=pages).documents[0].body) == (
        f"<p>[1]a b</p>{figure}<p>c [2]d</p>"
    )


def test_the_link_to_a_long_description_belongs_to_no_page() -> None:
    link = '<p class="description-link" data-generated=""><a href="d.xhtml">Description</a></p>'
    one = document(f"<figure><img src='a.png' alt=''/>{link}</figure><p>a b</p>")
    pages = listed(PrintedPage("1", "one", "\ufffca"), PrintedPage("2", "one", "b"))
    assert shown(placed(one, pages=pages).documents[0].body).endswith("<p>a [2]b</p>")


def test_what_print_alone_says_moves_no_break() -> None:
    words = [f"word{number} " for number in range(40)]
    one = document(f"<p>{''.join(words)}</p>")
    first = counted("".join(words[:20])) + ",p.41"
    pages = listed(
        PrintedPage("1", "one", first), PrintedPage("2", "one", counted("".join(words[20:])))
    )
    assert " [2]word20 " in shown(placed(one, pages=pages).documents[0].body)


def test_a_page_of_another_text_has_no_break_and_is_told() -> None:
    one = document("<p>one two three four</p>")
    pages = listed(PrintedPage("1", "one", "five six"), PrintedPage("2", "one", "seven eight"))
    told: list[Diagnostic] = []
    span = Span(PurePosixPath("manuscript/chapters/01.md"), 1)
    paged = with_page_breaks(
        [one], pages, notes="chapter-end", places={"one": span}, report=told.append
    )
    assert [page.title for page in paged.pages] == ["1"]
    assert [(each.rule.code, each.span) for each in told] == [("X005", span)]
    assert 'page 2 begins in "one"' in told[0].message
