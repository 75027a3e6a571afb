"""Small books, one a feature, and the documents that they become; `--accept` writes them anew."""

from __future__ import annotations

import difflib
import importlib.util
from pathlib import Path

import pytest
from lxml import etree

from publish.content import Composition, ContentDocument, FormulaDrawing
from publish.content.compose import compose
from publish.model.book import Book

HERE = Path(__file__).parent
EXPECTED = HERE / "expected"
BOOKS = sorted(path.stem.removeprefix("book_") for path in HERE.glob("book_*.py"))

DRAWING = FormulaDrawing(b"<svg/>", width=3.25, height=1.5, depth=0.25)


class Drawings(dict[str, FormulaDrawing]):
    """Every formula is drawn the same."""

    def __missing__(self, mathml: str) -> FormulaDrawing:
        return DRAWING


COMPOSITIONS = {
    "epub": Composition(notes="chapter-end"),
    "epub-book-end": Composition(notes="book-end"),
    "print": Composition(notes="foot", formulas="image", page_references=True, drawings=Drawings()),
    "print-chapter-end": Composition(
        notes="chapter-end", formulas="image", page_references=True, drawings=Drawings()
    ),
}


def load(name: str) -> Book:
    spec = importlib.util.spec_from_file_location(f"book_{name}", HERE / f"book_{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    book = module.BOOK
    assert isinstance(book, Book)
    return book


def written(document: ContentDocument) -> str:
    """Return all that a document is, its facts before its body."""
    facts = (
        f"{document.kind} | {document.epub_type} | {document.title} | {document.running}",
        f"languages: {' '.join(sorted(document.languages))}",
        f"properties: {' '.join(sorted(document.properties))}",
        f"images: {' '.join(sorted(document.images))}",
    )
    lines = "\n".join(fact for fact in facts if not fact.endswith(": "))
    return f"<!--\n{lines}\n-->\n{document.body}"


@pytest.mark.parametrize("composition", COMPOSITIONS)
@pytest.mark.parametrize("name", BOOKS)
def test_documents_are_as_expected(name: str, composition: str, *, accept: bool) -> None:
    documents = compose(load(name), COMPOSITIONS[composition])
    folder = EXPECTED / name / composition
    came = {document.href: written(document) for document in documents}
    if accept:
        folder.mkdir(parents=True, exist_ok=True)
        for stale in folder.glob("*.xhtml"):
            stale.unlink()
        for href, text in came.items():
            (folder / href).write_text(text, "utf-8")
    expected = {path.name: path.read_text("utf-8") for path in folder.glob("*.xhtml")}
    assert sorted(came) == sorted(expected)
    for href, text in came.items():
        difference = difflib.unified_diff(
            expected[href].splitlines(), text.splitlines(), f"expected/{href}", href, lineterm=""
        )
        assert not (lines := list(difference)), "\n".join(lines)


@pytest.mark.parametrize("composition", COMPOSITIONS)
@pytest.mark.parametrize("name", BOOKS)
def test_documents_are_closed(name: str, composition: str) -> None:
    """Every document is XML, every id stands once, every link inside the book leads to one."""
    ids: list[str] = []
    links: list[str] = []
    for document in compose(load(name), COMPOSITIONS[composition]):
        root = etree.fromstring(
            '<body xmlns="http://www.w3.org/1999/xhtml"'
            f' xmlns:epub="http://www.idpf.org/2007/ops">{document.body}</body>'
        )
        own = [value for each in root.iter() if (value := each.get("id"))]
        assert document.ids == frozenset(own)
        ids += [f"{document.href}#{value}" for value in own]
        links += [value for each in root.iter() if (value := each.get("href"))]
        assert root.find(".//{*}a//{*}a") is None
    assert len({value.partition("#")[2] for value in ids}) == len(ids)
    inside = {link for link in links if not link.startswith(("http", "mailto:"))}
    assert inside <= set(ids)


WITHOUT_ROLE = {"halftitlepage", "titlepage", "copyright-page"}
"""Types for which DPUB-ARIA 1.1 has no role."""

DEPRECATED = {"doc-biblioentry", "doc-endnote"}
EPUB = "{http://www.idpf.org/2007/ops}type"


@pytest.mark.parametrize("composition", COMPOSITIONS)
@pytest.mark.parametrize("name", BOOKS)
def test_every_type_has_its_role(name: str, composition: str) -> None:
    """Screen readers know roles and no types; https://www.w3.org/TR/epub-aria-authoring-11/."""
    for document in compose(load(name), COMPOSITIONS[composition]):
        root = etree.fromstring(
            f'<body xmlns:epub="http://www.idpf.org/2007/ops">{document.body}</body>'
        )
        for element in root.iter():
            kind, role = element.get(EPUB), element.get("role")
            assert role not in DEPRECATED
            if kind and kind not in WITHOUT_ROLE:
                assert role == f"doc-{kind}"


def test_nobody_forgot_an_expectation() -> None:
    assert sorted(path.name for path in EXPECTED.iterdir()) == BOOKS
