"""Pages made up of lines, to be judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from publish.artifact import Artifact, SetPage, TypesetBook
from publish.diagnostics import Span
from publish.page_map import LineKind, SetLine

LEADING = 14.0
DEPTH = 10
"""Lines of a full page."""

FILE = PurePosixPath("manuscript/chapters/01.md")


def line(
    text: str = "eleven words that fill", kind: LineKind = "text", **changes: object
) -> SetLine:
    made = SetLine(
        kind=kind,
        baseline=0.0,
        left=50.0,
        right=350.0,
        measure=(50.0, 350.0),
        size=11.0,
        text=text,
        spaces=10,
        space=1.0,
        is_justified=True,
        is_first=False,
        is_last=False,
        paragraph=0,
        at=Span(FILE, 3),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def paragraph(*lines: SetLine, number: int = 1, note: str = "") -> list[SetLine]:
    """Return lines as a paragraph: the first and the last of them marked."""
    last = len(lines) - 1
    return [
        replace(
            each,
            paragraph=number,
            note=note,
            is_first=index == 0,
            is_last=index == last,
            is_justified=each.is_justified and index != last,
        )
        for index, each in enumerate(lines)
    ]


def page(
    number: int, lines: Sequence[SetLine], division: str = "one", **changes: object
) -> SetPage:
    """Return a page whose lines stand under one another on the grid."""
    stand = [
        replace(each, baseline=each.baseline or 60 + LEADING * index)
        for index, each in enumerate(lines)
    ]
    made = SetPage(number, str(number), division, name=str(number), lines=tuple(stand))
    return replace(made, **changes)  # type: ignore[arg-type]


def full(number: int, division: str = "one", *, lines: int = DEPTH) -> SetPage:
    """Return a page of one faultless paragraph."""
    whole = paragraph(*[line() for _ in range(lines)], number=1000 + number)
    return page(number, whole, division)


def book(*pages: SetPage) -> TypesetBook:
    return TypesetBook(Artifact("b.pdf", "application/pdf", b"", len(pages)), pages, {}, {})
