"""Folders of Quarto, bookdown and mdBook: order, parts, references and words arrive."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

import pytest
from tests.unit.importing.folders.support import bring as bring_folder
from tests.unit.importing.folders.support import lay, texts

from publish.diagnostics import Ledger
from publish.importing.folders.draft import Draft
from publish.importing.folders.outline import Entry
from publish.importing.folders.source_folder import SourceFolder, parse_yaml
from publish.importing.folders.witness import first_invented, first_lost
from publish.importing.imported import Imported
from publish.importing.report import render_json, render_markdown

QUARTO = """\
project: {type: book}
book:
  title: Winds
  author: [{name: {given: Ada, family: Lund}}]
  chapters:
    - index.qmd
    - part: Seas
      chapters: [one.qmd, two.qmd]
  appendices: [more.qmd]
"""
BOOKDOWN = "book_filename: winds\n"
SUMMARY = "# Summary\n\n[Hello](README.md)\n\n# Seas\n\n- [One](one.md)\n  - [Deep](sub/deep.md)\n"


def bring(folder: Path, files: dict[str, str]) -> tuple[Imported, list[str]]:
    imported, said = bring_folder(lay(folder, files))
    return imported, [" ".join(one.split(" ", 2)[:2]) for one in said]


def quarto(folder: Path, one: str, **others: str) -> tuple[str, Imported, list[str]]:
    files = {"_quarto.yml": QUARTO, "index.qmd": "# Preface {.unnumbered}\n\nHello.\n"}
    files |= {"one.qmd": one, "two.qmd": "# Two {#sec-two}\n\nSecond.\n"}
    files |= {"more.qmd": "# More\n\nMore.\n"} | others
    imported, said = bring(folder, files)
    return texts(imported)["chapters/03-one.md"], imported, said


def test_quarto_has_its_order_its_parts_and_its_matter(tmp_path: Path) -> None:
    _, imported, said = quarto(tmp_path, "# One\n\nFirst.\n")
    found = texts(imported)
    assert said == []
    assert [name for name in found if name.endswith(".md")] == [
        "frontmatter/01-preface.md",
        "chapters/02-part.md",
        "chapters/03-one.md",
        "chapters/04-two.md",
        "backmatter/05-appendix.md",
    ]
    assert found["chapters/02-part.md"] == "# Seas {.part}\n"
    assert 'title = "Winds"' in found["book.toml"]
    assert 'name = "Ada Lund"' in found["book.toml"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("See @sec-two now.", "See [](#sec-two) now."),
        ("See [Chapter @sec-two].", "See Chapter [](#sec-two)."),
        ("See @fig-none.", "See \\@fig-none."),
        ("Mail a@sec-two.", "Mail a@sec-two."),
        ("`@sec-two`", "`@sec-two`"),
        ("[two](two.qmd)", "[two](04-two.md)"),
        ("[two](two.qmd#sec-two)", "[two](#sec-two)"),
        ("[out](../secret.md)", "out"),
        ("$$x$$ {#eq-x}", "[$$x$$]{#eq-x}"),
        ("{{< pagebreak >}}Text", "Text"),
        ("![Words](none.png){#fig-a}", "[Words]{#fig-a .picture-missing}"),
        ("![Words](../../etc/a.png)", "[Words]{.picture-missing}"),
        ("![Words](https://example.org/a.png)", "[Words]{.picture-missing}"),
        ("```{r}\n#| echo: true\nx <- 1\n```", "```r\nx <- 1\n```"),
        ("```{r, echo=FALSE}\nx <- 1\n```\nAfter.", "After."),
        ("```{=html}\n<b>no</b>\n```\nAfter.", "After."),
    ],
)
def test_quarto_is_said_in_our_terms(tmp_path: Path, source: str, target: str) -> None:
    text, _, _ = quarto(tmp_path, f"# One\n\n{source}\n")
    assert text.removeprefix("# One\n\n").strip() == target


def test_a_callout_keeps_its_title(tmp_path: Path) -> None:
    source = (
        '# One\n\n::: {.callout-tip title="Look"}\nBody.\n:::\n\n'
        "::: callout-note\n## See\n\nB.\n:::\n"
    )
    text, imported, _ = quarto(tmp_path, source)
    assert "::: {.callout .callout-tip}\n**Look**\n\nBody." in text
    assert "**See**" in text
    assert "## See" not in text
    assert [one.kind for one in imported.decisions].count("callout") == 2


def test_output_that_is_not_made_is_told_with_its_place(tmp_path: Path) -> None:
    chunk = '```{r}\n#| label: fig-p\n#| fig-cap: "A plot"\nplot(1)\n```'
    text, imported, _ = quarto(tmp_path, f"# One\n\nSee @fig-p.\n\n{chunk}\n")
    assert "[](#fig-p)" in text
    assert "![A plot](<../picture-to-come.svg>){#fig-p .output-missing}" in text
    assert PurePosixPath("manuscript/picture-to-come.svg") in imported.files
    (lost,) = imported.unkept
    assert str(lost.place).startswith("one.qmd:5:1")
    assert "one.qmd:5:1" in render_markdown(imported)
    assert json.loads(render_json(imported))["not-in-the-book"][0]["path"] == "one.qmd"


def test_a_picture_that_a_chunk_shows_is_a_picture(tmp_path: Path) -> None:
    chunk = '```{r}\n#| label: fig-p\n#| fig-cap: A cat\nknitr::include_graphics("a.png")\n```'
    text, imported, _ = quarto(tmp_path, f"# One\n\n{chunk}\n", **{"a.png": "x"})
    assert "![A cat](<../a.png>){#fig-p}" in text
    assert any(str(path) == "manuscript/a.png" for path in imported.files)
    assert imported.unkept == ()


def test_included_text_stands_where_it_is_included(tmp_path: Path) -> None:
    source = "# One\n\n{{< include _in.qmd >}}\n\n{{< include ../out.qmd >}}\n"
    text, _, said = quarto(tmp_path, source, **{"_in.qmd": "Inner."})
    assert "Inner." in text
    assert said == ["one.qmd:5:1: U040"]


def test_a_title_in_the_head_is_the_heading(tmp_path: Path) -> None:
    text, _, _ = quarto(tmp_path, "---\ntitle: Breeze\n---\n\n# Part of it\n\nText.\n")
    assert text.startswith("# Breeze\n")
    assert "\n## Part of it" in text


def test_a_chapter_that_is_missing_is_told(tmp_path: Path) -> None:
    files = {"_quarto.yml": QUARTO, "one.qmd": "# One\n\nFirst.\n"}
    imported, said = bring(tmp_path, files)
    assert said == ["_quarto.yml: U041"] * 3
    assert "chapter two.qmd" in [item.what for item in imported.unkept]


def test_bookdown_has_its_parts_labels_and_appendices(tmp_path: Path) -> None:
    files = {
        "_bookdown.yml": BOOKDOWN,
        "index.Rmd": "---\ntitle: Winds\nauthor: Ada\nsite: x\n---\n\n# Hello\n\nHi.\n",
        "01-a.Rmd": "# (PART) Seas {-}\n\n# Waves {#waves}\n\n(ref:cap) A *cap*\n\nText.\n",
        "02-b.Rmd": "# Foam\n\nSee Chapter \\@ref(waves), \\@ref(foam) and "
        "Figure \\@ref(fig:no).\n",
        "03-c.Rmd": "# (APPENDIX) Appendix {-}\n\n# Tools\n\nText.\n",
    }
    imported, said = bring(tmp_path, files)
    found = texts(imported)
    assert said == []
    assert found["chapters/02-a.md"].startswith("# Seas {.part}\n\n# Waves {#waves}")
    assert "See [](#waves), [](#foam) and Figure fig:no." in found["chapters/03-b.md"]
    assert found["chapters/03-b.md"].startswith("# Foam {#foam}")
    assert found["backmatter/04-appendix.md"] == "# Tools\n\nText.\n"


def test_mdbook_has_its_order_and_its_depth(tmp_path: Path) -> None:
    files = {
        "book.toml": '[book]\ntitle = "Winds"\nauthors = ["Ada"]\n',
        "src/SUMMARY.md": SUMMARY,
        "src/README.md": "# Hello\n\nSee [deep](sub/deep.md#the-end) for $5.\n",
        "src/one.md": "# One\n\nA list:\n- a[^1]\n\n[^1]: Note one.\n",
        "src/sub/deep.md": "Deep\n====\n\nText[^1] {{#include ../x.rs:2}}\n\n"
        "## The end\n\n[^1]: Two.\n",
        "src/x.rs": "first\nsecond\n",
    }
    imported, said = bring(tmp_path, files)
    found = texts(imported)
    assert said == []
    assert found[
        "frontmatter/01-hello.md" if "frontmatter/01-hello.md" in found else "frontmatter/01-src.md"
    ] == ("# Hello {.unnumbered}\n\nSee [deep](#the-end) for \\$5.\n")
    one = found["chapters/03-one.md"]
    assert "A list:\n\n- a[^1]" in one
    assert "## Deep\n" in one
    assert "Text[^src-sub-deep-1] second" in one
    assert "### The end {#the-end}" in one


@pytest.mark.parametrize(
    "text",
    ["a: &a [x, x]\nb: [*a, *a]\n", "a: " + "[" * 5000 + "]" * 5000, "- " * 500 + "x"],
)
def test_a_bomb_of_settings_is_refused(text: str) -> None:
    ledger = Ledger()
    assert parse_yaml(text, PurePosixPath("_quarto.yml"), ledger.add) == {}
    assert [one.rule.code for one in ledger] == ["U042"]


def bookdown(folder: Path, text: str, head: str = "", **others: str) -> tuple[str, Imported]:
    index = f"---\ntitle: Winds\nsite: x\n{head}---\n\n# Hello\n\nHi.\n"
    files = {"_bookdown.yml": BOOKDOWN, "index.Rmd": index, "01-a.Rmd": text} | others
    imported, _ = bring(folder, files)
    return texts(imported)["chapters/02-a.md"], imported


def mdbook(folder: Path, text: str, summary: str = "- [One](one.md)\n", **others: str) -> str:
    files = {"src/SUMMARY.md": summary, "src/one.md": text}
    imported, _ = bring(folder, files | {f"src/{name}": other for name, other in others.items()})
    return texts(imported)["chapters/01-one.md"]


def lost(imported: Imported) -> list[tuple[str, str]]:
    return [(item.what, item.where) for item in imported.unkept]


def test_a_citation_of_a_bibliography_that_code_makes_stands_as_typed(tmp_path: Path) -> None:
    works = "@book{wood, title = {Wind}, author = {Wood, T}, year = {2018}}\n"
    text = (
        "# A\n\nBy [@wood; @R-base], see @R-base and [@wood].\n\n```{r}\nwrite_bib('r.bib')\n```\n"
    )
    head = "bibliography: [works.bib, r.bib]\n"
    found, imported = bookdown(tmp_path, text, head, **{"works.bib": works})
    assert "By [@wood] [\\@R-base], see \\@R-base and [@wood]." in found
    told = dict(lost(imported))
    assert told["citation @R-base"].startswith('stands as typed: it may be in "r.bib"')
    assert "code of the book makes it (01-a.Rmd:6)" in told["bibliography r.bib"]


def test_a_text_of_a_caption_goes_where_it_is_asked_for(tmp_path: Path) -> None:
    text = (
        "# A\n\n(ref:cap) A *cap*\n\n(ref:no) Never.\n\n![(\\#fig:a) (ref:cap)](a.png)\n\n"
        "See Figure \\@ref(fig:a).\n"
    )
    found, imported = bookdown(tmp_path, text, **{"a.png": "x"})
    assert "![A *cap*](<../a.png>){#fig:a}" in found
    assert "See [](#fig:a)." in found
    assert lost(imported) == [("(ref:no) Never.", "left out: no caption asks for this text")]
    apart = imported.files[PurePosixPath("set-apart/left-out.txt")].decode()
    assert "01-a.Rmd:5\n(ref:no) Never." in apart


def test_code_that_asks_for_the_output_gives_what_a_web_page_has(tmp_path: Path) -> None:
    text = "`r if (knitr:::is_html_output()) '\n# References {-}\n'`\n"
    files = {"_bookdown.yml": BOOKDOWN, "index.Rmd": "# Hello\n\nHi.\n"}
    files["01-a.Rmd"] = f"{text}\n`r if (is_latex_output()) 'no'`Words.\n"
    imported, _ = bring(tmp_path, files)
    found = texts(imported)["backmatter/02-bibliography.md"]
    assert found == "# References {-}\n\n\nWords.\n"


def test_an_equation_of_latex_is_a_formula_and_commands_for_pages_are_told(tmp_path: Path) -> None:
    text = (
        "# A\n\n\\mainmatter\n\nWind\\index{wind} and\\index{sea}.\n\n"
        "\\begin{align*}\na &= b \\notag\n\\end{align*}\n"
    )
    found, imported = bookdown(tmp_path, text)
    assert "Wind and." in found
    assert "$$\\begin{aligned}a &= b\\end{aligned}$$" in found
    assert ("\\index, 2 times in this file", "left out: a command for LaTeX's own pages") in lost(
        imported
    )


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Press <kbd>Q</kbd>.", "Press Q."),
        ("<em>Sea</em> and <b>wind</b>.", "*Sea* and **wind**."),
        ("the 5<sup>th</sup>", "the 5^th^"),
        ('<a id="here"></a>Text', "[]{#here}Text"),
        ('<a href="https://example.org/a">out</a>', "[out](https://example.org/a)"),
        ("<style>p { color: red }</style>Text", "Text"),
        ('<img src="a.png" alt="A cat" class="x">', '![](<../src/a.png>){alt="A cat"}'),
        ("`<kbd>`", "`<kbd>`"),
        ('<Listing caption="x">\n\nText\n\n</Listing>', "Text"),
        (
            "[dead]: ../x.html\n\nSee [dead], [it][dead] and [a `b`][dead].",
            "See dead, it and a `b`.",
        ),
        ("[nothing]()", "nothing"),
        ("[![A cat](a.png)](two.md)", "![A cat](<../src/a.png>)"),
    ],
)
def test_markup_of_mdbook_is_said_in_markdown(tmp_path: Path, source: str, target: str) -> None:
    text = mdbook(tmp_path, f"# One\n\n{source}\n", **{"a.png": "x"})
    assert text.removeprefix("# One\n\n").strip() == target


def test_no_level_of_headings_is_skipped(tmp_path: Path) -> None:
    summary = "- [One](one.md)\n  - [Two](two.md)\n"
    text = mdbook(
        tmp_path, "# One\n\n#### Tip\n\n## Next\n", summary, **{"two.md": "## Two\n\n### Three\n"}
    )
    heads = [line for line in text.split("\n") if line.startswith("#")]
    assert heads == ["# One", "## Tip", "## Next", "## Two", "### Three"]


def test_a_chapter_still_to_be_written_is_told_with_its_line(tmp_path: Path) -> None:
    files = {"src/SUMMARY.md": "- [One](one.md)\n- [Later]()\n", "src/one.md": "# One\n\nText.\n"}
    imported, _ = bring(tmp_path, files)
    (item,) = imported.unkept
    assert (item.what, item.where) == ("chapter Later", "a draft: it has no file yet")
    assert str(item.place) == "src/SUMMARY.md:2"


def test_hidden_lines_in_a_row_are_one_line_of_the_report(tmp_path: Path) -> None:
    files = {"src/SUMMARY.md": "- [One](one.md)\n"}
    files["src/one.md"] = "# One\n\n```rust\n# use a;\n# use b;\nlet x;\n# }\n```\n"
    imported, _ = bring(tmp_path, files)
    assert [what for what, _ in lost(imported)] == ["2 lines from # use a;", "# }"]
    assert "use b" in imported.files[PurePosixPath("set-apart/left-out.txt")].decode()


def test_a_label_that_pandoc_would_give_twice_is_given_once(tmp_path: Path) -> None:
    text = "# (PART) Waves {-}\n\n# Hello again {#waves}\n\nText.\n"
    found, _ = bookdown(tmp_path, text)
    assert found.startswith("# Waves {.part #01-a-waves}\n\n# Hello again {#waves}")


def test_a_character_without_a_font_is_told_and_does_not_stop_the_book(tmp_path: Path) -> None:
    _, imported, _ = quarto(tmp_path, "# One\n\n\U00012000 and ☒.\n")
    (told,) = [one for one in imported.decisions if one.kind == "character without a font"]
    assert told.what.startswith("\U00012000 (U+12000, cuneiform sign a), 1")
    assert str(told.place) == "one.qmd:3:1"
    assert 'severity = "warning"' in texts(imported)["book.toml"]


def test_every_word_of_the_sources_is_kept_somewhere(tmp_path: Path) -> None:
    one = (
        "---\ntitle: Breeze\nauthor: Ada\nkeywords: [alpha]\n---\n\n"
        "```{r secretlabel, echo=FALSE}\nbeta <- 1\n```\n\n{{< gamma delta >}}\n"
        '\n::: {.callout-tip title="Epsilon" icon=zeta}\nBody.\n:::\n'
    )
    _, imported, _ = quarto(tmp_path, one)
    whole = b"\n".join(imported.files.values()).decode()
    for word in ("Ada", "alpha", "secretlabel", "beta", "gamma", "delta", "Epsilon", "zeta"):
        assert word in whole


def test_the_witness_finds_what_an_edit_hides(tmp_path: Path) -> None:
    """An edit that says nothing of a word, and one that brings a word of its own."""
    (tmp_path / "a.md").write_text("# A\n\nThe sea.\n", "utf-8")
    ledger = Ledger()
    folder = SourceFolder(tmp_path, ledger.add)
    draft = Draft(Entry("a.md"), "# A\n\nThe sea.\n", [("a.md", n) for n in range(1, 5)])
    draft.replace(5, 8, "")
    fault = first_lost(folder, [draft], "quarto", [draft.written()[0]])
    assert fault
    assert (str(fault.span), fault.message) == (
        "a.md:3",
        'the word "the" would be lost (1 of 1)',
    )
    assert first_lost(folder, [draft], "quarto", [draft.written()[0], "the"]) is None
    draft.replace(9, 12, "lake")
    fault = first_invented([draft], [])
    assert fault
    assert fault.message == 'the word "lake" would be added'
