"""What the file of contents of another tool says: the files in order, and the book's metadata."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from publish.model.book import Kind, Role

Dialect = Literal[
    "quarto", "bookdown", "mdbook", "myst", "markua", "multimarkdown", "markdown", "plain"
]
"""Whose Markdown the chapters are written in; plain is ours."""


Lines = list[tuple[str, str, int]]
"""Lines of a chapter, each with its file and its number there."""


class Dropped(NamedTuple):
    """A stretch that never came into the text: the head of a file, a directive; with its place."""

    path: str
    line: int
    text: str


Prepared = tuple[Lines, list[Dropped]]
"""Lines as pandoc reads them, and what of the source is not in them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A chapter, by path relative to the folder; ``depth`` counts the chapters it stands in.

    A part may be a ``title`` alone, without a file, and so may a chapter that is still to be
    written; its ``line`` is that of the file of contents. ``lines`` are those of the file, from 0,
    that are the chapter where it is not the whole file; ``raised`` is by how many levels its
    headings come nearer to the first.
    """

    path: str = ""
    role: Role = "bodymatter"
    kind: Kind | None = None
    title: str = ""
    depth: int = 0
    unnumbered: bool = False
    line: int | None = None
    lines: tuple[int, int] | None = None
    raised: int = 0


@dataclass(frozen=True, slots=True)
class Outline:
    """A book as its tool would build it.

    ``contents`` is the file that says so; ``metadata`` are pandoc's keys; ``base`` is the folder of
    the chapters, ``settings_files`` were read beside the contents, ``picture_roots`` are folders
    that pictures are looked for in; ``extras`` are what the texts need of it: macros of formulas,
    values of substitutions. ``evidence`` says by what the order is known, where no tool says it;
    ``is_file`` is whether the book is the file ``contents`` alone.
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
    evidence: str = ""
    is_file: bool = False
