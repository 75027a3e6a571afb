"""What a source is, by its content: names and endings of files may lie."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Final, Literal

from publish.importing.encodings import wide_codec

Kind = Literal[
    "a folder of Markdown",
    "a folder of HTML",
    "plain text",
    "a Word document",
    "a LibreOffice document",
    "an EPUB",
    "a TextBundle",
    "a Scrivener project",
    "a Ulysses archive",
    "RTF",
    "HTML",
    "Markdown",
    "a PDF",
    "a picture",
    "an archive",
    "a program or data",
    "nothing",
]
"""Every kind that is told from the others, as a message calls it."""

_HEAD: Final = 65_536
_HTML: Final = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\0", b"MM\0*")
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")


def recognise(source: Path) -> Kind:
    """Return what a file or folder is; no more than its beginning and its list of files is read."""
    if source.is_dir():
        return _of_folder(source)
    with source.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        return "nothing"
    if head.startswith(b"PK\x03\x04"):
        return _of_archive(source)
    if head.startswith(b"%PDF"):
        return "a PDF"
    if head.startswith(_PICTURES):
        return "a picture"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "RTF"
    if head.startswith((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")):
        return "an archive"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "a Word document"
    if b"<ScrivenerProject" in head[:2000]:
        return "a Scrivener project"
    if _HTML.match(head):
        return "HTML"
    if not head.startswith(_WIDE) and _is_binary(head):
        return "a program or data"
    return "Markdown" if source.suffix.lower() in (".md", ".markdown") else "plain text"


def _of_folder(folder: Path) -> Kind:
    """Return what a folder holds, by the endings of the names in it."""
    names = [path.name for path in folder.iterdir()]
    if "info.json" in names and any(name.startswith("text.") for name in names):
        return "a TextBundle"
    endings = {path.suffix.lower() for path in folder.iterdir()}
    if ".scrivx" in endings:
        return "a Scrivener project"
    if {"_toc.yml", "myst.yml", "Book.txt"} & set(names):
        return "a folder of Markdown"
    is_web = endings & {".html", ".htm", ".xhtml"} and not endings & {".md", ".markdown"}
    return "a folder of HTML" if is_web else "a folder of Markdown"


def _is_binary(head: bytes) -> bool:
    """Return whether bytes are no text: zeros that are not those of UTF-16, or many controls."""
    if 0 in head:
        return not wide_codec(head)
    controls = sum(head.count(byte) for byte in (*range(1, 9), *range(14, 26), *range(28, 32)))
    return controls > len(head) * 0.02


def _of_archive(source: Path) -> Kind:
    """Return what a ZIP archive holds, by the names in it; nothing is unpacked."""
    try:
        with zipfile.ZipFile(source) as archive:
            names = archive.namelist()[:2000]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "an archive"
    ends = {name.rpartition("/")[2].rpartition(".")[2].lower() for name in names}
    if "scrivx" in ends:
        return "a Scrivener project"
    if "ulysses" in ends or any(".ulysses/" in name or ".ulgroup/" in name for name in names):
        return "a Ulysses archive"
    if any(name.endswith("info.json") for name in names) and any(
        re.search(r"(?:^|/)text\.\w+$", name) for name in names
    ):
        return "a TextBundle"
    if "word/document.xml" in names:
        return "a Word document"
    if "META-INF/container.xml" in names or any(name.endswith(".opf") for name in names):
        return "an EPUB"
    return "a LibreOffice document" if "content.xml" in names else "an archive"
