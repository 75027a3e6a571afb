"""Archives of a stranger's, read part by part in memory: bounded, and never unpacked."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from lxml import etree

LARGEST_PART: Final = 48_000_000
"""Bytes of one part that are read: the XML of a book of two million words."""

LARGEST_WHOLE: Final = 400_000_000
"""Bytes that are read of all parts of one archive."""

MOST_PARTS: Final = 20_000
"""Parts that an archive may list."""

LARGEST_PARAGRAPH: Final = 200_000
"""Characters of a paragraph that is read: no prose has longer ones, and engines choke on them."""

_BLOCK: Final = 1 << 20


class BrokenPackageError(Exception):
    """A part of an archive cannot be read; the message says why, ``too_large`` of what kind it is.

    It never leaves the package ``importing``.
    """

    def __init__(self, message: str, *, too_large: bool = False) -> None:
        super().__init__(message)
        self.too_large = too_large


@dataclass(slots=True)
class Package:
    """A ZIP archive: its names are only ever compared, never used as paths."""

    names: frozenset[str]
    _archive: zipfile.ZipFile = field(repr=False)
    _read: int = 0

    def read(self, name: str) -> bytes:
        """Return a part, ``b""`` where there is none. Raises ``BrokenPackageError``."""
        if name not in self.names:
            return b""
        pieces: list[bytes] = []
        size = 0
        try:
            with self._archive.open(name) as part:
                while block := part.read(_BLOCK):
                    size += len(block)
                    self._read += len(block)
                    if size > LARGEST_PART or self._read > LARGEST_WHOLE:
                        message = f'"{name}" has more than {min(size, LARGEST_PART):,} bytes'
                        raise BrokenPackageError(message, too_large=True)
                    pieces.append(block)
        except RuntimeError as error:  # zipfile's word for a password
            raise BrokenPackageError(f'"{name}" is encrypted') from error
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
            raise BrokenPackageError(f'"{name}" cannot be unpacked') from error
        return b"".join(pieces)

    def close(self) -> None:
        """Let the file go; nothing can be read afterwards."""
        self._archive.close()

    def tree(self, name: str) -> Any:
        """Return the root of a part in XML, ``None`` where there is none.

        Raises ``BrokenPackageError``.
        """
        data = self.read(name)
        return parse_xml(data, name) if data else None


def open_package(path: Path) -> Package:
    """Return a ZIP archive, nothing of it unpacked. Raises ``BrokenPackageError``."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise BrokenPackageError(f'"{path.name}" is damaged: its list of parts is lost') from error
    names = archive.namelist()
    if len(names) > MOST_PARTS:
        raise BrokenPackageError(f'"{path.name}" has {len(names):,} parts', too_large=True)
    return Package(frozenset(names), archive)


def bound(texts: Iterable[str], name: str) -> None:
    """Raise ``BrokenPackageError`` where one of the paragraphs of a part is longer than any is."""
    for text in texts:
        if len(text) > LARGEST_PARAGRAPH:
            message = f'a paragraph of "{name}" has {len(text):,} characters'
            raise BrokenPackageError(message, too_large=True)


def parse_xml(data: bytes, name: str) -> Any:
    """Return the root of a document without a document type. Raises ``BrokenPackageError``.

    The parser refuses what stands deeper than 256 elements, and loads nothing.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error):
            message = f'elements of "{name}" stand deeper in one another than in any book'
            raise BrokenPackageError(message, too_large=True) from error
        raise BrokenPackageError(f'"{name}" is not well-formed: {_first_line(error)}') from error
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise BrokenPackageError(f'"{name}" declares a document type, as no word processor does')
    return root


def _first_line(error: Exception) -> str:
    text = str(error).split("\n", 1)[0].split(", line ")[0]
    return text[:1].lower() + text[1:]
