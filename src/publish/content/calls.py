"""Calls of notes, and the numbers that notes begin with."""

from __future__ import annotations

from publish.content.draft import Draft
from publish.content.xhtml import GENERATED, attribute, escape_text, upright
from publish.model.book import Note

LABEL_OF: str = "label-of:"
"""Begins the id under which a typesetter is asked for the label of a note on its page."""


def write_call(draft: Draft, note: Note) -> None:
    """Write the call of a note, a narrow space after the call of another: 1 and 2 are not 12."""
    if len(draft.parts) == draft.call_end:
        draft.write(f"<span{GENERATED}>\u202f</span>")
    draft.write('<a class="note-call" epub:type="noteref" role="doc-noteref"')
    draft.write(draft.identify(note.call_id))
    draft.link(note.id)
    draft.write(f"{GENERATED}>{label_of(draft, note)}</a>")
    draft.call_end = len(draft.parts)


def write_mark(draft: Draft, note: Note) -> None:
    """Write the number that a note begins with, a link back to its call."""
    draft.write('<a class="note-mark" epub:type="backlink" role="doc-backlink"')
    draft.link(note.call_id)
    has_symbol = draft.setting.composition.page_labels == "symbols" and not note.is_editors
    stop = "" if has_symbol or draft.setting.composition.is_vertical else "."
    draft.write(f"{GENERATED}>{label_of(draft, note)}{stop}</a>")


def label_of(draft: Draft, note: Note) -> str:
    """Return the label of a note, or the place where the typesetter fills it in."""
    if draft.setting.composition.page_labels != "none":
        return f"<span{attribute('data-page-of', LABEL_OF + note.id)}></span>"
    label = escape_text(note.label)
    return upright(label) if draft.setting.composition.is_vertical else label
