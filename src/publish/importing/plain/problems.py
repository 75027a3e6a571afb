"""What keeps a plain text from being imported, said with its place."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

from publish.catalogue import (
    IMPORT_CHANGED_WORDS,
    NO_CHAPTERS,
    SOURCE_TOO_LARGE,
    UNKNOWN_ENCODING,
)
from publish.diagnostics import Diagnostic, Span
from publish.importing.encodings import NAMES
from publish.importing.packages import LARGEST_PARAGRAPH
from publish.importing.plain.lines import SourceText
from publish.importing.proving import Difference

MOST_CHAPTERS: Final = 3_000
"""Files that an import makes."""


def undecoded(path: PurePosixPath, asked: str) -> Diagnostic:
    """Return that no encoding fits a source."""
    known = ", ".join(NAMES)
    message = f'"{path}" is not a text in any encoding that is known'
    if asked:
        message = f'"{path}" is not a text in the encoding "{asked}"'
    hint = f"save it as UTF-8, or name its encoding with --encoding: {known}"
    return Diagnostic(UNKNOWN_ENCODING, message, Span(path), hint)


def unreadable(source: SourceText) -> Diagnostic | None:
    """Return why a decoded text cannot be a book."""
    if not any(map(str.isalnum, source.text)):
        message, hint = f'"{source.path}" has no words', "name a file with text"
        return Diagnostic(NO_CHAPTERS, message, Span(source.path), hint)
    start = 0
    for line in source.text.split("\n"):
        if len(line) > LARGEST_PARAGRAPH:
            return too_long(len(line), source, start)
        start += len(line) + 1
    return None


def too_long(size: int, source: SourceText, start: int) -> Diagnostic:
    """Return that a paragraph is no paragraph."""
    message = f"a paragraph of {size:,} characters is too long to be one"
    hint = "part the text into paragraphs, each on a line of its own or after a blank line"
    return Diagnostic(SOURCE_TOO_LARGE, message, source.place(start), hint)


def too_many(count: int, source: SourceText) -> Diagnostic:
    """Return that a text has more chapters than any book."""
    message = f"the text has {count:,} chapters by its headings; an import makes {MOST_CHAPTERS:,}"
    hint = "part it into several books"
    return Diagnostic(SOURCE_TOO_LARGE, message, Span(source.path), hint)


def lost(path: PurePosixPath, difference: Difference | None) -> Diagnostic:
    """Return which word an import would change; ``None`` is a file that cannot be read back."""
    if difference is None:
        message = "the new manuscript cannot be read back"
    else:
        where = f"note {difference.note}" if difference.note else "the text"
        message = (
            f'word {difference.word + 1:,} of {where} would be "{difference.found}" '
            f'and not "{difference.expected}"'
        )
    hint = "send us this file; nothing was written, and nothing of it is lost"
    return Diagnostic(IMPORT_CHANGED_WORDS, message, Span(path), hint)
