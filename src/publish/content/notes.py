"""Notes after a chapter or the book: calls, the notes themselves, links both ways.

The marks are those that Apple Books, Kindle and Kobo take for a pop-up: call and note lead to each
other by links; the call has no ``sup`` inside; the link back stands first in the note's first
paragraph, as Kindle looks for it there. Apple Books hides an ``aside`` that is a footnote from the
page, so notes after the book, which have a page of their own, are ``div``. It shows a note apart
from its page, so a note from right to left says so itself. Decision 25 has the sources.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from publish.content.blocks import write_blocks
from publish.content.calls import write_mark
from publish.content.draft import Draft
from publish.content.inlines import write_heading_text, write_inlines
from publish.content.xhtml import GENERATED, attribute, escape_text
from publish.model.blocks import Blocks, Paragraph
from publish.model.book import Division, Note
from publish.model.directions import is_right_to_left


def write_chapter_notes(draft: Draft) -> None:
    """Write the notes of the draft's own division, last in its section.

    The heading is for pages only: a reading system that hides the notes would leave it alone.
    """
    if not draft.division.notes:
        return
    name = draft.setting.wording.kinds["notes"]
    label = attribute("aria-label", name)
    draft.write(f'<section class="endnotes" epub:type="endnotes" role="doc-endnotes"{label}>\n')
    if draft.setting.is_print:
        draft.write(f"<h2{GENERATED}>{escape_text(name)}</h2>\n")
    for note in draft.division.notes:
        _write_note(draft, note, "aside")
    draft.write("</section>\n")


def write_footnotes(draft: Draft) -> None:
    """Write the notes that stand at the feet of pages, last in their section."""
    if not draft.division.notes:
        return
    label = attribute("aria-label", draft.setting.wording.kinds["notes"])
    draft.write(f'<section class="footnotes"{label}>\n')
    for note in draft.division.notes:
        _write_note(draft, note, "aside")
    draft.write("</section>\n")


def write_book_notes(draft: Draft, divisions: Iterable[Division]) -> None:
    """Write the notes of every division under its title."""
    for division in divisions:
        if not division.notes:
            continue
        draft.notes = {note.id: note for note in division.notes}  # they may call one another
        draft.write('<section class="level2">\n')
        label = draft.setting.wording.label(division.kind, division.number)
        with draft.echoing(), draft.speaking(division.language) as language:
            draft.write(f"<h2{language}{GENERATED}>")
            write_heading_text(draft, division.title, label=label)
            if not (label or division.title):
                draft.write(escape_text(draft.setting.wording.kinds[division.kind]))
        draft.write("</h2>\n")
        for note in division.notes:
            _write_note(draft, note, "div", division.language)
        draft.write("</section>\n")


def _write_note(
    draft: Draft, note: Note, element: Literal["aside", "div"], language: str | None = None
) -> None:
    """Write a note; its first paragraph begins with its number, the link back to its call."""
    generated = GENERATED if note.is_citation else ""
    with draft.speaking(language) as speech:
        series = "note editor" if note.is_editors else "note"
        draft.write(f'<{element} class="{series}" epub:type="footnote" role="doc-footnote"')
        direction = _direction(draft, speech)
        draft.write(draft.identify(note.id), speech, direction, generated, draft.at(note.span))
        draft.write(">\n")
        rest = _write_first(draft, note)
        write_blocks(draft, rest)
        draft.write(f"</{element}>\n")


def _direction(draft: Draft, speech: str) -> str:
    """Return the attribute that a note from right to left needs where it stands in a pop-up."""
    if draft.setting.is_print or "dir=" in speech or not is_right_to_left(draft.language):
        return ""
    return attribute("dir", "rtl")


def _write_first(draft: Draft, note: Note) -> Blocks:
    """Write the note's first paragraph, its own or one for the number alone; return the rest."""
    match note.blocks:
        case (Paragraph(children=children), *rest):
            draft.write("<p>")
            write_mark(draft, note)
            draft.write(" ")
            write_inlines(draft, children)
            draft.write("</p>\n")
            return tuple(rest)
        case blocks:
            draft.write('<p class="note-lead">')
            write_mark(draft, note)
            draft.write("</p>\n")
            return blocks
