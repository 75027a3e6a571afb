"""Whose note it is: the editor's begins with words, or a block, of the class ``editor``."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from publish.catalogue import NOTE_SERIES
from publish.diagnostics import Diagnostic, Report, Span
from publish.manuscript import SourceFile
from publish.model import blocks as b
from publish.model import inlines as i
from publish.model.walk import each_inline_of, plain
from publish.places import place_of_pattern

_EDITORS: Final = frozenset({"editor", "translator"})
"""Classes that put a note into the second series."""

_FENCE: Final = ":::"
_TELLING: Final = 4
"""Words by which a note is found in its source."""


def report_stray_mark(blocks: b.Blocks, span: Span, source: SourceFile, report: Report) -> None:
    """Report what would make a note the editor's, did it stand at its beginning or on a new line.

    ``blocks`` are those of a note that is not the editor's.
    """
    match blocks:
        case (b.Paragraph(children=(i.Text(value=text), *_) as words), *_) if text.startswith(
            _FENCE
        ):
            message = 'a note begins with ":::" in the line of its label, where it is a word'
            hint = "write `[^label]: [words]{.editor}`, or begin the block in a line of its own"
            report(Diagnostic(NOTE_SERIES, message, _place_of_fence(source, plain(words)), hint))
            return
    runs = [inline for inline in each_inline_of(blocks) if isinstance(inline, i.Span)]
    if any(_is_marked(run.classes) for run in runs):
        message = "words of the editor's stand within a note, which stays the author's"
        hint = "begin the note with them, or write them as a note of their own"
        report(Diagnostic(NOTE_SERIES, message, span, hint))


def take_series(blocks: b.Blocks) -> tuple[b.Blocks, bool]:
    """Return a note's blocks without the mark of its series, and whether it is the editor's.

    A mark that carries nothing else goes; its words stay where they are.
    """
    match blocks:
        case (b.Container() as first, *rest) if _is_marked(first.classes):
            kept = replace(first, classes=_without_mark(first.classes))
            bare = not (kept.classes or kept.id or kept.language)
            return (*(kept.blocks if bare else (kept,)), *rest), True
        case (b.Paragraph(children=(i.Span() as run, *others)) as first, *rest) if _is_marked(
            run.classes
        ):
            children = (*_unmarked(run), *others)
            lead = (replace(first, children=children),) if children else ()
            return (*lead, *rest), True
        case _:
            return blocks, False


def _place_of_fence(source: SourceFile, words: str) -> Span:
    first = r"\s+".join(re.escape(word) for word in words.split()[:_TELLING])
    return place_of_pattern(source, rf"\[\^[^\]\s]+\]:\s*(?P<here>{first})")


def _unmarked(run: i.Span) -> i.Inlines:
    kept = replace(run, classes=_without_mark(run.classes))
    bare = not kept.children or not (kept.classes or kept.id or kept.language)
    return kept.children if bare else (kept,)


def _is_marked(classes: tuple[str, ...]) -> bool:
    return not _EDITORS.isdisjoint(classes)


def _without_mark(classes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in classes if name not in _EDITORS)
