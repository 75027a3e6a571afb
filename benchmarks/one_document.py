"""Write our print edition as one HTML document, for WeasyPrint alone.

    python -m benchmarks.one_document PROJECT FOLDER

``FOLDER`` gets ``book.html`` with every division of the book, the stylesheets and fonts of our own
typesetter, and the pictures. Page references say a number already: to find it is our work, and
WeasyPrint's own ``target-counter`` would lay the book out three times.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from lxml import html

from publish.cli._progress import SilentProgress
from publish.diagnostics import Ledger
from publish.editions import PrintEdition
from publish.manuscript import read_manuscript
from publish.pipeline import prepare_print_edition, read_draft
from publish.resolution import resolve
from publish.toolchain import make_tools
from publish.typesetting.markup import PreparedUnit, prepare_units
from publish.typesetting.sheets import BOOKMARKS, faces_sheet, geometry_sheet

FOOTNOTES = """
@page { @footnote { border-top: .5pt solid; margin-top: 12px; padding: 8px 0 .01pt } }
span.footnote { float: footnote; footnote-policy: line; font-size: .84rem; text-indent: 0 }
"""
"""Notes at the foot as WeasyPrint places them; a hundredth of a point keeps it from rounding."""

FOLIO = "100"
"""What every page reference says."""


def print_edition(project: Path) -> PrintEdition:
    """Return the first print edition of a project, as our binder gets it."""
    ledger = Ledger()
    config = resolve(project, {}, report=ledger.add)
    edition = next(each for each in config.editions if each.format == "pdf")
    manuscript = read_manuscript(config, ledger.add)
    tools = make_tools()
    draft = read_draft(manuscript, tools, report=ledger.add, progress=SilentProgress())
    return prepare_print_edition(draft, tools, edition, report=ledger.add)


def files_of(edition: PrintEdition) -> Mapping[str, bytes]:
    """Return everything that WeasyPrint needs, by its path."""
    sheets = {
        "faces.css": faces_sheet(edition.faces),
        **{str(sheet.href): sheet.data.decode() for sheet in edition.stylesheets},
        "geometry.css": geometry_sheet(edition.geometry),
        "bookmarks.css": BOOKMARKS,
        "footnotes.css": FOOTNOTES,
    }
    files = {name: text.encode() for name, text in sheets.items()}
    files |= {str(face.href): face.data for face in edition.faces}
    files |= {str(resource.href): resource.data for resource in edition.resources}
    return {**files, "book.html": _document(edition, sheets).encode()}


def _document(edition: PrintEdition, sheets: Iterable[str]) -> str:
    metadata = edition.metadata
    links = "".join(f'<link rel="stylesheet" href="{escape(name)}">\n' for name in sheets)
    divisions = "\n".join(map(_division, prepare_units(edition)))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(metadata.language)}">\n<head><meta charset="utf-8">'
        f"\n<title>{escape(metadata.title)}</title>\n{links}</head>\n<body>{divisions}</body></html>"
    )


def _division(prepared: PreparedUnit) -> str:
    """Return the division's body as an element that begins a page where ours does."""
    whole = html.document_fromstring(prepared.html([FOLIO] * len(prepared.references)))
    body: Any = whole.find("body")
    body.tag = "div"
    _float_notes(body)
    body.set("lang", prepared.unit.document.language)
    body.set("style", f"break-before: {'right' if prepared.unit.recto else 'page'}")
    return str(html.tostring(body, encoding="unicode"))


def _float_notes(body: Any) -> None:
    """Put each note of the foot at its call, as WeasyPrint wants it: on one line, no blocks."""
    notes = {note.get("id"): note for note in body.xpath("//aside[@class='note']")}
    for call in body.xpath("//a[@class='note-call']"):
        note = notes.get(call.get("href", "").removeprefix("#"))
        if note is None:
            continue
        span = html.Element("span", {"class": "footnote"})
        for block in note:
            block.tag = "span"
            block.tail = " "
            span.append(block)
        for element in span.iter():
            element.text = " ".join((element.text or " ").split("\n"))
            element.tail = element.tail and " ".join(element.tail.split("\n"))
        call.getparent().replace(call, _with_tail(span, call.tail))
    for section in body.xpath("//section[@class='footnotes']"):
        section.getparent().remove(section)


def _with_tail(element: Any, tail: str | None) -> Any:
    element.tail = tail
    return element


def main(project: str, folder: str) -> None:
    """Write the document and what it needs into a folder."""
    for name, data in files_of(print_edition(Path(project))).items():
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    main(*sys.argv[1:])
