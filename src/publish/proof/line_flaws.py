"""Flaws of lines: loose and tight ones, ladders, runts, widows, what runs past its measure."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from publish.artifact import SetPage
from publish.page_map import SetLine
from publish.proof.flaws import Flaw, around_lines
from publish.proof.paragraphs import NOTES, TEXT, Paragraph, PlacedLine, paragraphs_of, words_of
from publish.proof.terms import LADDER, LOOSE, NOTE, RUNT, TIGHT

_OVER: Final = 0.15
"""Ems that a line may run past its measure."""

MEASURED: Final = frozenset({"text", "heading", "caption", "verse", "table"})
"""Kinds of lines that shall keep their measure, beside notes."""


def find_line_flaws(pages: Sequence[SetPage]) -> Iterator[Flaw]:
    """Yield the flaws of the text's lines and of the notes', paragraph by paragraph."""
    for kinds, prefix in ((TEXT, ""), (NOTES, NOTE)):
        for paragraph in paragraphs_of(pages, kinds):
            yield from _of_spaces(paragraph, prefix)
            yield from _of_hyphens(paragraph, prefix)
            yield from _of_ends(paragraph, prefix)
        for paragraph in paragraphs_of(pages, NOTES if prefix else MEASURED):
            yield from _of_measure(paragraph, prefix)


_NO_OTHER_LINES: Final = "in any other lines the paragraph's spaces would be too wide or too narrow"
"""Why a paragraph that total fit has set ends in a runt: it tries all others first."""


def is_measured(line: SetLine) -> bool:
    """Return whether the spaces of a line count: it is justified, and has two or more of them."""
    return line.is_justified and not line.is_last and line.spaces > 1


def ladders_of(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Yield the runs of lines, three or more, that end in hyphens."""
    for is_divided, run in itertools.groupby(paragraph, lambda placed: placed.line.is_divided):
        lines = tuple(run)
        if is_divided and len(lines) >= LADDER:
            yield lines


def _of_spaces(paragraph: Paragraph, prefix: str) -> Iterator[Flaw]:
    for placed in paragraph:
        space = placed.line.space
        if not is_measured(placed.line) or TIGHT <= space <= LOOSE:
            continue
        kind = "loose" if space > LOOSE else "tight"
        finding = f"spaces {space:.2f} times natural"
        yield _flaw(prefix + kind, (placed,), finding, abs(space - 1))


def _of_hyphens(paragraph: Paragraph, prefix: str) -> Iterator[Flaw]:
    for ladder in ladders_of(paragraph):
        finding = f"{len(ladder)} hyphens above one another"
        yield _flaw(f"{prefix}ladders", ladder, finding, len(ladder))
    for before, after in itertools.pairwise(paragraph):
        if before.line.is_divided and before.page.number != after.page.number:
            finding = "the word goes on overleaf" if before.page.number % 2 else "the word goes on"
            yield _flaw(f"{prefix}page-end-hyphens", (before,), finding)


def _of_ends(paragraph: Paragraph, prefix: str) -> Iterator[Flaw]:
    if len(paragraph) == 1:
        return
    first, second, *_ = paragraph
    *_, before, last = paragraph
    letters = len("".join(last.line.text.split()))
    if letters < RUNT:
        shown = (before, last) if before.page.number == last.page.number else (last,)
        finding = f"{letters} characters alone on the last line"
        runt = _flaw(f"{prefix}runts", shown, finding, RUNT - letters)
        yield replace(runt, reason=_NO_OTHER_LINES) if before.line.is_justified else runt
    if first.page.number != second.page.number:
        yield _flaw(f"{prefix}orphans", (first,), "the first line, alone at the foot")
    if before.page.number != last.page.number:
        yield _flaw(f"{prefix}widows", (last,), "the last line, alone at the head")


def _of_measure(paragraph: Paragraph, prefix: str) -> Iterator[Flaw]:
    for placed in paragraph:
        line = placed.line
        over = line.right - line.measure[1]
        if over > _OVER * line.size:
            finding = f"{over:.1f} pt past its measure"
            yield _flaw(f"{prefix}overfull", (placed,), finding, over)


def _flaw(kind: str, lines: Sequence[PlacedLine], finding: str, weight: float = 1.0) -> Flaw:
    first = lines[0]
    return Flaw(
        kind,
        first.page.number,
        first.page.name,
        first.page.division,
        words_of(lines),
        finding,
        first.line.at,
        weight,
        (around_lines(first.page, [each.line for each in lines if each.page is first.page]),),
        "; ".join(dict.fromkeys(each.line.reason for each in lines if each.line.reason)),
    )
