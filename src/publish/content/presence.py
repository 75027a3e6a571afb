"""Which divisions stand in an edition: a page with nothing on it is left out."""

from __future__ import annotations

from dataclasses import replace

from publish.content import NotePlacement
from publish.model.book import Book, Division, Kind
from publish.model.inlines import Identifier

_AFTER_NOTES: frozenset[Kind] = frozenset({"bibliography", "colophon"})


def present_divisions(book: Book, notes: NotePlacement) -> tuple[Division, ...]:
    """Return the outermost divisions that stand in the edition, in reading order.

    Notes after the book get a place in the order of the trade where the book names none: a note
    must not be lost.
    """
    standing = tuple(division for division in book.divisions if _stands(book, division, notes))
    if notes != "book-end" or not any(each.notes for each in book.walk()):
        return standing
    if any(division.kind == "notes" for division in standing):
        return standing
    return _with_notes(book, standing)


def _stands(book: Book, division: Division, notes: NotePlacement) -> bool:
    if division.blocks or division.children:
        return True
    match division.kind:
        case "notes":
            return notes == "book-end" and any(each.notes for each in book.walk())
        case "bibliography":
            return bool(division.entries)
        case "copyright-page":
            data = book.metadata
            numbers = data.isbns or data.dois or (data.series and data.series.issn)
            return bool(data.rights or data.publisher or data.date or numbers)
        case _:
            return True


def _with_notes(book: Book, divisions: tuple[Division, ...]) -> tuple[Division, ...]:
    taken = {division.id for division in book.walk()}
    name = "notes"
    while name in taken:
        name = f"book-{name}"
    place = len(divisions)
    while place and divisions[place - 1].kind in _AFTER_NOTES:
        place -= 1
    notes = Division(id=Identifier(name), kind="notes", role="backmatter")
    return (*divisions[:place], notes, *divisions[place:])


def with_children(divisions: tuple[Division, ...]) -> tuple[Division, ...]:
    """Return the divisions and all inside them, each as a document of its own, in reading order."""
    flat: list[Division] = []
    for division in divisions:
        flat += (replace(division, children=()), *with_children(division.children))
    return tuple(flat)
