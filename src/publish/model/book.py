"""The book: divisions in reading order, each with the notes that it calls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from publish.diagnostics import Span as Place
from publish.model.blocks import Blocks
from publish.model.inlines import Identifier, Inlines
from publish.model.metadata import Metadata

Role = Literal["frontmatter", "bodymatter", "backmatter"]

Kind = Literal[
    "half-title",
    "title-page",
    "copyright-page",
    "dedication",
    "epigraph",
    "contents",
    "foreword",
    "preface",
    "acknowledgments",
    "introduction",
    "prologue",
    "part",
    "chapter",
    "epilogue",
    "conclusion",
    "afterword",
    "appendix",
    "glossary",
    "notes",
    "bibliography",
    "colophon",
    "matter",
]
"""What a division is.

``matter`` is anything else in the front or back (a chronology, a note on names).
"""

GENERATED_KINDS: frozenset[Kind] = frozenset(
    {"half-title", "title-page", "copyright-page", "contents"}
)
"""Divisions whose every word comes from the metadata or the book's own structure."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note: called once, numbered from 1 in its chapter or through the book.

    ``is_citation`` when it is rendered by a citation style: generated, not the author's words;
    ``is_editors`` when it is an editor's or a translator's, of the series that has letters.
    """

    id: Identifier
    blocks: Blocks
    label: str = ""
    is_citation: bool = False
    is_editors: bool = False
    span: Place | None = field(default=None, compare=False)

    @property
    def call_id(self) -> str:
        """Return the id of the call, for the link back."""
        return f"{self.id}-call"


@dataclass(frozen=True, slots=True)
class Entry:
    """A work in the bibliography, as the citation style sets it; ``id`` is ``ref-KEY``."""

    key: str
    id: Identifier
    children: Inlines


@dataclass(frozen=True, slots=True)
class Division:
    """A part, a chapter, a preface: what becomes a content document of its own.

    ``number`` is what stands before the title ("1", "IV", "A") or ``""``; ``running`` is the
    author's short title for the running head, or ``""``; ``title`` is empty for a dedication and
    for generated pages. Parts hold their chapters in ``children``.
    """

    id: Identifier
    kind: Kind
    role: Role
    title: Inlines = ()
    subtitle: Inlines = ()
    number: str = ""
    running: str = ""
    blocks: Blocks = ()
    notes: tuple[Note, ...] = ()
    children: tuple[Division, ...] = ()
    entries: tuple[Entry, ...] = ()
    language: str | None = None
    span: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Book:
    """What the author wrote, understood.

    Once assembled: ids are unique; each note is called exactly once and labelled without gaps;
    every cross-reference has its label; every citation is rendered and its works are in the
    bibliography.
    """

    metadata: Metadata
    divisions: tuple[Division, ...]

    def walk(self) -> Iterator[Division]:
        """Yield every division, in reading order."""
        stack = list(reversed(self.divisions))
        while stack:
            division = stack.pop()
            yield division
            stack.extend(reversed(division.children))
