"""What the tests of folders share."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

from publish.diagnostics import Ledger
from publish.importing.imported import Imported
from publish.importing.options import ImportOptions
from publish.importing.sources import import_source
from publish.toolchain import make_import_tools


def png(width: int = 8, height: int = 6) -> bytes:
    """Return a picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    rows = b"".join(b"\0" + b"\x40\x80\xc0" * width for _row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def lay(folder: Path, files: Mapping[str, str] | Mapping[str, str | bytes]) -> Path:
    """Write files into a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def bring(source: Path) -> tuple[Imported, list[str]]:
    """Import a source that must succeed; return it, and the codes of what was said."""
    ledger = Ledger()
    imported = import_source(source, ImportOptions(), make_import_tools(), ledger.add)
    said = [f"{one.span}: {one.rule.code} {one.message}" for one in ledger]
    assert imported, said
    return imported, said


def texts(imported: Imported) -> dict[str, str]:
    """Return the texts of the new manuscript by their paths in it."""
    return {
        str(path).removeprefix("manuscript/"): data.decode()
        for path, data in imported.files.items()
        if path.suffix in (".md", ".toml", ".css")
    }


def lost(imported: Imported) -> list[str]:
    """Return what the book does not hold, each with its place."""
    return [f"{one.place}: {one.what}" for one in imported.unkept]
