"""Jupyter Books and MyST projects: order, parts, directives, roles and notebooks arrive."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from tests.unit.importing.folders.support import bring, lay, lost, png, texts

CONFIG = """\
title: Winds
author: Ada Lund
bibtex_bibfiles: [works.bib]
sphinx:
  config:
    mathjax3_config:
      tex:
        macros:
          "N": "\\\\mathbb{N}"
          "floor": ["\\\\lfloor#1\\\\rfloor", 1]
"""
TOC = """\
format: jb-book
root: intro
parts:
  - caption: Seas
    chapters:
      - file: one
        sections:
          - file: sub/deep
      - file: two
"""
WORKS = "@book{wood2018,\n  title = {The Wind},\n  author = {Wood, T},\n  year = {2018}\n}\n"
TWO = "(two)=\n# Two\n\nSecond.\n"


def book(folder: Path, one: str, **others: str | bytes) -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {"_toc.yml": TOC, "_config.yml": CONFIG, "works.bib": WORKS}
    files |= {"intro.md": "# Hello\n\nHi.\n", "one.md": one, "two.md": TWO, "a.png": png()}
    files |= {"sub/deep.md": "# Deep\n\nText.[^1]\n\n[^1]: Note.\n"} | others
    lay(folder, files)
    return files


def test_a_jupyter_book_has_its_order_its_parts_and_its_front(tmp_path: Path) -> None:
    book(tmp_path, "# One\n\nFirst.[^1]\n\n[^1]: Another.\n")
    imported, said = bring(tmp_path)
    found = texts(imported)
    assert said == []
    assert [name for name in found if name.endswith(".md")] == [
        "frontmatter/01-intro.md",
        "chapters/02-part.md",
        "chapters/03-one.md",
        "chapters/04-two.md",
    ]
    assert found["chapters/02-part.md"] == "# Seas {.part}\n"
    assert found["frontmatter/01-intro.md"].startswith("# Hello {.unnumbered}")
    assert "## Deep\n\nText.[^sub-deep-1]" in found["chapters/03-one.md"]
    assert 'title = "Winds"' in found["book.toml"]
    assert 'name = "Ada Lund"' in found["book.toml"]
    assert 'bibliography = "works.bib"' in found["book.toml"]


def test_a_myst_project_has_its_order_and_its_people(tmp_path: Path) -> None:
    project = """\
version: 1
project:
  title: Winds
  authors: [{name: Ada Lund, orcid: 0000}, Bo Ek]
  license: {content: CC-BY-4.0}
  math: {'\\R': '\\mathbb{R}'}
  toc:
    - file: index.md
    - title: Seas
      children:
        - file: one.md
          children: [{pattern: 'more/*.md'}]
