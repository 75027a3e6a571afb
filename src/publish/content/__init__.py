"""Content documents: the book said in XHTML, the same words for every edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from publish.model.book import Kind, Role

NotePlacement = Literal["foot", "chapter-end", "book-end"]
"""Where notes stand.

At the foot of the page (print only), after each chapter, or after the book.
"""

Lead = Literal["plain", "lead-in", "drop-cap"]
"""How the first words of a chapter are marked: not at all, its first phrase, its first letter."""

FormulaForm = Literal["mathml", "image"]


@dataclass(frozen=True, slots=True)
class FormulaDrawing:
    """A formula drawn as SVG, and as PNG for editions that cannot have it so.

    Lengths are in em of the surrounding text, ``depth`` below the baseline.
    """

    svg: bytes = field(repr=False)
    width: float
    height: float
    depth: float
    png: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Composition:
    """How an edition wants its documents.

    ``page_references`` are for pages: the contents and cross-references say where, too.
    ``drawings`` are keyed by the formula's MathML and complete when ``formulas`` is ``image``.
    With ``places`` an element says where in the manuscript it stands: ``data-at="FILE:LINE"``.
    ``lead`` is the design's. ``pictures`` gives the addresses, by source, of pictures that the
    edition has under another name than ``addresses.image_href`` gives them.
    """

    notes: NotePlacement
    formulas: FormulaForm = "mathml"
    page_references: bool = False
    places: bool = False
    lead: Lead = "plain"
    is_vertical: bool = False
    """Whether lines run down the page: two figures then stand side by side."""
    drawings: Mapping[str, FormulaDrawing] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    page_labels: Literal["none", "numbers", "symbols"] = "none"
    """How the typesetter labels the notes at the foot, page by page."""


@dataclass(frozen=True, slots=True)
class ContentDocument:
    """A division said in XHTML.

    ``body`` is the serialised children of ``<body>``: well-formed XHTML without entities other than
    XML's five, ids unique in the book, links to other documents as ``HREF#ID``, images as hrefs of
    the edition's resources. ``languages`` are all that occur. ``properties`` are those of the
    package manifest (``mathml``, ``svg``).
    """

    href: str
    id: str
    kind: Kind
    role: Role
    title: str
    language: str
    body: str = field(repr=False)
    running: str = ""
    ids: frozenset[str] = frozenset()
    images: frozenset[str] = frozenset()
    properties: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    epub_type: str = ""
    linear: bool = True


@dataclass(frozen=True, slots=True)
class NavigationPoint:
    """An entry of the contents or the landmarks.

    ``title`` is plain text, ``type`` an ``epub:type``; ``href`` is ``DOCUMENT#ID`` or ``DOCUMENT``.
    ``number`` is the division's number, shown before the title; ``kind`` lets a stylesheet tell
    parts from chapters; ``language`` is the title's, ``""`` where it is the book's.
    """

    title: str
    href: str
    number: str = ""
    kind: str = ""
    type: str = ""
    children: tuple[NavigationPoint, ...] = ()
    language: str = ""
