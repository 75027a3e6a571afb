"""Calls of notes."""

from __future__ import annotations

from publish.content.draft import Draft
from publish.content.xhtml import GENERATED, escape_text
from publish.model.book import Note


def write_call(draft: Draft, note: Note) -> None:
    """Write the call of a note."""
    draft.write('<a class="note-call" epub:type="noteref" role="doc-noteref"')
    draft.write(draft.identify(note.call_id))
    draft.link(note.id)
    draft.write(f"{GENERATED}>{escape_text(note.label)}</a>")
