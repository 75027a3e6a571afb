"""What an import of a folder tells: where each file went, and what the book lacks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from publish.importing.folders.book_settings import Settings
from publish.importing.folders.chunks import NAMED_OUTPUT, OUTPUT
from publish.importing.folders.left_out import LEFT_OUT
from publish.importing.folders.outline import Outline
from publish.importing.folders.source_folder import SourceFolder
from publish.importing.folders.targets import Target
from publish.importing.imported import Imported, Origin, Unkept


def describe(
    folder: SourceFolder,
    outline: Outline,
    targets: Sequence[Target],
    settings: Settings,
    unkept: Sequence[Unkept],
    files: Mapping[PurePosixPath, bytes],
) -> Imported:
    """Return the project with its account."""
    drafts = [draft for target in targets for draft in target.drafts]
    whole = [*unkept, *(one for draft in drafts for one in draft.unkept)]
    used = {path for draft in drafts for path, _line in draft.places}
    used |= {outline.contents, *outline.settings_files}
    used |= {path.relative_to("manuscript").as_posix() for path in files if _is_copy(path)}
    boxes = sum(
        one.kind == "character without a font" for draft in drafts for one in draft.decisions
    )
    return Imported(
        source=outline.contents if outline.is_file else folder.root.resolve().name,
        kind=outline.tool if outline.is_file else f"a folder of {outline.tool}",
        files=files,
        origins=tuple(_origins(targets)),
        facts=(*_recognised(outline), *settings.facts),
        decisions=tuple(one for draft in drafts for one in draft.decisions),
        unkept=tuple(whole),
        remarks=tuple(_remarks(whole, files, boxes)),
        left_behind=() if outline.is_file else _left_behind(folder, used),
        lines={PurePosixPath("manuscript", one.path): _lines(one) for one in targets},
    )


def _recognised(outline: Outline) -> tuple[tuple[str, str], ...]:
    if outline.dialect != "markdown":
        return (("Recognised as", f"{outline.tool}, by {outline.contents}"),)
    order = (("order of the files", outline.evidence),) if outline.evidence else ()
    return (("kind", outline.tool), *order)


def _lines(target: Target) -> list[tuple[str, int]]:
    """Return file and line of the source for each line of a new file."""
    lines: list[tuple[str, int]] = []
    for draft in target.drafts:
        lines += [*([("", 0)] if lines else []), *draft.written_lines()]
    return lines


def _is_copy(path: PurePosixPath) -> bool:
    return path.parts[0] == "manuscript" and path.suffix != ".md"


def _origins(targets: Sequence[Target]) -> list[Origin]:
    origins = []
    for target in targets:
        for draft in target.drafts:
            count = len(draft.edits)
            places = "1 place" if count == 1 else f"{count} places"
            said = f"{places} put into our terms" if count else "no"
            was = draft.entry.path or f"(title: {draft.entry.title})"
            origins.append(Origin(was, PurePosixPath("manuscript", target.path), said))
    return origins


def _remarks(
    unkept: Sequence[Unkept], files: Mapping[PurePosixPath, bytes], boxes: int
) -> list[str]:
    named = sum(item.where == NAMED_OUTPUT for item in unkept)
    others = sum(item.where == OUTPUT for item in unkept)
    rest = len(unkept) - named - others
    remarks = []
    if boxes:
        remarks.append(
            f"Characters that no font of the program has: {boxes}. Print shows boxes for them "
            "until a font in `fonts` of book.toml has them."
        )
    if named:
        remarks.append(
            f"Figures and tables that code would make: {named}. Their captions and numbers are in "
            "the book, with an empty frame for each figure: put the pictures there."
        )
    if others:
        remarks.append(f"Other code whose output, if it has one, is not in the book: {others}.")
    if rest:
        remarks.append(f"Other things not in the book: {rest}; see below.")
    if LEFT_OUT in files:
        remarks.append(f"What was taken out of the text stands whole in {LEFT_OUT}.")
    return remarks


def _left_behind(folder: SourceFolder, used: set[str]) -> tuple[str, ...]:
    return tuple(n for n in folder.names() if n not in used and not re.search(r"(^|/)\.", n))
