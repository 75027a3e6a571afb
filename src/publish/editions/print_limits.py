"""What print cannot set, told before it is set: what runs from right to left, and beside it.

WeasyPrint 70 orders the letters of a stretch of text as Unicode's bidirectional algorithm (UAX 9)
wants, but each stretch and each line by itself: two stretches of Hebrew with a mark between them
come one after the other from left to right, and a bracket at a line's end does not know its fellow
on the next. Whole books from right to left it can set, but not bind: our pages turn to the left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from publish.catalogue import (
    BRACKETS_APART,
    RIGHT_TO_LEFT_BOOK,
    VERTICAL_BOOK,
    WORDS_OUT_OF_ORDER,
)
from publish.diagnostics import Diagnostic, Report, Span
from publish.model import blocks as b
from publish.model import inlines as i
from publish.model.book import Book, Division
from publish.model.directions import directions_of, is_right_to_left
from publish.model.walk import inside, lines_of

Direction = Literal["ltr", "rtl"]

_WITHOUT: Final = "make the EPUB alone: take the PDF editions out of book.toml"

_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]*[ –—-][^()\[\]]*)[)\]]")
"""What stands in brackets and may be divided."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What the engine orders as one: text without markup in it, in a line of a direction.

    ``follows`` says whether it goes on where another stretch of the same line ended.
    """

    text: str
    base: Direction
    follows: bool


def report_vertical(mode_place: Span, *, report: Report) -> None:
    """Report that print cannot set the book's lines; ``mode_place`` is where they are asked for."""
    message = 'print cannot set lines that run down the page ("vertical")'
    report(Diagnostic(VERTICAL_BOOK, message, mode_place, _WITHOUT))


def report_limits(book: Book, language_place: Span, *, report: Report) -> None:
    """Report what print cannot set, each thing where it stands first or can be mended.

    ``language_place`` is where the book's language is given.
    """
    language = book.metadata.language
    if is_right_to_left(language):
        message = f'print cannot bind a book that runs from right to left ("{language}")'
        report(Diagnostic(RIGHT_TO_LEFT_BOOK, message, language_place, _WITHOUT))
    doubtful: list[Span | None] = []
    for division in book.walk():
        for place, base, line in _lines(division, language):
            stretches = list(_stretches(line, base))
            if _is_out_of_order(stretches):
                _report_order(place, base, report)
            elif any(map(_has_doubtful_brackets, stretches)):
                doubtful.append(place)
    if doubtful:
        _report_brackets(doubtful, report)


def _report_order(place: Span | None, base: Direction, report: Report) -> None:
    message = "words of another direction stand around markup and would come in the wrong order"
    tag = "en" if base == "rtl" else "he"
    hint = f"mark the passage as a whole, with what is in it: `[…]{{lang={tag}}}`"
    report(Diagnostic(WORDS_OUT_OF_ORDER, message, place, hint))


def _report_brackets(places: list[Span | None], report: Report) -> None:
    others = f" (and of {len(places) - 1} more)" if len(places) > 1 else ""
    message = f"brackets of this passage{others} may be turned where a line ends between them"
    hint = "look at the page; no-break spaces inside the brackets (`\\ `) keep them in one line"
    report(Diagnostic(BRACKETS_APART, message, places[0], hint))


def _lines(division: Division, language: str) -> Iterator[tuple[Span | None, Direction, i.Inlines]]:
    """Yield every run of inlines of a division, with its place and its direction."""
    base = _direction(division.language or language)
    for line in (division.title, division.subtitle):
        yield division.span, base, line
    for entry in division.entries:
        yield division.span, base, entry.children
    for note in division.notes:
        yield from _lines_of(note.blocks, base, note.span)
    yield from _lines_of(division.blocks, base, division.span)


def _lines_of(
    blocks: b.Blocks, base: Direction, place: Span | None
) -> Iterator[tuple[Span | None, Direction, i.Inlines]]:
    for block in blocks:
        here = block.span or place
        own = base
        if isinstance(block, b.Container) and block.language:
            own = _direction(block.language)
        for line in lines_of(block):
            yield here, own, line
        for group in inside(block):
            yield from _lines_of(group, own, here)


def _direction(language: str) -> Direction:
    return "rtl" if is_right_to_left(language) else "ltr"


def _stretches(line: i.Inlines, base: Direction) -> list[_Stretch]:
    found: list[_Stretch] = []
    parts: list[str] = []
    follows = False

    def end(*, joined: bool) -> None:
        nonlocal follows
        if parts:
            found.append(_Stretch("".join(parts), base, follows))
            parts.clear()
            follows = True
        follows = follows and joined

    def read(children: i.Inlines) -> None:
        for inline in children:
            match inline:
                case i.Text(value):
                    parts.append(value)
                case i.Quoted():
                    read(inline.children)
                case i.Span() if inline.language and _direction(inline.language) != base:
                    end(joined=False)
                    found.extend(_stretches(inline.children, _direction(inline.language)))
                case i.LineBreak():
                    end(joined=False)
                case i.Code(value):
                    end(joined=True)
                    parts.append(value)
                    end(joined=True)
                case i.Styled() | i.Span() | i.Link() | i.Citation():
                    end(joined=True)
                    read(inline.children)
                    end(joined=True)
                case _:
                    end(joined=True)

    read(line)
    end(joined=True)
    return found


def _is_out_of_order(stretches: list[_Stretch]) -> bool:
    """Return whether a stretch goes on in the direction against its line's that one ended in."""
    last: str = ""
    for stretch in stretches:
        directions = directions_of(stretch.text)
        if not stretch.follows:
            last = stretch.base
        if directions:
            if directions[0] == last != stretch.base:
                return True
            last = directions[-1]
    return False


def _has_doubtful_brackets(stretch: _Stretch) -> bool:
    """Return whether brackets hold what would be set against the direction of the line."""
    against = "ltr" if stretch.base == "rtl" else "rtl"
    for found in _BRACKETS.finditer(stretch.text):
        if against in directions_of(found[1]):
            return True
        if stretch.base == "rtl" and any(map(str.isdecimal, found[1])):
            return True
    return False
