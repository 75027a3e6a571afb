"""Pages before anything is understood: bytes to text, text to a tree, pages in their order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from lxml import html

from publish.importing.documents.paragraphs import SENTINELS
from publish.importing.encodings import decode_source

_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
SUFFIXES: Final = (".html", ".htm", ".xhtml")
_FIRST: Final = ("index", "toc", "contents", "default", "start")


@dataclass(slots=True)
class Page:
    """A page: its text as it was, and its tree."""

    path: Path
    text: str
    root: Any
    title: str = ""
    language: str = ""


def natural(name: str) -> tuple[Any, ...]:
    """Return the key by which names sort as people count: 2 before 10."""
    return tuple(
        (1, int(part), "") if part.isdigit() else (0, 0, part.lower())
        for part in re.split(r"(\d{1,9})", name)
    )


def decode_page(data: bytes, asked: str) -> str | None:
    """Return the text of a page: by its mark, what it says of itself, or what its bytes are."""
    named = _CHARSET.search(data[:4096])
    if not asked and named and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        label = named[1].decode("ascii", "replace").lower()
        label = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}.get(label, label)
        decoded = decode_source(data, label)
        if decoded is not None:
            return SENTINELS.sub("", decoded.text)
    decoded = decode_source(data, asked)
    return None if decoded is None else SENTINELS.sub("", decoded.text.replace("\r\n", "\n"))


def parse_page(path: Path, text: str, heard: str) -> Page:
    """Return a page as a tree; ``heard`` are its words as the witness hears them."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    root = html.document_fromstring((text or " ").encode(), parser=parser)
    title = " ".join((root.findtext(".//title") or "").split())
    language = str(root.get("lang") or root.get("xml:lang") or "")
    return Page(path, heard, root, title, language)


def in_order(found: list[Page]) -> tuple[list[Page], Page | None]:
    """Return the pages in the order of the page of contents, if one links them, and that page."""
    if len(found) < 2:
        return found, None
    by_name = {page.path.name: page for page in found}
    for page in found:
        if page.path.stem.lower() not in _FIRST:
            continue
        links = [unquote(urlsplit(str(one.get("href", ""))).path) for one in page.root.iter("a")]
        order = [
            by_name[one]
            for one in dict.fromkeys(links)
            if one in by_name and by_name[one] is not page
        ]
        if len(order) * 2 >= len(found) - 1 and order:
            rest = [one for one in found if one is not page and one not in order]
            return [*order, *rest], page
    return found, None


def name_apart(page: Page, number: int, numbers: Mapping[str, int]) -> None:
    """Give ids of several pages names of their own, and let links lead to them."""
    if number < 0:
        return
    for one in page.root.iter():
        if not isinstance(one.tag, str):
            continue
        for key in ("id", "name"):
            if one.get(key):
                one.set(key, f"p{number}-{one.get(key)}")
        href = one.get("href") if one.tag == "a" else None
        if href and not urlsplit(href).scheme:
            path, _, anchor = str(href).partition("#")
            target = numbers.get(unquote(path)) if path else number
            if target is not None:
                one.set("href", f"#p{target}-{anchor}" if anchor else f"#page-{target}")
