"""What no book has and engines choke on, told before anything reads it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final

from publish.catalogue import FOLDER_TOO_DEEP, SOURCE_TOO_LARGE
from publish.diagnostics import Diagnostic, Span
from publish.importing.packages import LARGEST_PARAGRAPH

DEEPEST: Final = 100
"""Quotations, brackets or blocks in one another; pandoc's time doubles with some of them."""

_MOST_MARKS: Final = 5_000
"""Marks of emphasis in one paragraph: each that nothing closes is looked for to its end."""

_WIDEST: Final = 1_000
"""Spaces that a line may be set in by."""

_MOST_NOTES: Final = 8_000
"""Notes of one file: pandoc 3.9 looks through all of them at each call."""

_NOTE: Final = re.compile(r"^\[\^[^\]\s]+\]:", re.MULTILINE)
_DATA: Final = re.compile(r"data:[\w/+.-]+;base64,[^)>\s]*")
_SIGN: Final = re.compile(r"\\.|[\[\]]|[*_^~]+|`+", re.DOTALL)
_DIV: Final = re.compile(r"[ \t>]*:{3,}[ \t]*(\S?)")


def out_of_bounds(text: str, name: str) -> Diagnostic | None:
    """Return why a text of Markdown is not read, if so. Pictures within it do not count."""
    notes = sum(1 for _ in _NOTE.finditer(text))
    if notes > _MOST_NOTES:
        message = f"{notes:,} notes are more than a file may have: {_MOST_NOTES:,}"
        hint = "part the text into several files"
        return Diagnostic(FOLDER_TOO_DEEP, message, Span(PurePosixPath(name)), hint)
    depth = marks = divisions = 0
    for number, line in enumerate(text.split("\n"), 1):
        span = Span(PurePosixPath(name), number)
        size = len(line)
        if size > LARGEST_PARAGRAPH and (size := len(_DATA.sub("", line))) > LARGEST_PARAGRAPH:
            message = f"a paragraph of {size:,} characters is too long to be one"
            return Diagnostic(SOURCE_TOO_LARGE, message, span, "part it into paragraphs")
        if not line.strip():
            depth = marks = 0
            continue
        if match := _DIV.match(line):
            divisions = max(divisions + (1 if match[1] else -1), 0)
        deepest = depth
        for sign in _SIGN.findall(line):
            if sign in "[]":
                depth = max(depth + (1 if sign == "[" else -1), 0)
                deepest = max(deepest, depth)
            elif sign[0] != "\\":
                marks += 1
        quoted = _quotations(line)
        what = _what(deepest, marks, divisions, quoted)
        if what or len(line) - len(line.lstrip(" \t")) > _WIDEST:
            message = f"{what or 'lines set in'} stand deeper in one another than in any book"
            hint = "take some of them away, or write a backslash before signs that are no marks"
            return Diagnostic(FOLDER_TOO_DEEP, message, span, hint)
    return None


def _what(depth: int, marks: int, divisions: int, quoted: int) -> str:
    if depth > DEEPEST:
        return "brackets"
    if marks > _MOST_MARKS:
        return "marks of emphasis or code"
    if divisions > DEEPEST:
        return "::: blocks"
    return "quotations" if quoted > DEEPEST else ""


def _quotations(line: str) -> int:
    start = re.match(r"[ \t>]*", line)
    return start[0].count(">") if start else 0
