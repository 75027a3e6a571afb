"""Read a finished EPUB as a reading system does: its files, its spine, its contents."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote

from publish.adapters.epub_archive import read_members
from publish.errors import ValidationError

XHTML: Final = "application/xhtml+xml"

_CONTAINER: Final = "META-INF/container.xml"
_OCF: Final = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF: Final = "{http://www.idpf.org/2007/opf}"
_OPS: Final = "{http://www.idpf.org/2007/ops}"
_HTML: Final = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True, slots=True)
class PublicationFile:
    """A file of the manifest: its bytes as they stand in the archive."""

    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """An entry of the table of contents; ``href`` is a path in the archive, with ``#ID`` or not."""

    title: str
    href: str
    children: tuple[ContentsEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """What an EPUB holds.

    Every path is one in the archive; ``folder`` is that of the package document. ``spine`` has the
    documents in reading order, ``titles`` their titles.
    """

    folder: str
    language: str
    is_right_to_left: bool
    files: Mapping[str, PublicationFile]
    spine: tuple[str, ...]
    titles: Mapping[str, str]
    contents: tuple[ContentsEntry, ...]


def read_publication(data: bytes) -> Publication:
    """Return what the bytes of an EPUB hold.

    Raises ``ValidationError`` where the archive or its package document cannot be followed.
    """
    from lxml import etree

    try:
        return _read(read_members(data))
    except (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise ValidationError(f"the EPUB cannot be read back: {error}") from error


def _read(members: Mapping[str, bytes]) -> Publication:
    container = _parse(members[_CONTAINER])
    path = str(container.find(f".//{_OCF}rootfile").get("full-path"))
    package = _parse(members[path])
    folder = posixpath.dirname(path)
    items = {item.get("id"): item for item in package.iterfind(f"{_OPF}manifest/{_OPF}item")}
    paths = {
        name: posixpath.normpath(posixpath.join(folder, unquote(item.get("href"))))
        for name, item in items.items()
    }
    refs = list(package.iterfind(f"{_OPF}spine/{_OPF}itemref"))
    spine = tuple(paths[ref.get("idref")] for ref in refs)
    nav = next(
        (name for name, item in items.items() if "nav" in item.get("properties", "").split()), None
    )
    language = package.findtext(".//{http://purl.org/dc/elements/1.1/}language") or ""
    direction = package.find(f"{_OPF}spine").get("page-progression-direction")
    return Publication(
        folder=folder,
        language=language,
        is_right_to_left=direction == "rtl",
        files={
            paths[name]: PublicationFile(item.get("media-type"), members[paths[name]])
            for name, item in items.items()
        },
        spine=spine,
        titles={path: _title(members[path]) for path in spine},
        contents=tuple(_contents(members[paths[nav]], paths[nav])) if nav else (),
    )


def _title(document: bytes) -> str:
    return " ".join((_parse(document).findtext(f"{_HTML}head/{_HTML}title") or "").split())


def _contents(document: bytes, path: str) -> Iterator[ContentsEntry]:
    for nav in _parse(document).iter(f"{_HTML}nav"):
        if "toc" in nav.get(f"{_OPS}type", "").split():
            yield from _entries(nav, posixpath.dirname(path))


def _entries(parent: Any, folder: str) -> Iterator[ContentsEntry]:
    for item in parent.iterfind(f"{_HTML}ol/{_HTML}li"):
        link = item.find(f"{_HTML}a")
        named = link if link is not None else item.find(f"{_HTML}span")
        href, _, fragment = (link.get("href") if link is not None else "").partition("#")
        target = posixpath.normpath(posixpath.join(folder, unquote(href))) if href else ""
        yield ContentsEntry(
            title=" ".join("".join(named.itertext()).split()) if named is not None else "",
            href=f"{target}#{fragment}" if fragment else target,
            children=tuple(_entries(item, folder)),
        )


def _parse(document: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(
        document, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    )
