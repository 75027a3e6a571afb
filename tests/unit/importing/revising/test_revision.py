"""What an author asks of an import of any kind: a clean text, and works linked by evidence."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

import pypandoc
import pytest
from tests.unit.importing.word.word_files import field, paragraph, word_bytes

from publish.diagnostics import Ledger
from publish.importing.imported import Imported
from publish.importing.options import ImportOptions
from publish.importing.report import render_markdown
from publish.importing.sources import import_source
from publish.toolchain import make_import_tools

pytestmark = pytest.mark.tools

WORKS = """
@book{gale, author = {Other, Ann}, title = {The Long Gale}, date = {1901}}
@article{knots:2, author = {Splice, Mary}, title = {On Knots in Wet Rope}, date = {1999}}
@book{unread, author = {Nobody, N.}, title = {What Nobody Reads}, date = {1800}}
"""
SOURCE = """\
# The Long Gale - a chapter

Everything  about the harbour is in The Long Gale, and in Splice’s On Knots in Wet Rope. The ﬁrst
of them - the one that Other wrote - has “mixed marks" in it, and a har- bour.

Whoever has read *The Long Gale* knows `x - y  z` and [a - link](https://example.org/a-b).

> Quoted - from The Long Gale.

- one - of a list
- another

| a  - b | c |
|--------|---|
| d      | e |

A note.[^1]

[^1]: A note - of its own.
"""
KINDS = ("docx", "odt", "html", "epub", "md")


def make(kind: str, text: str, folder: Path) -> Path:
    """Write a text as a source of some kind, its signs as they are typed."""
    if kind == "md":
        (folder / "book").mkdir()
        (folder / "book" / "01-one.md").write_text(text, "utf-8")
        (folder / "book" / "metadata.yaml").write_text("title: A Book\nlang: en-GB\n")
        return folder / "book"
    path = folder / f"book.{kind}"
    arguments = ["--standalone", "--metadata=title:A Book", "--metadata=lang:en-GB"]
    pypandoc.convert_text(
        text, kind, "markdown-smart", outputfile=str(path), extra_args=[*arguments, "--wrap=none"]
    )
    return path


def bring(source: Path, **options: object) -> Imported:
    ledger = Ledger()
    chosen = ImportOptions(**options)  # type: ignore[arg-type]
    imported = import_source(source, chosen, make_import_tools(), ledger.add)
    assert imported is not None, [f"{one.rule.code} {one.message}" for one in ledger]
    return imported


def markdown(imported: Imported) -> str:
    return "\n".join(d.decode() for p, d in sorted(imported.files.items()) if p.suffix == ".md")


def said(imported: Imported, kind: str) -> list[str]:
    return [f"{one.what} | {one.evidence}" for one in imported.decisions if one.kind == kind]


def works(folder: Path, text: str = WORKS) -> Path:
    path = folder / "works.bib"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_cleaned_on_request_and_not_else(kind: str, tmp_path: Path) -> None:
    source = make(kind, SOURCE, tmp_path)
    asked = bring(source, tidy=True, language="en-GB")
    text = markdown(asked)
    assert "# The Long Gale – a chapter" in text
    assert "The first" in text.replace("\n", " ")
    assert "of them – the one that Other wrote – has “mixed marks” in it, and a harbour." in text
    assert "Quoted – from" in text
    assert "one – of a list" in text
    assert "A note – of its own" in text
    assert "`x - y " in text
    assert "[a – link](https://example.org/a-b)" in text
    kinds = {one.kind for one in asked.decisions if one.kind.startswith("tidied")}
    assert kinds >= {
        "tidied: ligature",
        "tidied: divided word",
        "tidied: dash",
        "tidied: quotation marks",
    }
    assert any("har-bour → harbour" in one for one in said(asked, "tidied: divided word"))
    places = [one.place for one in asked.decisions if one.kind.startswith("tidied")]
    assert all(place and place.line and place.column for place in places)
    left = markdown(bring(source, language="en-GB"))
    assert "har- bour" in left
    assert "ﬁrst" in left


@pytest.mark.parametrize("kind", KINDS)
def test_works_are_linked_in_every_kind(kind: str, tmp_path: Path) -> None:
    source = make(kind, SOURCE, tmp_path)
    imported = bring(source, bibliography=works(tmp_path), language="en-GB")
    text = markdown(imported)
    assert "in *The Long Gale* [@gale], and in Splice’s On Knots in Wet Rope [@knots:2]." in text
    assert "has read *The Long Gale* knows" in text
    assert "from *The Long Gale*." in text
    assert "# The Long Gale - a chapter" in text
    assert text.count("[@") == 2
    settings = imported.files[PurePosixPath("manuscript/book.toml")].decode()
    assert 'bibliography = "works.bib"' in settings
    assert imported.files[PurePosixPath("manuscript/works.bib")].decode() == WORKS
    assert any("@unread (Nobody 1800)" in remark for remark in imported.remarks)
    assert ("bibliography", "3 works, 2 of them cited") in imported.facts
    assert "in italic already" in said(imported, "work named")[2]
    left = bring(source, bibliography=works(tmp_path), link=False, language="en-GB")
    assert "[@" not in markdown(left)
    assert "works.bib" in left.files[PurePosixPath("manuscript/book.toml")].decode()


def folder(tmp_path: Path, text: str, **others: str) -> Path:
    source = make("md", text, tmp_path)
    for name, content in others.items():
        (source / name.replace("_", ".")).write_text(content, "utf-8")
    return source


def linked(tmp_path: Path, text: str, **options: object) -> str:
    chosen: dict[str, object] = {"bibliography": works(tmp_path), **options}
    return markdown(bring(folder(tmp_path, text), **chosen))


def test_what_the_text_cites_itself_is_not_cited_again(tmp_path: Path) -> None:
    text = "# A\n\nRead The Long Gale today.\n\nAs they say [see @gale, p. 3].\n"
    assert "Read *The Long Gale* today." in linked(tmp_path, text)


def test_a_citation_beside_a_mention_is_that_of_the_mention(tmp_path: Path) -> None:
    text = "# A\n\nRead The Long Gale [@gale, 7] today. And The Long Gale again.\n"
    result = linked(tmp_path, text, cite="all")
    assert "Read *The Long Gale* [@gale, 7] today." in result


def test_a_note_that_gives_author_title_and_year_cites_in_words(tmp_path: Path) -> None:
    text = "# A\n\nRead The Long Gale today.[^1]\n\n[^1]: Ann Other, The Long Gale (1901), 3.\n"
    result = linked(tmp_path, text)
    assert "Read *The Long Gale* today.[^1]" in result
    assert "Ann Other, *The Long Gale* (1901), 3." in result


def test_no_citation_stands_beside_a_note_of_the_text(tmp_path: Path) -> None:
    text = (
        "# A\n\nRead The Long Gale[^1] today, and The Long Gale again.\n\n[^1]: It is by Other.\n"
    )
    result = linked(tmp_path, text)
    assert "Read *The Long Gale*[^1] today, and *The Long Gale* [@gale] again." in result


def test_a_work_that_the_source_cites_by_another_key_is_the_same(tmp_path: Path) -> None:
    text = "# A\n\nRead The Long Gale today.\n\nAs they say [@other1901].\n"
    source = folder(
        tmp_path,
        text,
        own_bib=WORKS.replace("{gale,", "{other1901,"),
        metadata_yaml="title: A\nlang: en\nbibliography: own.bib\n",
    )
    imported = bring(source, bibliography=works(tmp_path))
    assert "Read *The Long Gale* today." in markdown(imported)
    settings = imported.files[PurePosixPath("manuscript/book.toml")].decode()
    assert 'bibliography = ["own.bib", "works.bib"]' in settings


def test_the_same_bibliography_stands_once(tmp_path: Path) -> None:
    source = folder(
        tmp_path,
        "# A\n\nRead The Long Gale today.\n",
        own_bib=WORKS,
        metadata_yaml="title: A\nlang: en\nbibliography: own.bib\n",
    )
    imported = bring(source, bibliography=works(tmp_path))
    settings = imported.files[PurePosixPath("manuscript/book.toml")].decode()
    assert 'bibliography = "own.bib"' in settings
    assert PurePosixPath("manuscript/works.bib") not in imported.files


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "in [The Long Gale](https://x.org) now",
            "in [*The Long Gale*](https://x.org) [@gale] now",
        ),
        ("in **The Long Gale** now", "in **The Long Gale** [@gale] now"),
        ("in [The Long]{.smallcaps} Gale now", "in [The Long]{.smallcaps} Gale [@gale] now"),
        ("in The Long\nGale now", "in *The Long\nGale* [@gale] now"),
        ("in The Long Gale (of 1901) now", "in *The Long Gale* [@gale] (of 1901) now"),
        ("in The Long Gale(of 1901) now", "in *The Long Gale* [@gale]\\(of 1901) now"),
        ("the “The Long Gale”’s end", "the “*The Long Gale*”’s [@gale] end"),
        ("in `The Long Gale` now", "in `The Long Gale` now"),
        ("in [x](The Long Gale) now", "in [x](The Long Gale) now"),
        ("in $The Long Gale$ now", "in $The Long Gale$ now"),
        ("in <!-- The Long Gale --> now", "in <!-- The Long Gale --> now"),
        ("    in The Long Gale now", "    in The Long Gale now"),
        ("| in The Long Gale now\n| and", "| in The Long Gale now\n| and"),
        ("![in The Long Gale](x.png)", "![in The Long Gale](x.png)"),
        ("in \\*The Long Gale\\* now", "in \\**The Long Gale*\\* [@gale] now"),
    ],
)
def test_markup_around_a_title_stays_what_it_is(text: str, expected: str, tmp_path: Path) -> None:
    assert expected in linked(tmp_path, f"# A\n\nWords.\n\n{text}\n")


def test_the_cells_of_a_table_are_tidied_where_its_columns_do_not_move(tmp_path: Path) -> None:
    text = "# A\n\n| x - y |  z |\n|-------|----|\n| a  \\| b | - |\n\n: A - b\n"
    result = markdown(bring(folder(tmp_path, text), tidy=True))
    assert result == "# A\n\n| x – y |  z |\n|-------|----|\n| a \\| b | - |\n\n: A – b\n"


@pytest.mark.parametrize(
    "text",
    [
        "```\nx - y  z\n```",
        "~~~ {.x - y}\nx - y  z\n~~~",
        "Code.\n\n    x - y  z",
        "$$x - y  z$$",
        "In $x - y$ and `x - y`.",
        "Raw `<b - c>`{=html} and \\TeX{x - y}.",
        "<pre>\nx - y  z\n</pre>",
        "<https://x.org/a - b>",
        "| `x - y` |  z |\n|-------|----|\n| a     |  - |",
        "  x - y   z\n------- ---\n  a - b   c",
        "+-------+\n| x - y |\n+-------+",
        "[x]: https://x.org 'a - b'",
        "{{< x - y >}}",
        '::: {.x title="a - b"}\nx\n:::',
        'A 3 - 2 = 1 in [x]{title="a - b"}.',
    ],
)
def test_what_is_no_prose_is_never_tidied(text: str, tmp_path: Path) -> None:
    source = folder(tmp_path, f"# A\n\nWords  here.\n\n{text}\n")
    result = markdown(bring(source, tidy=True))
    kept = text.replace("A 3 - 2", "A 3 – 2")
    assert f"# A\n\nWords here.\n\n{kept}\n" == result


def test_a_paragraph_that_would_read_otherwise_stays_and_is_told(tmp_path: Path) -> None:
    # The name of a heading, to which a link leads, is made of its words.
    text = "# A ﬁne day {-}\n\nSee [it](#a-ﬁne-day), the ﬁrst.\n"
    imported = bring(folder(tmp_path, text), tidy=True)
    assert markdown(imported) == "# A ﬁne day {-}\n\nSee [it](#a-ﬁne-day), the first.\n"
    assert any("01-one.md:1 was neither tidied nor linked" in one for one in imported.remarks)


def test_places_are_those_of_the_source_where_it_has_lines(tmp_path: Path) -> None:
    imported = bring(folder(tmp_path, "# A\n\nWords.\n\nMore  words.\n"), tidy=True)
    (one,) = (one for one in imported.decisions if one.kind == "tidied: space")
    assert str(one.place) == "01-one.md:5:5"
    assert "| 01-one.md:5:5 | More words. | 2 spaces made one |" in render_markdown(imported)


def test_a_joiner_that_keeps_a_dash_on_its_line_is_meant(tmp_path: Path) -> None:
    text = "# A\n\nThe sea\u2060— and the w\u2060ind and the tide\u00ad.\n"
    result = markdown(bring(folder(tmp_path, text), tidy=True))
    assert result == "# A\n\nThe sea\u2060— and the wind and the tide.\n"


def test_typed_hyphens_become_dashes_where_markdown_does_not_read_them(tmp_path: Path) -> None:
    source = tmp_path / "a.html"
    source.write_text("<h1>A</h1><p>The sea--as it was -- from 3--4.</p>")
    assert "The sea—as it was – from 3–4." in markdown(bring(source, tidy=True, language="en"))
    kept = markdown(bring(folder(tmp_path, "# A\n\nThe sea---as it was.\n"), tidy=True))
    assert "The sea---as" in kept


def test_works_of_a_reference_manager_stand_beside_the_author_s(tmp_path: Path) -> None:
    item = {
        "id": 7,
        "type": "book",
        "title": "The Long Gale",
        "author": [{"family": "Other", "given": "Ann"}],
        "issued": {"date-parts": [["1901"]]},
    }
    code = json.dumps({"citationItems": [{"id": 7, "uris": ["x"], "itemData": item}]})
    cited = field(f"ADDIN ZOTERO_ITEM CSL_CITATION {code}", "(Other 1901)")
    source = tmp_path / "a.docx"
    source.write_bytes(
        word_bytes(
            paragraph("A", style="Heading1")
            + paragraph("We read The Long Gale, and Splice’s On Knots in Wet Rope.")
            + paragraph("So it was ", cited, " and is.")
        )
    )
    imported = bring(source, bibliography=works(tmp_path))
    text = markdown(imported)
    assert "We read *The Long Gale*, and Splice’s On Knots in Wet Rope [@knots:2]." in text
    settings = imported.files[PurePosixPath("manuscript/book.toml")].decode()
    assert 'bibliography = ["references.json", "works.bib"]' in settings
    assert {PurePosixPath("manuscript", name) for name in ("references.json", "works.bib")} <= {
        *imported.files
    }


def test_a_bibliography_that_the_text_has_is_not_linked(tmp_path: Path) -> None:
    text = "# A\n\nRead The Long Gale now.\n\n# Bibliography\n\nOther, Ann: The Long Gale, 1901.\n"
    result = linked(tmp_path, text)
    assert "Read *The Long Gale* [@gale] now." in result
    assert "Other, Ann: The Long Gale, 1901." in result
