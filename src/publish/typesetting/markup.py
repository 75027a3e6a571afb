"""A content document made ready for the engine: links, heads, bookmarks, notes, page references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from publish.content import NavigationPoint
from publish.editions import PrintEdition, PrintUnit
from publish.model.directions import is_right_to_left
from publish.typesetting.galley_reader import (
    CONTINUED_CLASS,
    EDITOR_CLASS,
    NOTE_CLASS,
    NOTES_CLASS,
    SEPARATOR_CLASS,
)

_XHTML: Final = "http://www.w3.org/1999/xhtml"
_OPS: Final = "http://www.idpf.org/2007/ops"
_DISPLAY_KINDS: Final = frozenset(
    {"half-title", "title-page", "copyright-page", "dedication", "epigraph"}
)
"""Divisions that never bear a running head, and whose pages are composed by the stylesheet."""

LOOSENESS: Final = {"looser": "1", "tighter": "-1"}
"""Classes by which an author asks for a paragraph in a line more or less."""

_MARK: Final = re.compile("\uf8ffpage:([0-9]+)\uf8ff")


@dataclass(frozen=True, slots=True)
class PreparedUnit:
    """A unit as HTML, cut at every page reference.

    ``pieces`` has one item more than ``references``, the ids whose folios stand between them;
    ``notes`` gives, by id and in order, the text of every note that stands at the foot of the page;
    ``editors`` are the ids of those of the editor's series; ``symbols`` says how the others are
    labelled, where that is for the typesetter.
    """

    unit: PrintUnit
    pieces: tuple[str, ...] = field(repr=False)
    references: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    has_heads: bool = False
    symbols: bool = False
    editors: frozenset[str] = frozenset()

    @property
    def is_display(self) -> bool:
        """Return whether the stylesheet alone says where things stand on its pages."""
        return self.unit.document.kind in _DISPLAY_KINDS and not self.notes

    @property
    def id(self) -> str:
        """Return the id of the division."""
        return self.unit.document.id

    def html(self, folios: Sequence[str], *, reserve: Sequence[int] = ()) -> str:
        """Return the document with its page references filled in.

        A reference that ``reserve`` gives a number is as wide as so many digits, whatever it says.
        """
        filled = [self.pieces[0]]
        widths = reserve or (0,) * len(folios)
        for folio, width, piece in zip(folios, widths, self.pieces[1:], strict=True):
            filled.append(_reserved(folio, width) if width else folio)
            filled.append(piece)
        return "".join(filled)

    def note_texts(self, folios: Sequence[str]) -> Mapping[str, str]:
        """Return the texts of the notes at the foot, their page references filled in."""
        return {
            note: _MARK.sub(lambda match: folios[int(match[1])], text)
            for note, text in self.notes.items()
        }


def _reserved(folio: str, digits: int) -> str:
    style = f"display:inline-block;text-align:center;text-indent:0;width:{digits * 0.6:.1f}em"
    return f'<span style="{style}">{folio}</span>'


@dataclass(frozen=True, slots=True)
class _Bookmark:
    level: int
    label: str


def prepare_units(edition: PrintEdition) -> tuple[PreparedUnit, ...]:
    """Return every unit of the edition as the engine wants it."""
    targets = {unit.document.href: unit.document.id for unit in edition.units}
    bookmarks = dict(_bookmarks(edition.navigation, targets, 1))
    return tuple(
        _prepare(unit, edition, targets=targets, bookmarks=bookmarks) for unit in edition.units
    )


def _bookmarks(
    points: Sequence[NavigationPoint], targets: Mapping[str, str], level: int
) -> Iterator[tuple[str, _Bookmark]]:
    for point in points:
        href, _, fragment = point.href.partition("#")
        label = f"{point.number} {point.title}".strip()
        yield fragment or targets.get(href, ""), _Bookmark(level, label)
        yield from _bookmarks(point.children, targets, level + 1)


def _prepare(
    unit: PrintUnit,
    edition: PrintEdition,
    *,
    targets: Mapping[str, str],
    bookmarks: Mapping[str, _Bookmark],
) -> PreparedUnit:
    body = _parse(unit)
    _link_within(body, targets)
    has_heads = _give_heads(body, unit, edition.verso_head)
    _give_bookmarks(body, bookmarks)
    _mark_looseness(body)
    references = _mark_references(body)
    notes = _settle_notes(body)
    html = etree.tostring(body.getparent(), method="html", encoding="unicode")
    pieces = tuple(_MARK.split("<!DOCTYPE html>" + html)[::2])
    symbols, editors = edition.note_symbols, frozenset(_editors_notes(body))
    return PreparedUnit(unit, pieces, references, notes, has_heads, symbols, editors)


def _parse(unit: PrintUnit) -> Any:
    document = unit.document
    html = etree.Element("html", {"lang": document.language})
    source = f'<body xmlns="{_XHTML}" xmlns:epub="{_OPS}">{document.body}</body>'
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    body = etree.fromstring(source.encode(), parser)
    for element in body.iter(etree.Element):
        # The engine reads HTML, where names have no namespace; SVG and MathML keep theirs.
        if element.tag.startswith(f"{{{_XHTML}}}"):
            element.tag = etree.QName(element).localname
    body.set("class", f"{unit.role} {document.kind}")
    if is_right_to_left(document.language):
        body.set("dir", "rtl")  # not the root: WeasyPrint 70 would change recto and verso
    html.append(body)
    return body


def _link_within(body: Any, targets: Mapping[str, str]) -> None:
    for link in body.iter("a"):
        href, mark, fragment = link.get("href", "").partition("#")
        if href in targets:
            link.set("href", f"#{fragment if mark else targets[href]}")


def _give_heads(body: Any, unit: PrintUnit, verso: str) -> bool:
    """Write the running heads on the division; return whether it has any."""
    document = unit.document
    recto = document.running or document.title
    section = next(body.iterchildren(etree.Element), None)
    if not verso or not recto or document.kind in _DISPLAY_KINDS or section is None:
        return False
    section.set("data-recto-head", recto)
    section.set("data-verso-head", verso)
    return True


def _give_bookmarks(body: Any, bookmarks: Mapping[str, _Bookmark]) -> None:
    for element in body.iter(etree.Element):
        bookmark = bookmarks.get(element.get("id", ""))
        if bookmark is not None:
            element.set("data-bookmark", bookmark.label)
            element.set("data-bookmark-level", str(min(bookmark.level, 6)))


def _settle_notes(body: Any) -> dict[str, str]:
    """Return the texts of the notes at the foot by id, and put before them what parts them."""
    notes: dict[str, str] = {}
    for section in body.iter("section"):
        if NOTES_CLASS not in section.get("class", "").split():
            continue
        for note in section.iterchildren(etree.Element):
            notes[note.get("id", "")] = "".join(note.itertext())
        for number, name in enumerate((SEPARATOR_CLASS, f"{SEPARATOR_CLASS} {CONTINUED_CLASS}")):
            section.insert(number, etree.Element("div", {"class": name}))
    return notes


def _editors_notes(body: Any) -> Iterator[str]:
    for note in body.iter("aside"):
        if {NOTE_CLASS, EDITOR_CLASS} <= set(note.get("class", "").split()):
            yield note.get("id", "")


def _mark_looseness(body: Any) -> None:
    """Tell each paragraph of a block ``looser`` or ``tighter`` that it is to be so."""
    for block in body.iter("div"):
        for name in set(block.get("class", "").split()) & LOOSENESS.keys():
            for paragraph in block.iter("p"):
                paragraph.set("data-looseness", LOOSENESS[name])


def _mark_references(body: Any) -> tuple[str, ...]:
    references: list[str] = []
    for element in body.iter(etree.Element):
        target = element.get("data-page-of")
        if target:
            element.text = f"\uf8ffpage:{len(references)}\uf8ff"
            references.append(target)
    return tuple(references)
