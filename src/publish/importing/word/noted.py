"""What is noted of a Word document while it is read, and how runs are written for pandoc."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from publish.importing.documents.paragraphs import Facts
from publish.importing.word.parts import Style
from publish.importing.word.pictures import Picture

M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
CHAR: Final = "publish "
"""How the names of the styles of characters begin that we write for pandoc."""


@dataclass(frozen=True, slots=True)
class Format:
    """How a run is written for pandoc; ``style`` are words that become a span."""

    flags: tuple[str, ...] = ()
    raised: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference: the bookmark that it names, and the words that it shows."""

    target: str
    paragraph: int
    start: int
    end: int
    switches: tuple[str, ...]
    words: str


@dataclass(slots=True)
class Open:
    """A paragraph under way."""

    facts: Facts
    style: Style
    pieces: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    length: int = 0
    run: tuple[Format, list[str]] | None = None
    boxes: list[Any] = field(default_factory=list)
    looks: Counter[tuple[bool, bool, bool, float]] = field(default_factory=Counter)
    links: int = 0
    listed: str = ""


@dataclass(slots=True)
class Noted:
    """Everything that is noted beside the text, by the numbers of the marks."""

    facts: dict[int, Facts] = field(default_factory=dict)
    pictures: dict[int, Picture] = field(default_factory=dict)
    references: dict[int, Reference] = field(default_factory=dict)
    bookmarks: list[str] = field(default_factory=list)
    entries: list[tuple[str, int]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    notes: list[tuple[int, str, str]] = field(default_factory=list)
    languages: Counter[str] = field(default_factory=Counter)
    spans: dict[str, str] = field(default_factory=dict)


def text_run(text: str) -> str:
    """Return a run without a look."""
    return f"<w:r><w:rPr/><w:t>{text}</w:t></w:r>"


def serialize(element: Any) -> str:
    """Return an element as it stands in the source."""
    written: str = etree.tostring(element, encoding="unicode", with_tail=False)
    return written
