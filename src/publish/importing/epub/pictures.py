"""Pictures of an EPUB in the manuscript: by what they are, not by what they are called."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from lxml import etree

from publish.importing.documents.tree import Node, attributes, node
from publish.importing.epub.documents import FATE, Text
from publish.importing.epub.package_document import resolve
from publish.importing.epub.xhtml import tag, words
from publish.importing.packages import BrokenPackageError, Package
from publish.publication import make_slug

_KINDS: Final = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
)
_UNSAFE: Final = re.compile(
    rb"<script|<!ENTITY|<foreignObject|\bon[a-z]+\s*=|javascript:", re.IGNORECASE
)
_OUTSIDE: Final = re.compile(rb"href\s*=\s*[\"'](?!#|data:image/)", re.IGNORECASE)
_LINK: Final = "{http://www.w3.org/1999/xlink}href"


def suffix_of(data: bytes) -> str:
    """Return the suffix for a picture's data, ``""`` for what no book can show."""
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return ".webp"
    if re.match(
        rb"\s*(?:<\?xml|<!DOCTYPE svg|<!--|<(?:\w+:)?svg)", data[:400].lstrip(b"\xef\xbb\xbf")
    ):
        return ".svg" if b"svg" in data[:4000] else ""
    return next((suffix for magic, suffix in _KINDS if data.startswith(magic)), "")


@dataclass(slots=True)
class Pictures:
    """The pictures that the text shows; ``files`` are by name relative to ``manuscript/``."""

    package: Package
    text: Text
    files: dict[str, bytes] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def inline(self, element: Any) -> list[Node]:
        """Return a picture, or nothing where there is none to show; that is told."""
        if tag(element) == "svg":
            return self._drawing(element)
        address = element.get("src") or element.get(_LINK) or element.get("href") or ""
        name = self._file(element, address)
        alt = element.get("alt")
        if not name:
            return []
        if alt is None:
            self.text.account.counts["pictures without alternative text"] += 1
        return [_image(name, alt)]

    def _file(self, element: Any, address: str) -> str:
        if re.match(r"[a-z][a-z0-9+.-]*:", address, re.IGNORECASE):
            return self._missing(element, address, "it lies outside the book; nothing is fetched")
        path, _ = resolve(self.text.path_of(element), address)
        return self.add(path) or self._missing(
            element, address, "it is not there, or no book shows it"
        )

    def add(self, path: str) -> str:
        """Return the name in the manuscript of a picture of the archive, ``""`` without one."""
        if path in self._names:
            return self._names[path]
        try:
            data = self.package.read(path)
        except BrokenPackageError as error:
            if error.too_large:
                raise
            return ""
        suffix = suffix_of(data)
        if not suffix or (suffix == ".svg" and (_UNSAFE.search(data) or _OUTSIDE.search(data))):
            return ""
        return self._enter(path, data, suffix)

    def _enter(self, path: str, data: bytes, suffix: str) -> str:
        stem = make_slug(PurePosixPath(path).stem)[:60] or "picture"
        name, number = f"images/{stem}{suffix}", 1
        while name in self.files:
            number += 1
            name = f"images/{stem}-{number}{suffix}"
        self.files[name] = data
        self._names[path] = name
        return name

    def _missing(self, element: Any, address: str, why: str) -> str:
        alt = element.get("alt") or ""
        self.text.account.lose(
            f"picture {address[:120]} {alt}".strip(), why, self.text.place(element)
        )
        return ""

    def _drawing(self, element: Any) -> list[Node]:
        inner = [one for one in element.iter() if tag(one) == "image"]
        drawn = [
            one
            for one in element.iter()
            if tag(one) in ("path", "text", "rect", "circle", "g", "line")
        ]
        title = next((words(one) for one in element.iter() if tag(one) == "title"), None)
        title = title or element.get("aria-label")
        if len(inner) == 1 and not [one for one in drawn if tag(one) != "g"]:
            address = inner[0].get(_LINK) or inner[0].get("href") or ""
            name = self._file(inner[0], address)
            return [_image(name, title)] if name else []
        copy = etree.fromstring(etree.tostring(element, with_tail=False))
        for one in copy.iter():
            if one.get(FATE) is not None:
                del one.attrib[FATE]
        data = etree.tostring(copy)
        if inner or _UNSAFE.search(data):
            self._missing(element, "drawn in the text", "it runs, or reaches outside")
            return []
        return [_image(self._enter(f"drawing-{len(self.files) + 1}", data, ".svg"), title)]


def _image(name: str, alt: str | None) -> Node:
    own = attributes()
    if alt is not None:
        own[2].append(["alt", " ".join(alt.split())])
    return node("Image", [own, [], [f"../{name}", ""]])
