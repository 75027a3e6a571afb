"""What an importer of any kind hands over: the files of a project, and the account of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal

from publish.diagnostics import Span

Outcome = Literal["done", "proposed", "left"]
"""Done to the manuscript; only proposed to the author; seen, and left as it was."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A file of the project: what it ``was`` in the source, and what is ``changed`` in it."""

    was: str
    path: PurePosixPath
    changed: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Something understood or guessed: ``kind`` is the trade's word, ``evidence`` says by what.

    ``what`` are the words concerned, cut short; ``place`` stands in the source, not the manuscript.
    """

    kind: str
    what: str
    evidence: str
    place: Span | None = None
    outcome: Outcome = "done"


@dataclass(frozen=True, slots=True)
class Unkept:
    """Something of the source that the book does not hold, and where it went, if anywhere."""

    what: str
    where: str
    place: Span | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """Everything that an import found; nothing is written yet.

    ``source`` is the name of what was imported, ``kind`` what it was recognised as. ``files`` are
    the whole new project but for the report, by path relative to it. ``facts`` are what holds for
    the whole, in pairs; ``remarks`` are sentences for the author to read now. ``lines`` has, of a
    file that keeps the source's lines, file and line of the source for each of its own.
    """

    source: str
    kind: str
    files: Mapping[PurePosixPath, bytes] = field(repr=False)
    origins: tuple[Origin, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    decisions: tuple[Decision, ...] = field(default=(), repr=False)
    unkept: tuple[Unkept, ...] = ()
    remarks: tuple[str, ...] = ()
    left_behind: tuple[str, ...] = ()
    lines: Mapping[PurePosixPath, Sequence[tuple[str, int]]] = field(
        default_factory=dict, repr=False
    )


def excerpt(text: str, limit: int = 72) -> str:
    """Return a text on one line, cut at a word where it is longer than ``limit`` characters."""
    line = " ".join(text[: limit * 4].split())
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
