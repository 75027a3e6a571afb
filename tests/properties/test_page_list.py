"""Any text, turned anywhere: what stands between two breaks is what stood on the page."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from publish.content import ContentDocument
from publish.page_list import OBJECT, Pagination, PrintedPage, counted
from publish.page_list.breaks import with_page_breaks
from publish.page_list.flow import read_flow

WORDS = st.text(
    st.sampled_from("abcß Ééς“”—.,&<>\u00a0\u00ad\u202f\u2060е́עִא\u0301fiİǅ漢"),
    min_size=1,
    max_size=12,
)
PHRASING_ONLY = {"table", "thead", "tbody", "tr", "ul", "ol", "dl"}


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def wrapped(*tags: tuple[str, str]) -> st.SearchStrategy[Any]:
    return st.sampled_from(tags)


INLINE = st.recursive(
    st.one_of(
        WORDS.map(escaped),
        st.just('<img src="a.png" alt="a picture"/>'),
        st.just('<math alttext="x"><mi>x</mi></math>'),
        st.just('<a class="note-call" id="n" href="#m">12</a>'),
        st.just("<br/>"),
    ),
    lambda inside: st.builds(
        lambda pair, parts: pair[0] + "".join(parts) + pair[1],
        wrapped(
            ("<em>", "</em>"),
            ('<a href="b.xhtml#c">', "</a>"),
            ('<span class="drop-cap">', "</span>"),
            ('<span lang="he" xml:lang="he">', "</span>"),
        ),
        st.lists(inside, max_size=3),
    ),
    max_leaves=6,
)
LINE = st.lists(INLINE, max_size=5).map("".join)
BLOCK = st.recursive(
    st.builds(
        lambda pair, line: pair[0] + line + pair[1],
        wrapped(
            ("<p>", "</p>\n"),
            ("<h2>", "</h2>\n"),
            ('<header class="opening">\n<h1 id="t">', "</h1>\n</header>\n"),
            ('<p class="stanza"><span class="line">', "</span></p>"),
            ('<div class="table">\n<table>\n<caption>', "</caption></table></div>\n"),
            ("<ul>\n<li>", "</li>\n</ul>\n"),
            ("<table><thead><tr><th>", "</th></tr></thead></table>"),
            ("<table><tbody><tr><td>a</td></tr><tr><th>", "</th><td>b</td></tr></tbody></table>"),
        ),
        LINE,
    ),
    lambda inside: st.builds(
        lambda pair, parts: pair[0] + "".join(parts) + pair[1],
        wrapped(
            ("<blockquote>\n", "</blockquote>\n"), ('<section class="level2">\n', "</section>")
        ),
        st.lists(inside, max_size=3),
    ),
    max_leaves=6,
)
BODIES = st.lists(BLOCK, max_size=6).map(lambda blocks: f"<section>\n{''.join(blocks)}</section>\n")
CUTS = st.lists(st.floats(0, 1), max_size=6)


def texts(body: str) -> tuple[str, dict[str, str]]:
    """Return what counts before the first break, and between the others, read as a browser does."""
    root = etree.fromstring(f'<b xmlns:epub="http://www.idpf.org/2007/ops">{body}</b>')
    pages: dict[str, list[str]] = {"": []}
    label = ""

    def walk(element: Any) -> None:
        nonlocal label
        if element.get("role") == "doc-pagebreak":
            assert element.getparent().tag not in PHRASING_ONLY
            label = element.get("aria-label")
            assert label not in pages
            pages[label] = []
        if element.tag in ("img", "math"):
            pages[label].append(OBJECT)
        if element.tag == "math" or element.get("class") == "note-call":
            return
        pages[label].append(element.text or "")
        for child in element:
            walk(child)
            pages[label].append(child.tail or "")

    walk(root)
    said = {name: counted("".join(parts)) for name, parts in pages.items()}
    return said.pop(""), said


@given(BODIES, CUTS, st.booleans())
def test_the_text_between_two_breaks_is_that_of_the_page(
    body: str, cuts: list[float], is_set: bool
) -> None:
    document = ContentDocument("a.xhtml", "a", "chapter", "bodymatter", "A", "en", body)
    flow = read_flow(body, endnotes=False).text
    ends = [0, *sorted(round(cut * len(flow)) for cut in cuts), len(flow)]
    # A page turns between letters: not between the halves of one that a style has made two of.
    pages = [flow[first:last] for first, last in pairwise(ends)]
    printed = [f"{page}\u2010 ".upper() if is_set else page for page in pages]
    paged = with_page_breaks(
        [document],
        Pagination(
            tuple(
                PrintedPage(str(number), "a", counted(text))
                for number, text in enumerate(printed, start=1)
            ),
            "foot",
        ),
        notes="chapter-end",
        places={},
        report=lambda diagnostic: None,
    )
    marked = paged.documents[0].body
    assert re.sub(r'<span epub:type="pagebreak"[^>]*></span>', "", marked) == body
    before, found = texts(marked)
    assert before == ""
    assert [page.title for page in paged.pages] == list(found)
    if "".join(map(counted, printed)) == flow and whole_letters(flow, ends):
        assert list(found.values()) == pages


def whole_letters(flow: str, ends: list[int]) -> bool:
    """Return whether no page ends inside what one letter became when its case was folded."""
    return not any(flow[end - 1 : end + 1] in {"ss", "i̇"} for end in ends)
