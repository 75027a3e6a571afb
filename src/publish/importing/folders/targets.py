"""Where the chapters of an imported folder stand: one file a chapter, its sections in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from publish.importing.folders.draft import Draft
from publish.model.book import GENERATED_KINDS
from publish.reading_order import FOLDERS, kind_of_name


@dataclass(frozen=True, slots=True)
class Target:
    """A file of the new manuscript, relative to it, and what stands in it in order."""

    path: PurePosixPath
    drafts: tuple[Draft, ...]


def group(drafts: Sequence[Draft]) -> list[Target]:
    """Return the files of the manuscript: a chapter within a chapter stands in its file."""
    groups: list[list[Draft]] = []
    for draft in drafts:
        if draft.entry.depth and groups and groups[-1][0].entry.role == draft.entry.role:
            groups[-1].append(draft)
        else:
            groups.append([draft])
    width = len(str(len(groups)))
    return [
        Target(_path(number, width, found[0]), tuple(found))
        for number, found in enumerate(groups, 1)
    ]


def _path(number: int, width: int, draft: Draft) -> PurePosixPath:
    entry = draft.entry
    folder = next(name for name, role in FOLDERS.items() if role == entry.role)
    path = PurePosixPath(entry.path)
    stem = path.parent.name if path.stem.lower() in ("index", "readme") else path.stem
    stem = stem or path.stem or entry.title
    stem = re.sub(r"^\d+[._ -]*(?=\D)", "", stem)
    stem = re.sub(r"[^\w-]+", "-", stem.lower()).strip("-_")[:60] or "chapter"
    if entry.kind and (entry.role != "bodymatter" or entry.kind == "part"):
        stem = str(entry.kind) if entry.kind != "matter" else stem
    elif kind_of_name(PurePosixPath(f"{stem}.md")) or stem in GENERATED_KINDS:
        stem = f"{stem}-text"  # its name would say what it is not
    return PurePosixPath(folder, f"{number:0{max(width, 2)}d}-{stem}.md")
