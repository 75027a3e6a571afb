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

_XHTML: Final = "http://www.w3.org/1999/xhtml"
_OPS: Final = "http://www.idpf.org/2007/ops"
_DISPLAY_KINDS: Final = frozenset(
    {"half-title", "title-page", "copyright-page", "dedication", "epigraph"}
)
"""Divisions that never bear a running head."""

_MARK: Final = re.compile("\uf8ffpage:([0-9]+)\uf8ff")
_SPACE: Final = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class PreparedUnit:
    """A unit as HTML, cut at every page reference.

    ``pieces`` has one item more than ``references``, the ids whose folios stand between them;
    ``notes`` gives, by id and in order, the text of every note that stands at the foot of the page.
    """

    unit: PrintUnit
    pieces: tuple[str, ...] = field(repr=False)
    references: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    has_heads: bool = False

    @property
    def id(self) -> str:
        """Return the id of the division."""
        return self.unit.document.id

    def html(self, folios: Sequence[str], *, reserve: int = 0) -> str:
        """Return the document with its page references filled in.

        With ``reserve`` every reference is as wide as that many digits, whatever it says.
        """
        filled = [self.pieces[0]]
        for folio, piece in zip(folios, self.pieces[1:], strict=True):
            filled.append(_reserved(folio, reserve) if reserve else folio)
            filled.append(piece)
        return "".join(filled)


def _reserved(folio: str, digits: int) -> str:
    return f'<span style="display:inline-block;width:{digits * 0.6:.1f}em">{folio}</span>'


@dataclass(frozen=True, slots=True)
class _Bookmark:
    level: int
    label: str


def prepare_units(edition: PrintEdition) -> tuple[PreparedUnit, ...]:
    """Return every unit of the edition as the engine wants it."""
    targets = {unit.document.href: unit.document.id for unit in edition.units}
    bookmarks = dict(_bookmarks(edition.navigation, targets, 1))
    return tuple(
        _prepare(unit, targets=targets, bookmarks=bookmarks, verso=edition.verso_head)
        for unit in edition.units
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
    *,
    targets: Mapping[str, str],
    bookmarks: Mapping[str, _Bookmark],
    verso: str,
) -> PreparedUnit:
    body = _parse(unit)
    _link_within(body, targets)
    has_heads = _give_heads(body, unit, verso)
    _give_bookmarks(body, bookmarks)
    notes = _settle_notes(body)
    references = _mark_references(body)
    html = etree.tostring(body.getparent(), method="html", encoding="unicode")
    pieces = tuple(_MARK.split("<!DOCTYPE html>" + html)[::2])
    return PreparedUnit(unit, pieces, references, notes, has_heads)


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
    """Return the texts of footnotes by id, and put each of them on one line.

    WeasyPrint 70 takes a newline inside ``float: footnote`` for a forced break.
    """
    notes = {}
    for note in body.iter("span"):
        if "note" in note.get("class", "").split():
            for element in note.iter():
                element.text = element.text and _SPACE.sub(" ", element.text)
                if element is not note:
                    element.tail = element.tail and _SPACE.sub(" ", element.tail)
            notes[note.get("id", "")] = "".join(note.itertext())
    return notes


def _mark_references(body: Any) -> tuple[str, ...]:
    references: list[str] = []
    for element in body.iter(etree.Element):
        target = element.get("data-page-of")
        if target:
            element.text = f"\uf8ffpage:{len(references)}\uf8ff"
            references.append(target)
    return tuple(references)
