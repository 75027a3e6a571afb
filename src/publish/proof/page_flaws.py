"""Flaws of pages: spreads of unequal depth, short pages, notes that stand where they should not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from publish.artifact import SetPage
from publish.page_map import SetLine
from publish.proof.flaws import Flaw, around
from publish.proof.paragraphs import depth_of, full_pages, leading_of, usual_depth
from publish.proof.terms import EVEN, FEWEST_LINES, GAP

_SHOWN: Final = 6
"""Lines that are shown of the foot of a page."""


def find_page_flaws(pages: Sequence[SetPage]) -> Iterator[Flaw]:
    """Yield the flaws of pages and of notes."""
    leading = leading_of(pages)
    yield from _unequal_spreads(pages, leading)
    yield from _gaps(pages, leading)
    yield from _short_ends(pages, leading)
    yield from _notes_amiss(pages)


def facing_pages(pages: Sequence[SetPage]) -> Iterator[tuple[SetPage, SetPage]]:
    """Yield verso and recto where both shall end at the foot with a line of text or notes."""
    full = {page.number: page for page in full_pages(pages) if depth_of(page) is not None}
    for number in sorted(full):
        if number % 2 == 0 and number + 1 in full:
            yield full[number], full[number + 1]


def last_pages(pages: Sequence[SetPage]) -> Iterator[SetPage]:
    """Yield the last page of every division of two or more pages that is running text."""
    lasts: dict[str, list[SetPage]] = {}
    for page in pages:
        if not page.blank:
            lasts.setdefault(page.division, []).append(page)
    for found in lasts.values():
        if len(found) > 1 and any(line.kind == "text" for page in found for line in page.lines):
            yield found[-1]


def note_pages(
    pages: Sequence[SetPage],
) -> tuple[Mapping[str, SetPage], Mapping[str, list[SetPage]]]:
    """Return the page of each note's call, and the pages that the note stands on."""
    calls = {note: page for page in reversed(pages) for note in page.calls}
    stand: dict[str, list[SetPage]] = {}
    for page in pages:
        for note in dict.fromkeys(line.note for line in page.lines if line.note):
            stand.setdefault(note, []).append(page)
    return calls, stand


def has_footnotes(pages: Sequence[SetPage]) -> bool:
    """Return whether notes stand at the feet of pages."""
    return any(page.notes is not None for page in pages)


def _unequal_spreads(pages: Sequence[SetPage], leading: float) -> Iterator[Flaw]:
    for verso, recto in facing_pages(pages):
        difference = (depth_of(recto) or 0.0) - (depth_of(verso) or 0.0)
        if abs(difference) > EVEN:
            lower = "recto" if difference > 0 else "verso"
            finding = f"the {lower} ends {abs(difference):.1f} pt lower"
            yield _foot_flaw("unequal-spreads", (verso, recto), finding, leading, abs(difference))


def lines_short(pages: Sequence[SetPage]) -> Mapping[int, float]:
    """Return by how many lines full pages end above the usual depth, by their number."""
    usual, leading = usual_depth(pages), leading_of(pages)
    return {
        page.number: (usual - depth) / leading
        for page in full_pages(pages)
        if (depth := depth_of(page)) is not None
    }


def _gaps(pages: Sequence[SetPage], leading: float) -> Iterator[Flaw]:
    short = lines_short(pages)
    for page in pages:
        lines = short.get(page.number, 0.0)
        if lines >= GAP:
            finding = f"{lines:.0f} lines are empty at the foot"
            yield _foot_flaw("gaps", (page,), finding, leading, lines)


def _short_ends(pages: Sequence[SetPage], leading: float) -> Iterator[Flaw]:
    for page in last_pages(pages):
        shown = [line for line in page.lines if line.kind != "note"]
        count = len({round(line.baseline) for line in shown})
        if shown and count < FEWEST_LINES and all(line.text for line in shown):
            lines = "1 line" if count == 1 else f"{count} lines"
            finding = f"{lines} on the last page"
            weight = FEWEST_LINES - count
            text = replace(page, lines=tuple(shown))
            yield _foot_flaw("short-ends", (text,), finding, leading, weight)


def _foot_flaw(
    kind: str, pages: Sequence[SetPage], finding: str, leading: float, weight: float
) -> Flaw:
    """Return a flaw that shows the feet of its pages, at the same height."""
    first = pages[0]
    feet = [_lowest(page) for page in pages]
    deepest = max(line.baseline for line in feet)
    areas = tuple(
        around(
            page,
            [(line.baseline - line.size, line.baseline)],
            above=_SHOWN * leading - (deepest - line.baseline),
            below=leading + deepest - line.baseline,
        )
        for page, line in zip(pages, feet, strict=True)
    )
    last = feet[0]
    return Flaw(
        kind, first.number, first.name, first.division, last.text, finding, last.at, weight, areas,
        "; ".join(dict.fromkeys(page.reason for page in pages if page.reason)),
    )  # fmt: skip


def _lowest(page: SetPage) -> SetLine:
    return max(page.lines, key=lambda line: line.baseline)


def _notes_amiss(pages: Sequence[SetPage]) -> Iterator[Flaw]:
    calls, stand = note_pages(pages)
    footnotes = has_footnotes(pages)
    for note, page in calls.items():
        found = stand.get(note)
        if found is None:
            yield Flaw("lost-notes", page.number, page.name, page.division, note, "stands nowhere")
        elif footnotes and found[0] is not page:
            lines = [line for line in found[0].lines if line.note == note]
            marks = [(line.baseline - line.size, line.baseline) for line in lines]
            yield Flaw(
                "displaced-notes", page.number, page.name, page.division, lines[0].text,
                f"stands on page {found[0].name or found[0].number}", lines[0].at,
                areas=(around(found[0], marks, above=12, below=12),),
            )  # fmt: skip
