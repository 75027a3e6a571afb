"""Folders of Quarto, bookdown and mdBook: order, parts, references and words arrive."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from publish.diagnostics import Ledger
from publish.importing.folders.source_folder import parse_yaml
from publish.importing.imported import Imported
from publish.importing.options import ImportOptions
from publish.importing.report import render_json, render_markdown
from publish.importing.sources import import_source
from publish.toolchain import make_import_tools

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
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    ledger = Ledger()
    imported = import_source(folder, ImportOptions(), make_import_tools(), ledger.add)
    said = [f"{one.span}: {one.rule.code}" for one in ledger]
    assert imported, said
    return imported, said


def texts(imported: Imported) -> dict[str, str]:
    return {
        str(path).removeprefix("manuscript/"): data.decode()
        for path, data in imported.files.items()
        if path.suffix in (".md", ".toml")
    }


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
    source = '# One\n\n::: {.callout-tip title="Look"}\nBody.\n:::\n\n::: callout-note\n## See\n\nB.\n:::\n'  # noqa: E501
    text, imported, _ = quarto(tmp_path, source)
    assert "::: {.callout .callout-tip}\n**Look**\n\nBody." in text
    assert "**See**" in text
    assert "## See" not in text
    assert [one.kind for one in imported.decisions].count("callout") == 2


def test_output_that_is_not_made_is_told_with_its_place(tmp_path: Path) -> None:
    chunk = '```{r}\n#| label: fig-p\n#| fig-cap: "A plot"\nplot(1)\n```'
    text, imported, _ = quarto(tmp_path, f"# One\n\nSee @fig-p.\n\n{chunk}\n")
    assert "[](#fig-p)" in text
    assert "::: {#fig-p .output-missing}\nA plot\n:::" in text
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
        "02-b.Rmd": "# Foam\n\nSee Chapter \\@ref(waves), \\@ref(foam) and Figure \\@ref(fig:no).\n",  # noqa: E501
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
        "src/sub/deep.md": "Deep\n====\n\nText[^1] {{#include ../x.rs:2}}\n\n## The end\n\n[^1]: Two.\n",  # noqa: E501
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
    from pathlib import PurePosixPath

    ledger = Ledger()
    assert parse_yaml(text, PurePosixPath("_quarto.yml"), ledger.add) == {}
    assert [one.rule.code for one in ledger] == ["U042"]