"""
    files: dict[str, str | bytes] = {"myst.yml": project, "index.md": "# Hello\n\nHi.\n"}
    files |= {"one.md": "---\ntitle: One\n---\n\nIn $\\R$.\n", "more/b.md": "# B\n\nb\n"}
    imported, said = bring(lay(tmp_path, files | {"more/a.md": "# A\n\na\n"}))
    found = texts(imported)
    assert said == []
    assert found["chapters/03-one.md"] == (
        "# One\n\n\nIn $\\mathbb{R}$.\n\n## A\n\na\n\n## B\n\nb\n"
    )
    assert found["book.toml"].count('role = "author"') == 2
    assert 'rights = "CC-BY-4.0"' in found["book.toml"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("See {ref}`two`.", "See [](#two)."),
        ("See {ref}`the second <two>`.", "See [the second](#two)."),
        ("See {numref}`Section %s <two>`.", "See [](#two)."),
        ("See {doc}`two` and {doc}`deep <sub/deep>`.", "See [](#two) and [deep](03-one.md)."),
        ("See [](two) and [x](two.md#two).", "See [](#two) and [x](#two)."),
        ("See {ref}`none`.", "See `none`."),
        ("Read {cite}`wood2018`.", "Read [@wood2018]."),
        ("{cite:t}`wood2018` says.", "@wood2018 says."),
        ("{cite:p}`{see}wood2018{p. 3}`", "[see @wood2018, p. 3]"),
        ("Read {cite}`nobody`.", "Read `nobody`."),
        ("Mail a@home.org or @ada.", "Mail a@home.org or \\@ada."),
        ("H{sub}`2`O, 4{sup}`th`", "H~2~O, 4^th^"),
        ("{math}`\\N` and $ x $", "$\\mathbb{N}$ and $x$"),
        ("$\\floor{x + \\floor{y}}$", "$\\lfloor x + \\lfloor y\\rfloor\\rfloor$"),
        ("`{ref}` in code: `` {ref}`two` ``", "`{ref}` in code: `` {ref}`two` ``"),
        ("{abbr}`MyST (a language)`", "MyST (a language)"),
        ("{kbd}`Ctrl`", "`Ctrl`"),
        ("{unknown}`words`", "words"),
        ("A list:\n- a\n- b", "A list:\n\n- a\n- b"),
        ("% a remark\n\nText.", "<!-- a remark -->\n\n\nText."),
        ("+++\n\nText.", "\n\nText."),
        ("https://a.org/@b stays", "<https://a.org/@b> stays"),
        ("![alt](a.png)", '![](<../a.png>){alt="alt"}'),
        ("![alt](https://a.org/a.png)", "[alt]{.picture-missing}"),
        ("![alt](../../etc/a.png)", "[alt]{.picture-missing}"),
        ("[out](../secret.md)", "out"),
        ("[far](inv:sphinx#label)", "far"),
        ("a^b", "a\\^b"),
    ],
)
def test_myst_is_said_in_our_terms(tmp_path: Path, source: str, target: str) -> None:
    book(tmp_path, f"# One\n\n{source}\n")
    imported, _said = bring(tmp_path)
    text = texts(imported)["chapters/03-one.md"].split("\n\n## Deep")[0]
    assert text.removeprefix("# One\n\n").strip() == target.strip()


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("```{note}\nBody {ref}`two`.\n```", "::: {.callout .callout-note}\n\n**Note**\n\nBody [](#two).\n\n:::"),  # noqa: E501
        ("```{admonition} Look *here*\n:class: tip\nBody.\n```", "::: {.callout .callout-tip}\n\n**Look *here***\n\nBody.\n\n:::"),  # noqa: E501
        ("````{warning}\n```python\nx\n```\n````", "::: {.callout .callout-warning}\n\n**Warning**\n\n\n```python\nx\n```\n\n:::"),  # noqa: E501
        ("```{figure} a.png\n:name: fig-a\n:alt: a cat\n:width: 50%\n\nA *cat*.\n\nMore.\n```", '![A *cat*.](<../a.png>){#fig-a alt="a cat" width=50%}\n\nMore.'),  # noqa: E501
        ("```{figure} none.png\n:name: fig-b\n\nA dog.\n```", "[A dog.]{#fig-b .picture-missing}"),
        ("```{image} a.png\n```", "![](<../a.png>)"),
        ("```{table} Sizes\n:name: t\n\n| a | b |\n|---|---|\n| 1 | 2 |\n```", ": Sizes {#t}\n\n| a | b |\n|---|---|\n| 1 | 2 |"),  # noqa: E501
        ("```{list-table} Sizes\n:header-rows: 1\n\n* - a\n  - b\n* - 1\n  - 2\n```", ": Sizes\n\n\n| a | b |\n|---|---|\n| 1 | 2 |"),  # noqa: E501
        ("```{csv-table}\n:header: a, b\n\n1, \"two, three\"\n```", "::: {.table}\n\n\n| a | b |\n|---|---|\n| 1 | two, three |\n\n:::"),  # noqa: E501
        ("```{math}\n:label: e\nx = 1\n```\n\nBy {eq}`e`.", "[$$x = 1\\qquad(1)$$]{#e}\n\nBy [(1)](#e)."),  # noqa: E501
        ("$$\na &= b \\\\\nc &= d\n$$ (e)", "[$$\\begin{aligned}\na &= b \\\\\nc &= d\n\\end{aligned}\\qquad(1)$$]{#e}"),  # noqa: E501
        ("```{prf:theorem} Wind\n:label: th\nIt blows.\n```\n\nBy {prf:ref}`th`.", "::: {#th .theorem}\n\n**Theorem 1** (Wind)\n\nIt blows.\n\n:::\n\nBy [Theorem 1](#th)."),  # noqa: E501
        ("```{code-block} python\n:caption: A way\nx\n```", "::: {.listing}\nA way\n\n```python\nx\n```\n:::"),  # noqa: E501
        ("```{code-cell} ipython3\nx = 1\n```", "```python\nx = 1\n```"),
        ("```{code-cell}\n:tags: [remove-input]\nx = 1\n```", ""),
        ("```{epigraph}\nWords.\n\n-- Ada\n```", "::: {.epigraph}\n\nWords.\n\n-- Ada\n\n:::"),
        ("```{raw} html\n<b>no</b>\n```", ""),
        ("(here)=\nA place.\n\nSee {ref}`here`.", "[]{#here}A place.\n\nSee [here](#here)."),
        ("1. Item\n\n    :::{tip}\n    Body.\n    :::", "1. Item\n\n   ::: {.callout .callout-tip}\n   \n   **Tip**\n\n    Body.\n\n   :::"),  # noqa: E501
    ],
)  # fmt: skip
def test_directives_are_blocks_of_ours(tmp_path: Path, source: str, target: str) -> None:
    book(tmp_path, f"# One\n\n{source}\n")
    imported, _said = bring(tmp_path)
    text = texts(imported)["chapters/03-one.md"].split("\n\n## Deep")[0]
    assert text.removeprefix("# One").strip() == target


def test_what_a_book_cannot_hold_is_told_with_its_place(tmp_path: Path) -> None:
    source = "# One\n\n{fas}`star` {cite}`nobody`\n\n```{code-cell}\nplot()\n```\n\n<iframe src='x'>\n</iframe>\n\n```{figure} https://a.org/x.png\nFar.\n```\n"  # noqa: E501
    book(tmp_path, source)
    imported, _said = bring(tmp_path)
    found = [one.split(": ", 1)[0] for one in lost(imported)]
    assert sorted(found) == ["one.md:12:1", "one.md:3:1", "one.md:3:13", "one.md:5:1", "one.md:9:1"]


def test_a_notebook_shows_its_words_its_code_and_its_outputs(tmp_path: Path) -> None:
    drawing = base64.b64encode(png()).decode()
    cells = [
        {"cell_type": "markdown", "source": ["# Waves\n", "\n", "Foam.\n"]},
        {
            "cell_type": "code",
            "source": ["print('foam')"],
            "metadata": {},
            "outputs": [
                {"output_type": "stream", "text": ["foam\n"]},
                {"output_type": "display_data", "data": {"image/png": drawing}},
                {"output_type": "display_data", "data": {"application/x": {}}},
            ],
        },
        {"cell_type": "raw", "source": "for another output"},
    ]
    notebook = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}, indent=1)
    book(tmp_path, "# One\n\nFirst.\n", **{"two.ipynb": notebook})
    (tmp_path / "two.md").unlink()
    imported, _said = bring(tmp_path)
    text = texts(imported)["chapters/04-two.md"]
    assert text.startswith("# Waves\n")
    assert "Foam." in text
    assert "```python\nprint('foam')\n```\n\n```\nfoam\n```\n\n![](<../two-output-1.png>)" in text
    assert any(str(path) == "manuscript/two-output-1.png" for path in imported.files)
    place = next(one for one in lost(imported) if "application/x" in one)
    assert place.startswith("two.ipynb:")
    apart = next(data for path, data in imported.files.items() if path.name == "left-out.txt")
    assert b"for another output" in apart


def test_included_text_and_code_stand_where_they_are_asked_for(tmp_path: Path) -> None:
    source = "# One\n\n```{include} inner.txt\n```\n\n```{literalinclude} x.py\n:lines: 2\n```\n"
    book(tmp_path, source, **{"inner.txt": "Inner words.\n", "x.py": "first\nsecond\nthird\n"})
    imported, said = bring(tmp_path)
    assert said == []
    assert "Inner words.\n\n\n```py\nsecond\n```" in texts(imported)["chapters/03-one.md"]


def test_callouts_get_a_look(tmp_path: Path) -> None:
    book(tmp_path, "# One\n\n:::{tip}\nBody.\n:::\n")
    imported, _said = bring(tmp_path)
    assert ".callout" in texts(imported)["styles/custom.css"]
