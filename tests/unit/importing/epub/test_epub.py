"""What an author would lose of an EPUB: words, notes, semantics, pictures, formulas, metadata."""

from __future__ import annotations

import tomllib

from tests.unit.importing.epub.conftest import Import
from tests.unit.importing.epub.epub_files import METADATA, epub, packed, page, parts


def test_documents_are_chapters_in_the_order_of_the_spine(do_import: Import) -> None:
    done = do_import(epub("<h1>The Wind</h1><p>It rose.</p>", "<h1>The Calm</h1><p>It fell.</p>"))
    assert list(done.files)[:2] == ["chapters/01-the-wind.md", "chapters/02-the-calm.md"]
    assert done.files["chapters/01-the-wind.md"] == "# The Wind\n\nIt rose.\n"


def test_a_note_returns_to_its_call_and_its_marks_go(do_import: Import) -> None:
    body = (
        '<h1>A</h1><p>It rose<a epub:type="noteref" id="r1" href="#n1">1</a> and fell.</p>'
        '<aside epub:type="footnote" id="n1"><p><a href="#r1">1.</a> In <em>May</em>.</p>'
        "<p>So they say.</p></aside>"
    )
    text = do_import(epub(body)).text
    assert "It rose[^1] and fell." in text
    assert "[^1]: In *May*.\n\n    So they say." in text


def test_a_line_over_notes_at_the_end_goes_with_them(do_import: Import) -> None:
    done = do_import(
        epub(
            '<h1>A</h1><p>It rose<a epub:type="noteref" href="#n1">1</a>.</p><hr/><p>It fell.</p>'
            '<section><hr/><aside epub:type="footnote" id="n1"><p>In May.</p></aside></section>'
        )
    )
    assert done.text == "# A\n\nIt rose[^1].\n\n* * *\n\nIt fell.\n\n[^1]: In May.\n"


def test_a_note_of_another_document_is_known_by_links_both_ways(do_import: Import) -> None:
    first = '<h1>A</h1><p>It rose.<sup><a id="r1" href="c2.xhtml#n1">1</a></sup> It fell.</p>'
    second = '<h2>Notes</h2><p id="n1"><a href="c1.xhtml#r1">1</a>. In May.</p>'
    done = do_import(epub(first, second))
    assert "It rose.[^1] It fell." in done.text
    assert "[^1]: . In May." in done.text or "[^1]: In May." in done.text
    assert len([path for path in done.files if path.endswith(".md")]) == 1
    assert done.imported is not None
    assert [one.what for one in done.imported.unkept if one.what == "Notes"] == ["Notes"]


def test_a_raised_link_without_a_way_back_stays_a_link(do_import: Import) -> None:
    done = do_import(epub('<h1>A</h1><p id="x">One.</p><p>Two<sup><a href="#x">1</a></sup>.</p>'))
    assert "[^" not in done.text
    assert "^[1](#x)^" in done.text


def test_a_second_call_of_a_note_repeats_no_word(do_import: Import) -> None:
    body = (
        '<p>One<a epub:type="noteref" href="#n">1</a>, '
        'two<a epub:type="noteref" href="#n">1</a>.</p>'
        '<aside epub:type="footnote" id="n"><p>Said once.</p></aside>'
    )
    assert do_import(epub(body)).text.count("Said once") == 1


def test_what_inlines_mean_is_kept(do_import: Import) -> None:
    body = (
        "<p>An <i>old </i>word, <b>bold</b>, <span class='smallcaps'>Nasa</span>, H<sub>2</sub>O, "
        "<span xml:lang='ru'>слово</span>, <code>a*b</code>, x &lt; y &amp;lt; 3 * 4, "
        "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>,<br/>"
        "<a href='https://example.org/'>a page</a>, <a href='javascript:x()'>a trap</a>.</p>"
    )
    text = do_import(epub(body)).text
    for said in ("*old* word", "**bold**", "[Nasa]{.smallcaps}", "H~2~O", '[слово]{lang="ru"}'):
        assert said in text
    assert '[漢]{ruby="かん"}[字]{ruby="じ"}' in text
    assert "[a page](https://example.org/), a trap." in text
    assert "`a*b`" in text


def test_the_look_of_classes_is_read_from_stylesheets(do_import: Import) -> None:
    made = parts(
        '<p>A <span class="c7">word</span>.</p>',
        extra='<item id="css" href="s.css" media-type="text/css"/>',
    )
    made["OPS/s.css"] = b"/* x */ span.c7, .d { font-style: italic }"
    assert "A *word*." in do_import(packed(made)).text


