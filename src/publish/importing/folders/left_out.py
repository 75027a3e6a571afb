"""What the new chapters do not hold of the source, whole and with its place: ``set-apart/``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final

from publish.conservation import words
from publish.importing.folders.draft import Draft, Dropped, Edit

LEFT_OUT: Final = PurePosixPath("set-apart/left-out.txt")

_LONGEST: Final = 100
_BEFORE: Final = re.compile(r"\w+\Z")
_AFTER: Final = re.compile(r"\w+")


def left_out(drafts: Sequence[Draft]) -> str:
    """Return every stretch of the source that has a word which does not stand in its place now."""
    return "".join(
        f"{path}:{line}\n{text.strip(chr(10))}\n\n"
        for draft in drafts
        for path, line, text in sorted(_stretches(draft), key=lambda one: one[:2])
    )


def _stretches(draft: Draft) -> Iterator[Dropped]:
    yield from (one for one in draft.dropped if words(one.text))
    for edit in draft.edits:
        before, after = _beside(draft.text, edit)
        old = f"{before}{draft.text[edit.start : edit.end]}{after}"
        if Counter(words(old)) - Counter(words(f"{before}{edit.new}{after}")):
            place = draft.place(edit.start)
            yield Dropped(str(place.path), place.line or 1, old)


def _beside(text: str, edit: Edit) -> tuple[str, str]:
    """Return the letters on both sides of an edit: where a tag goes, words may become one."""
    before = _BEFORE.search(text, max(edit.start - _LONGEST, 0), edit.start)
    after = _AFTER.match(text, edit.end, edit.end + _LONGEST)
    return before[0] if before else "", after[0] if after else ""
