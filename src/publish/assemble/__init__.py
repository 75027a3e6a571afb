"""Parsed sources to a book, step by step; nothing here touches a disk or another program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from publish.assemble.accessibility import check_accessibility
from publish.assemble.checks import check_book
from publish.assemble.divisions import make_divisions
from publish.assemble.identifiers import xml_name
from publish.assemble.labels import Labels, Target
from publish.assemble.numbering import Numberer
from publish.assemble.parsed import Parsed, ParsedSource, Record
from publish.assemble.references import Linker
from publish.assemble.typography import set_typography
from publish.diagnostics import Report
from publish.manuscript import Manuscript
from publish.model.blocks import Blocks, Container
from publish.model.book import Book, Division, Entry
from publish.model.inlines import Identifier
from publish.wording import wording

__all__ = ["Parsed", "ParsedSource", "Record", "assemble"]


def assemble(parsed: Parsed, manuscript: Manuscript, *, report: Report) -> Book:
    """Return the book that the sources make; what is wrong with it goes to ``report``.

    The order matters: divisions enter labels, numbering enters numbers, and only then can links be
    resolved and references say "chapter 3".
    """
    config = manuscript.config
    labels = Labels(report)
    entries = tuple(replace(x, id=Identifier(xml_name(x.id))) for x in parsed.entries)
    divisions = make_divisions(parsed, manuscript, labels, report=report)
    divisions = tuple(_place_entries(divisions, entries, labels))
    numberer = Numberer(
        labels, config.chapter_numbers, config.section_numbers, config.note_numbering
    )
    numbered = [numberer.number(division) for division in divisions]
    language = config.metadata.language
    sources = {source.source.path: source.source for source in parsed.sources}
    linker = Linker(
        labels,
        sources,
        frozenset(entry.id for entry in entries),
        wording(language),
        report,
    )
    linked = [linker.link(division) for division in numbered]
    book = Book(config.metadata, tuple(set_typography(x, language) for x in linked))
    check_book(book, report)
    check_accessibility(book, sources, report)
    return book


def _place_entries(
    divisions: tuple[Division, ...], entries: tuple[Entry, ...], labels: Labels
) -> Iterable[Division]:
    """Yield divisions with the entries where the author, or the trade, wants the bibliography.

    That is a ``::: {#refs}`` block's division, else the division of that kind, else at the end.
    """
    placed = not entries
    for division in divisions:
        marked = any(_is_mark(block) for block in division.blocks)
        if not placed and (marked or division.kind == "bibliography"):
            placed = True
            yield replace(
                division,
                kind="bibliography",
                role="backmatter",
                blocks=_without_mark(division.blocks),
                entries=entries,
            )
        else:
            yield replace(division, blocks=_without_mark(division.blocks)) if marked else division
    if not placed:
        identifier = labels.claim("bibliography", Target("bibliography"))
        yield Division(identifier, "bibliography", "backmatter", entries=entries)


def _is_mark(block: object) -> bool:
    return isinstance(block, Container) and block.id == "refs"


def _without_mark(blocks: Blocks) -> Blocks:
    return tuple(block for block in blocks if not _is_mark(block))
