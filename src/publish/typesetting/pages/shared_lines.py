"""Short notes that share lines, where a stylesheet asks for it, and the order of notes on a page.

Only notes of a single line do, whole and as they are: as many side by side as the measure holds,
each series by itself. Nothing is broken anew, so that the height of any notes is known at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from publish.typesetting.pages.model import Galley, NotePart, NoteText

_SAME: Final = 0.05
"""Heights of lines that differ by less are equal."""


def from_above(galley: Galley, notes: Sequence[NotePart]) -> list[NotePart]:
    """Return the notes of a page as they stand: the editor's under the author's, in order.

    What runs on from the page before stands first, under the rule that says so.
    """
    return sorted(notes, key=lambda part: _stands_below(galley, part.note, part.first))


def begins_in_line(galley: Galley, notes: Sequence[int]) -> list[float]:
    """Return, for notes of a page from above, how far into the line of the one before each begins.

    It is 0 for a note that begins a line.
    """
    begins: list[float] = []
    end = 0.0
    before = None
    for number in notes:
        note = galley.notes[number]
        begin = end + galley.note_gap
        if (
            before is not None
            and _may_follow(before, note)
            and begin + note.width <= galley.measure
        ):
            begins.append(begin)
        else:
            begin = 0.0
            begins.append(begin)
        end = begin + note.width
        before = note
    return begins


def height_saved(galley: Galley, notes: Sequence[tuple[int, int]]) -> float:
    """Return how much lower notes are for sharing lines; each is given with its first row."""
    if not galley.measure:
        return 0.0
    order = [number for number, _ in sorted(notes, key=lambda item: _stands_below(galley, *item))]
    return sum(
        galley.notes[number].rows[0].height + galley.between
        for number, begin in zip(order, begins_in_line(galley, order), strict=True)
        if begin
    )


def _stands_below(galley: Galley, note: int, first: int) -> bool:
    return galley.notes[note].is_editors and first == 0


def _may_follow(before: NoteText, note: NoteText) -> bool:
    return (
        min(before.width, note.width) > 0
        and before.is_editors == note.is_editors
        and abs(before.rows[0].height - note.rows[0].height) < _SAME
    )
