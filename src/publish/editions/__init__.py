"""Editions: what goes into an EPUB or a PDF, closed and complete; a binder decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from publish.config import Tolerance
from publish.content import ContentDocument, NavigationPoint
from publish.diagnostics import Span
from publish.model.book import Role
from publish.model.directions import is_right_to_left
from publish.model.metadata import Metadata
from publish.shops import ShopName


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of the edition that is not a content document; ``href`` is relative to the package."""

    href: PurePosixPath
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Face:
    """A font of the design: a static or variable font file and the CSS that names it.

    ``weight`` is a CSS value such as ``"400"`` or ``"400 800"``; ``license`` is the SPDX name and
    ``notice`` the licence's text, which travels with the font. ``may_be_cut`` where the licence
    lets a book hold a part of it.
    """

    family: str
    href: PurePosixPath
    data: bytes = field(repr=False)
    italic: bool = False
    weight: str = "400"
    license: str = "OFL-1.1"
    monospaced: bool = False
    notice: str = field(default="", repr=False)
    may_be_cut: bool = True


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover of an EPUB: one picture for its first page, for shelves and for shops."""

    image: Resource
    alternative: str


@dataclass(frozen=True, slots=True)
class EpubEdition:
    """All that an EPUB needs.

    Closed: every href used is in it, nothing unused is. ``documents`` is the spine, in order, with
    the navigation document among them at the place of the contents; ``identifier`` is the edition's
    own (its ISBN's URN, else the book's). ``flow`` and ``spread`` are wishes for reading systems.
    ``pages`` is the page list: a label, and where that page of the printed book begins;
    ``page_source`` names the printed book.
    ``is_vertical`` says that lines run down the page.
    """

    name: str
    filename: str
    metadata: Metadata
    identifier: str
    documents: tuple[ContentDocument, ...]
    navigation: tuple[NavigationPoint, ...]
    landmarks: tuple[NavigationPoint, ...]
    stylesheets: tuple[Resource, ...]
    resources: tuple[Resource, ...]
    accessibility: tuple[tuple[str, str], ...]
    cover: Cover | None = None
    pages: tuple[NavigationPoint, ...] = ()
    page_source: str = ""
    shop: ShopName = "generic"
    flow: str = ""
    spread: str = ""
    is_vertical: bool = False

    @property
    def turns_to_the_right(self) -> bool:
        """Return whether its pages follow one another from right to left."""
        return self.is_vertical or is_right_to_left(self.metadata.language)


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """The trimmed page; every length is in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PrintUnit:
    """What is set as one: a division's document, and where it may begin.

    ``recto`` asks for a right-hand page; ``folios`` says which numbering its pages join:
    ``roman`` through the frontmatter, ``arabic`` from the first page of the body. ``places`` says
    where in the manuscript the division and its notes stand, by id.
    """

    document: ContentDocument
    role: Role
    recto: bool = True
    places: Mapping[str, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PrintEdition:
    """All that a PDF needs; ``units`` in reading order.

    ``verso_head`` is the running head of left-hand pages (author or title); each unit's document
    carries its own recto head. ``note_symbols`` asks for * † ‡ where pages label their notes.
    ``hyphenation`` lists words with a hyphen at each division, ``tolerance`` says how wide spaces
    may grow before words are divided.
    """

    name: str
    filename: str
    metadata: Metadata
    identifier: str
    geometry: PageGeometry
    units: tuple[PrintUnit, ...]
    navigation: tuple[NavigationPoint, ...]
    stylesheets: tuple[Resource, ...]
    resources: tuple[Resource, ...]
    faces: tuple[Face, ...]
    verso_head: str = ""
    note_symbols: bool = False
    hyphenation: tuple[str, ...] = ()
    tolerance: Tolerance = "normal"
