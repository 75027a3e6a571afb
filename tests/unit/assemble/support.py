"""A manuscript and its parsed sources, made by hand."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from publish.assemble import Parsed, ParsedSource, Record, assemble
from publish.config import Config
from publish.diagnostics import Ledger
from publish.manuscript import Manuscript, SourceFile
from publish.model.blocks import Block, Heading, Paragraph
from publish.model.book import Book, Note, Role
from publish.model.inlines import Identifier, Inline, Text
from publish.model.metadata import Metadata

METADATA = Metadata("A Book", "en-GB", "urn:x", "1980-01-01T00:00:00Z")


def text(value: str) -> tuple[Inline, ...]:
    return (Text(value),)


def paragraph(value: str) -> Paragraph:
    return Paragraph(text(value))


def heading(value: str, level: int = 1, label: str = "", *classes: str, **pairs: str) -> Heading:
    return Heading(level, text(value), Identifier(label), classes, tuple(pairs.items()))


def source(
    path: str,
    *blocks: Block,
    role: Role = "bodymatter",
    markdown: str = "",
    notes: tuple[Note, ...] = (),
) -> ParsedSource:
    file = SourceFile(PurePosixPath("manuscript") / path, markdown, role)
    return ParsedSource(file, blocks, notes, Record(""))


def book_of(
    *sources: ParsedSource, order: tuple[str, ...] | None = None, **settings: object
) -> tuple[Book, list[str]]:
    """Return the assembled book and the codes and messages of what was reported."""
    config = Config(Path("/"), METADATA, "a-book", **settings)  # type: ignore[arg-type]
    files = tuple(parsed.source for parsed in sources)
    names = order or tuple(str(file.path) for file in files)
    manuscript = Manuscript(Path("/"), config, files, names)
    ledger = Ledger()
    book = assemble(Parsed(sources), manuscript, report=ledger.add)
    return book, [f"{entry.rule.code} {entry.message}" for entry in ledger]
