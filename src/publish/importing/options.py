"""What an author may ask of an import, and what an importer asks of the world."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from publish.diagnostics import Report
from publish.manuscript import SourceFile

Cite = Literal["first", "all", "none"]
Changes = Literal["accept", "reject", "mark"]
LostItalics = Literal["propose", "likely", "possible"]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """The choices of the command line.

    ``encoding`` and ``language`` are ``""`` where they shall be found out.
    """

    bibliography: Path | None = None
    link: bool = True
    cite: Cite = "first"
    tidy: bool = False
    lost_italics: LostItalics = "propose"
    encoding: str = ""
    language: str = ""
    styles: Path | None = None
    changes: Changes = "accept"


@dataclass(frozen=True, slots=True)
class ReadBack:
    """The words of a Markdown file as our reader sees them: the running text, and each note."""

    body: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportTools:
    """Engines behind functions: reading Markdown back, and bibliographies as CSL JSON.

    ``read_back`` gives ``None`` for a text that the reader cannot read. ``read_document`` gives the
    blocks of pandoc's tree of a document in the format named, ``None`` where there is no reading
    it; ``write_markdown`` gives a text for each list of blocks. ``read_trees`` gives the blocks
    that our own reader makes of Markdown. ``without_font`` gives the characters of a text that no
    font of the program has.
    """

    read_back: Callable[[Sequence[str]], Sequence[ReadBack | None]]
    read_works: Callable[[SourceFile, Report], Sequence[Mapping[str, Any]]]
    read_document: Callable[[bytes, str], list[Any] | None]
    write_markdown: Callable[[Sequence[Sequence[Any]]], Sequence[str]]
    read_trees: Callable[[Sequence[str]], Sequence[list[Any] | None]]
    without_font: Callable[[str], Sequence[str]]
