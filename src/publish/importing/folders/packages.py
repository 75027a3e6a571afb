"""Books that come as one package: a TextBundle, a Scrivener project, a text in Markdown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from publish.catalogue import BROKEN_DOCUMENT, DOCUMENT_OUT_OF_BOUNDS
from publish.diagnostics import Diagnostic, Report, Span
from publish.importing.folders.archive_folder import open_archive_folder
from publish.importing.folders.project import import_outline
from publish.importing.folders.scrivener import import_scrivener
from publish.importing.folders.source_folder import SourceFolder
from publish.importing.folders.text_book import read_bundle, read_head, read_text_book
from publish.importing.imported import Imported
from publish.importing.options import ImportOptions, ImportTools
from publish.importing.packages import BrokenPackageError

_HEAD = 65_536
_Reader = Callable[[SourceFolder], Imported | None]


def import_bundle(source: Path, tools: ImportTools, report: Report) -> Imported | None:
    """Return the project that a TextBundle gives, a folder or packed."""

    def read(folder: SourceFolder) -> Imported | None:
        imported = import_outline(folder, read_bundle(folder), tools)
        return imported and replace(imported, source=source.name)

    return _opened(source, "info.json", read, report)


def import_scrivener_project(
    source: Path, options: ImportOptions, tools: ImportTools, report: Report
) -> Imported | None:
    """Return the project that a Scrivener project gives: a folder, its binder's file, or packed."""
    place = source.resolve().parent if source.suffix.lower() == ".scrivx" else source

    def read(folder: SourceFolder) -> Imported | None:
        return import_scrivener(folder, options, tools, place.name)

    return _opened(place, ".scrivx", read, report)


def has_multimarkdown_head(source: Path) -> bool:
    """Return whether a text begins with the metadata of MultiMarkdown, and not with YAML."""
    with source.open("rb") as file:
        head = file.read(_HEAD).decode("utf-8", "replace").replace("\r\n", "\n")
    return not head.startswith("---") and bool(read_head(head)[0])


def import_multimarkdown(source: Path, tools: ImportTools, report: Report) -> Imported | None:
    """Return the project that one text in MultiMarkdown gives, with the pictures beside it."""
    folder = _Alone(source.resolve().parent, report)
    outline = read_text_book(folder, source.name, "MultiMarkdown")
    imported = import_outline(folder, outline, tools)
    return imported and replace(imported, source=source.name, kind="MultiMarkdown")


class _Alone(SourceFolder):
    """The folder of a text that is imported alone: what else stands in it is not looked at."""

    __slots__ = ()

    def names(self) -> list[str]:
        """Return nothing: the folder is not what is imported."""
        return []


def _opened(source: Path, ending: str, read: _Reader, report: Report) -> Imported | None:
    if source.is_dir():
        return read(SourceFolder(source, report))
    try:
        folder = open_archive_folder(source, ending, report)
    except BrokenPackageError as error:
        span, hint = Span(PurePosixPath(source.name)), "save or export it again"
        rule = DOCUMENT_OUT_OF_BOUNDS if error.too_large else BROKEN_DOCUMENT
        report(Diagnostic(rule, str(error), span, hint))
        return None
    try:
        return read(folder)
    finally:
        if folder.package is not None:
            folder.package.close()
