"""The settings of a book as one frozen value; ``resolution`` makes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal

from publish.diagnostics import Severity
from publish.model.metadata import Metadata
from publish.shops import ShopName

Placement = Literal["foot", "chapter-end", "book-end"]
Numbering = Literal["chapter", "book", "page", "symbols"]
"""Where notes begin again at 1; with ``page`` and ``symbols`` (at ``*``) on every page."""
ChapterNumbers = Literal["none", "arabic", "roman", "words"]
Opening = Literal["recto", "any"]
Tolerance = Literal["strict", "normal", "easy"]
"""How wide word spaces may grow before words are divided."""


@dataclass(frozen=True, slots=True)
class EditionConfig:
    """One edition: ``[editions.NAME]``.

    ``notes`` in an EPUB is never ``foot``. ``page`` is width and height in points (print only);
    ``flow`` and ``spread`` are wishes for reading systems, or ``""``, ``shop`` is whom it is for,
    ``page_list`` names the print edition whose pages are listed, or is ``""`` (EPUB only).
    """

    name: str
    format: Literal["epub", "pdf"]
    isbn: str = ""
    notes: Placement = "chapter-end"
    page: tuple[float, float] = (0.0, 0.0)
    openings: Opening = "recto"
    running_heads: Literal["author", "title", "none"] = "title"
    shop: ShopName = "generic"
    flow: Literal["", "auto", "paginated", "scrolled-doc", "scrolled-continuous"] = ""
    spread: Literal["", "auto", "none", "landscape", "both"] = ""
    page_list: str = ""


@dataclass(frozen=True, slots=True)
class RuleConfig:
    """``[rules.CODE]``.

    Another severity, or files in which the code is allowed, with the reason.
    """

    code: str
    severity: Severity | None = None
    allow: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that is settled before work begins.

    Paths are absolute or relative to ``project``. ``is_vertical`` says that lines run down the
    page.
    """

    project: Path
    metadata: Metadata
    slug: str
    order: tuple[str, ...] = ()
    cover: PurePosixPath | None = None
    cover_alternative: str = ""
    bibliography: tuple[PurePosixPath, ...] = ()
    csl: str = "chicago-notes-bibliography"
    note_numbering: Numbering = "chapter"
    chapter_numbers: ChapterNumbers = "arabic"
    section_numbers: bool = False
    is_vertical: bool = False
    style: str = "classic"
    fonts: tuple[PurePosixPath, ...] = ()
    hyphenation: tuple[str, ...] = ()
    tolerance: Tolerance = "normal"
    editions: tuple[EditionConfig, ...] = ()
    rules: tuple[RuleConfig, ...] = ()
    strict: bool = False
    provenance: tuple[tuple[str, str], ...] = field(default=(), compare=False, repr=False)
