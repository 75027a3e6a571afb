"""Books of Leanpub: order, matter, parts, boxes, attributes and resources arrive."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.importing.folders.support import bring, lay, lost, png, texts

LISTED = "front.md\npreface.txt\nmain.md\none.txt\n\ntwo.md\nback.md\nmore.md\n"


def book(folder: Path, one: str, **others: str | bytes) -> None:
    files: dict[str, str | bytes] = {"manuscript/Book.txt": LISTED}
    files |= {"manuscript/front.md": "{frontmatter}\n", "manuscript/main.md": "{mainmatter}\n"}
    files |= {"manuscript/preface.txt": "# Preface\n\nHello.\n", "manuscript/one.txt": one}
    files |= {
        "manuscript/two.md": "# Two {#two}\n\nSecond.\n",
        "manuscript/back.md": "{backmatter}",
    }
    files |= {
        "manuscript/more.md": "{backmatter}\n\n# More\n\nMore.\n",
        "manuscript/resources/a.png": png(),
    }
    files |= {"manuscript/resources/code/x.rb": "puts 'x'\n"}
    lay(folder, files | {f"manuscript/{name}": text for name, text in others.items()})


def test_the_listed_files_are_the_book_in_their_matter(tmp_path: Path) -> None:
    book(tmp_path, "-# Seas\n\n# One\n\nFirst.\n", **{"resources/title_page.png": png()})
    imported, said = bring(tmp_path)
    found = texts(imported)
    assert said == []
    assert [name for name in found if name.endswith(".md")] == [
        "frontmatter/01-preface.md",
        "chapters/02-one.md",
        "chapters/03-two.md",
        "backmatter/04-more.md",
    ]
    assert found["chapters/02-one.md"] == "# Seas {.part}\n\n# One\n\nFirst.\n"
    assert 'cover = "manuscript/resources/title_page.png"' in found["book.toml"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("A> ## Look\nA>\nA> Words.\n\nX", "::: {.aside}\n**Look**\n\nWords.\n\n:::\n\n\nX"),
        ("W> Mind.", "::: {.callout .callout-warning}\nMind.\n\n:::"),
        ("{blurb, class: tip}\n# Look\n\nWords.\n{/blurb}", "::: {.callout .callout-tip}\n\n**Look**\n\nWords.\n\n:::"),  # noqa: E501
        ("C> Middle.", "::: {.center}\nMiddle.\n\n:::"),
        ("{id: here}\n## Place", "## Place {#here}"),
        ("{#here}\nA paragraph.", "[]{#here}A paragraph."),
        ("See [two](#two).", "See [two](#two)."),
        ("See [x](#nowhere).", "See x."),
        ('{width: 50%, alt: "a cat", id: cat}\n![A *cat*](a.png)', '![A *cat*](<../manuscript/resources/a.png>){#cat alt="a cat" width=50%}'),  # noqa: E501
        ("![None](none.png)", "[None]{.picture-missing}"),
        ("![Far](https://a.org/a.png)", "Far"),
        ('{lang="ruby", title="A way"}\n    puts 1\n\n    puts 2', "::: {.listing}\nA way\n\n```ruby\nputs 1\n\nputs 2\n```\n:::"),  # noqa: E501
        ("{lang: text, line-numbers: false}\n```\nx\n```", "```\nx\n```"),
        ("```ruby\na\n# leanpub-start-insert\nb\n# leanpub-end-insert\n```", "```ruby\na\nb\n```"),
        ("<<[A way](code/x.rb)", "A way\n\n```rb\nputs 'x'\n```"),
        ("{$$}x^2{/$$} and `y`$", "$x^2$ and $y$"),
        ("```latexmath\nx = 1\n```", "$$x = 1$$"),
        ("It costs $5, mail a@b.", "It costs \\$5, mail a\\@b."),
        ("Foot[^a] and end[^^b].\n\n[^a]: A.\n\n[^^b]: B.", "Foot[^a] and end[^b..].\n\n[^a]: A.\n\n[^b..]: B."),  # noqa: E501
        ("A [word]{i: \"word\"} more", "A [word]{} more"),
        ("%% remark\n\nText.", "<!-- remark -->\n\nText."),
        ("Before.\n\n{pagebreak}\n\nAfter.", "Before.\n\n\n\nAfter."),
        ('{title: "Sizes", id: t}\n| a | b |\n|---|---|\n| 1 | 2 |', ": Sizes {#t}\n\n| a | b |\n|---|---|\n| 1 | 2 |"),  # noqa: E501
    ],
)  # fmt: skip
def test_markua_is_said_in_our_terms(tmp_path: Path, source: str, target: str) -> None:
    book(tmp_path, f"# One\n\n{source}\n")
    imported, _said = bring(tmp_path)
    assert texts(imported)["chapters/02-one.md"].removeprefix("# One").strip() == target


def test_a_closed_heading_is_a_part_in_markua_alone(tmp_path: Path) -> None:
    book(tmp_path / "markua", "# Seas #\n\n# One\n\nFirst.\n")
    imported, _said = bring(tmp_path / "markua")
    assert texts(imported)["chapters/02-one.md"].startswith("# Seas {.part}")
    lay(tmp_path / "older", {"Book.txt": "one.txt\n", "one.txt": "# One #\n\nFirst.\n"})
    imported, _said = bring(tmp_path / "older")
    assert texts(imported)["chapters/01-one.md"] == "# One #\n\nFirst.\n"


def test_what_a_book_cannot_hold_is_told_with_its_place(tmp_path: Path) -> None:
    book(tmp_path, '# One\n\n{pagebreak}\n\nA word{i: "word"}.\n\n![Song](song.mp3)\n')
    imported, _said = bring(tmp_path)
    found = [one.split(": ", 1)[0] for one in lost(imported)]
    assert sorted(found) == [f"manuscript/one.txt:{place}" for place in ("3:1", "5:7", "7:1")]


def test_a_file_that_is_listed_and_missing_is_told(tmp_path: Path) -> None:
    book(tmp_path, "# One\n\nFirst.\n")
    (tmp_path / "manuscript" / "two.md").unlink()
    imported, said = bring(tmp_path)
    assert "U041" in said[0]
    assert "chapter manuscript/two.md" in [one.what for one in imported.unkept]
