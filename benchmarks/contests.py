"""What is measured against what, and by which bar."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import yaml
from benchmarks.books import PUBLISH, MeasuredBook
from benchmarks.measuring import Command, run

from publish.citation_styles import find_style

OURS = "publish"
MEMORY_BAR = 1.5
EPUB_BAR, LONG_EPUB_BAR = 1.5, 1.3
"""How many times pandoc's processor time an EPUB without a page list may take.

In a short book what both do once weighs more: starting, and drawing a cover, which pandoc does not.
"""
LONG = 200_000
"""So many words make a book long."""


@dataclass(frozen=True, slots=True)
class Contest:
    """One book in one format: ``publish`` and its peers, by name.

    ``peer`` names the one that the bars are for; ``cpu_bar`` is how many times its processor time
    ours may take.
    """

    book: MeasuredBook
    format: str
    commands: dict[str, Command]
    peer: str
    cpu_bar: float


def epub_contest(book: MeasuredBook, work: Path) -> Contest:
    """Return ``publish epub`` against pandoc, which reads the same metadata."""
    arguments = (*pandoc_reading(book), "--to=epub3", f"--output={work / book.name}.epub")
    commands = {OURS: _publish("epub", book), "pandoc": Command(arguments, book.folder)}
    bar = LONG_EPUB_BAR if book.words > LONG else EPUB_BAR
    return Contest(book, "epub", commands, "pandoc", bar)


def pdf_contest(book: MeasuredBook, work: Path, *, with_pandoc: bool) -> Contest:
    """Return ``publish pdf`` against WeasyPrint on our own document, which is prepared here."""
    folder = work / f"{book.name}-one-document"
    root = Path(__file__).parent.parent
    program = (sys.executable, "-m", "benchmarks.one_document")
    run((*program, str(book.project), str(folder)), folder=root)
    alone = (sys.executable, str(root / "benchmarks" / "weasyprint_alone.py"))
    commands = {
        OURS: _publish("pdf", book),
        "WeasyPrint": Command((*alone, "book.html", str(work / f"{book.name}.pdf")), folder),
    }
    if with_pandoc:
        commands["pandoc, WeasyPrint"] = _pipe(book, work)
    return Contest(book, "pdf", commands, "WeasyPrint", 1.5)


def _publish(command: str, book: MeasuredBook) -> Command:
    return Command((*PUBLISH, command, "-q"), book.project)


def pandoc_reading(book: MeasuredBook) -> tuple[str, ...]:
    """Return pandoc reading a book, citations rendered by the style that we use."""
    import pypandoc

    texts = [text.name for text in book.texts]
    arguments = (pypandoc.get_pandoc_path(), "--metadata-file=metadata.yaml", *texts)
    metadata = yaml.safe_load((book.folder / "metadata.yaml").read_text(encoding="utf-8"))
    if "bibliography" not in metadata:
        return arguments
    return (*arguments, "--citeproc", f"--csl={find_style('chicago-author-date')}")


def _pipe(book: MeasuredBook, work: Path) -> Command:
    html = " ".join((*pandoc_reading(book), "--to=html5", "--standalone"))
    print_it = f"{sys.executable} -m weasyprint --quiet - {work / book.name}-pandoc.pdf"
    return Command(("sh", "-c", f"{html} | {print_it}"), book.folder)
