"""What the file of contents of another tool says: the files in order, and the book's metadata."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from publish.model.book import Kind, Role

Dialect = Literal["quarto", "bookdown", "mdbook", "markdown"]
"""Whose Markdown the chapters are written in."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A chapter, by path relative to the folder; ``depth`` counts the chapters it stands in.

    A part may be a ``title`` alone, without a file. ``raised`` is by how many levels its headings
    come nearer to the first.
    """

    path: str = ""
    role: Role = "bodymatter"
    kind: Kind | None = None
    title: str = ""
    depth: int = 0
    unnumbered: bool = False
    raised: int = 0


@dataclass(frozen=True, slots=True)
class Outline:
    """A book as its tool would build it.

    ``contents`` is the file that says so; ``metadata`` are pandoc's keys; ``unread`` are keys of
    that file that say something about the book and are not understood. ``evidence`` says by what
    the order is known, where no tool says it.
    """

    tool: str
    dialect: Dialect
    contents: str
    entries: tuple[Entry, ...]
    metadata: Mapping[str, object] = field(default_factory=dict)
    base: str = ""
    settings_files: tuple[str, ...] = ()
    evidence: str = ""
