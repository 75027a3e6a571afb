"""A folder of another tool made into a project of ours: chapters, references, settings."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

from publish.catalogue import FOLDER_TOO_DEEP, NO_CHAPTERS
from publish.diagnostics import Diagnostic, Report, Span
from publish.importing.folders.account import describe
from publish.importing.folders.book_settings import Settings, read_settings
from publish.importing.folders.chapters import make_draft, own_definitions, shape
from publish.importing.folders.characters import allow_boxes, tell_characters
from publish.importing.folders.chunks import ChunkWriter
from publish.importing.folders.commonmark import rewrite_mdbook
from publish.importing.folders.draft import Draft
from publish.importing.folders.latex import rewrite_latex
from publish.importing.folders.left_out import LEFT_OUT, left_out
from publish.importing.folders.links import Anchors, follow_links, gather_labels
from publish.importing.folders.looks import look_of
from publish.importing.folders.markua import rewrite_markua
from publish.importing.folders.markup import rewrite_markup
from publish.importing.folders.multimarkdown import rewrite_multimarkdown
from publish.importing.folders.myst import rewrite_myst
from publish.importing.folders.outline import Outline
from publish.importing.folders.pandoc_kin import (
    ReferenceTexts,
    resolve_bookdown,
    resolve_quarto,
    rewrite_bookdown,
    rewrite_quarto,
)
from publish.importing.folders.pictures import Pictures
from publish.importing.folders.plain_kin import follow_wiki, rewrite_plain
from publish.importing.folders.proof import find_fault
from publish.importing.folders.source_folder import LARGEST_FILE, SourceFolder
from publish.importing.folders.targets import Target, group
from publish.importing.folders.works import settle_citations
from publish.importing.imported import Imported, Unkept
from publish.importing.options import ImportTools

_MOST_FILES: Final = 3_000
_REWRITERS: Final = {
    "myst": rewrite_myst,
    "markua": rewrite_markua,
    "multimarkdown": rewrite_multimarkdown,
}
_LONGEST: Final = 200_000
"""Characters of a paragraph."""
_PARAGRAPH: Final = re.compile(r"[^\n]+(?:\n[^\n]+)*")


def import_foreign_folder(
    root: Path,
    reader: Callable[[SourceFolder], Outline],
    tools: ImportTools,
    report: Report,
    works: Collection[str] = (),
) -> Imported | None:
    """Return the project that a folder of another tool gives; nothing is written.

    ``works`` are keys of a bibliography that the author brings beside the folder's own. ``None``
    where there is no chapter, or where a word would be lost or changed.
    """
    folder = SourceFolder(root, report)
    return import_outline(folder, reader(folder), tools, works)


def import_outline(
    folder: SourceFolder, outline: Outline, tools: ImportTools, works: Collection[str] = ()
) -> Imported | None:
    """Return the project that a book gives, in the form of its tool; ``works`` as above."""
    unkept: list[Unkept] = []
    drafts = _read(folder, outline, unkept)
    if not drafts:
        return None
    drafts = shape(drafts, outline)
    targets = group(drafts)
    pictures = Pictures(folder, ("", outline.base, *outline.picture_roots))
    for target in targets:
        own_definitions(target.drafts)
    settings = read_settings(folder, outline, tools)
    settings = replace(settings, keys=settings.keys | {*works})
    _rewrite(drafts, targets, outline, pictures, settings)
    texts, expected = _texts(targets)
    boxes = tools.without_font("".join(texts))
    tell_characters(drafts, boxes)
    book_toml = settings.text + allow_boxes(boxes)
    files = {PurePosixPath("manuscript/book.toml"): book_toml.encode()}
    for target, text in zip(targets, texts, strict=True):
        files[PurePosixPath("manuscript", target.path)] = text.encode()
    for path, data in sorted({**pictures.copied, **settings.files}.items()):
        files[PurePosixPath("manuscript", path)] = data
    files |= look_of(drafts)
    if apart := left_out(drafts, outline.dialect):
        files[LEFT_OUT] = apart.encode()
    read = {draft.entry.path for draft in drafts}
    for path in sorted(filter(folder.has, {outline.contents, *outline.settings_files} - read)):
        files[PurePosixPath("set-apart", PurePosixPath(path).name)] = folder.data(path) or b""
    if fault := find_fault(folder, outline, targets, (texts, expected), files, tools):
        folder.report(fault)
        return None
    whole = [*unkept, *settings.unkept]
    return describe(folder, outline, targets, settings, whole, files)


def _read(folder: SourceFolder, outline: Outline, unkept: list[Unkept]) -> list[Draft]:
    """Return the drafts of all entries that have a text; the others are told, and what forbids."""
    span = Span(PurePosixPath(outline.contents))
    drafts: list[Draft] = []
    size = 0
    for entry in outline.entries[:_MOST_FILES]:
        draft = make_draft(folder, outline, entry)
        if draft is not None:
            drafts.append(draft)
            size += len(draft.text)
        else:
            what = f"chapter {entry.path or entry.title}"
            where = "the folder has no such text" if entry.path else "a draft: it has no file yet"
            place = Span(span.path, entry.line) if entry.line else span
            unkept.append(Unkept(what, where, place))
    if fault := _out_of_bounds(outline, drafts, size):
        folder.report(Diagnostic(FOLDER_TOO_DEEP, *fault, "part it"))
        return []
    if outline.is_file and not drafts:
        return []  # and why has been told
    if not any(draft.entry.path for draft in drafts):
        hint = f"name the chapters in {outline.contents}"
        message = "the folder has no chapters that can be read"
        folder.report(Diagnostic(NO_CHAPTERS, message, span, hint))
        return []
    return drafts


def _out_of_bounds(outline: Outline, drafts: Sequence[Draft], size: int) -> tuple[str, Span] | None:
    """Return what is larger than in any book, and where: reading takes time by its square."""
    if size > LARGEST_FILE or len(outline.entries) > _MOST_FILES:
        message = (
            f"the book has {len(outline.entries):,} chapters and {size:,} characters; an import "
            f"reads {_MOST_FILES:,} and {LARGEST_FILE:,}"
        )
        return message, Span(PurePosixPath(outline.contents))
    for draft in drafts:
        for match in _PARAGRAPH.finditer(draft.text):
            if len(match[0]) > _LONGEST and not draft.is_code(match.start()):
                message = (
                    f"a paragraph has {len(match[0]):,} characters; an import reads {_LONGEST:,}"
                )
                return message, draft.place(match.start())
    return None


def _rewrite(
    drafts: Sequence[Draft],
    targets: Sequence[Target],
    outline: Outline,
    pictures: Pictures,
    settings: Settings,
) -> None:
    """Enter every edit: first what a chapter says alone, then what it says of others."""
    if outline.dialect == "plain" or _rewrite_together(
        drafts, targets, outline, pictures, settings
    ):
        return
    texts = ReferenceTexts()
    for draft in drafts:
        texts.gather(draft)
    for draft in drafts:
        _rewrite_alone(draft, outline, pictures, texts)
    labels = gather_labels(drafts)
    anchors = Anchors(drafts, labels)
    names = {folder: _names(targets, folder) for folder in {one.path.parent for one in targets}}
    for target in targets:
        for draft in target.drafts:
            pictures.follow(draft)
            follow_links(draft, anchors, names[target.path.parent])
            if outline.dialect == "markdown":
                follow_wiki(draft, names[target.path.parent])
            if outline.dialect == "bookdown":
                asked = set(re.findall(r"\\@ref\(([\w:.-]+)\)", draft.text))
                found = {name: anchors.find("", name) for name in sorted(asked)}
                resolve_bookdown(draft, {key: value for key, value in found.items() if value})
                texts.tell_unused(draft)
            elif outline.dialect == "quarto":
                resolve_quarto(draft, labels)
            if outline.dialect != "mdbook":
                settle_citations(draft, settings.keys, settings.missing_works)


def _rewrite_together(
    drafts: Sequence[Draft],
    targets: Sequence[Target],
    outline: Outline,
    pictures: Pictures,
    settings: Settings,
) -> bool:
    """Enter every edit of a Markdown that has a rewriter of its own; return whether it has."""
    rewrite = _REWRITERS.get(outline.dialect)
    if rewrite is None:
        return False
    names = {folder: _names(targets, folder) for folder in {one.path.parent for one in targets}}
    places = {
        draft.entry.path: names[target.path.parent]
        for target in reversed(targets)
        for draft in target.drafts
    }
    rewrite(drafts, places, outline, pictures)
    for draft in drafts if outline.dialect != "markua" else ():
        settle_citations(draft, settings.keys, settings.missing_works)
    return True


def _rewrite_alone(
    draft: Draft, outline: Outline, pictures: Pictures, texts: ReferenceTexts
) -> None:
    """Enter the edits that need no other chapter."""
    if outline.dialect == "mdbook":
        rewrite_markup(draft, pictures)
        rewrite_mdbook(draft)
        return
    if outline.dialect == "markdown":
        rewrite_plain(draft, pictures.find)
        return
    colon = ":" if outline.dialect == "bookdown" else "-"
    ChunkWriter(pictures, texts, colon).rewrite(draft)
    rewrite_latex(draft)
    rewrite_markup(draft, pictures)
    if outline.dialect == "bookdown":
        texts.rewrite(draft)
        rewrite_bookdown(draft)
    else:
        rewrite_quarto(draft)


def _names(targets: Sequence[Target], folder: PurePosixPath) -> Mapping[str, str]:
    """Return where each source file stands now, relative to a folder of the manuscript."""
    names: dict[str, str] = {}
    for target in targets:
        for draft in target.drafts:
            if draft.entry.path:
                relative = posixpath.relpath(str(target.path), str(folder))
                names.setdefault(draft.entry.path, relative)
    return names


def _texts(targets: Sequence[Target]) -> tuple[list[str], list[str]]:
    """Return the new files, and the same as they must be read."""
    texts, expected = [], []
    for target in targets:
        pairs = [draft.written() for draft in target.drafts]
        texts.append("\n\n".join(new.strip("\n") for new, _ in pairs) + "\n")
        expected.append("\n\n".join(reads.strip("\n") for _, reads in pairs) + "\n")
    return texts, expected
