"""Our own book through a Word document, a LibreOffice document and a page that pandoc writes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import pypandoc
import pytest
from tests.unit.importing.word.conftest import Import

from publish.conservation import words
from publish.importing.documents.tree import walk, words_of
from publish.importing.imported import Imported
from publish.toolchain import make_import_tools

pytestmark = [pytest.mark.tools, pytest.mark.slow]

BOOK = Path(__file__).parents[4] / "manuscript"
CITATION = re.compile(r" ?-?\[[^\[\]]*@\w+[^\[\]]*\]|(?<!\S)@\w+[^\S\n]*(?:\[[^\]]*\])?")


def texts_of_the_book() -> list[str]:
    """Return the chapters in their order, without citations and empty references."""
    paths = [
        *(BOOK / "frontmatter" / name for name in ("preface.md", "introduction.md")),
        *sorted((BOOK / "chapters").glob("*.md")),
        *sorted((BOOK / "backmatter").glob("*.md")),
    ]
    texts = [re.sub(r"\[\]\(#[^)]*\)", "", path.read_text("utf-8")) for path in paths]
    return [CITATION.sub("", re.sub(r"(?s):::+ ?description.*?\n:::+", "", one)) for one in texts]


def made(tmp_path: Path, texts: Sequence[str], ending: str, *options: str) -> bytes:
    """Return a document that pandoc writes of chapters."""
    for number, text in enumerate(texts):
        near = text.replace("(../images/", "(images/")
        (tmp_path / f"{number:02d}.md").write_text(near, "utf-8")
    shutil.copytree(BOOK / "images", tmp_path / "images")
    names = [path.name for path in sorted(tmp_path.glob("*.md"))]
    command = [pypandoc.get_pandoc_path(), *names, "--file-scope", "-s", "-Mtitle=Dolls"]
    subprocess.run(
        [*command, *options, "-o", f"made.{ending}"], cwd=tmp_path, check=True, capture_output=True
    )
    return (tmp_path / f"made.{ending}").read_bytes()


def imported(do_import: Import, data: bytes, ending: str) -> tuple[list[str], Imported]:
    """Return the chapters of what is imported, in the order of the book, and everything."""
    done = do_import(data, f"book.{ending}")
    assert done.imported is not None, done.codes
    assert PurePosixPath("manuscript/book.toml") in done.imported.files
    order = ["frontmatter", "chapters", "backmatter"]
    files = [path for path in done.imported.files if path.suffix == ".md"]
    files.sort(key=lambda path: (order.index(path.parts[1]), path))
    return [done.imported.files[path].decode() for path in files], done.imported


def elements(texts: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Yield the headings, tables, figures and formulas of chapters, in order."""
    command = [pypandoc.get_pandoc_path(), "-f", "markdown", "-t", "json"]
    for text in texts:
        done = subprocess.run(command, input=text.encode(), check=True, capture_output=True)
        for node in walk(json.loads(done.stdout)["blocks"]):
            content: Any = node.get("c")
            match node["t"]:
                case "Header":
                    yield "heading", (content[0], words(words_of(content[2])))
                case "Table":
                    rows = [row[1] for row in content[3][1]]
                    rows += [row[1] for body in content[4] for row in (*body[2], *body[3])]
                    yield "table", [[words(words_of(cell[4])) for cell in row] for row in rows]
                    yield "caption", words(words_of(content[1]))
                case "Figure":
                    yield "caption", words(words_of(content[1]))
                case "Image":
                    yield "figure", PurePosixPath(content[2][0]).name
                case "Math" if content[0]["t"] == "DisplayMath":
                    yield "formula", "".join(content[1].split())


def bodies_and_notes(texts: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """Return the words of chapters, and those of each note."""
    read = [one for one in make_import_tools().read_back(texts) if one]
    notes = [words(note) for one in read for note in one.notes]
    return words("\n".join(one.body for one in read)), notes


def by_kind(texts: Sequence[str], files: Mapping[str, bytes]) -> dict[str, list[Any]]:
    """Return the elements of chapters by their kinds; pictures are their bytes."""
    kinds: dict[str, list[Any]] = {}
    for kind, one in elements(texts):
        kinds.setdefault(kind, []).append(files[one] if kind == "figure" else one)
    kinds["caption"] = [one for one in kinds.get("caption", ()) if one]
    return kinds


@pytest.mark.parametrize("ending", ["docx", "odt", "html"])
def test_the_book_comes_back_word_for_word(do_import: Import, tmp_path: Path, ending: str) -> None:
    texts = texts_of_the_book()
    after, all_of_it = imported(do_import, made(tmp_path, texts, ending, "--mathml"), ending)
    assert bodies_and_notes(after) == bodies_and_notes(texts)
    ours = {path.name: path.read_bytes() for path in (BOOK / "images").iterdir()}
    before = by_kind(texts, ours)
    back = by_kind(after, {path.name: data for path, data in all_of_it.files.items()})
    for kind in ("heading", "table", "figure", "caption"):
        assert back[kind] == before[kind], kind
    assert len(back["formula"]) == len(before["formula"])


def plainer(texts: Sequence[str]) -> list[str]:
    """Return chapters without formulas, pictures and references: pandoc's RTF has them as words."""
    gone = re.compile(r"(?s)\$\$.*?\$\$|\$[^$]+\$|!\[.*?\]\([^)]*\)(\{[^}]*\})?|\[\]\(#[^)]*\)")
    return [gone.sub("", text) for text in texts]


def test_the_book_comes_back_from_rtf_as_far_as_pandoc_writes_it(
    do_import: Import, tmp_path: Path
) -> None:
    texts = plainer(texts_of_the_book())
    after, _ = imported(do_import, made(tmp_path, texts, "rtf"), "rtf")
    body, notes = bodies_and_notes(after)
    expected, expected_notes = bodies_and_notes(texts)
    assert sorted(body) == sorted(["dolls", *expected])  # captions of tables stand after them
    assert notes == expected_notes
    before, back = by_kind(texts, {}), by_kind(after, {})
    assert back["heading"] == before["heading"]
    assert back["table"] == before["table"]


@pytest.mark.parametrize("ending", ["docx", "rtf"])
def test_the_text_of_citations_comes_back(do_import: Import, tmp_path: Path, ending: str) -> None:
    texts = [path.read_text("utf-8") for path in sorted((BOOK / "chapters").glob("*.md"))]
    cited = plainer([one for one in texts if CITATION.search(one)][:3])
    assert cited
    style = ("--citeproc", f"--bibliography={BOOK / 'references.bib'}")
    data = made(tmp_path, cited, ending, *style)
    names = [path.name for path in sorted(tmp_path.glob("*.md"))]
    command = [pypandoc.get_pandoc_path(), "-t", "markdown-citations", *style, "--file-scope"]
    plain = subprocess.run([*command, *names], cwd=tmp_path, check=True, capture_output=True)
    expected, expected_notes = bodies_and_notes([plain.stdout.decode()])
    body, notes = bodies_and_notes(imported(do_import, data, ending)[0])
    title = ["dolls"] if ending == "rtf" else []
    assert sorted(body) == sorted([*title, *expected])
    assert notes == expected_notes
