"""A source of any kind imported: recognised by its content, read by the importer of its kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Final

from publish.catalogue import DOCUMENT_OUT_OF_BOUNDS, NO_CHAPTERS, NOT_IMPORTABLE, SOURCE_TOO_LARGE
from publish.diagnostics import Diagnostic, Report, Span
from publish.errors import ConfigError
from publish.importing.imported import Imported
from publish.importing.options import ImportOptions, ImportTools
from publish.importing.source_kinds import Kind, recognise

Importer = Callable[[Path, ImportOptions, ImportTools, Report], Imported | None]
"""Reads one source; ``None`` where what it reported forbids the import."""

LARGEST_TEXT: Final = 20_000_000
"""Bytes of a text that is read: three million words."""


def import_source(
    source: Path, options: ImportOptions, tools: ImportTools, report: Report
) -> Imported | None:
    """Return what a source gives; nothing is written. What is wrong with it goes to ``report``.

    Raises ``ConfigError`` where there is no such file or folder.
    """
    if not source.exists():
        raise ConfigError(
            f'"{source}" does not exist',
            hint="name a text, a Word or LibreOffice document, an EPUB, a web page, or a folder",
        )
    if not (source.is_dir() or source.is_file()):
        raise ConfigError(f'"{source}" is neither a file nor a folder')
    try:
        kind = recognise(source)
        importer = IMPORTERS.get(kind)
        if importer is None:
            report(_refused(source, kind))
            return None
        imported = importer(source, options, tools, report)
        if imported is None or kind == "plain text":
            return imported
        from publish.importing.revising import revise

        return revise(imported, options, tools, report)
    except RecursionError:
        message = f'elements of "{source.name}" stand deeper in one another than in any book'
        span, hint = Span(PurePosixPath(source.name)), "save it as plain text, and import that"
        report(Diagnostic(DOCUMENT_OUT_OF_BOUNDS, message, span, hint))
        return None
    except OSError as error:
        raise ConfigError(
            f'"{source}" cannot be read: {error.strerror}', hint="check the file's rights"
        ) from error


def _import_text(
    source: Path, options: ImportOptions, tools: ImportTools, report: Report
) -> Imported | None:
    from publish.importing.plain import import_text

    size = source.stat().st_size
    if size > LARGEST_TEXT:
        message = f'"{source.name}" has {size:,} bytes; an import reads {LARGEST_TEXT:,}'
        hint = "part it into several books"
        report(Diagnostic(SOURCE_TOO_LARGE, message, Span(PurePosixPath(source.name)), hint))
        return None
    with source.open("rb") as file:
        data = file.read(LARGEST_TEXT)
    return import_text(data, source.name, options, tools, report)


def _import_folder(
    source: Path, options: ImportOptions, tools: ImportTools, report: Report
) -> Imported | None:
    from publish.importing.folders import (
        import_bare_folder,
        import_foreign_folder,
        recognise_tool,
    )
    from publish.importing.pandoc_folder import METADATA_NAMES, import_pandoc_folder

    if reader := recognise_tool(source, report):
        return import_foreign_folder(source, reader, tools, report)
    if any((source / name).is_file() for name in METADATA_NAMES):
        return import_pandoc_folder(source, report)
    return import_bare_folder(source, options, tools, report)


def _import_markdown(
    source: Path, options: ImportOptions, tools: ImportTools, report: Report
) -> Imported | None:
    from publish.importing.folders import import_markdown_file
    from publish.importing.folders.packages import has_multimarkdown_head, import_multimarkdown

    if options.encoding:
        hint = "save it as UTF-8"
        raise ConfigError("--encoding is not for Markdown, which is UTF-8", hint=hint)
    if has_multimarkdown_head(source):
        return import_multimarkdown(source, tools, report)
    return import_markdown_file(source, options, tools, report)


def _import_word(
    source: Path, options: ImportOptions, tools: ImportTools, report: Report
) -> Imported | None:
    from publish.importing.word import import_word

    return import_word(source, options, tools, report)


def _import_open_document(
    source: Path, options: ImportOptions, tools: ImportTools, report: Report
) -> Imported | None:
    from publish.importing.word import import_open_document

    return import_open_document(source, options, tools, report)


def _import_rtf(
    source: Path, options: ImportOptions, tools: ImportTools, report: Report
) -> Imported | None:
    from publish.importing.rtf import import_rtf

    return import_rtf(source, options, tools, report)


def _import_html(
    source: Path, options: ImportOptions, tools: ImportTools, report: Report
) -> Imported | None:
    from publish.importing.html import import_html, import_html_folder

    importer = import_html_folder if source.is_dir() else import_html
    return importer(source, options, tools, report)


def _import_epub(
    source: Path, options: ImportOptions, tools: ImportTools, report: Report
) -> Imported | None:
    from publish.importing.epub import import_epub

    return import_epub(source, options, tools, report)


def _import_bundle(
    source: Path, _options: ImportOptions, tools: ImportTools, report: Report
) -> Imported | None:
    from publish.importing.folders.packages import import_bundle

    return import_bundle(source, tools, report)


def _import_scrivener(
    source: Path, options: ImportOptions, tools: ImportTools, report: Report
) -> Imported | None:
    from publish.importing.folders.packages import import_scrivener_project

    return import_scrivener_project(source, options, tools, report)


IMPORTERS: Final[dict[Kind, Importer]] = {
    "plain text": _import_text,
    "a folder of Markdown": _import_folder,
    "a folder of HTML": _import_html,
    "HTML": _import_html,
    "Markdown": _import_markdown,
    "a Word document": _import_word,
    "a LibreOffice document": _import_open_document,
    "RTF": _import_rtf,
    "an EPUB": _import_epub,
    "a TextBundle": _import_bundle,
    "a Scrivener project": _import_scrivener,
}
"""The importer of each kind; a kind without one is recognised and refused."""


def _refused(source: Path, kind: Kind) -> Diagnostic:
    span = Span(PurePosixPath(source.name))
    if kind == "nothing":
        return Diagnostic(NO_CHAPTERS, f'"{source.name}" is empty', span, "name a file with text")
    hints = {
        "a Ulysses archive": "export the sheets from Ulysses as TextBundle, and import that",
        "a program or data": "name a text; if it is one, save it as UTF-8",
        "a PDF": "a PDF has pages, no paragraphs: import what it was made from",
        "an archive": "unpack it and name what is in it",
    }
    hint = hints.get(kind, "save it as plain text in its own program, and import that")
    return Diagnostic(NOT_IMPORTABLE, f'"{source.name}" is {kind}: no import of that', span, hint)
