"""Pictures of an EPUB in the manuscript: by what they are, not by what they are called."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from lxml import etree

from publish.importing.documents.tree import Node, attributes, node
from publish.importing.epub.documents import FATE, Text
from publish.importing.epub.package_document import resolve
from publish.importing.epub.xhtml import parse, tag, words
from publish.importing.packages import BrokenPackageError, Package
from publish.pictures.svg import svg_problem
from publish.publication import make_slug

_KINDS: Final = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
)
_FONT_RULE: Final = re.compile(r"@font-face\s*\{[^}]*\}|@import[^;]*;", re.IGNORECASE)
_MEDIA: Final = {".png": "image/png", ".jpg": "image/jpeg", ".gif": "image/gif"}
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
        address = (
            element.get("src")
            or element.get("data")
            or element.get(_LINK)
            or element.get("href")
            or ""
        )
        name = self._file(element, address)
        alt = element.get("alt")
        if tag(element) == "object":
            alt = words(element) or element.get("aria-label") or element.get("title")
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
        if suffix == ".svg" and svg_problem(data):
            data = self._mended(path, data)
        return self._enter(path, data, suffix) if suffix and data else ""

    def _mended(self, path: str, data: bytes) -> bytes:
        """Return a drawing with the pictures that it shows in it, ``b""`` where that is no help."""
        try:
            root, _ = parse(data, path)
        except BrokenPackageError:
            return b""
        return self._closed(root, path)

    def _closed(self, root: Any, path: str) -> bytes:
        """Return a drawing that needs nothing outside itself: fonts and links are left."""
        for element in list(root.iter()):
            if tag(element) == "font-face" and element.getparent() is not None:
                element.getparent().remove(element)
            elif tag(element) == "a":
                element.attrib.pop(_LINK, None)
                element.attrib.pop("href", None)
            elif tag(element) == "style":
                element.text = _FONT_RULE.sub("", element.text or "")
            elif tag(element) == "image":
                self._embed(element, path)
        data = etree.tostring(root, with_tail=False)
        return b"" if svg_problem(data) else data

    def _embed(self, image: Any, path: str) -> None:
        address = image.get(_LINK) or image.get("href") or ""
        try:
            data = self.package.read(resolve(path, address)[0])
        except BrokenPackageError:
            return
        media = _MEDIA.get(suffix_of(data))
        if media and ":" not in address:
            image.attrib.pop("href", None)
            image.set(_LINK, f"data:{media};base64,{base64.b64encode(data).decode()}")

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
        data = self._closed(copy, self.text.path_of(element))
        if not data:
            self._missing(element, "drawn in the text", "it runs, or reaches outside")
            return []
        return [_image(self._enter(f"drawing-{len(self.files) + 1}", data, ".svg"), title)]


def _image(name: str, alt: str | None) -> Node:
    own = attributes()
    if alt is not None:
        own[2].append(["alt", " ".join(alt.split())])
    return node("Image", [own, [], [f"../{name}", ""]])
