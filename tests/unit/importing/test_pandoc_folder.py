"""Pandoc folders imported: parts, roles, metadata, and words left as they are."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from publish.diagnostics import Ledger
from publish.errors import OutputError
from publish.importing.headings import find_headings, is_part_title, kind_of_title, promote
from publish.importing.imported import Imported
from publish.importing.pandoc_folder import import_pandoc_folder
from publish.importing.pandoc_metadata import translate_metadata, write_book_toml
from publish.importing.report import render_markdown
from publish.project_folder import create_project


def bring(folder: Path, files: dict[str, str]) -> tuple[Imported, list[str]]:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    ledger = Ledger()
    imported = import_pandoc_folder(folder, ledger.add)
    return imported, [f"{one.span}: {one.rule.code}" for one in ledger]


def markdown(imported: Imported) -> list[str]:
    paths = (str(path).removeprefix("manuscript/") for path in imported.files)
    return sorted(path for path in paths if path.endswith(".md"))


META = "---\ntitle: T\nlang: en\n...\n"


def test_words_are_copied_byte_for_byte(tmp_path: Path) -> None:
    text = "# I\r\n\r\nE\u0301  \r\n"
    imported, said = bring(tmp_path, {"metadata.yaml": META, "01-a.md": text})
    assert said == []
    assert imported.files[PurePosixPath("manuscript/chapters/01-a.md")] == text.encode()


def test_front_and_back_are_found_around_the_chapters(tmp_path: Path) -> None:
    imported, _ = bring(
        tmp_path,
        {
            "metadata.yaml": META,
            "01-x.md": "# Preface by the Editor\n",
            "02-introduction.md": "# Introduction\n",
            "03-x.md": "# Introduction to something\n",
            "04-preface.md": "# Chapter\n",
            "05-references.md": "# References\n\n::: {#refs}\n:::\n",
        },
    )
    assert markdown(imported) == [
        "backmatter/05-bibliography.md",
        "chapters/03-x.md",
        "chapters/04-preface-text.md",
        "frontmatter/01-preface.md",
        "frontmatter/02-introduction.md",
    ]


def test_parts_are_found_and_their_chapters_raised(tmp_path: Path) -> None:
    imported, _ = bring(
        tmp_path,
        {
            "metadata.yaml": META,
            "01-a.md": "# PREMIÈRE PARTIE\n",
            "02-a.md": "## I\n\n### Bella\n\n```\n## code\n```\n",
            "03-a.md": "# DEUXIÈME PARTIE\n",
            "04-a.md": "## I\n",
        },
    )
    assert markdown(imported) == [
        "chapters/01-part.md",
        "chapters/02-a.md",
        "chapters/03-part.md",
        "chapters/04-a.md",
    ]
    raised = imported.files[PurePosixPath("manuscript/chapters/02-a.md")].decode()
    assert raised == "# I\n\n## Bella\n\n```\n## code\n```\n"
    report = render_markdown(imported)
    assert "headings raised by one level" in report
    assert "Parts found: 2" in report


def test_a_part_may_hold_its_chapters_in_one_file(tmp_path: Path) -> None:
    imported, _ = bring(tmp_path, {"metadata.yaml": META, "1.md": "# Part One\n\n## A\n\n## B\n"})
    assert imported.files[PurePosixPath("manuscript/chapters/1-part.md")] == (
        b"# Part One\n\n# A\n\n# B\n"
    )


def test_pictures_and_bibliography_come_along(tmp_path: Path) -> None:
    imported, said = bring(
        tmp_path,
        {
            "metadata.yaml": "title: T\nlang: en\nbibliography: r.bib\ncover-image: img/c.png\n",
            "a.md": "# A\n\n![x](img/c.png)\n\n![y](https://x/y.png)\n",
            "r.bib": "@book{x}",
            "img/c.png": "x",
            "notes.txt": "x",
        },
    )
    assert said == []
    assert imported.left_behind == ("notes.txt",)
    toml = imported.files[PurePosixPath("manuscript/book.toml")].decode()
    assert 'bibliography = "r.bib"\ncsl = "chicago-author-date"\n' in toml
    assert 'cover = "img/c.png"' in toml
    chapter = imported.files[PurePosixPath("manuscript/chapters/001-a.md")].decode()
    assert "![x](../img/c.png)" in chapter
    assert "![y](https://x/y.png)" in chapter


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({"metadata.yaml": "title: a: b\n", "a.md": "# A"}, "metadata.yaml:1:9: M011"),
        ({"metadata.yaml": "just text", "a.md": "# A"}, "metadata.yaml:1:1: M011"),
        ({"metadata.yaml": "bibliography: no.bib", "a.md": "# A"}, "metadata.yaml: M002"),
        ({"metadata.yaml": "cover-image: ../c.png", "a.md": "# A"}, "metadata.yaml: M012"),
        ({"metadata.yaml": META}, "None: M014"),
    ],
)
def test_each_mistake_is_said(tmp_path: Path, files: dict[str, str], problem: str) -> None:
    assert bring(tmp_path, files)[1] == [problem]


def test_metadata_in_all_its_shapes() -> None:
    metadata = translate_metadata(
        {
            "title": [{"type": "main", "text": "T"}, {"type": "subtitle", "text": "S"}],
            "author": ["A", {"name": "B"}],
            "translator": "C",
            "creator": [{"role": "edt", "text": "D"}],
            "lang": "en_GB.UTF-8",
            "date": 1984,
            "keywords": "x, y",
            "belongs-to-collection": "Series",
            "group-position": 2,
            "identifier": [{"scheme": "ISBN", "text": "978-3-16-148410-0"}],
            "toc": True,
            "weird": 1,
        },
        fallback_title="F",
    )
    assert metadata.people == (("A", "author"), ("B", "author"), ("C", "translator"), ("D", "edt"))
    assert metadata.settings["subtitle"] == "S"
    assert metadata.settings["language"] == "en-GB"
    assert metadata.settings["date"] == "1984"
    assert metadata.settings["subjects"] == ["x", "y"]
    assert metadata.series == ("Series", "2")
    assert metadata.remarks == ("The key `weird` is not known; it is left out.",)
    assert 'subjects = ["x", "y"]' in write_book_toml(metadata)


def test_nothing_known_is_said() -> None:
    metadata = translate_metadata({}, fallback_title="folder")
    assert metadata.settings["title"] == "folder"
    assert len(metadata.remarks) == 2


def test_headings_are_found_outside_code_and_metadata() -> None:
    text = "---\n# no\n---\n# A {#a .b} #\n~~~~\n# no\n~~~\n~~~~\n## B\n"
    found = [(heading.line, heading.level, heading.title) for heading in find_headings(text)]
    assert found == [(3, 1, "A"), (8, 2, "B")]
    assert promote("# A\n### B") == "# A\n## B"


@pytest.mark.parametrize(
    "title",
    ["Part One", "PART II", "PREMIÈRE PARTIE", "Часть первая", "Erster Teil", "The First Part"],
)
def test_titles_of_parts(title: str) -> None:
    assert is_part_title(title)


@pytest.mark.parametrize("title", ["Particles", "Partners in crime", "I", "Book of days"])
def test_titles_that_are_no_parts(title: str) -> None:
    assert not is_part_title(title)


@pytest.mark.parametrize(
    ("title", "kind"),
    [("Предисловие", "preface"), ("References", "bibliography"), ("Introduction to X", None)],
)
def test_kinds_of_titles(title: str, kind: str | None) -> None:
    assert kind_of_title(title) == kind


def test_a_project_is_never_written_over(tmp_path: Path) -> None:
    target = tmp_path / "book"
    create_project(target, {PurePosixPath("a/b.md"): b"x"})
    assert (target / "a/b.md").read_bytes() == b"x"
    with pytest.raises(OutputError, match="not an empty folder"):
        create_project(target, {PurePosixPath("c"): b""})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book"]
