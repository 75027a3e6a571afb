"""What a screen asks of documents: tables that can be moved, code that hangs, ruby, lines down."""

from __future__ import annotations

import pytest

from publish.content import Composition
from publish.content.compose import compose
from publish.content.table_widths import fitting_class
from publish.content.xhtml import upright
from publish.model.blocks import Block, Cell, CodeBlock, Paragraph, Table
from publish.model.book import Book, Division
from publish.model.inlines import Code, Formula, Identifier, Inlines, Ruby, Text
from publish.model.metadata import Metadata

ACROSS = Composition(notes="chapter-end")
DOWN = Composition(notes="chapter-end", is_vertical=True)
PRINT = Composition(notes="foot", page_references=True)


def body(
    block: Block, composition: Composition = ACROSS, *, language: str = "en", title: Inlines = ()
) -> str:
    metadata = Metadata("Title", language, "urn:uuid:0", "2026-01-01T00:00:00Z")
    division = Division(Identifier("one"), "chapter", "bodymatter", title=title, blocks=(block,))
    return next(iter(compose(Book(metadata, (division,)), composition))).body


def table(*cells: str) -> Table:
    row = tuple(Cell((Paragraph((Text(cell),), tight=True),)) for cell in cells)
    return Table((), (None,) * len(cells), (), ((row,),), ())


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        (("one", "two three"), "fits-15"),
        (("incomprehensible", "characteristics"), "fits-20"),
        (("extraordinarily", "international", "characteristic"), "fits-26"),
        (("a" * 100,), ""),
        (("漢字" * 60, "仮名" * 60), "fits-15"),
    ],
)
def test_a_table_says_how_wide_a_screen_it_needs(cells: tuple[str, ...], name: str) -> None:
    assert fitting_class(table(*cells)) == name


def test_keys_reach_a_table_on_a_screen_and_paper_does_not_move() -> None:
    reached = '<div class="scroller fits-15" role="group" tabindex="0" aria-label="Table">'
    assert reached in body(table("one"))
    assert "tabindex" not in body(table("one"), PRINT)


def test_each_line_of_code_hangs_by_what_it_is_indented() -> None:
    code = "if x:\n    return something_long\n\n    y\n"
    lines = body(CodeBlock(code, None, (), None)).split('<span class="code-line"')
    assert [line.partition("</span>")[0] for line in lines[1:]] == [
        ">if x:\n",
        ' style="padding-left:4.8em;text-indent:-4.8em">    return something_long\n',
        ">\n",
        ">    y\n",
    ]


def test_a_token_of_several_lines_is_marked_in_each() -> None:
    tokens = (("st", '"a\nb"'), ("", "\n"))
    written = body(CodeBlock('"a\nb"\n', "python", tokens, None))
    assert (
        '<span class="code-line"><span class="st">"a\n</span></span>'
        '<span class="code-line"><span class="st">b"</span>\n</span>'
    ) in written


RUBY = Ruby((Text("漢字"),), "かんじ")


def test_ruby_stands_beside_on_a_screen_and_in_brackets_on_paper() -> None:
    paragraph = Paragraph((RUBY,))
    shown = "<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>"
    assert f"<p>{shown}</p>" in body(paragraph, language="ja")
    assert "<p>漢字（かんじ）</p>" in body(paragraph, PRINT, language="ja")
    assert "<p>漢字 (かんじ)</p>" in body(paragraph, PRINT)


def test_ruby_of_a_title_is_not_said_in_the_contents() -> None:
    metadata = Metadata("Title", "ja", "urn:uuid:0", "2026-01-01T00:00:00Z")
    one = Division(Identifier("one"), "chapter", "bodymatter", title=(RUBY,))
    contents = Division(Identifier("contents"), "contents", "frontmatter")
    documents = compose(Book(metadata, (contents, one)), ACROSS)
    listed, chapter = (document.body for document in documents)
    assert "漢字" in listed
    assert "かんじ" not in listed
    assert "<rt>かんじ</rt>" in chapter


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("春12人", "春[12]人"),
        ("3月10日", "[3]月[10]日"),
        ("1986年", "1986年"),
        ("何!?", "何[!?]"),
        ("v2.1、A4、3.5、12:30", "v2.1、A4、3.5、12:30"),
        ("&#9;&amp;", "&#9;&amp;"),
    ],
)
def test_short_numbers_stand_upright_in_lines_down_the_page(text: str, shown: str) -> None:
    marked = shown.replace("[", '<span class="upright">').replace("]", "</span>")
    assert upright(text) == marked


def test_code_runs_from_left_to_right_in_every_language() -> None:
    block = CodeBlock("x = 1\n", None, (), None)
    assert '<pre class="code" dir="ltr">' in body(block, language="ar")
    assert "dir=" not in body(block)
    assert '<code dir="ltr">' in body(Paragraph((Code("x"),)), language="he")


def test_only_a_book_down_the_page_marks_short_numbers() -> None:
    paragraph = Paragraph((Text("春12人"),))
    assert '春<span class="upright">12</span>人' in body(paragraph, DOWN, language="ja")
    assert "春12人" in body(paragraph, language="ja")


def test_only_a_long_display_can_be_moved_and_a_drawing_is_made_smaller() -> None:
    long = Formula("a + " * 20 + "a", "<math></math>", display=True)
    short = Formula("a", "<math></math>", display=True)
    moved = '<span class="formula-display scroller" tabindex="0">'
    assert moved in body(Paragraph((long,)))
    assert '<span class="formula-display"><math' in body(Paragraph((short,)))
