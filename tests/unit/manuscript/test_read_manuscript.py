"""The manuscript as read: order, roles, encodings, and what is missing or outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from publish.diagnostics import Ledger, Span
from publish.manuscript import Manuscript, read_assets, read_cover, read_manuscript
from publish.resolution import resolve

Files = dict[str, str | bytes]
Read = Callable[..., tuple[Manuscript, list[str]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a function: files of ``manuscript/`` to the manuscript and its problems."""

    def function(files: Files, settings: str = "") -> tuple[Manuscript, list[str]]:
        text = f'[book]\ntitle = "T"\nlanguage = "en"\n{settings}'
        for name, content in {"book.toml": text, **files}.items():
            path = tmp_path / "manuscript" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        ledger = Ledger()
        manuscript = read_manuscript(resolve(tmp_path, {}, report=ledger.add), ledger.add)
        said = [one for one in ledger if one.rule.code != "M020"]  # small books have no date
        return manuscript, [f"{one.span}: {one.rule.code}" for one in said]

    return function


def short(manuscript: Manuscript) -> list[str]:
    return [name.removeprefix("manuscript/") for name in manuscript.order]


FRONT = ["half-title", "title-page", "copyright-page"]


def test_three_folders_in_the_order_of_the_trade(read: Read) -> None:
    manuscript, said = read(
        {
            "chapters/02-b.md": "# B",
            "chapters/01-a.md": "# A",
            "frontmatter/preface.md": "# P",
            "frontmatter/dedication.md": "For",
            "frontmatter/names.md": "# Names",
            "backmatter/colophon.md": "# C",
            "backmatter/appendix.md": "# X",
        }
    )
    assert said == []
    assert short(manuscript) == [
        *FRONT,
        "frontmatter/dedication.md",
        "contents",
        "frontmatter/preface.md",
        "frontmatter/names.md",
        "chapters/01-a.md",
        "chapters/02-b.md",
        "backmatter/appendix.md",
        "notes",
        "bibliography",
        "backmatter/colophon.md",
    ]
    assert manuscript.sources[0].role == "frontmatter"


def test_numbers_go_before_the_trade(read: Read) -> None:
    manuscript, _ = read(
        {
            "frontmatter/1-preface.md": "# P",
            "frontmatter/2-dedication.md": "F",
            "chapters/a.md": "#",
        }
    )
    assert short(manuscript)[3:6] == [
        "contents",
        "frontmatter/1-preface.md",
        "frontmatter/2-dedication.md",
    ]


def test_a_flat_folder_is_read_by_name_and_kind(read: Read) -> None:
    manuscript, said = read(
        {"1-preface.md": "# P", "2-a.md": "# A", "3-colophon.md": "# C", "README.md": "x"}
    )
    assert said == []
    roles = [source.role for source in manuscript.sources]
    assert roles == ["frontmatter", "bodymatter", "backmatter"]


def test_a_class_on_the_first_heading_says_what_a_file_is(read: Read) -> None:
    manuscript, _ = read({"9-x.md": "# X {#x .appendix}\n", "1-a.md": "# A"})
    assert manuscript.sources[-1].role == "backmatter"


def test_the_authors_order_with_globs_and_pages(read: Read) -> None:
    manuscript, said = read(
        {"a/1.md": "# 1", "a/2.md": "# 2", "a/3.md": "# 3", "b/deep/4.md": "# 4"},
        'order = ["contents", "a/3.md", "a/*.md", "b/**/*.md", "title-page"]\n',
    )
    assert said == []
    assert [x for x in short(manuscript) if x.endswith(".md")] == [
        "a/3.md",
        "a/1.md",
        "a/2.md",
        "b/deep/4.md",
    ]
    assert short(manuscript).index("contents") < short(manuscript).index("a/3.md")
    assert short(manuscript).count("title-page") == 1


def test_matter_may_stand_before_the_contents(read: Read) -> None:
    manuscript, _ = read(
        {"frontmatter/preface.md": "# P", "chapters/1.md": "# 1"},
        'order = ["frontmatter/preface.md", "contents", "chapters/*.md"]\n',
    )
    assert short(manuscript)[:5] == [*FRONT, "frontmatter/preface.md", "contents"]


