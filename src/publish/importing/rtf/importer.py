"""The road of a text in RTF: said again as a Word document, and from there on that one's road."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from publish.diagnostics import Report
from publish.importing.bibliography import read_bibliography
from publish.importing.documents.finishing import finish
from publish.importing.imported import Imported
from publish.importing.options import ImportOptions, ImportTools
from publish.importing.packages import BrokenPackageError, Package
from publish.importing.rtf.destinations import Destinations
from publish.importing.rtf.package import pack
from publish.importing.rtf.witness import read_rtf_witness
from publish.importing.word.importer import WordDocument, refuse
from publish.importing.word.style_table import read_style_table

LARGEST_RTF: Final = 200_000_000
"""Bytes of a file that is read: pictures in it have two letters for each of their bytes."""


def import_rtf(
    path: Path, options: ImportOptions, tools: ImportTools, report: Report
) -> Imported | None:
    """Return the manuscript that a text in RTF gives; ``None`` where ``report`` says why not."""
    table = read_style_table(options.styles, report)
    bibliography = read_bibliography(options, tools, report)
    if table is None or bibliography is None:
        return None
    try:
        package, expected = read_rtf(_read(path), path.name, options)
        document = WordDocument(
            path,
            package,
            options,
            tools,
            table,
            bibliography,
            kind="an RTF document",
            expected=expected,
            is_numbered=True,
        )
        source = document.read(report)
    except BrokenPackageError as error:
        report(refuse(path, error))
        return None
    return None if source is None else finish(source, tools, report)


def read_rtf(data: bytes, name: str, options: ImportOptions) -> tuple[Package, dict[int, str]]:
    """Return a text as a Word document, and the words of each of its paragraphs by its number.

    Raises ``BrokenPackageError``.
    """
    reading = Destinations(data, name)
    found = reading.read()
    return pack(found, reading.fonts, reading.plain), read_rtf_witness(data, options.changes)


def _read(path: Path) -> bytes:
    size = path.stat().st_size
    if size > LARGEST_RTF:
        message = f'"{path.name}" has {size:,} bytes; an import reads {LARGEST_RTF:,}'
        raise BrokenPackageError(message, too_large=True)
    with path.open("rb") as file:
        return file.read(LARGEST_RTF)
