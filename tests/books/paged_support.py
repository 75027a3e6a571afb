"""The finished PDF and the finished EPUB, each read page by page, without ``page_list``."""

from __future__ import annotations

import io
import os
import re
import unicodedata
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from publish.adapters.page_reader import read_pages
from publish.artifact import TypesetBook
from publish.cli._progress import SilentProgress
from publish.config import Config
from publish.conservation.documents import list_number
from publish.diagnostics import Ledger, Severity
from publish.pipeline import build
from publish.resolution import resolve
from publish.toolchain import make_tools

OPS = "{http://www.idpf.org/2007/ops}"
_SILENT = {"head", "math", "svg", "script", "style"}
_UNEVEN = re.compile("[\\s\u00ad\u200b-\u2010\u2060\ufeff\ufffe\uffff\x02❦◆•–*-]+")
"""Spaces; hyphens, as a PDF does not tell the engine's from the author's; what designs draw."""


@dataclass(frozen=True)
class Made:
    """A book in both editions, made in one run, and how it is said there that pages are called."""

    epub: bytes
    print: TypesetBook
    config: Config

    @property
    def labels(self) -> list[str]:
        """Return what a viewer of the PDF calls its pages."""
        import pypdfium2

        document = pypdfium2.PdfDocument(self.print.artifact.data)
        try:
            return [document.get_page_label(index) for index in range(len(document))]
        finally:
            document.close()

    def member(self, name: str) -> Any:
        """Return a file of the EPUB, parsed."""
        with zipfile.ZipFile(io.BytesIO(self.epub)) as archive:
            return etree.fromstring(archive.read(f"EPUB/{name}"))

    def printed_texts(self) -> list[str]:
        """Return what each page of the PDF shows in the area of its text, as pdfium reads it."""
        pages = read_pages(self.print.artifact.data, self.print.pages)
        return [bare(page.body) for page in pages]

    def texts_between_breaks(self) -> dict[str, str]:
        """Return the text between each page break of the EPUB and the next, by its label."""
        floated = {name for page in self.print.pages for name in page.floated}
        printed = next(edition for edition in self.config.editions if edition.format == "pdf")
        labels = self.print.folios if self.config.note_numbering in ("page", "symbols") else {}
        heading = "" if printed.notes == "foot" else "Notes"
        reader = _Reader(self.print.folios, labels, floated, heading)
        package = self.member("content.opf")
        opf = f"{{{package.nsmap[None]}}}"
        hrefs = {item.get("id"): item.get("href") for item in package.iter(f"{opf}item")}
        for item in package.iter(f"{opf}itemref"):
            document = self.member(hrefs[item.get("idref")])
            names = {element.get("id") for element in document.iter("{*}section", "{*}nav")}
            if names & set(self.print.titles) or not reader.pages:  # else print has no such page
                reader.read(document)
        return {label: bare("".join(parts)) for label, parts in reader.pages.items()}


class _Reader:
    """Reads documents one after the other; what comes before the first break is the cover's."""

    def __init__(
        self, folios: Mapping[str, str], labels: Mapping[str, str], floated: set[str], notes: str
    ) -> None:
        self.folios = folios
        self.labels = labels
        self.floated = floated
        self.notes = notes
        self.pages: dict[str, list[str]] = {}
        self.page: list[str] = []
        self.number = ""

    def say(self, text: str) -> None:
        """Enter text; the number of a list's item is drawn beside the first of it."""
        if text.strip() and self.number:
            self.page.append(self.number)
            self.number = ""
        self.page.append(text)

    def read(self, element: Any) -> None:
        if not isinstance(element.tag, str):
            return
        name = etree.QName(element).localname
        classes = (element.get("class") or "").split()
        if element.get(f"{OPS}type") == "pagebreak":
            self.page = self.pages.setdefault(element.get("aria-label"), [])
        if (
            name in _SILENT
            or (name == "nav" and element.get("hidden") is not None)
            or {"back", "description-link"} & set(classes)
            or ("endnotes" in classes and not self.notes)
            or (name in ("figure", "table") and element.get("id") in self.floated)
        ):
            return
        target = (element.get("href") or "").partition("#")[2]
        if "endnotes" in classes:
            self.say(self.notes)
        label = self.labels.get(f"label-of:{target}") if "note-call" in classes else None
        self.say(label or element.text or "")
        number = int(element.get("start", "1"))
        for child in element:
            if name == "ol" and "nav" not in [etree.QName(up).localname for up in _up(element)]:
                self.number = list_number(number, element.get("type", "1")) + "."
                number += 1
            self.read(child)
            self.say(child.tail or "")
        if "reference" in classes:
            self.say(f", p. {self.folios[target]}")
        elif name == "a" and any(etree.QName(up).localname == "nav" for up in _up(element)):
            self.say(self.folios[target])


def _up(element: Any) -> list[Any]:
    return list(element.iterancestors())


def bare(text: str) -> str:
    """Return a text without what no PDF keeps: spaces, hyphens, ligatures, capitals of a style."""
    return _UNEVEN.sub("", unicodedata.normalize("NFKC", text)).casefold()


def make(project: Path) -> Made:
    """Return both editions of a project, made as ``publish build`` makes them."""
    ledger = Ledger()
    config = resolve(project, os.environ, report=ledger.add)
    built = build(
        config, make_tools(), editions=config.editions, ledger=ledger, progress=SilentProgress()
    )
    assert ledger.count(Severity.ERROR) == 0, list(ledger)
    epub = next(one for one in built.artifacts if one.filename.endswith(".epub"))
    return Made(epub.data, built.typeset[0], config)
