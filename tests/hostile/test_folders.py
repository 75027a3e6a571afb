"""Folders that nobody means well with: a message or a book, in bounded time and memory."""

from __future__ import annotations

import json
import os
import re
import resource
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from publish.cli import main

pytestmark = pytest.mark.tools

SECRET = "xyzzysecret"
PATIENCE = 60
"""Seconds of processor time, ours and pandoc's: many times what each case takes."""

QUARTO = "book:\n  title: Winds\n  chapters: [index.qmd, one.qmd]\n"
SUMMARY = "# Summary\n\n- [One](one.md)\n- [Two](two.md)\n"
INDEX = "# Winds\n\nThe sea.\n"

Files = Mapping[str, str | bytes]


def quarto(one: str | bytes, **others: str | bytes) -> Files:
    return {"_quarto.yml": QUARTO, "index.qmd": INDEX, "one.qmd": one} | others


def mdbook(one: str | bytes, **others: str | bytes) -> Files:
    settings = {"book.toml": '[book]\ntitle = "Winds"\n', "src/SUMMARY.md": SUMMARY}
    return settings | {"src/one.md": one, "src/two.md": "# Two\n\nText.\n"} | others


def bookdown(one: str | bytes, **others: str | bytes) -> Files:
    index = "---\ntitle: Winds\nsite: x\n---\n\n# Winds\n\nThe sea.\n"
    return {"_bookdown.yml": "book_filename: w\n", "index.Rmd": index, "01-a.Rmd": one} | others


def notebook(*cells: object) -> str:
    return json.dumps({"cells": cells})


def chained(depth: int, width: int) -> Files:
    """Return chapters of which each includes the next, ``width`` times."""
    call = "{{{{< include _{}.qmd >}}}}\n\n"
    files = {f"_{n}.qmd": call.format(n + 1) * width + f"Words {n}.\n" for n in range(depth)}
    return quarto("# One\n\n" + call.format(0), **files, **{f"_{depth}.qmd": "End.\n"})


LEADS_OUT: dict[str, Files] = {
    "a chapter": {"_quarto.yml": "book: {chapters: [index.qmd, ../secret.md]}", "index.qmd": INDEX},
    "an absolute chapter": {
        "_quarto.yml": "book: {chapters: [index.qmd, /etc/hostname.md]}",
        "index.qmd": INDEX,
    },
    "an include": quarto("# One\n\n{{< include ../secret.md >}}\n"),
    "an include by a link": quarto("# One\n\n{{< include link.md >}}\n"),
    "an include in a linked folder": quarto("# One\n\n{{< include out/secret.md >}}\n"),
    "a child of a chunk": bookdown("# A\n\n```{r, child='../secret.md'}\n```\n"),
    "code of mdBook": mdbook("# One\n\n```\n{{#include ../../secret.md}}\n```\n"),
    "a bibliography": {"_quarto.yml": f"{QUARTO}bibliography: ../secret.md\n", "index.qmd": INDEX},
    "a citation style": {"_quarto.yml": f"{QUARTO}csl: ../secret.csl\n", "index.qmd": INDEX},
    "mdBook's own folder": {
        "book.toml": '[book]\nsrc = "../src"\n',
        "src/SUMMARY.md": SUMMARY,
        "src/one.md": INDEX,
    },
}

