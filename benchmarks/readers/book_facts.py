"""What an EPUB promises its readers: contents, page list, notes and the ways back from them.

Read from the files alone, without an engine, so that engines can be held to it. Addresses are
``PATH#ID``, the path from the root of the archive.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from lxml import etree

_XHTML: Final = "{http://www.w3.org/1999/xhtml}"
_OPF: Final = "{http://www.idpf.org/2007/opf}"
_TYPE: Final = "{http://www.idpf.org/2007/ops}type"
_CONTAINER: Final = "META-INF/container.xml"


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book; ``linear`` where a reader who turns pages comes to it."""

    path: str
    media_type: str
    properties: frozenset[str]
    in_spine: bool = False
    linear: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents or of the page list."""

    label: str
    address: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a note; ``text`` is the whole note's, white space collapsed.

    ``has_way_back`` where a link in the note leads to this very call; ``inside_note`` where the
    call itself stands in a note.
    """

    address: str
    note: str
    label: str
    text: str
    has_way_back: bool
    inside_note: bool


@dataclass(frozen=True, slots=True)
class BookFacts:
    """What the book says of itself."""

    title: str
    language: str
    direction: str
    package: str
    items: tuple[Item, ...]
    contents: tuple[Entry, ...]
    pages: tuple[Entry, ...]
    calls: tuple[Call, ...]

    @property
    def spine(self) -> tuple[Item, ...]:
        """Return the content documents in reading order."""
        return tuple(item for item in self.items if item.in_spine)


def read_facts(epub: Path) -> BookFacts:
    """Return what an EPUB 3 promises. Raises ``KeyError`` where a file is missing in it."""
    with zipfile.ZipFile(epub) as archive:
        container = etree.fromstring(archive.read(_CONTAINER))
        package = next(container.iter("{*}rootfile")).get("full-path", "")
        opf = etree.fromstring(archive.read(package))
        items = tuple(_items(opf, package))
        trees = {
            item.path: etree.fromstring(archive.read(item.path))
            for item in items
            if item.media_type == "application/xhtml+xml"
        }
    navigation = next(item.path for item in items if "nav" in item.properties)
    return BookFacts(
        title=next(opf.iter("{*}title")).text or "",
        language=next(opf.iter("{*}language")).text or "",
        direction=next(opf.iter(f"{_OPF}spine")).get("page-progression-direction", "ltr"),
        package=package,
        items=items,
        contents=tuple(_entries(trees[navigation], navigation, "toc")),
        pages=tuple(_entries(trees[navigation], navigation, "page-list")),
        calls=tuple(_calls(trees, [item.path for item in items if item.in_spine])),
    )


def words_of(text: str) -> str:
    """Return a text with its white space collapsed."""
    return " ".join(text.split())


def _items(opf: Any, package: str) -> Iterator[Item]:
    """Yield the files of the manifest, those of the spine first and in its order."""
    listed = {item.get("id"): item for item in opf.iterfind(f"{_OPF}manifest/{_OPF}item")}
    for reference in opf.iterfind(f"{_OPF}spine/{_OPF}itemref"):
        item = listed.pop(reference.get("idref"))
        yield _item(item, package, in_spine=True, linear=reference.get("linear") != "no")
    for item in listed.values():
        yield _item(item, package)


def _item(item: Any, package: str, *, in_spine: bool = False, linear: bool = False) -> Item:
    return Item(
        path=_address(package, item.get("href")),
        media_type=item.get("media-type"),
        properties=frozenset(item.get("properties", "").split()),
        in_spine=in_spine,
        linear=linear,
    )


def _address(base: str, href: str) -> str:
    """Return where a link in the file ``base`` leads, ``""`` where it leaves the book."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return ""
    path = base
    if parts.path:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(parts.path)))
    return f"{path}#{unquote(parts.fragment)}" if parts.fragment else path


def _entries(tree: Any, path: str, kind: str) -> Iterator[Entry]:
    for navigation in tree.iter(f"{_XHTML}nav"):
        if kind in navigation.get(_TYPE, "").split():
            for link in navigation.iter(f"{_XHTML}a"):
                depth = sum(1 for _ in link.iterancestors(f"{_XHTML}ol")) - 1
                yield Entry(_text(link), _address(path, link.get("href")), depth)


def _calls(trees: dict[str, Any], paths: list[str]) -> Iterator[Call]:
    """Yield the calls in reading order."""
    elements = {
        f"{path}#{element.get('id')}": element
        for path in paths
        for element in trees[path].iterfind(".//*[@id]")
    }
    for path in paths:
        for link in trees[path].iter(f"{_XHTML}a"):
            if not _is(link, "noteref"):
                continue
            address = f"{path}#{link.get('id')}"
            target = _address(path, link.get("href", ""))
            note = elements.get(target)
            yield Call(
                address=address,
                note=target,
                label=_text(link),
                text="" if note is None else _text(note),
                has_way_back=note is not None and address in _ways_back(note, target),
                inside_note=any(_is(element, "footnote") for element in link.iterancestors()),
            )


def _ways_back(note: Any, target: str) -> Iterator[str]:
    path = target.partition("#")[0]
    for link in note.iter(f"{_XHTML}a"):
        if _is(link, "backlink"):
            yield _address(path, link.get("href", ""))


def _is(element: Any, kind: str) -> bool:
    types = element.get(_TYPE, "").split()
    return kind in types or f"doc-{kind}" in element.get("role", "").split()


def _text(element: Any) -> str:
    return words_of("".join(element.itertext()))
