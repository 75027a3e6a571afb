"""The finished thing, and the only place that writes one."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from publish.errors import OutputError
from publish.page_map import SetLine


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished file: deterministic bytes under a name.

    ``pages`` counts the sheets of a PDF and is ``None`` for an EPUB.
    """

    filename: str
    media_type: str
    data: bytes = field(repr=False)
    pages: int | None = None

    @property
    def sha256(self) -> str:
        """Return the digest of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top; points from the page's lower left corner."""


@dataclass(frozen=True, slots=True)
class SetPage:
    """A page of the typeset book: what stands where.

    ``body`` is the area of the running text, ``notes`` that of the footnotes, ``floats`` those
    of figures and tables at the head or the foot, not where they are written, whose ids are
    ``floated``; ``repeated`` are those of
    table heads that stand again after a page break. Where the notes of the page and those around it
    do not follow one another as they are called, ``note_parts`` gives each one's area, with its
    number in the order of the book. ``folio`` is ``""`` where none shows, ``name`` what the page
    would be called all the same ("xii", "12"). ``lines`` are in the order of reading, notes last;
    ``calls`` are the ids of the notes that the page calls; ``reason`` says why its depth could not
    be the usual one, where that is known. ``flow`` is what the page says of the running text,
    ``endnotes`` of the notes after a chapter: letters as they are set, a picture as U+FFFC.
    """

    number: int
    folio: str
    division: str
    blank: bool = False
    body: Rectangle | None = None
    notes: Rectangle | None = None
    note_parts: tuple[tuple[int, Rectangle], ...] = ()
    floats: tuple[Rectangle, ...] = ()
    floated: tuple[str, ...] = ()
    repeated: tuple[Rectangle, ...] = ()
    name: str = ""
    lines: tuple[SetLine, ...] = field(default=(), repr=False)
    calls: tuple[str, ...] = ()
    reason: str = ""
    flow: str = field(default="", repr=False)
    endnotes: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class TypesetBook:
    """A PDF and the map of its pages.

    ``folios`` gives the folio of every id of the book, ``titles`` the title of every division.
    """

    artifact: Artifact
    pages: tuple[SetPage, ...]
    folios: Mapping[str, str]
    titles: Mapping[str, str] = field(default_factory=dict)


def write_file(path: Path, data: bytes) -> None:
    """Write bytes so that a reader sees the old file or the new one, never a part.

    Raises ``OutputError`` where the disk refuses; then the old file stands as it was.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            temporary.chmod(0o644)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"cannot write {path}: {error.strerror}",
            hint="check the folder's rights and free space",
        ) from error


def write_artifact(artifact: Artifact, folder: Path) -> Path:
    """Write the artifact into ``folder`` under its own name and return its path."""
    path = folder / artifact.filename
    write_file(path, artifact.data)
    return path
