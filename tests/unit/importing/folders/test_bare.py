"""Markdown that no tool builds: a single file, or a folder whose order must be found out."""

from __future__ import annotations

import base64
from pathlib import Path, PurePosixPath

import pytest
from tests.unit.importing.word.word_files import png_bytes

from publish.diagnostics import Ledger
from publish.importing.imported import Imported
from publish.importing.options import ImportOptions
from publish.importing.report import render_markdown
from publish.importing.sources import import_source
from publish.toolchain import make_import_tools

pytestmark = pytest.mark.tools

PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3"/></svg>'
)


def bring(source: Path, **options: object) -> tuple[Imported, list[str]]:
    ledger = Ledger()
    chosen = ImportOptions(**options)  # type: ignore[arg-type]
    imported = import_source(source, chosen, make_import_tools(), ledger.add)
    said = [f"{one.rule.code} {one.message}" for one in ledger]
    assert imported is not None, said
    return imported, said


def file(folder: Path, text: str, name: str = "my-book.md", **options: object) -> Imported:
    (folder / name).write_text(text, "utf-8", newline="\n")
    imported, said = bring(folder / name, **options)
    assert said == []
    return imported


def files(folder: Path, **texts: str) -> Imported:
    for name, text in texts.items():
        path = folder / f"{name.replace('__', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    imported, said = bring(folder)
    assert said == []
    return imported


def texts(imported: Imported) -> dict[str, str]:
    return {
        str(path).removeprefix("manuscript/"): data.decode()
        for path, data in imported.files.items()
        if path.suffix == ".md" and path.parts[0] == "manuscript"
    }


def settings(imported: Imported) -> str:
    return imported.files[PurePosixPath("manuscript/book.toml")].decode()


def fact(imported: Imported, name: str) -> str:
    return dict(imported.facts)[name]


def test_a_file_is_parted_into_its_chapters_each_with_its_notes(tmp_path: Path) -> None:
    imported = file(
        tmp_path,
        "---\ntitle: The Sea\nauthor: Ada Lund\nlang: en-GB\n---\n\n"
        "# Preface\n\nHello.[^1]\n\n# One\n\nText[^b] and [me][site].\n\n# Two\n\nMore.[^1]\n\n"
        "[^1]: A note.\n\n    Its second paragraph.\n[^b]: Another note.\n\n"
        "[site]: https://example.org\n\n# Glossary\n\nWords.\n",
    )
    assert texts(imported) == {
        "frontmatter/01-preface.md": "# Preface\n\nHello.[^1]\n\n[^1]: A note.\n\n"
        "    Its second paragraph.\n",
        "chapters/02-one.md": "# One\n\nText[^b] and [me][site].\n\n[^b]: Another note.\n\n"
        "[site]: https://example.org\n",
        "chapters/03-two.md": "# Two\n\nMore.[^1]\n\n[^1]: A note.\n\n    Its second paragraph.\n",
        "backmatter/04-glossary.md": "# Glossary\n\nWords.\n",
    }
    assert 'title = "The Sea"\nlanguage = "en-GB"' in settings(imported)
    assert 'name = "Ada Lund"' in settings(imported)
    assert [str(one.place) for one in imported.decisions] == [
        "my-book.md:7:1",
        "my-book.md:11:1",
        "my-book.md:15:1",
        "my-book.md:26:1",
    ]
    assert "| lines 11 to 13 | manuscript/chapters/02-one.md |" in render_markdown(imported)


def test_one_heading_over_sections_is_one_chapter(tmp_path: Path) -> None:
    imported = file(tmp_path, "# The Sea\n\n## A wind\n\nText.\n\n## A ship\n\nMore.\n")
    assert list(texts(imported)) == ["chapters/01-the-sea.md"]
    assert 'title = "The Sea"' in settings(imported)


def test_one_heading_over_chapters_is_the_title_of_the_book(tmp_path: Path) -> None:
    imported = file(
        tmp_path,
        "The Sea\n=======\n\n## Chapter 1\n\nText.\n\n### Deep\n\n## Chapter 2\n\nMore.\n",
    )
    assert texts(imported) == {
        "chapters/01-chapter-1.md": "# Chapter 1\n\nText.\n\n## Deep\n",
        "chapters/02-chapter-2.md": "# Chapter 2\n\nMore.\n",
    }
    assert 'title = "The Sea"' in settings(imported)
    assert imported.decisions[0].evidence.startswith("the only heading of the first level")


