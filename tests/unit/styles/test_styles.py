"""Our own stylesheets: no rule twice, every word of the vocabulary known, pages of whole lines."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import tinycss2

from publish.content.stylesheets import design_names, read_design, stylesheets_for
from publish.model.book import Kind
from publish.trim import TRIM_SIZES

ROOT = Path(__file__).parents[3]
VOCABULARY = (ROOT / "docs" / "content.md").read_text(encoding="utf-8")

# What the vocabulary marks but leaves looking as the text around it does.
PLAIN = frozenset(
    {
        "KIND", "WORD", "chapter", "citation", "code", "doi", "editor", "folio",
        "issn", "language-python", "level2", "page-reference", "reference",
    }
)  # fmt: skip
# A division that looks like any other: its opening is dressed by `.opening`.
PLAIN_KINDS = frozenset(get_args(Kind)) - {"part", "half-title", "title-page", "copyright-page"}

Declaration = tuple[str, str]


def declarations(css: str, *, media: bool = False) -> Iterator[Declaration]:
    """Yield selector and property of every rule; rules for print only where ``media``."""
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            for selector in tinycss2.serialize(rule.prelude).split(","):
                for entry in entries(rule):
                    yield " ".join(selector.split()), entry.lower_name
        elif media and rule.type == "at-rule" and rule.lower_at_keyword == "media":
            yield from declarations(tinycss2.serialize(rule.content))


def entries(rule: Any) -> list[Any]:
    parsed = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    return [entry for entry in parsed if entry.type == "declaration"]


def meets(one: str, other: str) -> bool:
    """Return whether two properties set the same thing: ``margin`` and ``margin-top`` do."""
    return one == other or one.startswith(f"{other}-") or other.startswith(f"{one}-")


@pytest.mark.parametrize("edition", ["print.css", "epub.css"])
@pytest.mark.parametrize("name", design_names())
def test_an_edition_does_not_restyle_content(name: str, edition: str) -> None:
    sheets = {sheet.name: sheet.text for sheet in read_design(name).stylesheets}
    content = [
        pair
        for path, text in sheets.items()
        if path not in ("print.css", "epub.css")
        for pair in declarations(text)
        if pair[0] != ":root"
    ]
    # The room over an opening is the platform's: a page has a sink, a screen has little to spare.
    allowed = {(".opening", "padding-top"), ("nav.contents h1", "padding-top")}
    said_twice = [
        (selector, name_, other)
        for selector, name_ in declarations(sheets[edition])
        if (selector, name_) not in allowed
        for content_selector, other in content
        if selector == content_selector and meets(name_, other)
    ]
    assert said_twice == []


def vocabulary() -> set[str]:
    classes = {word for text in re.findall(r'class="([^"]+)"', VOCABULARY) for word in text.split()}
    classes.update(re.findall(r"\bnote-(?!NOTE)[a-z]+", VOCABULARY))
    kinds = set(get_args(Kind))
    for group in re.findall(r"class `([a-z |]+)`", VOCABULARY):
        classes.update(group.split())
    return {re.sub(r"[|].*", "", word) for word in classes} | kinds


@pytest.mark.parametrize("name", design_names())
def test_every_class_of_the_vocabulary_is_known_to_the_styles(name: str) -> None:
    text = "\n".join(sheet.text for sheet in read_design(name).stylesheets)
    known = set(re.findall(r"\.([A-Za-z][\w-]*)", text))
    assert vocabulary() - known - PLAIN - PLAIN_KINDS == set()


def test_nothing_is_excused_that_the_styles_dress_or_the_vocabulary_lacks() -> None:
    assert PLAIN - vocabulary() == set()


@pytest.mark.parametrize("name", design_names())
def test_an_epub_leaves_the_reader_size_colour_and_alignment(name: str) -> None:
    (sheet,) = stylesheets_for(read_design(name), "epub")
    rules = list(declarations(sheet.text))
    assert not {entry for entry in rules if entry[1].startswith("background")}
    # But for what stands behind drawings on a dark page.
    assert re.findall(r"[^{}\n]*\{[^{}]*background: [^}]*\}", sheet.text) == [
        ".figure img, img.formula { background: #fff }"
    ]
    assert set(re.findall(r"[^-]color: ([^;}]+?) ?[;}]", sheet.text)) <= {"inherit"}
    body = {entry[1] for entry in rules if entry[0] in ("body", "html", "p", ":root")}
    assert body.isdisjoint({"font-size", "text-align", "line-height", "font", "max-width"})


@pytest.mark.tools
@pytest.mark.parametrize("name", design_names())
@pytest.mark.parametrize(
    "trim", ["a5", "b-format", "demy", "royal", "us-trade", "digest", "kdp-5x8"]
)
def test_every_trim_has_a_type_area_of_whole_lines(
    name: str, trim: str, caplog: pytest.LogCaptureFixture
) -> None:
    from weasyprint import CSS, HTML

    width, height = TRIM_SIZES[trim]
    sheets = [CSS(string=sheet.text) for sheet in stylesheets_for(read_design(name), "print")]
    trimmed = f":root {{ --page-width: {width}pt; --page-height: {height}pt }}"
    with caplog.at_level(logging.WARNING, "weasyprint"):
        document = HTML(string="<body class=bodymatter><p>Text").render(
            stylesheets=[*sheets, CSS(string=trimmed)]
        )
    assert [record.getMessage() for record in caplog.records] == []
    page = document.pages[0]._page_box
    leading = page.children[0].style["line_height"].value
    assert page.margin_width() * 0.75 == pytest.approx(width, abs=0.01)
    assert page.margin_height() * 0.75 == pytest.approx(height, abs=0.01)
    assert page.height / leading == pytest.approx(round(page.height / leading), abs=1e-6)
    assert page.margin_left < page.margin_right < page.margin_bottom  # a recto: the gutter is left


@pytest.mark.tools
def test_contents_hang_and_keep_out_of_the_column_of_folios() -> None:
    from weasyprint import CSS, HTML

    sheets = [CSS(string=sheet.text) for sheet in stylesheets_for(read_design("classic"), "print")]
    title = "A title that is so long that it must run over the end of its line once or twice"
    entry = "<li><a href='#a'><span class=title>{}</span></a><span class=leader></span>"
    entry += "<span class=folio>{}</span>"
    entries = entry.format("Short", "xxviii") + entry.format(title, 7)
    nested = f"{entry.format('Part', 1)}<ol>{entry.format(title, 123)}</ol>"
    nav = f"<body class=frontmatter><nav class=contents><ol>{entries}{nested}</ol></nav>"
    page = HTML(string=nav).render(stylesheets=sheets).pages[0]._page_box
    edge = page.content_box_x() + page.width
    folios = boxes_of(page, "InlineBlockBox", "folio")
    titles = boxes_of(page, "InlineBox", "title")
    assert [box.position_x + box.width for box in folios] == pytest.approx([edge] * 4)
    column = min(box.position_x for box in folios)
    assert len(titles) > len(folios)
    assert all(box.position_x + box.width <= column + 0.01 for box in titles)
    assert titles[2].position_x > titles[1].position_x == titles[0].position_x


def boxes_of(page: Any, kind: str, word: str) -> list[Any]:
    boxes = [box for box in page.descendants() if type(box).__name__ == kind]
    return [box for box in boxes if word in box.element.get("class", "").split()]


@pytest.mark.parametrize("name", design_names())
def test_a_design_sets_text_in_its_own_families_alone(name: str) -> None:
    design = read_design(name)
    (sheet,) = stylesheets_for(design, "epub")
    named = set(
        re.findall(r'"([A-Z][^"]+)"', " ".join(re.findall(r"font-family:([^;}]+)", sheet.text)))
    )
    assert named == set(design.families.values())
    assert len(design.summary) < 130


@pytest.mark.tools
def test_no_white_line_stands_at_the_head_of_a_page() -> None:
    from weasyprint import CSS

    sheets = [CSS(string=sheet.text) for sheet in stylesheets_for(read_design("classic"), "print")]
    verse = "<div class=verse><p class=stanza><span class=line>One</span></p></div>"
    for block in (verse, "<blockquote><p>One</p></blockquote>", "<ul><li>One</li></ul>"):
        page = first_page_with(block, sheets)
        lines = [box for box in page.descendants() if type(box).__name__ == "LineBox"]
        assert lines[0].position_y == pytest.approx(page.content_box_y(), abs=0.01), block


def first_page_with(block: str, sheets: list[Any]) -> Any:
    """Return the second page of as much text as pushes the block there."""
    from weasyprint import HTML

    for count in range(20, 60):
        text = f"<body class=bodymatter><section>{'<p>Text' * count}{block}</section>"
        pages = HTML(string=text).render(stylesheets=sheets).pages
        if len(pages) > 1:
            return pages[1]._page_box
    raise AssertionError("all text stood on one page")


@pytest.mark.parametrize("name", design_names())
def test_nothing_of_the_notes_is_left_where_a_reading_system_hides_them(name: str) -> None:
    """Apple Books, Thorium and Foliate take asides that are notes out of the text."""
    (sheet,) = stylesheets_for(read_design(name), "epub")
    own = {
        prop
        for selector, prop in declarations(sheet.text)
        if re.search(r"\.endnotes(::?\w+)?$", selector)
    }
    assert own <= {"margin"}
