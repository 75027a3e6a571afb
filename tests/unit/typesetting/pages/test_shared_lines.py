"""Short notes that share lines: how many, in which order, and pages that know the height."""

from __future__ import annotations

from dataclasses import replace

from publish.typesetting.pages.model import Costs, Galley, NotePart, NoteText, Row
from publish.typesetting.pages.notes import NoteShelf
from publish.typesetting.pages.shared_lines import begins_in_line, from_above, height_saved

LONG = NoteText((Row(1.0), Row(1.0)), (0.0, 0.0))


def short(width: float, *, editors: bool = False, height: float = 1.0) -> NoteText:
    return NoteText((Row(height),), (0.0,), editors, width)


def galley(*notes: NoteText) -> Galley:
    return Galley((), notes, 1.0, separator=1.0, between=0.5, measure=10.0, note_gap=1.0)


def test_as_many_notes_stand_in_a_line_as_it_holds() -> None:
    notes = galley(short(3), short(3), short(2), short(1), short(9), short(2))
    assert begins_in_line(notes, range(6)) == [0, 4, 8, 0, 0, 0]
    assert height_saved(notes, [(at, 0) for at in range(6)]) == 3.0


def test_long_notes_other_sizes_and_the_other_series_have_lines_of_their_own() -> None:
    notes = galley(short(2), LONG, short(2), short(2, editors=True), short(2, height=2.0))
    assert begins_in_line(notes, range(5)) == [0] * 5


def test_the_editor_s_notes_come_together_under_what_runs_on_and_the_author_s() -> None:
    editors_long = replace(LONG, is_editors=True)
    notes = galley(editors_long, short(2, editors=True), short(2), short(2, editors=True), short(2))
    items = [(0, 1), (1, 0), (2, 0), (3, 0), (4, 0)]
    parts = [NotePart(note, first, len(notes.notes[note].rows)) for note, first in items]
    assert [part.note for part in from_above(notes, parts)] == [0, 2, 4, 1, 3]
    assert height_saved(notes, items) == 3.0


def test_the_shelf_counts_a_shared_line_once() -> None:
    notes = galley(short(2), short(2), short(2), LONG)
    placed = NoteShelf(notes, Costs()).place((), (0, 1, 2, 3), 5.0)
    assert placed is not None
    assert (len(placed.parts), placed.left, placed.height) == (4, (), 4.5)
    apart = replace(notes, measure=0.0)
    assert NoteShelf(apart, Costs()).place((), (0, 1, 2, 3), 5.0) is None