REFUSED: dict[str, tuple[Files, set[str]]] = {
    "a chapter of 21 MB": (quarto("# One\n\n" + "sea. \n" * 3_500_000), {"U042"}),
    "settings of 2 MB": ({"_quarto.yml": f"{QUARTO}# {'x' * 2_000_000}"}, {"U042", "M014"}),
    "includes in a ring": (
        quarto("# One\n\n{{< include _a.qmd >}}\n", **{"_a.qmd": "{{< include one.qmd >}}\n"}),
        {"U042"},
    ),
    "includes that double": (chained(30, 2), {"U042"}),
    "mdBook's includes that swell": (
        mdbook("# One\n\n" + "{{#include x.txt}}\n" * 20, **{"src/x.txt": "sea wind\n" * 60_000}),
        {"U042"},
    ),
    "5,000 chapters": (
        {"_quarto.yml": "book:\n  chapters:\n" + "    - a.qmd\n" * 5000, "a.qmd": INDEX},
        {"U042"},
    ),
    "a paragraph of a megabyte": (quarto("# One\n\n" + "[a](b) *c* " * 100_000), {"U042"}),
    "UTF-16": (quarto("# One\n\nThe sea.\n".encode("utf-16")), {"M001"}),
    "Windows-1251": (quarto("# Один\n\nМоре.\n".encode("cp1251")), {"M001"}),
    "settings in UTF-16": ({"_quarto.yml": QUARTO.encode("utf-16")}, {"M001", "M014"}),
    "no chapters": ({"_quarto.yml": "book: {title: Winds}"}, {"M014"}),
    "a list of settings": ({"_quarto.yml": "- a\n- b\n"}, {"M014"}),
    "settings that are no YAML": ({"_quarto.yml": "a: [b\n"}, {"M011", "M014"}),
    "a notebook that is none": (
        {"_quarto.yml": "book: {chapters: [index.qmd, a.ipynb]}", "index.qmd": INDEX}
        | {"a.ipynb": "[" * 100_000},
        {"U001"},
    ),
    "a summary of nothing": ({"book.toml": "x = [", "src/SUMMARY.md": "words"}, {"M006", "M014"}),
}

TAKEN: dict[str, Files] = {
    "brackets": quarto("# One\n\n" + "[" * 6 + " sea\n"),
    "images": quarto("# One\n\n" + "![" * 6 + " sea\n"),
    "back quotes": quarto("# One\n\n" + "`a ``b " * 2000 + "\n"),
    "deep quotations": quarto("# One\n\n" + ">" * 300 + " the sea\n"),
    "deep lists": quarto("# One\n\n" + "\n".join(" " * n + "- x" for n in range(60)) + "\n"),
    "deep callouts": quarto("# One\n\n" + "::: {.callout-note}\n" * 200 + "x\n" + ":::\n" * 200),
    "fences": quarto("# One\n\n" + "```{r}\nx\n```\n\n" * 1000),
    "a fence without end": quarto("# One\n\n```{r}\n" + "x <- 1\n" * 100),
    "options": quarto("# One\n\n```{r}\n" + "#| a: b\n" * 20_000 + "x\n```\n"),
    "an info of a chunk": quarto("# One\n\n```{r " + "a=1, " * 10_000 + "}\nx\n```\n"),
    "references": quarto("# One\n\n" + "@fig-a [@sec-b] \n\n" * 1000),
    "citations": quarto("# One\n\n" + "[@a; @b, p. 3] @c \n\n" * 800),
    "links": mdbook("# One\n\n" + "[two](two.md#text) [x]\n\n" * 1000),
    "definitions": mdbook("# One\n\n" + "".join(f"[{n}]: ../{n}.html\n" for n in range(2000))),
    "headings": mdbook("# One\n\n" + "###### A\n\n[a](#a)\n\n" * 800),
    "hidden lines": mdbook("# One\n\n```rust\n" + "# x\ny\n" * 5000 + "```\n"),
    "tags": mdbook("# One\n\n" + "<kbd>a</kbd> <a id='b'> <img src=c> <br> <\n\n" * 300),
    "tags without end": mdbook("# One\n\n" + "<a href=\n<style>\n<b\n\n" * 200),
    "formulas": bookdown("# A\n\n" + "\\begin{align} a \\index{b} $$\n\n" * 60),
    "texts of captions": bookdown("# A\n\n" + "(ref:a) (ref:a) (ref:b)\n\n" * 800),
    "code that asks": bookdown("# A\n\n" + "`r if (is_html_output()) 'a\n\n" * 800),
    "notes in one chapter": {
        "src/SUMMARY.md": "- [A](a.md)\n  - [B](b.md)\n",
        "src/a.md": "# A\n\n" + "x[^1] " * 500 + "\n\n[^1]: A.\n",
        "src/b.md": "# B\n\nx[^1]\n\n[^1]: B.\n",
    },
    "a summary in 2,000 steps": {
        "src/SUMMARY.md": "\n".join(" " * n + "- [A](a.md)" for n in range(2000)),
        "src/a.md": INDEX,
    },
    "lines of code that are no numbers": mdbook(
        "# One\n\n{{#include x.rs:1:2:3}}\n{{#include x.rs:" + "9" * 5000 + "}}\n",
        **{"src/x.rs": "fn main\n"},
    ),
    "a mark of the byte order": quarto("\ufeff# One\r\n\r\nThe sea.\r\n"),
    "names with signs": {
        "_quarto.yml": "book:\n  chapters: [index.qmd, 'a|b `c` <d>.qmd']\n",
        "index.qmd": INDEX,
        "a|b `c` <d>.qmd": "# A\n\nx\n",
    },
    "values of any kind": {
        "_quarto.yml": "lang: [x]\nbook: {title: {a: [1]}, author: [[2]], chapters: [index.qmd, "
        "3, [4], {part: 5, chapters: 6}, {file: [7]}, {part: [8]}]}\n",
        "index.qmd": INDEX,
    },
    "heads of any kind": quarto("---\ntitle: [x, {y: z}]\nauthor: {a: 1}\n---\n\nThe sea.\n"),
    "cells of any kind": {
        "_quarto.yml": "book: {chapters: [index.qmd, a.ipynb, b.ipynb, c.ipynb]}",
        "index.qmd": INDEX,
        "a.ipynb": notebook(1, None, {"source": 5}, {"source": ["# A\n", "x"]}),
        "b.ipynb": notebook() + " ",
        "c.ipynb": notebook({"cell_type": "code", "source": "`" * 300, "outputs": "x"}),
    },
}


