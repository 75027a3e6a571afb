"""Blocks: the closed union of what can stand on a page. ``span`` never takes part in equality."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from publish.diagnostics import Span as Place
from publish.model.inlines import Identifier, Inlines

Blocks = tuple["Block", ...]
Alignment = Literal["left", "right", "center"]
ListStyle = Literal["1", "a", "A", "i", "I"]
Token = tuple[str, str]
"""A piece of highlighted code: its class (``kw``, ``st``, … or ``""``) and its text."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``tight`` when it stands in a list without space around it."""

    children: Inlines
    tight: bool = False
    span: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as written; assembly turns headings into divisions and sections."""

    level: int
    children: Inlines
    id: Identifier | None = None
    classes: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    span: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading below the chapter's own (``level`` 2 to 6) and all that stands under it.

    ``number`` is empty unless sections are numbered.
    """

    level: int
    title: Inlines
    blocks: Blocks
    id: Identifier
    number: str = ""
    span: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class BlockQuote:
    """An extract set apart."""

    blocks: Blocks
    span: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of verse; ``indent`` counts the spaces that the author put before it."""

    children: Inlines
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Verse:
    """A poem or part of one: stanzas of lines."""

    stanzas: tuple[tuple[Line, ...], ...]
    span: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list without numbers."""

    items: tuple[Blocks, ...]
    span: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class OrderedList:
    """A numbered list; ``style`` is the value of HTML's ``type`` attribute."""

    items: tuple[Blocks, ...]
    start: int = 1
    style: ListStyle = "1"
    span: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and its explanations."""

    term: Inlines
    explanations: tuple[Blocks, ...]


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Terms with explanations."""

    items: tuple[Definition, ...]
    span: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    blocks: Blocks
    alignment: Alignment | None = None
    rows: int = 1
    columns: int = 1
    is_header: bool = False


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``widths`` are shares of the measure, ``None`` where the engine may choose."""

    caption: Blocks
    widths: tuple[float | None, ...]
    head: tuple[Row, ...]
    bodies: tuple[tuple[Row, ...], ...]
    foot: tuple[Row, ...] = ()
    id: Identifier | None = None
    number: str = ""
    span: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, or several, with a caption.

    ``description`` says at length what they show, for readers who cannot see them; it is no part
    of the running text.
    """

    blocks: Blocks
    caption: Blocks
    id: Identifier | None = None
    number: str = ""
    classes: tuple[str, ...] = ()
    span: Place | None = field(default=None, compare=False)
    description: Blocks = ()


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Program text; ``tokens`` join to ``value`` exactly when it is highlighted."""

    value: str
    language: str | None = None
    tokens: tuple[Token, ...] = ()
    id: Identifier | None = None
    span: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class SceneBreak:
    """A break between scenes or trains of thought."""

    span: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Container:
    """A ``:::`` block of the author's: epigraph, letter, drama, dedication … by its classes."""

    blocks: Blocks
    classes: tuple[str, ...] = ()
    id: Identifier | None = None
    language: str | None = None
    span: Place | None = field(default=None, compare=False)


Block = (
    Paragraph
    | Heading
    | Section
    | BlockQuote
    | Verse
    | BulletList
    | OrderedList
    | DefinitionList
    | Table
    | Figure
    | CodeBlock
    | SceneBreak
    | Container
)


def first_span(blocks: Blocks) -> Place | None:
    """Return the place of the first block that has one."""
    return next((block.span for block in blocks if block.span is not None), None)