def test_parts_hold_their_chapters(tmp_path: Path) -> None:
    imported = file(
        tmp_path,
        "# Part One\n\n## A\n\nText.\n\n## B\n\nText.\n\n# Part Two {#two}\n\n## C\n\nText.\n",
    )
    assert list(texts(imported).values()) == [
        "# Part One {.part}\n",
        "# A\n\nText.\n",
        "# B\n\nText.\n",
        "# Part Two {#two .part}\n",
        "# C\n\nText.\n",
    ]


def test_what_stands_before_the_first_heading_stands_in_front(tmp_path: Path) -> None:
    imported = file(tmp_path, "For Ada.\n\n# One\n\nText.\n\n# Two\n\nText.\n")
    assert texts(imported)["frontmatter/01-front.md"] == "For Ada.\n"


def test_a_text_without_headings_has_its_title_from_the_head_or_the_name(tmp_path: Path) -> None:
    imported = file(tmp_path, "---\ntitle: Winds\n---\n\nText.\n")
    assert texts(imported) == {"chapters/01-winds.md": "# Winds\n\nText.\n"}
    imported = file(tmp_path, "Text.\n", "old_winds.md")
    assert 'title = "Old Winds"' in settings(imported)


def test_pictures_beside_come_along_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "in" / "img").mkdir(parents=True)
    (tmp_path / "in" / "img" / "a b.svg").write_bytes(PICTURE)
    (tmp_path / "in" / "private.svg").write_bytes(PICTURE)
    (tmp_path / "outside.svg").write_bytes(PICTURE)
    (tmp_path / "in" / "diary.md").write_text("secret")
    imported = file(
        tmp_path / "in",
        "# A\n\n![Sea](img/a%20b.svg)\n\n![Out](../outside.svg)\n\n![Far](https://x.org/a.png)\n",
    )
    assert [str(path) for path in imported.files if path.suffix == ".svg"] == [
        "manuscript/img/a b.svg"
    ]
    (text,) = texts(imported).values()
    assert "![Sea](<../img/a b.svg>)" in text
    assert "Out" in text
    assert "https" not in text
    assert [item.what for item in imported.unkept] == [
        "picture ../outside.svg",
        "picture https://x.org/a.png",
    ]
    assert imported.left_behind == ()
    assert "diary" not in render_markdown(imported)


def test_pictures_in_the_text_itself_become_files(tmp_path: Path) -> None:
    data = base64.b64encode(png_bytes()).decode()
    imported = file(
        tmp_path,
        f"# A\n\n![Sea](data:image/png;base64,{data}) and ![][image1]\n\n# B\n\n![Gone][two]\n\n"
        f"[image1]: <data:image/png;base64,{data}>\n[two]: <data:image/png;base64,AAAA>\n",
    )
    assert texts(imported)["chapters/01-a.md"] == (
        "# A\n\n![Sea](<../images/my-book-picture-1.png>) and ![][image1]\n\n"
        "[image1]: <../images/my-book-picture-2.png>\n"
    )
    path = PurePosixPath("manuscript/images/my-book-picture-1.png")
    assert imported.files[path] == png_bytes()


def test_links_between_the_chapters_lead_there(tmp_path: Path) -> None:
    imported = file(tmp_path, "# One\n\nSee [there](#two) now.\n\n# Two\n\nText.\n")
    assert "See [there](#two) now." in texts(imported)["chapters/01-one.md"]
    assert texts(imported)["chapters/02-two.md"].startswith("# Two {#two}\n")


def test_lists_and_headings_without_a_blank_line_are_what_they_look_like(tmp_path: Path) -> None:
    imported = file(tmp_path, "# A\nText:\n- one\n- two\nmore\n## B\nText\n1. one\n2. two\n")
    (text,) = texts(imported).values()
    assert text == ("# A\nText:\n\n- one\n- two\nmore\n\n## B\nText\n\n1. one\n2. two\n")


def test_names_with_a_sign_are_no_citations_where_nothing_can_be_cited(tmp_path: Path) -> None:
    text = "# A\n\nAsk @ada or a@b.org, [@ada](https://x.org/@ada), `@x`, @ada.\n"
    (out,) = texts(file(tmp_path, text)).values()
    assert out == "# A\n\nAsk \\@ada or a@b.org, [\\@ada](https://x.org/@ada), `@x`, \\@ada.\n"
    (tmp_path / "w.bib").write_text("@book{ada, title={A}, author={Lund, A}, date={2000}}\n")
    (out,) = texts(file(tmp_path, f"---\nbibliography: w.bib\n---\n{text}")).values()
    assert "Ask @ada or" in out


