"""The road of a LibreOffice document, which joins that of a Word document half-way."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, Final

from lxml import etree

from publish.catalogue import BROKEN_DOCUMENT
from publish.diagnostics import Diagnostic, Report, Span
from publish.importing.bibliography import Bibliography, read_bibliography
from publish.importing.documents.account import Account
from publish.importing.documents.finishing import Source, finish
from publish.importing.documents.items import read_items
from publish.importing.documents.marks import Labels
from publish.importing.documents.tree import Node, walk
from publish.importing.imported import Imported
from publish.importing.languages import Language, guess_language
from publish.importing.options import ImportOptions, ImportTools
from publish.importing.packages import BrokenPackageError, Package, bound, open_package
from publish.importing.word.canonical import write_canonical
from publish.importing.word.citations import Citations, style_of
from publish.importing.word.foreign import foreign_of
from publish.importing.word.handing_over import (
    account_for_index,
    facts_of,
    make_marks,
    set_apart_files,
    sink_citations,
    works_of,
)
from publish.importing.word.importer import refuse
from publish.importing.word.open_changes import read_changes, restore_deleted
from publish.importing.word.open_reading import OpenReader
from publish.importing.word.open_styles import (
    META,
    OFFICE,
    STYLE,
    TEXT,
    XLINK,
    OpenStyles,
    read_open_styles,
)
from publish.importing.word.open_witness import read_open_witness
from publish.importing.word.parts import Styles
from publish.importing.word.pictures import Pictures
from publish.importing.word.style_table import StyleTable, read_style_table
from publish.importing.word.writing import Given

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LEVELS: Final = 10


def import_odt(
    path: Path, options: ImportOptions, tools: ImportTools, report: Report
) -> Imported | None:
    """Return the manuscript that a document of LibreOffice's gives."""
    table = read_style_table(options.styles, report)
    bibliography = read_bibliography(options, tools, report)
    if table is None or bibliography is None:
        return None
    try:
        package = open_package(path)
        source = _read(path, package, options, tools, (table, bibliography))
    except BrokenPackageError as error:
        report(refuse(path, error))
        return None
    if source is None:
        span = Span(PurePosixPath(path.name))
        report(Diagnostic(BROKEN_DOCUMENT, f'"{path.name}" cannot be read by pandoc', span))
        return None
    return finish(source, tools, report)


def _read(
    path: Path,
    package: Package,
    options: ImportOptions,
    tools: ImportTools,
    asked: tuple[StyleTable, Bibliography],
) -> Source | None:
    table, bibliography = asked
    name = PurePosixPath(path.name)
    account = Account(name)
    root = package.tree("content.xml")
    body = None if root is None else root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise BrokenPackageError(f'"{name}" has no text where LibreOffice has it')
    changes = read_changes(root)
    restore_deleted(body, changes, options.changes)
    _number(root)
    expected = read_open_witness(package.read("content.xml"), options.changes)
    bound(expected.values(), name.name)
    styles = read_open_styles([package.tree("styles.xml"), root], table)
    language = (
        Language(options.language, "named by you")
        if options.language
        else guess_language("\n".join(expected.values()))
    )
    pictures = Pictures(package, account, 0.0)
    citations = Citations(account, known=bibliography.keys)
    given = Given(
        styles=Styles(),
        pictures=pictures,
        citations=citations,
        changes=options.changes,
        foreign=foreign_of(_runs(body, styles), language),
        relations={},
        lists=frozenset(),
        comments={},
        notes={},
        wanted=_wanted(body),
    )
    reader = OpenReader(given, account, styles, changes)
    text = reader.blocks(body)
    noted = reader.noted
    if changes.count:
        account.counts["tracked changes"] = changes.count
    account_for_index(account, noted)
    for tag, count, evidence in given.foreign.told:
        account.decide("language", f"{count} letters in {tag}", evidence, 0)
    numbering = _numbering(reader.lists, [package.tree("styles.xml"), root])
    data = write_canonical(
        text, [note for _, _, note in noted.notes], noted.spans, noted.links, numbering
    )
    blocks = tools.read_document(data, "docx+styles")
    if blocks is None:
        return None
    labels = Labels()
    sink_citations(blocks, account)
    bibliography = works_of(bibliography, citations)
    meta = package.tree("meta.xml")
    dublin = "{http://purl.org/dc/elements/1.1/}"
    title = "" if meta is None else " ".join((meta.findtext(f".//{dublin}title") or "").split())
    return Source(
        path=name,
        kind="a LibreOffice document",
        items=read_items(blocks, noted.facts),
        marks=replace(
            make_marks(account, labels, noted, citations),
            formulas=_formulas(reader.formulas, tools),
        ),
        labels=labels,
        account=account,
        expected=expected,
        language=language,
        title=title,
        bibliography=bibliography,
        csl=style_of(_citation_style(meta), in_notes=bool(account.sunk)),
        facts=facts_of(options, citations),
        notes="book-end" if account.counts["endnotes"] and not account.counts["footnotes"] else "",
        files=set_apart_files(pictures, noted),
    )


