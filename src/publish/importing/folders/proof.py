"""The proof of a folder's import: in order as our reader reads it, and counted against the disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from publish.catalogue import IMPORT_CHANGED_WORDS
from publish.diagnostics import Diagnostic, Span
from publish.importing.folders.outline import Outline
from publish.importing.folders.source_folder import SourceFolder
from publish.importing.folders.targets import Target
from publish.importing.folders.witness import first_invented, first_lost
from publish.importing.options import ImportTools
from publish.importing.proving import first_difference


def find_fault(
    folder: SourceFolder,
    outline: Outline,
    targets: Sequence[Target],
    texts: tuple[Sequence[str], Sequence[str]],
    files: Mapping[PurePosixPath, bytes],
    tools: ImportTools,
) -> Diagnostic | None:
    """Return the first word that is lost, changed or added; ``texts`` are new and as expected."""
    drafts = [draft for target in targets for draft in target.drafts]
    kept = [
        data.decode("utf-8", "replace")
        for path, data in files.items()
        if path.suffix == ".md" or path.parts[0] == "set-apart"
    ]
    settings = [folder.text(name) or "" for name in (outline.contents, *outline.settings_files)]
    return (
        first_lost(folder, drafts, outline.dialect, kept)
        or first_invented(drafts, settings)
        or _first_moved(targets, *texts, tools)
    )


def _first_moved(
    targets: Sequence[Target], texts: Sequence[str], expected: Sequence[str], tools: ImportTools
) -> Diagnostic | None:
    """Return the first word that a new file has in another place than its source."""
    read = tools.read_back([*texts, *expected])
    for target, new, old in zip(targets, read[: len(texts)], read[len(texts) :], strict=True):
        span = Span(PurePosixPath(target.drafts[0].entry.path or target.path.name))
        if new is None or old is None:
            message = f'"{target.path.name}" cannot be read back'
        elif difference := first_difference(old.body, old.notes, [new]):
            where = f"note {difference.note}" if difference.note else "the text"
            message = (
                f"word {difference.word + 1:,} of {where} would be "
                f'"{difference.found}" and not "{difference.expected}"'
            )
        else:
            continue
        hint = "send us this file; nothing was written, and nothing of it is lost"
        return Diagnostic(IMPORT_CHANGED_WORDS, message, span, hint)
    return None