def test_code_keeps_what_looks_like_a_heading_or_a_note(tmp_path: Path) -> None:
    text = "# A\n\n```\n# no\n\n\n[^1]: no\n```\n\nText.[^1]\n\n[^1]: Yes.\n\n# B\n\nText.\n"
    out = texts(file(tmp_path, text))
    assert out["chapters/01-a.md"] == (
        "# A\n\n```\n# no\n\n\n[^1]: no\n```\n\nText.[^1]\n\n[^1]: Yes.\n"
    )


def test_wiki_links_are_links_or_words(tmp_path: Path) -> None:
    (tmp_path / "sea.svg").write_bytes(PICTURE)
    imported = files(
        tmp_path,
        a="# A\n\nSee [[B]], [[b|there]] and [[Nowhere|that]]. ![[sea.svg]]\n",
        b="# B\n\nText.\n",
    )
    assert texts(imported)["chapters/01-a.md"] == (
        "# A\n\nSee [B](02-b.md), [there](02-b.md) and that. ![](<../sea.svg>)\n"
    )


@pytest.mark.parametrize(
    ("names", "order", "evidence"),
    [
        (
            {"ch10": "# Ten\n", "ch2": "# Two\n", "ch1": "# One\n"},
            ["One", "Two", "Ten"],
            "the numbers in the names of the files",
        ),
        (
            {"wind": "# Wind\n", "sea": "# Sea\n", "README": "# Winds\n\nA folder.\n"},
            ["Sea", "Wind"],
            "the names of the files: nothing else says an order",
        ),
        (
            {
                "README": "# Book\n\n- [W](wind.md)\n- [S](sub/sea.md)\n",
                "wind": "# Wind\n",
                "sub__sea": "# Sea\n",
                "more": "# More\n",
            },
            ["Wind", "Sea", "More"],
            "README.md links 2 of 3 files, in this order",
        ),
        (
            {"index": "[[wind]]\n[[sea]]\n", "wind": "# Wind\n", "sea": "# Sea\n"},
            ["Wind", "Sea"],
            "index.md links 2 of 2 files, in this order",
        ),
        (
            {"a": "---\nweight: 20\n---\n\n# A\n", "b": "---\nweight: 3\n---\n\n# B\n"},
            ["B", "A"],
            "“weight” in the head of every file",
        ),
    ],
)
def test_the_order_of_a_folder_is_found_and_its_evidence_told(
    names: dict[str, str], order: list[str], evidence: str, tmp_path: Path
) -> None:
    imported = files(tmp_path, **names)
    found = [text.split("\n")[0].removeprefix("# ") for text in texts(imported).values()]
    assert found == order
    assert fact(imported, "order of the files") == evidence
    asks = any("in the order of their names" in remark for remark in imported.remarks)
    assert asks == ("nothing else" in evidence)


def test_a_file_of_one_heading_before_files_of_the_second_level_is_a_part(tmp_path: Path) -> None:
    imported = files(
        tmp_path,
        **{
            "1": "# Seas\n",
            "2": "## A\n\nText.\n\n### Deep\n",
            "3": "## B\n\nText.\n",
            "4": "# Winds\n\nText.\n",
        },
    )
    assert list(texts(imported).values()) == [
        "# Seas {.part}\n",
        "# A\n\nText.\n\n## Deep\n",
        "# B\n\nText.\n",
        "# Winds\n\nText.\n",
    ]


def test_a_link_of_the_system_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# Secret\n")
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "b.md").symlink_to(tmp_path / "secret.md")
    imported = files(tmp_path / "book", a="# A\n\nText.\n")
    assert list(texts(imported).values()) == ["# A\n\nText.\n"]


def test_a_file_is_tidied_and_linked_too(tmp_path: Path) -> None:
    (tmp_path / "w.bib").write_text(
        "@book{gale, author={Other, Ann}, title={The Long Gale}, date={1901}}\n"
    )
    imported = file(
        tmp_path,
        "# A\n\nWords  of The Long Gale.\n\n# B\n\nThe Long Gale - again.\n",
        tidy=True,
        bibliography=tmp_path / "w.bib",
    )
    assert list(texts(imported).values()) == [
        "# A\n\nWords of *The Long Gale* [@gale].\n",
        "# B\n\n*The Long Gale* – again.\n",
    ]
    places = {str(one.place) for one in imported.decisions if one.kind != "chapter"}
    assert places == {"my-book.md:3:6", "my-book.md:3:11", "my-book.md:7:1", "my-book.md:7:15"}