def test_blocks_keep_what_they_are(do_import: Import) -> None:
    body = (
        "<h1>A</h1><blockquote epub:type='epigraph'><p>Who?</p></blockquote>"
        "<div class='poem'><p>One line,<br/>two lines.</p></div><hr/><ol start='3'><li>c</li></ol>"
        "<dl><dt>Sea</dt><dd>Water.</dd></dl>"
        "<pre><code class='language-python'>a = 1\nb</code></pre>"
        "<table><caption>Ports</caption><tr><th>Port</th></tr><tr><td>Kiel</td></tr></table>"
    )
    text = do_import(epub(body)).text
    for said in (
        "::: epigraph\nWho?",
        "| One line,\n| two lines.",
        "* * *",
        "3.  c",
        "Sea\n\n:   Water.",
    ):
        assert said in text
    assert "``` python\na = 1\nb\n```" in text
    assert "Kiel" in text
    assert ": Ports" in text


def test_a_figure_keeps_picture_alternative_text_and_caption(do_import: Import) -> None:
    body = (
        "<h1>A</h1><figure><figcaption>The <i>sea</i></figcaption>"
        "<img src='sea.svg' alt='waves'/></figure>"
        "<p><img src='https://example.org/a.png' alt='b'/></p>"
    )
    done = do_import(epub(body))
    assert '![The *sea*](../images/sea.svg){alt="waves"}' in done.text
    assert done.imported is not None
    assert [str(path) for path in done.imported.files if path.suffix == ".svg"] == [
        "manuscript/images/sea.svg"
    ]
    assert "https://example.org/a.png" in done.imported.unkept[0].what


def test_formulas_are_tex_whatever_the_source_says_of_them(do_import: Import) -> None:
    space = 'xmlns="http://www.w3.org/1998/Math/MathML"'
    body = (
        f'<p>Here <math {space} alttext="\\frac{{1}}{{2}}"><mn>1</mn></math> and '
        f"<math {space}><msup><mi>x</mi><mn>2</mn></msup></math>.</p>"
    )
    text = do_import(epub(body)).text
    assert r"$\frac{1}{2}$" in text
    assert "$x^{2}$" in text


def test_links_within_the_book_lead_to_labels(do_import: Import) -> None:
    done = do_import(
        epub(
            "<h1 id='top'>A</h1><p>See <a href='c2.xhtml#b'>there</a>.</p>",
            "<h1 id='b'>B</h1><p>x</p>",
        )
    )
    assert "[there](#b)" in done.text
    assert "# B {#b}" in done.text


def test_the_contents_part_and_join_documents(do_import: Import) -> None:
    contents = (
        '<li><a href="c1.xhtml">Part One</a><ol><li><a href="c2.xhtml">The Wind</a></li></ol></li>'
    )
    done = do_import(
        epub(
            "<h1>Part One</h1>",
            "<h1>The Wind</h1><p>It rose.</p>",
            "<p>It fell.</p>",
            contents=contents,
        )
    )
    assert done.files["chapters/01-part-one.md"] == "# Part One {.part}\n"
    assert done.files["chapters/02-the-wind.md"] == "# The Wind\n\nIt rose.\n\nIt fell.\n"


def test_a_chapter_without_heading_has_the_title_of_the_contents(do_import: Import) -> None:
    contents = '<li><a href="c1.xhtml">The Wind</a></li><li><a href="c2.xhtml">Calm</a></li>'
    done = do_import(
        epub(
            "<p class='t'><b>The Wind</b></p><p>It rose.</p>", "<p>It fell.</p>", contents=contents
        )
    )
    assert "# The Wind\n\nIt rose." in done.text
    assert "# Calm\n\nIt fell." in done.text
    assert done.imported is not None
    assert [one.what for one in done.imported.decisions if one.kind == "heading"] == [
        "The Wind",
        "Calm",
    ]


def test_front_and_back_matter_are_known_by_what_they_say(do_import: Import) -> None:
    done = do_import(
        epub(
            page("<section epub:type='dedication'><p>To Ann.</p></section>"),
            page("<section epub:type='preface'><h1>Before</h1><p>x</p></section>"),
            "<h1>The Wind</h1><p>It rose.</p>",
            page("<section epub:type='appendix'><h1>Ports</h1><p>Kiel.</p></section>"),
        )
    )
    assert [path for path in done.files if path.endswith(".md")] == [
        "frontmatter/01-dedication.md",
        "frontmatter/02-preface.md",
        "chapters/03-the-wind.md",
        "backmatter/04-appendix.md",
    ]
    assert "# Before {.preface}" in done.text


