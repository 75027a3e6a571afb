"""The first user's essay, which is not ours to copy: read from beside the project where it is."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from publish.cli import main
from publish.conservation import words
from publish.importing.linking import Mention, find_mentions, read_work
from publish.importing.spans import Spans

ESSAY = Path(__file__).parents[2].parent / "shared" / "essay"
SOURCE, WORKS = ESSAY / "russian-federation.txt", ESSAY / "references.bib"

pytestmark = [
    pytest.mark.tools,
    pytest.mark.skipif(not SOURCE.is_file(), reason="the essay is not beside the project"),
]


def publish(*arguments: str | Path) -> Result:
    ran = CliRunner().invoke(
        main, list(map(str, arguments)), env={"SOURCE_DATE_EPOCH": "1780000000"}
    )
    assert ran.exit_code == 0, ran.stderr
    return ran


def authors_words(xhtml: bytes) -> list[str]:
    """Return the words of a document that are not the book's own."""
    return words(_text(ElementTree.fromstring(xhtml)))


def _text(element: ElementTree.Element) -> str:
    if "data-generated" in element.attrib or element.tag.endswith("}head"):
        return ""
    inside = "".join(_text(child) + (child.tail or "") for child in element)
    return (element.text or "") + inside


@pytest.mark.slow
def test_the_essay_becomes_a_book(tmp_path: Path) -> None:
    publish("import", SOURCE, "--bibliography", WORKS, "--to", tmp_path / "book")
    text = SOURCE.read_text("utf-8")
    lines = [line for line in text.split("\n") if line.strip()]
    report = json.loads((tmp_path / "book" / "import-report.json").read_text("utf-8"))
    done = [one for one in report["decisions"] if one["outcome"] == "done"]
    kinds = [one["kind"] for one in done]
    assert kinds.count("heading") == kinds.count("title") == kinds.count("series") == 1
    assert kinds.count("section break") == text.count("\n\n\n") - 1
    named = [one["evidence"].split(":")[0] for one in done if one["kind"] == "work named"]
    assert sorted(named) == ["@pomerantsev2014", "@trotsky1937", "@wood2018"]
    publish("build", "-C", tmp_path / "book", "--check", "--quiet")
    with zipfile.ZipFile(tmp_path / "book" / "dist" / "russian-federation.epub") as epub:
        body = authors_words(epub.read("EPUB/russian-federation.xhtml"))
        colophon = authors_words(epub.read("EPUB/colophon.xhtml"))
        entries = epub.read("EPUB/bibliography.xhtml").count(b'id="ref-')
        package = epub.read("EPUB/content.opf").decode()
    assert body == words("\n".join(lines[:-1]))
    assert colophon == words(lines[-1])
    assert entries == 3
    assert 'property="belongs-to-collection"' in package


def test_no_link_leaves_the_text_alone(tmp_path: Path) -> None:
    publish("import", SOURCE, "--bibliography", WORKS, "--no-link", "--to", tmp_path / "book")
    chapters = (tmp_path / "book" / "manuscript" / "chapters").glob("*.md")
    assert all("[@" not in file.read_text("utf-8") for file in chapters)


VARIANTS = [
    # works that it names by other words than the bibliography's
    ("The Communist Manifesto", "Marx, Karl and Engels, Friedrich", 1848, True),
    ("The Origin of the Family, Private Property and the State", "Engels, Friedrich", 1884, True),
    ("The Master and Margarita", "Bulgakov, Mikhail", 1967, True),
    ("Russia without Putin", "Wood, Tony", 2018, True),
    ("Nothing Is True and Everything Is Possible: Another Subtitle", "Pomerantsev, P.", 2014, True),
    # works that it does not name
    ("The October Revolution", "Nobody, Nora", 2007, False),
    ("The Russian Federation", "Nobody, Nora", 1999, False),
    ("Permanent Revolution", "Trotsky, Leon", 1930, False),
    ("A Revolution Betrayed", "Nobody, Nora", 2001, False),
    ("The State and Revolution", "Lenin, Vladimir", 1917, False),
    ("Perestroika: New Thinking", "Gorbachev, Mikhail", 1987, False),
    ("The Cold War", "Gaddis, John", 2005, False),
    ("The Fourth International", "Frank, Pierre", 1979, False),
    ("Left Opposition", "Nobody, Nora", 1970, False),
    ("Zombie Capitalism", "Harman, Chris", 2009, False),
    ("Moscow", "Braithwaite, Rodric", 2006, False),
    ("My Life", "Trotsky, Leon", 1930, False),
    ("Russia", "Wood, Tony", 2020, False),
    ("Everything Is Possible", "Nobody, Nora", 2011, False),
    ("The Revolution", "Nobody, Nora", 1990, False),
    ("The Wall", "Gorbachev, Mikhail", 1989, False),
]


@pytest.mark.parametrize(("title", "author", "year", "named"), VARIANTS)
def test_what_the_essay_names_is_linked_and_nothing_else(
    title: str, author: str, year: int, named: bool
) -> None:
    names = [name.split(", ") for name in author.split(" and ")]
    entry = {
        "id": "it",
        "type": "book",
        "title": title,
        "author": [{"family": family, "given": given} for family, given in names],
        "issued": {"date-parts": [[year]]},
    }
    lines = [line for line in SOURCE.read_text("utf-8").split("\n") if len(line) > 60]
    found = find_mentions([(line, Spans()) for line in lines], [read_work(entry)])
    assert any(isinstance(one, Mention) for one in found) == named
