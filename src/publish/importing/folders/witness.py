"""The second proof of a folder's import: words of the files as they lie on the disk, counted.

It reads the files itself, and knows no edit: what an edit says of its own words it does not hear.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from publish.catalogue import IMPORT_CHANGED_WORDS
from publish.conservation import words
from publish.diagnostics import Diagnostic, Span
from publish.importing.folders.draft import Draft
from publish.importing.folders.embedded import DATA
from publish.importing.folders.left_out import without_names
from publish.importing.folders.outline import Dialect
from publish.importing.folders.source_folder import SourceFolder

_TEX = re.compile(r"\\(?:begin|end)\{\w+\}|\\[A-Za-z]+")
_OF_FORMULAS = frozenset({"aligned", "gathered"})
"""Environments of TeX, which stand for those that only LaTeX's pages have."""
_HINT = "send us this file; nothing was written, and nothing of it is lost"


def first_lost(
    folder: SourceFolder, drafts: Sequence[Draft], dialect: Dialect, kept: Sequence[str]
) -> Diagnostic | None:
    """Return the first word of a source that stands less often in what is kept than in the sources.

    ``kept`` are the texts of the new project, of the manuscript and of what is set apart.
    """
    seen: set[str] = set()
    sources: list[tuple[PurePosixPath, str]] = []
    for draft in drafts:
        if draft.entry.lines is None or draft.entry.path not in seen:  # a text of several chapters
            sources += _sources(folder, draft, dialect)
        seen.add(draft.entry.path)
    sources = [(path, without_names(text, dialect)) for path, text in sources]
    asked = Counter(word for _path, text in sources for word in words(text))
    found = Counter(word for text in kept for word in words(text))
    missing = asked - found
    if not missing:
        return None
    for path, text in sources:
        for number, line in enumerate(text.split("\n"), 1):
            if lost := next((word for word in words(line) if word in missing), ""):
                message = f'the word "{lost}" would be lost ({missing[lost]:,} of {asked[lost]:,})'
                return Diagnostic(IMPORT_CHANGED_WORDS, message, Span(path, number), _HINT)
    return None


def first_invented(drafts: Sequence[Draft], sources: Sequence[str]) -> Diagnostic | None:
    """Return the first word that an edit brings before a reader, and that no source has.

    ``sources`` are the files that are no chapters: the file of contents, the settings.
    """
    known = {word for text in sources for word in words(text)} | _OF_FORMULAS
    for draft in drafts:
        known.update(words(draft.text))
        known.update(words(draft.entry.path), words(draft.entry.title))
        known.update(word for one in draft.dropped for word in words(one.text))
        known.update(word for _name, text in draft.included for word in words(text))
        told = (f"{one.what} {one.evidence}" for one in draft.decisions)
        known.update(word for one in told for word in words(one))
    for draft in drafts:
        for edit in draft.edits:
            if new := next(
                (word for word in words(_TEX.sub(" ", edit.reads)) if word not in known), ""
            ):
                place = draft.place(edit.start)
                message = f'the word "{new}" would be added'
                return Diagnostic(IMPORT_CHANGED_WORDS, message, place, _HINT)
    return None


def _sources(
    folder: SourceFolder, draft: Draft, dialect: Dialect
) -> Iterator[tuple[PurePosixPath, str]]:
    """Yield the texts that a draft should hold, each as often as it is included.

    Of a file that is included, a part may be asked for: that part is taken.
    """
    if draft.entry.path:
        yield _read(folder, draft.entry.path)
    for name, asked in draft.included:
        is_part = dialect in ("mdbook", "myst", "markua")
        yield (PurePosixPath(name), asked) if is_part else _read(folder, name)


def _read(folder: SourceFolder, name: str) -> tuple[PurePosixPath, str]:
    text = (folder.data(name) or b"").decode("utf-8", "replace")
    text = DATA.sub("", text)  # a picture has no words
    return PurePosixPath(name), _cells(text) if name.endswith(".ipynb") else text


def _cells(text: str) -> str:
    """Return the sources of a notebook's cells; its outputs are told apart."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return text
    cells = data.get("cells") if isinstance(data, dict) else None
    sources = [one.get("source") for one in cells or () if isinstance(one, dict)]
    return "\n".join(
        "".join(map(str, one)) if isinstance(one, list) else str(one) for one in sources
    )
