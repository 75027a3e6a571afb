"""The road of a text in RTF: said again as a Word document, and from there on that one's road."""

from __future__ import annotations

from dataclasses import dataclass
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
        said = read_rtf(_read(path), path.name, options)
        document = WordDocument(
            path,
            said.package,
            options,
            tools,
            table,
            bibliography,
            kind="an RTF document",
            expected=said.expected,
            is_numbered=True,
        )
        source = document.read(report)
    except BrokenPackageError as error:
        report(refuse(path, error))
        return None
    if source is None:
        return None
    if said.unknown_letters:
        source.account.remarks.append(
            f"{said.unknown_letters} letters are none of the code page that the file names; "
            "� stands in the place of each. Save it again in its own program."
        )
    return finish(source, tools, report)


@dataclass(frozen=True, slots=True)
class SaidAgain:
    """A text as a Word document, and the words of each of its paragraphs by its number."""

    package: Package
    expected: dict[int, str]
    unknown_letters: int


def read_rtf(data: bytes, name: str, options: ImportOptions) -> SaidAgain:
    """Return a text said again as a Word document. Raises ``BrokenPackageError``."""
    data = data[max(data.find(b"{\\rtf"), 0) :]  # some programs write a mark of UTF-8 before it
    reading = Destinations(data, name)
    found = reading.read()
    package = pack(found, reading.fonts, reading.plain)
    return SaidAgain(package, read_rtf_witness(data, options.changes), found.unknown_letters)


def _read(path: Path) -> bytes:
    size = path.stat().st_size
    if size > LARGEST_RTF:
        message = f'"{path.name}" has {size:,} bytes; an import reads {LARGEST_RTF:,}'
        raise BrokenPackageError(message, too_large=True)
    with path.open("rb") as file:
        return file.read(LARGEST_RTF)
