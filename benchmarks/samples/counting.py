"""The words, notes and formulas of an EPUB, by the standard library alone.

Nothing here is shared with ``publish``: its importer parses with lxml, this reads the tags as they
come. A word is a run of letters, digits and the marks upon them; a sign of Chinese or Japanese is
one by itself.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urldefrag
from xml.etree import ElementTree

from benchmarks.samples.reading import CONTENTS, TEXT, Reader

_OPF: Final = "{http://www.idpf.org/2007/opf}"
_HAN: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD: Final = re.compile(f"[{_HAN}]|[^ {_HAN}]+")
_MEDIA: Final = ("application/xhtml+xml", "image/svg+xml", "text/html")
_DOCUMENTS: Final = (".xhtml", ".html", ".htm", ".xml", ".svg")


@dataclass(slots=True)
class Count:
    """What an EPUB has: words by where they stand, and how many there are of other things.

    ``calls`` are links that say that they call a note and lead to one; ``notes`` are those.
    """

    words: dict[str, Counter[str]] = field(default_factory=dict)
    numbers: Counter[str] = field(default_factory=Counter)
    calls: int = 0
    notes: int = 0

    def of(self, place: str) -> Counter[str]:
        """Return the words that stand in one kind of place."""
        return self.words.get(place, Counter())


def words_of(text: str) -> list[str]:
    """Return the words of a text, in small letters."""
    pieces = []
    for sign in unicodedata.normalize("NFC", text).casefold():
        kind = unicodedata.category(sign)
        if kind != "Cf":
            pieces.append(sign if kind[0] in "LMN" else " ")
    return _WORD.findall("".join(pieces))


def count(path: Path) -> Count:
    """Return what stands in the documents of the spine of an EPUB."""
    found = Count()
    with zipfile.ZipFile(path) as archive:
        documents, navigation = _spine(archive)
        readers = {}
        for name in documents:
            readers[name] = Reader(is_navigation=name == navigation)
            readers[name].feed(archive.read(name).decode("utf-8-sig", "replace"))
            readers[name].close()
    for reader in readers.values():
        if _is_contents(reader):
            reader.pieces.setdefault(CONTENTS, []).extend(reader.pieces.pop(TEXT, []))
        for place, pieces in reader.pieces.items():
            found.words.setdefault(place, Counter()).update(words_of("".join(pieces)))
        found.numbers.update(reader.numbers)
    called = [place for name in readers for place in _notes(name, readers)]
    found.calls, found.notes = len(called), len(set(called))
    return found


def _is_contents(reader: Reader) -> bool:
    """Return whether a document is hardly anything but links inside the book."""
    words = len(words_of("".join(reader.pieces.get(TEXT, []))))
    linked = len(words_of("".join(reader.linked)))
    return reader.numbers["links"] > 3 and linked > 0.7 * words


def _notes(name: str, readers: Mapping[str, Reader]) -> list[tuple[str, str]]:
    found = []
    for address in readers[name].calls:
        path, fragment = urldefrag(unquote(address))
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
        if target in readers and fragment in readers[target].names:
            found.append((target, fragment))
    return found


def _spine(archive: zipfile.ZipFile) -> tuple[list[str], str]:
    """Return the names of the documents in reading order, and that of the navigation document."""
    container = ElementTree.fromstring(archive.read("META-INF/container.xml"))
    root = next(str(one.get("full-path")) for one in container.iter() if one.get("full-path"))
    package = ElementTree.fromstring(archive.read(root))
    items: dict[str, str] = {}
    instead: dict[str, str] = {}
    navigation = ""
    for one in package.iter(f"{_OPF}item"):
        address = unquote(str(one.get("href")))
        name = posixpath.normpath(posixpath.join(posixpath.dirname(root), address))
        items[one.get("id", "")] = name
        if one.get("media-type", _MEDIA[0]) not in _MEDIA and one.get("fallback"):
            instead[one.get("id", "")] = one.get("fallback", "")
        if "nav" in (one.get("properties") or "").split():
            navigation = name
    there = set(archive.namelist())
    named = [one.get("idref", "") for one in package.iter(f"{_OPF}itemref")]
    order = [items.get(instead.get(one, one), "") for one in named]
    order = [one for one in order if one in there and one.lower().endswith(_DOCUMENTS)]
    return list(dict.fromkeys(order)), navigation
