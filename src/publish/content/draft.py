"""A content document while it is written: its markup so far, and what it has gathered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from publish.content import Composition, ContentDocument
from publish.content.addresses import document_href
from publish.content.plain import plain
from publish.content.xhtml import attribute, escape_attribute, language_attributes
from publish.diagnostics import Span
from publish.model.blocks import Figure
from publish.model.book import Division, Note
from publish.model.inlines import Identifier
from publish.wording import Wording


@dataclass(frozen=True, slots=True)
class Setting:
    """What every document of an edition has in common."""

    composition: Composition
    wording: Wording
    language: str

    @property
    def is_print(self) -> bool:
        """Return whether the documents are for pages: only those have page references."""
        return self.composition.page_references


@dataclass(slots=True)
class Draft:
    """A content document being written.

    ``links`` are the places in ``parts`` that wait for an address, by index, with the id that they
    lead to: addresses are known once every document is written. ``waiting`` holds the notes called
    inside a link, as links do not nest. ``call_end`` is where the last call of a note ends in
    ``parts``. ``citations`` are the ids of the citations of each work. ``described`` are the
    figures with long descriptions, each with the description's id and its language; ``details``
    and ``spoken`` are what the next picture is told of its own: an id, or the words.
    """

    setting: Setting
    division: Division
    language: str = ""
    depth: int = 1
    in_link: bool = False
    is_echo: bool = False
    notes: Mapping[Identifier, Note] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    call_end: int = 0
    links: list[tuple[int, str]] = field(default_factory=list)
    waiting: list[Note] = field(default_factory=list)
    citations: dict[str, list[str]] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    images: set[str] = field(default_factory=set)
    properties: set[str] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)
    described: list[tuple[str, Figure, str]] = field(default_factory=list)
    details: str = ""
    spoken: str = ""

    def __post_init__(self) -> None:
        self.language = self.division.language or self.setting.language
        self.languages.add(self.language)
        self.notes = {note.id: note for note in self.division.notes}

    @property
    def href(self) -> str:
        """Return the address of the document."""
        return document_href(self.division.id)

    def write(self, *parts: str) -> None:
        """Add markup."""
        self.parts.extend(parts)

    def identify(self, identifier: str | None) -> str:
        """Return the id attribute and remember that the place is here."""
        if not identifier or self.is_echo:
            return ""
        self.ids.add(identifier)
        return f' id="{escape_attribute(identifier)}"'

    def at(self, span: Span | None) -> str:
        """Return the attribute that says where in the manuscript an element stands, or nothing."""
        if span is None or span.line is None or not self.setting.composition.places:
            return ""
        return attribute("data-at", str(Span(span.path, span.line)))

    def link(self, identifier: str) -> None:
        """Leave room for the href attribute that leads to a place of the book."""
        self.links.append((len(self.parts), identifier))
        self.parts.append("")

    @contextmanager
    def speaking(self, language: str | None) -> Iterator[str]:
        """Give the attributes of an element in this language; what is written inside is in it."""
        outer = self.language
        self.language = language or outer
        self.languages.add(self.language)
        yield language_attributes(self.language, outer)
        self.language = outer

    @contextmanager
    def echoing(self) -> Iterator[None]:
        """Write words that stand elsewhere already: without ids, links and notes."""
        outer = (self.is_echo, self.in_link)
        self.is_echo = self.in_link = True
        yield
        self.is_echo, self.in_link = outer

    def finish(self, hrefs: Mapping[str, str]) -> ContentDocument:
        """Return the document, every link led to the document of ``hrefs`` that has its place."""
        for index, identifier in self.links:
            href = hrefs.get(identifier)
            # A link without href is a placeholder, valid HTML: better than one that leads nowhere.
            self.parts[index] = f' href="{href}#{escape_attribute(identifier)}"' if href else ""
        division = self.division
        title = plain(division.title) or self._name()
        return ContentDocument(
            href=self.href,
            id=division.id,
            kind=division.kind,
            role=division.role,
            title=title,
            language=division.language or self.setting.language,
            body="".join(self.parts),
            running=division.running or title,
            ids=frozenset(self.ids),
            images=frozenset(self.images),
            properties=frozenset(self.properties),
            languages=frozenset(self.languages),
            epub_type=division.role,
        )

    def _name(self) -> str:
        """Return what a division without a title is called: "Chapter 3", "Dedication"."""
        words = self.setting.wording
        return f"{words.kinds[self.division.kind]} {self.division.number}".strip()
