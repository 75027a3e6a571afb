"""Inlines: the closed union of what can stand in a line. Frozen.

Words live in ``Text`` and ``Code``, and in the reading of a ``Ruby``.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import NewType

Identifier = NewType("Identifier", str)
"""A label: unique in the book once assembled, a valid XML name, stable under edits elsewhere."""

Inlines = tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Characters, spaces included; never empty."""

    value: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A break that the author asks for."""


class Style(enum.StrEnum):
    """What a marked run is; the value is also the word for it in the stylesheet's vocabulary."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    SMALL_CAPS = "small-caps"
    UNDERLINE = "underline"
    STRIKEOUT = "strikeout"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"


@dataclass(frozen=True, slots=True)
class Styled:
    """A run in another style: emphasis, strong, small capitals and the like."""

    style: Style
    children: Inlines


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between quotation marks; which marks is typography's business.

    ``marks`` is the opening and closing mark, each with its spaces, once typography has set them.
    """

    double: bool
    children: Inlines
    marks: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A run with a language, classes of the author's, or a label."""

    children: Inlines
    id: Identifier | None = None
    classes: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Ruby:
    """Characters and how they are read: ``reading``, the author's words, set small beside them."""

    children: Inlines
    reading: str


@dataclass(frozen=True, slots=True)
class Code:
    """A run of program text."""

    value: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Formula:
    """Mathematics: the author's TeX, and the same as presentation MathML (an XML string).

    ``words`` are what it says, where the author gives them.
    """

    tex: str
    mathml: str
    display: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link: ``target`` is an address of the web, or ``#label`` for a place in the book."""

    target: str
    children: Inlines
    title: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture; ``source`` is relative to the project, ``alternative`` is ``""`` for decoration.

    ``width`` and ``height`` are CSS lengths or percentages, as the author gave them.
    """

    source: str
    alternative: str | None
    title: str = ""
    width: str | None = None
    height: str | None = None
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteCall:
    """The place where a note is called; the note itself is in the division's ``notes``."""

    target: Identifier


@dataclass(frozen=True, slots=True)
class Citation:
    """A rendered citation in the text: generated, not the author's words.

    ``id`` names the place for links back from the bibliography; links inside go to ``#ref-KEY``.
    """

    keys: tuple[str, ...]
    children: Inlines
    id: Identifier | None = None


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A reference to a label by what it is: "chapter 3", "figure 2"; print adds the page.

    ``label`` is what ``link_references`` makes of the target: generated, not the author's words.
    """

    target: Identifier
    label: str = ""


Inline = (
    Text
    | LineBreak
    | Styled
    | Quoted
    | Span
    | Ruby
    | Code
    | Formula
    | Link
    | Image
    | NoteCall
    | Citation
    | CrossReference
)
