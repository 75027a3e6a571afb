"""A small rich book by hand: what the EPUB's tests bind and look at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from publish.config import Config, EditionConfig
from publish.content import ContentDocument, NavigationPoint
from publish.diagnostics import Diagnostic
from publish.editions import Cover, EpubEdition, Face, Resource
from publish.editions.epub import prepare_epub
from publish.model.book import Book
from publish.model.metadata import Contributor, Metadata, Series

METADATA = Metadata(
    title="The Sea & the Grid",
    language="en-GB",
    identifier="urn:uuid:5d3c3b8e-6f1d-5a07-9f6b-0d7f7b2f2c11",
    modified="2026-01-02T03:04:05Z",
    subtitle="A History of Power",
    contributors=(Contributor("Ann Author", "aut", "Author, Ann"), Contributor("Bo Two", "trl")),
    series=Series("Energy", "2"),
    publisher="Small Press",
    rights="© 2026 Ann Author",
    date="2026-01-02",
    subjects=("History", "Energy"),
    description="A <b>book</b> & more",
)

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="5" height="5"/></svg>'
)
SEA = Resource(PurePosixPath("images/sea.svg"), "image/svg+xml", SVG)
SHEET = Resource(PurePosixPath("styles/book.css"), "text/css", b"p { margin: 0 }\n")
FACE = Face("Test", PurePosixPath("fonts/Test-Regular.ttf"), b"font", notice="Copyright")
MONO = Face("Mono", PurePosixPath("fonts/Mono-Regular.ttf"), b"mono", monospaced=True)

CONTENTS = ContentDocument(
    "contents.xhtml",
    "contents",
    "contents",
    "frontmatter",
    "Contents",
    "en-GB",
    '<nav class="contents" epub:type="toc" role="doc-toc" id="contents"'
    ' aria-labelledby="contents-title"><h1 id="contents-title" data-generated="">Contents</h1>'
    '<ol><li><a href="one.xhtml#one">1 One</a><ol><li><a href="one.xhtml#deep">Deep</a></li></ol>'
    '</li><li><a href="two.xhtml#two">Two</a></li></ol></nav>',
)
ONE = ContentDocument(
    "one.xhtml",
    "one",
    "chapter",
    "bodymatter",
    "One",
    "en-GB",
    '<section class="chapter" epub:type="chapter" role="doc-chapter" id="one"'
    ' aria-labelledby="one-title"><header class="opening"><h1 id="one-title">One</h1></header>'
    '<p>Un<a class="note-call" epub:type="noteref" role="doc-noteref" id="n1-call"'
    ' href="one.xhtml#n1" data-generated="">1</a> <em>un</em><strong>believ</strong><em>able</em>'
    ' <span lang="ru" xml:lang="ru">слово</span> <code>x &lt; y</code>'
    ' <math xmlns="http://www.w3.org/1998/Math/MathML" alttext="e"><mi>e</mi></math></p>'
    '<section class="level2" id="deep"><h2>Deep</h2>'
    '<figure id="fig" class="figure"><img src="images/sea.svg" alt="waves"/></figure>'
    '<div class="table"><table id="tbl"><thead><tr><th scope="col">a</th></tr></thead>'
    "<tbody><tr><td>1</td></tr></tbody></table></div></section>"
    '<section class="endnotes" epub:type="footnotes" role="doc-endnotes" aria-label="Notes">'
    '<aside class="note" epub:type="footnote" role="doc-footnote" id="n1"><p>'
    '<a class="note-mark" role="doc-backlink" href="one.xhtml#n1-call" data-generated="">1.</a>'
    " text</p></aside></section></section>",
    images=frozenset({"images/sea.svg"}),
    properties=frozenset({"mathml"}),
)
TWO = ContentDocument(
    "two.xhtml",
    "two",
    "chapter",
    "bodymatter",
    "Two",
    "en-GB",
    '<section class="chapter" epub:type="chapter" role="doc-chapter" id="two"'
    ' aria-labelledby="two-title"><h1 id="two-title">Two</h1><p>Two.</p></section>',
)
DOCUMENTS = (CONTENTS, ONE, TWO)
NAVIGATION = (
    NavigationPoint(
        "One", "one.xhtml#one", "1", children=(NavigationPoint("Deep", "one.xhtml#deep"),)
    ),
    NavigationPoint("Two", "two.xhtml#two"),
)
LANDMARKS = (NavigationPoint("Start of the text", "one.xhtml", type="bodymatter"),)


class Quiet:
    """Progress that nobody watches."""

    @contextmanager
    def step(self, name: str, total: int | None = None) -> Iterator[Quiet]:
        del name, total
        yield self

    def advance(self, amount: int = 1) -> None:
        del amount


def silent(diagnostic: Diagnostic) -> None:
    raise AssertionError(f"unexpected: {diagnostic}")


def config(metadata: Metadata = METADATA, *editions: EditionConfig) -> Config:
    return Config(project=Path(), metadata=metadata, slug="sea", editions=editions)


def edition(
    documents: tuple[ContentDocument, ...] = DOCUMENTS, *, isbn: str = "", **changes: Any
) -> EpubEdition:
    """Return an edition of the documents; ``changes`` replace arguments of ``prepare_epub``."""
    settings = EditionConfig("epub", "epub", isbn=isbn)
    metadata: Metadata = changes.pop("metadata", METADATA)
    arguments: dict[str, Any] = {
        "config": config(metadata, settings),
        "edition": settings,
        "navigation": NAVIGATION,
        "landmarks": LANDMARKS,
        "stylesheets": (SHEET,),
        "faces": (FACE,),
        "pictures": {"manuscript/images/sea.svg": SEA},
        "cover": None,
        "report": silent,
        **changes,
    }
    return prepare_epub(
        changes.get("book", Book(metadata, ())),
        documents,
        **{name: value for name, value in arguments.items() if name != "book"},
    )


def cover() -> Cover:
    image = Resource(PurePosixPath("images/cover.jpg"), "image/jpeg", b"\xff\xd8\xff\xd9")
    return Cover(image, "The Sea & the Grid.")


def with_body(body: str, document: ContentDocument = TWO) -> ContentDocument:
    return replace(document, body=body)
