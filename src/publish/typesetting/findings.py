"""What the pages suffer from, as diagnostics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from publish.catalogue import NOTE_DISPLACED, NOTE_LOST, OVERFULL_LINE, OVERFULL_PICTURE
from publish.diagnostics import Diagnostic, Severity, Span, foreign
from publish.page_map import span_of
from publish.typesetting.laid_out import Excess
from publish.typesetting.rounds import PlacedUnit, Settlement

FROZEN = foreign("print", "frozen", Severity.NOTE, "page references were given a fixed width")

_WORDS = 8
_LETTERS = 80


def findings(settlement: Settlement) -> Iterator[Diagnostic]:
    """Yield everything that is wrong with the pages, in reading order."""
    for placed in settlement.units:
        yield from _lost_notes(placed)
        yield from _displaced_notes(placed)
        yield from _excesses(placed)
    if settlement.frozen:
        yield Diagnostic(FROZEN, "page references did not come to rest; they have a fixed width")


def _name(placed: PlacedUnit) -> str:
    document = placed.set.prepared.unit.document
    return document.title or document.id


def _place(placed: PlacedUnit, identifier: str) -> Span | None:
    return placed.set.prepared.unit.places.get(identifier)


def _line(placed: PlacedUnit, at: str) -> Span | None:
    """Return the line of the manuscript that something on a page stands in, else its file."""
    if at:
        return span_of(at)
    division = _place(placed, placed.set.prepared.unit.document.id)
    return Span(division.path) if division else None


def _lost_notes(placed: PlacedUnit) -> Iterator[Diagnostic]:
    found = {note.id for box in placed.set.pages for note in box.facts.placed}
    for note in placed.set.misplaced_notes:
        what = "set twice" if note in found else "lost"
        words = first_words(placed.set.prepared.note_texts(placed.set.inserted)[note])
        message = f'note "{words}" in "{_name(placed)}" was {what}'
        yield Diagnostic(NOTE_LOST, message, _place(placed, note))


def _excesses(placed: PlacedUnit) -> Iterator[Diagnostic]:
    for index, box in enumerate(placed.set.pages):
        for excess in box.facts.excesses:
            page = f'page {placed.folio(index)} in "{_name(placed)}"'
            yield replace(_excess(excess, page), span=_line(placed, excess.at))


def _excess(excess: Excess, place: str) -> Diagnostic:
    by = f"{excess.points:.0f} pt"
    words = first_words(excess.text)
    match excess.kind:
        case "line":
            message = f'the line "{words}" is {by} wider than its measure, {place}'
            return Diagnostic(OVERFULL_LINE, message)
        case "picture":
            message = f'the picture "{excess.text}" is {by} larger than the page, {place}'
        case "table":
            message = f'the table "{words}" is {by} larger than the page, {place}'
        case _:
            message = f'"{words}" runs {by} off the page, {place}'
    return Diagnostic(OVERFULL_PICTURE, message)


def _displaced_notes(placed: PlacedUnit) -> Iterator[Diagnostic]:
    notes = _pages_by_note([[note.id for note in box.facts.placed] for box in placed.set.pages])
    calls = _pages_by_note([box.facts.calls for box in placed.set.pages])
    texts = placed.set.prepared.note_texts(placed.set.inserted)
    for note, page in calls.items():
        if note in texts and notes.get(note, page) != page:
            message = (
                f'note "{first_words(texts[note])}" in "{_name(placed)}" begins on page '
                f"{placed.folio(notes[note])}, its call stands on page {placed.folio(page)}"
            )
            yield Diagnostic(NOTE_DISPLACED, message, _place(placed, note))


def _pages_by_note(pages: Sequence[Sequence[str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, notes in enumerate(pages):
        for note in notes:
            found.setdefault(note, index)
    return found


def first_words(text: str) -> str:
    """Return the first words of a text, enough to find it by."""
    words = text.split()
    first = " ".join(words[:_WORDS])
    is_cut = len(words) > _WORDS or len(first) > _LETTERS
    return first[:_LETTERS] + (" …" if is_cut else "")