@pytest.mark.parametrize(
    ("files", "settings", "problem"),
    [
        ({"chapters/1.md": b"# A\n\nb\xff"}, "", "manuscript/chapters/1.md:3:2: M001"),
        ({"chapters/1.md": "# A".encode("utf-16")}, "", "manuscript/chapters/1.md:1:1: M001"),
        ({"1.md": "#"}, 'order = ["1.md", "2.md"]\n', "manuscript/book.toml:4:19: M002"),
        ({"1.md": "#"}, 'order = ["1.md", "b/*.md"]\n', "manuscript/book.toml:4:19: M002"),
        ({"1.md": "#"}, 'bibliography = "x.bib"\n', "manuscript/book.toml:4:17: M002"),
        ({"1.md": "#", "2.md": " \n"}, "", "manuscript/2.md: M003"),
        ({"1.md": "#"}, 'order = ["1.md", "../x.md"]\n', "manuscript/book.toml:4:19: M012"),
        ({}, "", "manuscript/book.toml: M014"),
        ({"chapters/1.md": "#", "notes.md": "#"}, "", "manuscript/notes.md: M017"),
        ({"1.md": "# A\n\nb \x07"}, "", "manuscript/1.md:3:3: M019"),
        (
            {"1.md": "#", "r.bib": ""},
            'bibliography = "r.bib"\ncsl = "chicgo-notes"\n',
            "manuscript/book.toml:5:8: C004",
        ),
    ],
)
def test_each_mistake_is_said_at_its_place(
    read: Read, files: Files, settings: str, problem: str
) -> None:
    assert read(files, settings)[1] == [problem]


def test_text_is_lf_nfc_and_without_a_mark(read: Read) -> None:
    manuscript, said = read({"1.md": "\ufeff# E\u0301\r\n\r\nx\r"})
    assert said == []
    assert manuscript.sources[0].text == "# É\n\nx\n"


def test_links_on_the_disk_do_not_lead_outside(read: Read, tmp_path: Path) -> None:
    outside = tmp_path.parent / "outside.md"
    outside.write_text("# Secret")
    (tmp_path / "manuscript").mkdir()
    (tmp_path / "manuscript/1.md").symlink_to(outside)
    manuscript, said = read({})
    assert manuscript.sources == ()
    assert said == ["manuscript/1.md: M012"]


@pytest.mark.parametrize(
    "name", ["chicago-notes", "chicago-author-date", "apa", "mla", "nature-digest"]
)
def test_citation_styles_by_name(read: Read, name: str) -> None:
    manuscript, said = read({"1.md": "#", "r.bib": ""}, f'bibliography = "r.bib"\ncsl = "{name}"\n')
    assert said == []
    assert manuscript.style is not None
    assert "independent-parent" not in manuscript.style


def test_a_style_of_the_authors(read: Read) -> None:
    settings = 'bibliography = "r.bib"\ncsl = "my.csl"\n'
    manuscript, said = read({"1.md": "#", "r.bib": "", "my.csl": "<style/>"}, settings)
    assert (manuscript.style, said) == ("<style/>", [])


def test_pictures(read: Read, tmp_path: Path) -> None:
    manuscript, _ = read({"1.md": "#", "a b.png": b"x", "empty.png": b""})
    ledger = Ledger()
    place = Span(PurePosixPath("manuscript/1.md"), 3)
    names = ("a%20b.png", "empty.png", "no.png", "../../x.png")
    paths: dict[str, Span | None] = {f"manuscript/{name}": place for name in names}
    paths |= {"https://example.org/x.png": None, "data:image/png;base64,x": None}
    assert read_assets(manuscript, paths, ledger.add) == {
        "manuscript/a%20b.png": b"x",
    }
    assert sorted(one.rule.code for one in ledger) == ["I001", "I003", "I005", "I006", "M012"]


def test_a_missing_cover_is_said(read: Read) -> None:
    manuscript, _ = read({"1.md": "#", "cover.jpg": b"x"}, 'cover = "covr.jpg"\n')
    ledger = Ledger()
    assert read_cover(manuscript, ledger.add) is None
    (one,) = ledger
    assert (str(one.span), one.rule.code) == ("manuscript/book.toml:4:10", "M002")
    assert one.hint == 'write "cover.jpg"'
    found = replace(manuscript.config, cover=PurePosixPath("manuscript/cover.jpg"))
    assert read_cover(replace(manuscript, config=found), ledger.add) is not None
