"""The table of contents of an EPUB: of its navigation document, else of its NCX."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from publish.importing.epub.package_document import Publication, resolve
from publish.importing.epub.xhtml import kinds, parse, tag, words
from publish.importing.packages import BrokenPackageError, Package


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents; ``depth`` counts from 0."""

    path: str
    fragment: str
    title: str
    depth: int


def read_contents(package: Package, book: Publication) -> list[Entry]:
    """Return the table of contents: of the navigation document, else of the NCX, else nothing."""
    for path, read in ((book.navigation, _of_navigation), (book.ncx, _of_ncx)):
        if not path:
            continue
        try:
            root, _ = parse(package.read(path), path)
        except BrokenPackageError:
            continue
        entries: list[Entry] = []
        read(root, path, entries)
        if entries:
            return entries
    return []


def _of_navigation(root: Any, path: str, entries: list[Entry]) -> None:
    navs = [one for one in root.iter() if tag(one) == "nav"]
    toc = next((one for one in navs if "toc" in kinds(one)), navs[0] if navs else None)
    if toc is None:
        return
    for link in toc.iter():
        if tag(link) == "a" and link.get("href"):
            depth = sum(tag(one) == "ol" for one in link.iterancestors()) - 1
            where, fragment = resolve(path, link.get("href"))
            entries.append(Entry(where, fragment, words(link), max(depth, 0)))


def _of_ncx(root: Any, path: str, entries: list[Entry]) -> None:
    for point in root.iter():
        if tag(point) != "navpoint":
            continue
        depth = sum(tag(one) == "navpoint" for one in point.iterancestors())
        label = next((one for one in point.iter() if tag(one) == "text"), None)
        content = next((one.get("src", "") for one in point if tag(one) == "content"), "")
        where, fragment = resolve(path, content)
        entries.append(Entry(where, fragment, words(label) if label is not None else "", depth))
