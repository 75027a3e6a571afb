"""What the new chapters do not hold of the source, whole and with its place: ``set-apart/``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final

from publish.conservation import words
from publish.importing.folders.draft import Draft, Dropped, Edit
from publish.importing.folders.outline import Dialect, Lines

LEFT_OUT: Final = PurePosixPath("set-apart/left-out.txt")

_NAMES: Final = re.compile(
    r"(?<=[`:~]{3})[ \t]*\{[A-Za-z][\w:+.-]*(?=[\s}])|\{[A-Za-z][\w:+.-]*\}(?=`)"
)
"""The names of MyST's directives and roles."""

_BOXES: Final = re.compile(r"^[ABCDEGIQTWX]>", re.MULTILINE)
"""What stands before the lines of a box in Markua."""

_LONGEST: Final = 100
_BEFORE: Final = re.compile(r"\w+\Z")
_AFTER: Final = re.compile(r"\w+")


def without_names(text: str, dialect: Dialect) -> str:
    """Return a text without the names of its language's marks: they are no words of the book."""
    pattern = {"myst": _NAMES, "markua": _BOXES}.get(dialect)
    return pattern.sub(" ", text) if pattern else text


def dropped_between(before: Lines, after: Lines, dialect: Dialect) -> list[Dropped]:
    """Return the words of lines that are not in what they became, each with its place."""
    said: dict[tuple[str, int], list[str]] = {}
    for line, path, number in after:
        said.setdefault((path, number), []).append(line)
    same = Counter(line for line, _path, _number in after)
    dropped = []
    for line, path, number in before:
        if line in said.get((path, number), ()) or (same[line] and not words(line)):
            continue
        left = Counter(words("\n".join(said.get((path, number), ()))))
        lost = Counter(words(without_names(line, dialect))) - left
        if lost:
            dropped.append(Dropped(path, number, " ".join(lost.elements())))
    return dropped


def left_out(drafts: Sequence[Draft], dialect: Dialect) -> str:
    """Return every stretch of the source that has a word which does not stand in its place now."""
    return "".join(
        f"{path}:{line}\n{text.strip(chr(10))}\n\n"
        for draft in drafts
        for path, line, text in sorted(_stretches(draft, dialect), key=lambda one: one[:2])
    )


def _stretches(draft: Draft, dialect: Dialect) -> Iterator[Dropped]:
    yield from (one for one in draft.dropped if words(one.text))
    for edit in draft.edits:
        before, after = _beside(draft.text, edit)
        old = f"{before}{draft.text[edit.start : edit.end]}{after}"
        if Counter(words(without_names(old, dialect))) - Counter(
            words(f"{before}{edit.new}{after}")
        ):
            place = draft.place(edit.start)
            yield Dropped(str(place.path), place.line or 1, old)


def _beside(text: str, edit: Edit) -> tuple[str, str]:
    """Return the letters on both sides of an edit: where a tag goes, words may become one."""
    before = _BEFORE.search(text, max(edit.start - _LONGEST, 0), edit.start)
    after = _AFTER.match(text, edit.end, edit.end + _LONGEST)
    return before[0] if before else "", after[0] if after else ""
