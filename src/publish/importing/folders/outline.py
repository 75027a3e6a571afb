"""What the file of contents of another tool says: the files in order, and the book's metadata."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from publish.model.book import Kind, Role

Dialect = Literal["quarto", "bookdown", "mdbook", "myst", "markua", "multimarkdown", "plain"]
"""Whose Markdown the chapters are written in; plain is ours."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A chapter, by path relative to the folder; ``depth`` counts the chapters it stands in.

    A part may be a ``title`` alone, without a file; ``lines`` are those of the file that are the
    chapter, from 0, where it is not the whole file.
    """

    path: str = ""
    role: Role = "bodymatter"
    kind: Kind | None = None
    title: str = ""
    depth: int = 0
    unnumbered: bool = False
    lines: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """A book as its tool would build it.

    ``contents`` is the file that says so; ``metadata`` are pandoc's keys; ``unread`` are keys of
    that file that say something about the book and are not understood; ``picture_roots`` are
    folders that pictures are looked for in; ``extras`` are what the texts need of it: macros of
    formulas, values of substitutions.
    """

    tool: str
    dialect: Dialect
    contents: str
    entries: tuple[Entry, ...]
    metadata: Mapping[str, object] = field(default_factory=dict)
    base: str = ""
    settings_files: tuple[str, ...] = ()
    picture_roots: tuple[str, ...] = ()
    extras: Mapping[str, object] = field(default_factory=dict)
