"""The package of an EPUB: where it is, its metadata, its parts and their order."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote

from publish.importing.epub.xhtml import parse, tag
from publish.importing.packages import BrokenPackageError, Package

_FONTS: Final = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_TEXTS: Final = ("application/xhtml+xml", "text/html", "text/x-oeb1-document")
_ROLES: Final = re.compile(r"[a-z]{3}")


@dataclass(slots=True)
class Part:
    """An entry of the manifest: the path in the archive, the media type, the properties."""

    path: str
    media: str
    properties: set[str]
    fallback: str = ""


@dataclass(slots=True)
class Metadata:
    """What the package says of the book; ``people`` are name, role and file-as.

    ``runs_down`` says that lines do, by the package and the stylesheets.
    """

    titles: list[tuple[str, str]] = field(default_factory=list)
    people: list[tuple[str, str, str]] = field(default_factory=list)
    language: str = ""
    identifiers: list[str] = field(default_factory=list)
    isbn: str = ""
    publisher: str = ""
    date: str = ""
    rights: str = ""
    description: str = ""
    source: str = ""
    subjects: list[str] = field(default_factory=list)
    series: tuple[str, str] | None = None
    file_as: str = ""
    turns_right: bool = False
    runs_down: bool = False

    def title(self, kind: str) -> str:
        """Return the title of a kind: ``main`` or ``subtitle``."""
        found = next((words for words, one in self.titles if one == kind), "")
        if not found and kind == "main" and self.titles:
            return self.titles[0][0]
        return found


@dataclass(slots=True)
class Publication:
    """A package read: ``spine`` are paths of its documents in reading order.

    ``said`` are the documents that say in words what a picture of the spine shows, its fallback.
    """

    path: str
    metadata: Metadata
    parts: dict[str, Part]
    spine: list[str]
    navigation: str = ""
    ncx: str = ""
    cover: str = ""
    guide: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    encrypted: set[str] = field(default_factory=set)
    said: dict[str, str] = field(default_factory=dict)


def resolve(base: str, address: str) -> tuple[str, str]:
    """Return path and fragment of an address in the archive; what climbs out leads nowhere."""
    path, _, fragment = address.partition("#")
    if not path:
        return base, unquote(fragment)
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(path)))
    return ("" if whole.startswith(("..", "/")) else whole), unquote(fragment)


def read_publication(package: Package) -> Publication:
    """Return the package of an EPUB. Raises ``BrokenPackageError``."""
    remarks: list[str] = []
    path = _find_package(package, remarks)
    root, mended = parse(package.read(path), path)
    if mended:
        remarks.append("The package document is not well-formed; it was read as far as it goes.")
    book = Publication(path, _metadata(root), {}, [], remarks=remarks)
    book.encrypted = _encrypted(package)
    items = _read_manifest(package, root, book)
    _read_spine(root, items, book)
    spine = next((one for one in root.iter() if tag(one) == "spine"), root)
    book.metadata.turns_right = spine.get("page-progression-direction") == "rtl"
    if not book.spine:
        book.spine = sorted(one.path for one in book.parts.values() if one.media in _TEXTS)
        book.spine = book.spine or sorted(
            name for name in package.names if name.lower().endswith((".xhtml", ".html", ".htm"))
        )
        remarks.append("The spine is empty: the documents are taken in the order of their names.")
    named = (one for one in root.iter() if tag(one) == "meta" and one.get("name") == "cover")
    cover = next((one.get("content") for one in named), None)
    if not book.cover and cover in items:
        book.cover = items[cover].path
    return book


def _read_manifest(package: Package, root: Any, book: Publication) -> dict[str, Part]:
    items: dict[str, Part] = {}
    for item in root.iter():
        if tag(item) != "item" or not item.get("href"):
            continue
        where = _actual(package, resolve(book.path, item.get("href"))[0])
        if not where:
            book.remarks.append("A part of the manifest lies outside the archive; it was left.")
        if where not in package.names:
            continue
        properties = set((item.get("properties") or "").split())
        part = Part(where, item.get("media-type", ""), properties, item.get("fallback", ""))
        items[item.get("id", "")] = book.parts[where] = part
        if "nav" in part.properties:
            book.navigation = where
        if part.media == "application/x-dtbncx+xml":
            book.ncx = where
        if "cover-image" in part.properties:
            book.cover = where
    return items


def _read_spine(root: Any, items: dict[str, Part], book: Publication) -> None:
    for ref in root.iter():
        if tag(ref) == "itemref":
            found = _shown(items.get(ref.get("idref", "")), items)
            if found is None:
                message = f'The spine names "{ref.get("idref")}", which is not in the file.'
                book.remarks.append(message)
            elif found.path not in book.spine:
                book.spine.append(found.path)
                words = items.get(found.fallback)
                if found.media.startswith("image/") and words and words.media in _TEXTS:
                    book.said[found.path] = words.path
        elif tag(ref) == "reference" and ref.get("href"):
            book.guide[resolve(book.path, ref.get("href"))[0]] = ref.get("type", "").lower()


def _shown(part: Part | None, items: dict[str, Part]) -> Part | None:
    """Return a part of the spine, or of its fallbacks the first that a book can show."""
    one = part
    for _ in range(len(items)):
        if one is None or _is_shown(one):
            break
        one = items.get(one.fallback)
    return one or part


def _is_shown(part: Part) -> bool:
    named = part.path.lower().endswith((".xhtml", ".html", ".htm"))
    return named or part.media in _TEXTS or part.media.startswith("image/")


def _actual(package: Package, where: str) -> str:
    if where in package.names:
        return where
    folded = where.casefold()
    return next((name for name in sorted(package.names) if name.casefold() == folded), where)


def _find_package(package: Package, remarks: list[str]) -> str:
    try:
        root, _ = parse(package.read("META-INF/container.xml"), "META-INF/container.xml")
        for one in root.iter():
            where = unquote(one.get("full-path", "")) if tag(one) == "rootfile" else ""
            if where in package.names:
                return where
    except BrokenPackageError as error:
        if error.too_large:
            raise
    found = sorted(
        (name for name in package.names if name.endswith(".opf")), key=lambda n: (n.count("/"), n)
    )
    if not found:
        raise BrokenPackageError("it has no package document (.opf)")
    remarks.append(f"META-INF/container.xml names no package; {found[0]} was found by its name.")
    return found[0]


def _encrypted(package: Package) -> set[str]:
    """Return the parts that are encrypted for more than to hide a font."""
    data = package.read("META-INF/encryption.xml")
    if not data:
        return set()
    root, _ = parse(data, "META-INF/encryption.xml")
    found = set()
    for one in root.iter():
        if tag(one) != "encrypteddata":
            continue
        method = next(
            (m.get("Algorithm", "") for m in one.iter() if tag(m) == "encryptionmethod"), ""
        )
        if method in _FONTS:
            continue
        found |= {unquote(c.get("URI", "")) for c in one.iter() if tag(c) == "cipherreference"}
    return found


def _metadata(root: Any) -> Metadata:
    data = Metadata()
    refined: dict[str, dict[str, str]] = {}
    named: dict[str, str] = {}
    collections: list[tuple[str, str]] = []
    for one in root.iter():
        if tag(one) != "meta":
            continue
        text = " ".join((one.text or "").split())
        if one.get("refines"):
            refined.setdefault(one.get("refines").lstrip("#"), {})[one.get("property", "")] = text
        elif one.get("name"):
            named[one.get("name")] = one.get("content", "")
        elif one.get("property") == "belongs-to-collection" and text:
            collections.append((text, one.get("id", "")))
    for one in root.iter():
        if not isinstance(one.tag, str) or "purl.org/dc/elements" not in one.tag.lower():
            continue
        text = " ".join("".join(one.itertext()).split())
        if text:
            _element(data, one, text, refined.get(one.get("id", ""), {}))
    for name, identifier in collections:
        own = refined.get(identifier, {})
        if own.get("collection-type", "series") == "series" and data.series is None:
            data.series = (name, own.get("group-position", ""))
    if data.series is None and named.get("calibre:series"):
        number = named.get("calibre:series_index", "")
        data.series = (named["calibre:series"], number.removesuffix(".0"))
    data.file_as = data.file_as or named.get("calibre:title_sort", "")
    return data


_ONCE: Final = ("language", "publisher", "rights", "description", "source")
"""Elements of which the first is taken."""


def _attribute(element: Any, name: str) -> str:
    return next((v for k, v in element.attrib.items() if k.rsplit("}", 1)[-1] == name), "")


def _element(data: Metadata, one: Any, text: str, own: dict[str, str]) -> None:
    sort = own.get("file-as") or _attribute(one, "file-as")
    sort = sort if sort != text else ""
    name = tag(one)
    if name in _ONCE:
        setattr(data, name, getattr(data, name) or text)
    elif name == "title":
        data.titles.append((text, own.get("title-type", "")))
        data.file_as = sort if len(data.titles) == 1 else data.file_as
    elif name in ("creator", "contributor"):
        role = own.get("role") or _attribute(one, "role")
        role = role if _ROLES.fullmatch(role) else ("aut" if name == "creator" else "ctb")
        if role != "bkp":
            data.people.append((text, role, sort))
    elif name == "identifier":
        _identify(data, text)
    elif name == "date" and (not data.date or _attribute(one, "event") == "publication"):
        data.date = text
    elif name == "subject" and text not in data.subjects:
        data.subjects.append(text)


def _identify(data: Metadata, text: str) -> None:
    digits = re.sub(r"[^0-9]", "", re.sub(r"(?i)^urn:isbn:|^isbn:?", "", text))
    if _is_isbn(digits) and not re.search(r"uuid|doi|http", text, re.IGNORECASE):
        data.isbn = data.isbn or digits
    else:
        data.identifiers.append(text)


def _is_isbn(digits: str) -> bool:
    """Return whether thirteen digits are an ISBN, by its last one."""
    if not re.fullmatch(r"97[89]\d{10}", digits):
        return False
    return sum(int(one) * (3 if place % 2 else 1) for place, one in enumerate(digits)) % 10 == 0
