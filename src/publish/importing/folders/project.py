"""A folder of another tool made into a project of ours: chapters, references, settings."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from publish.catalogue import IMPORT_CHANGED_WORDS, NO_CHAPTERS
from publish.diagnostics import Diagnostic, Report, Span
from publish.importing.folders.book_settings import book_toml
from publish.importing.folders.chapters import make_draft, own_definitions, shape
from publish.importing.folders.chunks import rewrite_chunks
from publish.importing.folders.commonmark import rewrite_mdbook
from publish.importing.folders.draft import Draft
from publish.importing.folders.links import Anchors, Pictures, follow_links, gather_labels
from publish.importing.folders.looks import look_of
from publish.importing.folders.markua import rewrite_markua
from publish.importing.folders.multimarkdown import rewrite_multimarkdown
from publish.importing.folders.myst import rewrite_myst
from publish.importing.folders.outline import Outline
from publish.importing.folders.pandoc_kin import (
    reference_texts,
    resolve_bookdown,
    resolve_quarto,
    rewrite_bookdown,
    rewrite_quarto,
)
from publish.importing.folders.source_folder import SourceFolder
from publish.importing.folders.targets import Target, group
from publish.importing.imported import Imported, Origin, Unkept
from publish.importing.options import ImportTools
from publish.importing.proving import first_difference

_MOST_FILES: Final = 3_000
_REWRITERS: Final = {
    "myst": rewrite_myst,
    "markua": rewrite_markua,
    "multimarkdown": rewrite_multimarkdown,
}


def import_foreign_folder(
    root: Path,
    reader: Callable[[SourceFolder], Outline],
    tools: ImportTools,
    report: Report,
) -> Imported | None:
    """Return the project that a folder of another tool gives; nothing is written.

    ``None`` where there is no chapter, or where a word would be lost or changed.
    """
    folder = SourceFolder(root, report)
    return import_outline(folder, reader(folder), tools, root.resolve().name)


def import_outline(
    folder: SourceFolder, outline: Outline, tools: ImportTools, name: str
) -> Imported | None:
    """Return the project that a book of a folder gives, in the form of its tool; see above."""
    report = folder.report
    span = Span(PurePosixPath(outline.contents))
    unkept: list[Unkept] = []
    drafts = []
    for entry in outline.entries[:_MOST_FILES]:
        draft = make_draft(folder, outline, entry)
        if draft is not None:
            drafts.append(draft)
        else:
            what = entry.path or entry.title
            unkept.append(Unkept(f"chapter {what}", "there is no such text in the folder", span))
    if not any(draft.entry.path for draft in drafts):
        hint = f"name the chapters in {outline.contents}"
        report(Diagnostic(NO_CHAPTERS, "the folder has no chapters that can be read", span, hint))
        return None
    drafts = shape(drafts, outline)
    targets = group(drafts)
    pictures = Pictures(folder, ("", outline.base, *outline.picture_roots))
    for target in targets:
        own_definitions(target.drafts)
    _rewrite(drafts, targets, outline, pictures)
    texts, expected = _texts(targets)
    if lost := _prove(texts, expected, targets, tools):
        report(lost)
        return None
    settings, named, facts, unkept_settings = book_toml(folder, outline)
    files = {PurePosixPath("manuscript/book.toml"): settings.encode()}
    for target, text in zip(targets, texts, strict=True):
        files[PurePosixPath("manuscript", target.path)] = text.encode()
    for path, data in sorted({**pictures.copied, **named}.items()):
        files[PurePosixPath("manuscript", path)] = data
    files |= look_of(drafts)
    for draft in drafts:
        unkept += draft.unkept
    used = {path for draft in drafts for path, _line in draft.places} | {outline.contents}
    used |= {*pictures.copied, *named, *outline.settings_files}
    return Imported(
        source=name,
        kind=f"a folder of {outline.tool}",
        files=files,
        origins=tuple(_origins(targets)),
        facts=(("Recognised as", f"{outline.tool}, by {outline.contents}"), *facts),
        decisions=tuple(one for draft in drafts for one in draft.decisions),
        unkept=(*unkept, *unkept_settings),
        remarks=tuple(_remarks(drafts, unkept)),
        left_behind=_left_behind(folder, used),
    )


def _rewrite(
    drafts: Sequence[Draft], targets: Sequence[Target], outline: Outline, pictures: Pictures
) -> None:
    """Enter every edit: first what a chapter says alone, then what it says of others."""
    texts: dict[str, str] = {}
    for draft in drafts:
        texts.update(reference_texts(draft.text))
    if rewrite := _REWRITERS.get(outline.dialect):
        places = {
            draft.entry.path: _names(targets, target)
            for target in targets
            for draft in target.drafts
        }
        rewrite(drafts, places, outline, pictures)
        return
    if outline.dialect == "plain":
        return
    for draft in drafts:
        if outline.dialect == "mdbook":
            rewrite_mdbook(draft)
            continue
        rewrite_chunks(draft, pictures.find, texts, ":" if outline.dialect == "bookdown" else "-")
        if outline.dialect == "bookdown":
            rewrite_bookdown(draft)
        else:
            rewrite_quarto(draft)
    labels = gather_labels(drafts)
    anchors = Anchors(drafts, labels)
    for target in targets:
        for draft in target.drafts:
            pictures.follow(draft)
            names = _names(targets, target)
            follow_links(draft, anchors, names)
            if outline.dialect == "bookdown":
                asked = set(re.findall(r"\\@ref\(([\w:.-]+)\)", draft.text))
                found = {name: anchors.find("", name) for name in sorted(asked)}
                resolve_bookdown(draft, {key: value for key, value in found.items() if value})
            elif outline.dialect == "quarto":
                resolve_quarto(draft, labels)


def _names(targets: Sequence[Target], own: Target) -> Mapping[str, str]:
    """Return where each source file stands now, relative to a chapter."""
    names: dict[str, str] = {}
    for target in targets:
        for draft in target.drafts:
            if draft.entry.path:
                relative = posixpath.relpath(str(target.path), str(own.path.parent))
                names.setdefault(draft.entry.path, relative)
    return names


def _texts(targets: Sequence[Target]) -> tuple[list[str], list[str]]:
    texts, expected = [], []
    for target in targets:
        pairs = [draft.written() for draft in target.drafts]
        texts.append("\n\n".join(new.strip("\n") for new, _ in pairs) + "\n")
        expected.append("\n\n".join(reads.strip("\n") for _, reads in pairs) + "\n")
    return texts, expected


def _prove(
    texts: Sequence[str], expected: Sequence[str], targets: Sequence[Target], tools: ImportTools
) -> Diagnostic | None:
    """Return the first word that a new file loses, changes or adds against its source."""
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


def _origins(targets: Sequence[Target]) -> list[Origin]:
    origins = []
    for target in targets:
        for draft in target.drafts:
            changes = len(draft.edits)
            said = f"{changes} places put into our terms" if changes else "no"
            was = draft.entry.path or f"(title: {draft.entry.title})"
            origins.append(Origin(was, PurePosixPath("manuscript", target.path), said))
    return origins


def _remarks(drafts: Sequence[Draft], unkept: Sequence[Unkept]) -> list[str]:
    outputs = sum(item.where.startswith("not made") for item in unkept)
    remarks = []
    if outputs:
        remarks.append(
            f"Outputs of code that are not in the book: {outputs}; import-report.md lists each."
        )
    others = len(unkept) - outputs
    if others:
        remarks.append(f"Other things not in the book: {others}; import-report.md lists each.")
    return remarks


def _left_behind(folder: SourceFolder, used: set[str]) -> tuple[str, ...]:
    return tuple(n for n in folder.names() if n not in used and not re.search(r"(^|/)\.", n))