def _citation_style(meta: Any) -> str:
    """Return what Zotero wrote of its style, which stands in several pieces."""
    if meta is None:
        return ""
    said = {
        str(one.get(f"{META}name", "")): "".join(one.itertext())
        for one in meta.iter(f"{META}user-defined")
    }
    names = [name for name in said if name.startswith("ZOTERO_PREF")]
    return "".join(said[name] for name in sorted(names, key=lambda name: (len(name), name)))


def _formulas(found: list[Any], tools: ImportTools) -> dict[int, Node]:
    """Return formulas in TeX by the numbers of their marks."""
    if not found:
        return {}
    paragraphs = []
    for one in found:
        for element in one.iter():
            if isinstance(element.tag, str):
                element.tag = element.tag.rpartition("}")[2]
        etree.cleanup_namespaces(one)
        paragraphs.append(f"<p>{etree.tostring(one, encoding='unicode', with_tail=False)}</p>")
    blocks = tools.read_document("".join(paragraphs).encode(), "html") or []
    if len(blocks) != len(found):
        return {}
    return {
        place: math
        for place, block in enumerate(blocks, 1)
        if (math := next((one for one in walk(block) if one["t"] == "Math"), None))
    }


def _number(root: Any) -> None:
    """Give paragraphs numbers as they open, but not those of comments and of deleted text."""
    count = 0
    silent = (f"{OFFICE}annotation", f"{TEXT}tracked-changes")
    for one in root.iter(f"{TEXT}p", f"{TEXT}h"):
        if next(one.iterancestors(*silent), None) is None:
            count += 1
            one.set("n", str(count))


def _runs(body: Any, styles: OpenStyles) -> list[tuple[str, str]]:
    found = []
    for one in body.iter(f"{TEXT}span"):
        language = styles.span(one.get(f"{TEXT}style-name", "")).look.language
        if language:
            found.append((language, "".join(one.itertext())))
    return found


def _wanted(body: Any) -> frozenset[str]:
    names = {str(one.get(f"{TEXT}ref-name", "")) for one in body.iter()}
    links = {str(one.get(f"{XLINK}href", "")) for one in body.iter(f"{TEXT}a")}
    ends = {str(one.get(f"{OFFICE}name", "")) for one in body.iter(f"{OFFICE}annotation-end")}
    return frozenset(names | ends | {one[1:].split("|")[0] for one in links if one.startswith("#")})


def _numbering(names: list[str], roots: list[Any]) -> bytes:
    """Return the definitions of lists for pandoc: each list one, numbered or with bullets."""
    numbered: dict[str, set[int]] = {}
    for root in roots:
        for style in root.iter(f"{TEXT}list-style") if root is not None else ():
            levels = numbered.setdefault(str(style.get(f"{STYLE}name", "")), set())
            for level in style.iter(f"{TEXT}list-level-style-number"):
                shown = level.get(f"{STYLE}num-format")
                number = str(level.get(f"{TEXT}level", "1"))
                if shown and re.fullmatch(r"\d{1,2}", number):
                    levels.add(int(number) - 1)
    definitions, instances = [], []
    for place, name in enumerate(names, 1):
        kinds = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="'
            f"{'decimal' if level in numbered.get(name, ()) else 'bullet'}"
            f'"/><w:lvlText w:val="%{level + 1}."/></w:lvl>'
            for level in range(_LEVELS)
        )
        definitions.append(f'<w:abstractNum w:abstractNumId="{place}">{kinds}</w:abstractNum>')
        instances.append(f'<w:num w:numId="{place}"><w:abstractNumId w:val="{place}"/></w:num>')
    content = "".join(definitions + instances)
    return f'<w:numbering xmlns:w="{_W}">{content}</w:numbering>'.encode()