def lay(folder: Path, files: Files) -> Path:
    """Write a folder with a secret beside it."""
    source = folder / "source"
    for name, text in files.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (folder / "secret.md").write_text(f"# {SECRET}\n\n{SECRET}\n", "utf-8")
    (folder / "secret.csl").write_text(SECRET, "utf-8")
    return source


def run(folder: Path, files: Files) -> tuple[int, str]:
    """Import a folder; return the status and what was said. The secret stays where it is."""
    source = lay(folder, files)
    target = folder / "target" / "book"
    before = _seconds()
    ran = CliRunner().invoke(main, ["import", str(source), "--to", str(target)])
    assert _seconds() - before < PATIENCE
    assert "a bug of ours" not in ran.stderr, ran.stderr
    assert (target / "manuscript" / "book.toml").is_file() == (ran.exit_code == 0)
    names = {"source", "secret.md", "secret.csl", "target"}
    assert {path.name for path in folder.iterdir()} <= names
    for path in target.rglob("*"):
        assert not path.is_symlink()
        assert not path.is_file() or SECRET.encode() not in path.read_bytes()
    return ran.exit_code, ran.stderr


def _seconds() -> float:
    parts = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, parts))


def codes(said: str) -> set[str]:
    return set(re.findall(r"\[([A-Z]\d+)\]$", said, re.MULTILINE))


@pytest.mark.parametrize("case", LEADS_OUT)
def test_nothing_outside_the_folder_is_read(case: str, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "link.md").symlink_to(tmp_path / "secret.md")
    (source / "out").symlink_to(tmp_path)
    (source / "loop").symlink_to(source / "loop")
    status, said = run(tmp_path, LEADS_OUT[case])
    assert "U040" in codes(said), said
    assert status in (0, 4)


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_book_is_refused_with_its_reason(case: str, tmp_path: Path) -> None:
    files, expected = REFUSED[case]
    status, said = run(tmp_path, files)
    assert (status, codes(said)) == (4, expected), said


@pytest.mark.parametrize("case", TAKEN)
def test_signs_in_any_number_are_taken(case: str, tmp_path: Path) -> None:
    status, said = run(tmp_path, TAKEN[case])
    assert status == 0, said


@pytest.mark.parametrize("kind", ["folder", "pipe", "loop"])
def test_a_chapter_that_is_no_file_is_told(kind: str, tmp_path: Path) -> None:
    make: dict[str, Callable[[Path], object]] = {
        "folder": Path.mkdir,
        "pipe": os.mkfifo,
        "loop": lambda path: path.symlink_to(path),
    }
    (tmp_path / "source").mkdir()
    make[kind](tmp_path / "source" / "one.qmd")
    status, said = run(tmp_path, {"_quarto.yml": QUARTO, "index.qmd": INDEX})
    assert (status, len(codes(said) & {"U040", "U041"})) == (0, 1), said
