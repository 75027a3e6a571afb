"""What a careful editor would see in a finished book, beyond what the passes had to know."""

from __future__ import annotations

import re

from publish.accessibility_rules import TABLE_WITHOUT_HEADER
from publish.catalogue import BAD_LANGUAGE
from publish.diagnostics import Diagnostic, Report, Span
from publish.model import blocks as b
from publish.model import inlines as i
from publish.model.book import Book, Division
from publish.model.walk import each_block, each_inline, lines_of

_TAG = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z]{3}){0,3}(-[a-zA-Z]{4})?(-([a-zA-Z]{2}|\d{3}))?(-\w+)*")


def is_language(tag: str) -> bool:
    """Return whether a tag has the form of BCP 47 (RFC 5646, section 2.1)."""
    return _TAG.fullmatch(tag) is not None


def check_book(book: Book, report: Report) -> None:
    """Report what is wrong with the tables and the language tags of a book."""
    for division in book.walk():
        for block in each_block((*division.blocks, *_notes(division))):
            _check_block(block, division, report)


def _notes(division: Division) -> b.Blocks:
    return tuple(block for note in division.notes for block in note.blocks)


def _check_block(block: b.Block, division: Division, report: Report) -> None:
    place = block.span or division.span
    if isinstance(block, b.Table) and not any(cell.blocks for row in block.head for cell in row):
        hint = "name the columns in a first row"
        report(Diagnostic(TABLE_WITHOUT_HEADER, "the table has no header row", place, hint))
    if isinstance(block, b.Container) and block.language:
        _check_language(block.language, place, report)
    for line in lines_of(block):
        for inline in each_inline(line):
            if isinstance(inline, i.Span) and inline.language:
                _check_language(inline.language, place, report)


def _check_language(tag: str, place: Span | None, report: Report) -> None:
    if not is_language(tag):
        hint = 'write "ru", "en-GB" or "zh-Hant", as BCP 47 does'
        report(Diagnostic(BAD_LANGUAGE, f'"{tag}" is not a language tag', place, hint))
