"""Galleys in lines: a line of the text is 1 high, so that heights can be counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from publish.typesetting.pages.model import (
    Galley,
    NoteText,
    PlannedPage,
    Row,
    Setting,
    Slab,
)
from publish.typesetting.pages.planning import PagePlanner

NOTE_LINE = 0.8
SEPARATOR = 1.0
MEASURE, GAP = 10.0, 1.0


def paragraph(
    lines: int, *, calls: Mapping[int, Sequence[int]] | None = None, white: float = 0.0
) -> Slab:
    """Return a paragraph; ``calls`` are the notes called in its lines, counted from 0."""
    called = {line: tuple(notes) for line, notes in (calls or {}).items()}
    rows = tuple(
        Row(1.0, called.get(at - 1, ()), at == lines or 2 <= at <= lines - 2)
        for at in range(1, lines + 1)
    )
    return Slab((Setting(rows),), white)


def block(*heights: float, calls: Mapping[int, Sequence[int]] | None = None) -> Slab:
    """Return the rows of a table, or one row that cannot be cut."""
    called = {row: tuple(notes) for row, notes in (calls or {}).items()}
    rows = tuple(Row(height, called.get(at, ())) for at, height in enumerate(heights))
    return Slab((Setting(rows),), 1.0, on_grid=False)


def note(lines: int, *, height: float = NOTE_LINE) -> NoteText:
    """Return a note of so many lines."""
    return NoteText((Row(height),) * lines, (0.0,) * lines)


def galley_of(slabs: Sequence[Slab], notes: Sequence[NoteText]) -> Galley:
    """Return a galley whose short notes, those that have a width, share lines of ``MEASURE``."""
    return Galley(tuple(slabs), tuple(notes), 1.0, SEPARATOR, SEPARATOR, 0.0, MEASURE, GAP)


def plan(
    slabs: Sequence[Slab],
    notes: Sequence[NoteText] = (),
    *,
    height: float = 20.0,
    opens_recto: bool = True,
) -> tuple[PlannedPage, ...]:
    """Return the pages of a galley."""
    galley = galley_of(slabs, notes)
    return PagePlanner(galley, lambda _: height, opens_recto).plan()


def note_pages(pages: Sequence[PlannedPage]) -> dict[int, list[int]]:
    """Return the pages that each note stands on, in order."""
    found: dict[int, list[int]] = {}
    for index, page in enumerate(pages):
        for part in page.notes:
            found.setdefault(part.note, []).append(index)
    return found


def call_pages(slabs: Sequence[Slab], pages: Sequence[PlannedPage]) -> dict[int, int]:
    """Return the page that each note is called on."""
    found: dict[int, int] = {}
    for index, page in enumerate(pages):
        for part in page.parts:
            for row in slabs[part.slab].settings[part.setting].rows[part.first : part.last]:
                found.update(dict.fromkeys(row.notes, index))
    return found


def depths(slabs: Sequence[Slab], pages: Sequence[PlannedPage]) -> list[float]:
    """Return where the text of each page ends."""
    found = []
    for page in pages:
        last = page.parts[-1]
        rows = slabs[last.slab].settings[last.setting].rows[last.first : last.last]
        opened = last.opened * (last.last - last.first - 1)
        found.append(last.top + sum(row.height for row in rows) + opened)
    return found