def test_contents_scripts_and_page_breaks_are_left_and_told(do_import: Import) -> None:
    turn = "<span epub:type='pagebreak' id='p2'>2</span>"
    body = f"<h1>A</h1><script>alert(1)</script><p>It {turn}rose.</p>"
    contents = "<h1>Contents</h1>" + "".join(
        f"<p><a href='c1.xhtml'>A {n}</a></p>" for n in range(5)
    )
    done = do_import(epub(contents, body))
    assert done.text == "# A\n\nIt rose.\n"
    assert done.imported is not None
    facts = dict(done.imported.facts)
    assert facts["scripts left out"] == "1"
    assert facts["page breaks of another edition left out"] == "1"
    apart = {p.name: d.decode() for p, d in done.imported.files.items() if "set-apart" in p.parts}
    assert "A 4" in apart["c1.txt"]


def test_metadata_of_both_versions_are_settings(do_import: Import) -> None:
    metadata = (
        METADATA + '<dc:creator id="a">Ann Lee</dc:creator>'
        '<meta refines="#a" property="file-as">Lee, Ann</meta>'
        '<dc:contributor opf:role="trl">Bo Ek</dc:contributor>'
        "<dc:publisher>Sea Press</dc:publisher><dc:date>2011-09-12T10:00:00Z</dc:date>"
        "<dc:identifier>urn:isbn:978-3-16-148410-0</dc:identifier>"
        "<dc:subject>Sea</dc:subject><dc:rights>© 2011</dc:rights>"
        '<meta name="calibre:series" content="Tides"/>'
        '<meta name="calibre:series_index" content="2.0"/>'
    )
    settings = tomllib.loads(do_import(epub("<p>x</p>", metadata=metadata)).files["book.toml"])
    book = settings["book"]
    assert (book["title"], book["date"], book["publisher"]) == (
        "The Sea",
        "2011-09-12",
        "Sea Press",
    )
    assert book["contributors"][0] == {"name": "Ann Lee", "role": "author", "file-as": "Lee, Ann"}
    assert book["contributors"][1]["role"] == "translator"
    assert book["series"] == {"name": "Tides", "number": "2"}
    assert settings["editions"]["epub"]["isbn"] == "9783161484100"


def test_a_page_of_contents_that_says_more_keeps_what_it_says(do_import: Import) -> None:
    links = "".join(f'<li><a href="c1.xhtml">Chapter {one}</a></li>' for one in "abcd")
    said = "This list is shorter than the one that your reading program shows."
    contents = f"<h1>Table of Contents</h1><p>{said}</p><nav><ol>{links}</ol></nav>"
    done = do_import(epub("<h1>Chapter a</h1><p>It rose.</p>", contents))
    assert said in done.text
    assert "Chapter d" not in done.text


def test_a_table_keeps_cells_beside_one_that_reaches_down(do_import: Import) -> None:
    body = (
        "<table><tr><td rowspan='2'>far</td><td>near</td></tr>"
        "<tr><td></td><td>beyond</td></tr></table>"
    )
    assert "beyond" in do_import(epub(body)).text


def test_escaped_signs_in_a_table_leave_its_columns_in_place(do_import: Import) -> None:
    cells = "<td><p>Unit Five</p><p>b</p></td><td><p>Nature &amp; Sea {x} a@b</p><p>c</p></td>"
    text = do_import(epub(f"<table><tr>{cells}</tr></table>")).text
    assert "Nature \\& Sea" in text
    assert len({len(line) for line in text.splitlines() if line}) == 1


def test_a_line_after_a_break_begins_no_list(do_import: Import) -> None:
    body = "<ul><li>a<br/>1. b</li><li>a<br/>- b</li></ul><p>a<br/>===</p>"
    text = do_import(epub(body)).text
    assert "a\\\n  1\\. b" in text
    assert "a\\\n  \\- b" in text


def test_a_caption_that_holds_a_table_keeps_it(do_import: Import) -> None:
    table = "<table><tr><td>far</td><td>near</td></tr></table>"
    body = f"<figure><img src='sea.svg' alt='Sea'/><figcaption><p>How.</p>{table}</figcaption>"
    text = do_import(epub(f"<h1>A</h1>{body}</figure>")).text
    for said in ("How.", "far", "near", "images/sea.svg"):
        assert said in text
