"""pandoc's own warnings, and what it passes over in silence, as diagnostics."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from publish.adapters.pandoc.program import Json
from publish.book_toml import guess
from publish.catalogue import (
    BROKEN_YAML,
    NOTE_IN_NOTE,
    NOTE_TWICE,
    NOTE_UNDEFINED,
    NOTE_UNUSED,
    UNCLOSED_DIV,
)
from publish.diagnostics import Diagnostic, Report, Severity, Span, foreign
from publish.manuscript import SourceFile
from publish.model.blocks import Blocks
from publish.model.inlines import Text
from publish.model.walk import each_inline_of
from publish.places import place_of, place_of_pattern

_TOLD = frozenset({"DuplicateIdentifier"})
"""What ``assemble`` says better: labels are of the whole book."""

_CALL = re.compile(r"\[\^([^\]\s]+)\]")
_DEFINITION = re.compile(r"^\[\^([^\]\s]+)\]:", re.MULTILINE)
_LAST: Final = 10**6
"""More calls of one note than any text has."""

_PLACE = re.compile(r"line (\d+), column (\d+)")


def report_log(source: SourceFile, log: Iterable[Json], report: Report) -> None:
    """Report what pandoc warned of while it read a source."""
    for message in log:
        if message["type"] not in _TOLD:
            report(_diagnostic(source, message))


def _diagnostic(source: SourceFile, message: Json) -> Diagnostic:
    place = Span(source.path, message.get("line"), message.get("column"))
    kind = message["type"]
    if kind == "NoteDefinedButNotUsed":
        label = message["key"]
        place = place_of(source, f"[^{label}]:")
        message = f'note "{label}" is defined but never called'
        return Diagnostic(NOTE_UNUSED, message, place, f"call it, `[^{label}]`, or delete it")
    if kind == "DuplicateNoteReference":
        label = message["contents"]
        message = f'note "{label}" is defined twice'
        return Diagnostic(NOTE_TWICE, message, place, "rename one of them, and its call")
    if kind == "UnclosedDiv":
        opening = message.get("openpos", {})
        place = Span(source.path, opening.get("line"), opening.get("column"))
        hint = "add a line of `:::` where it ends"
        return Diagnostic(UNCLOSED_DIV, 'a ":::" block is not closed', place, hint)
    text = str(message.get("pretty", kind))
    text = re.sub(r" at line \d+ column \d+", "", text)
    return Diagnostic(foreign("pandoc", kind, Severity.WARNING), text[:1].lower() + text[1:], place)


def report_unreadable(source: SourceFile, error: str, report: Report) -> None:
    """Report a source that pandoc cannot read at all: its metadata block is broken."""
    reason = error.strip().splitlines()[-1].strip()
    report(
        Diagnostic(
            BROKEN_YAML,
            f'the block between "---" lines cannot be read as YAML: {reason}',
            _place_in_yaml(source, error),
            hint='correct it, or set a scene break with "* * *"',
        )
    )


def _place_in_yaml(source: SourceFile, error: str) -> Span:
    """Return where a metadata block is wrong.

    pandoc tells the block's line, and lines and columns from 0 in it. A mistake that is only seen
    at the closing line stands in the line before.
    """
    places = [(int(m[1]), int(m[2])) for m in _PLACE.finditer(error)]
    if len(places) < 2:
        return Span(source.path, *(places[0] if places else (1, None)))
    line = places[0][0] + places[1][0]
    lines = source.text.split("\n")
    if line > len(lines) or lines[line - 1].rstrip() in {"---", "..."}:
        return Span(source.path, min(line, len(lines) + 1) - 1)
    return Span(source.path, line, places[1][1] + 1)


def report_undefined(
    source: SourceFile, blocks: Blocks, notes: Iterable[Blocks], report: Report
) -> None:
    """Report calls left in the text: no note has that label, or it is the note of the call."""
    seen: dict[str, int] = {}
    for label in _calls(blocks):
        if _is_escaped(label, source):
            continue
        count = seen.get(label, 0)
        seen[label] = count + 1
        place = place_of(source, f"[^{label}]", nth=count)
        report(_undefined(label, place, source))
    for note in notes:
        for label in _calls(note):
            if f"[^{label}]:" in source.text:
                place = _place_in_note(source, label)
                message = f'note "{label}" is called inside itself'
                hint = "delete the call, or one of those between it and the note"
                report(Diagnostic(NOTE_IN_NOTE, message, place, hint))
            elif not _is_escaped(label, source):
                report(_undefined(label, place_of(source, f"[^{label}]"), source))


def _is_escaped(label: str, source: SourceFile) -> bool:
    r"""Return whether a call stands in the source only as the author's signs: ``\[^1]``."""
    return re.search(rf"(?<!\\)\[\^{re.escape(label)}\]", source.text) is None


def _place_in_note(source: SourceFile, label: str) -> Span:
    """Return where a note is called in a note: in its own line, in another's, else last of all."""
    name = re.escape(label)
    call = rf"\[\^{name}\](?!:)"
    for of in (name, r"[^\]\s]+"):
        place = place_of_pattern(source, rf"^\[\^{of}\]:[^\n]*?(?P<here>{call})")
        if place.line:
            return place
    return place_of_pattern(source, call, nth=_LAST)


def _undefined(label: str, place: Span, source: SourceFile) -> Diagnostic:
    defined = dict.fromkeys(_DEFINITION.findall(source.text))
    near = guess(label, defined)
    hint = near or f"add a line `[^{label}]: …`, or delete the call"
    return Diagnostic(NOTE_UNDEFINED, f'note "{label}" is called but never defined', place, hint)


def _calls(blocks: Blocks) -> list[str]:
    return [
        match[1]
        for inline in each_inline_of(blocks)
        if isinstance(inline, Text) and "[^" in inline.value
        for match in _CALL.finditer(inline.value)
    ]
