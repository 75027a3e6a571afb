"""What the new chapters do not hold of the source, whole and with its place: ``set-apart/``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final

from publish.conservation import words
from publish.importing.folders.draft import Draft, Dropped

LEFT_OUT: Final = PurePosixPath("set-apart/left-out.txt")


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
        old = draft.text[edit.start : edit.end]
        if Counter(words(old)) - Counter(words(edit.new)):
            place = draft.place(edit.start)
            yield Dropped(str(place.path), place.line or 1, old)
