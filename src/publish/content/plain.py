"""Inlines as plain text, for the places that can hold nothing else: navigation, running heads."""

from __future__ import annotations

import re
from typing import assert_never

from publish.model.inlines import (
    Citation,
    Code,
    CrossReference,
    Formula,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteCall,
    Quoted,
    Ruby,
    Span,
    Styled,
    Text,
)

_DOUBLE = ("“", "”")
_SINGLE = ("‘", "’")


def plain(inlines: Inlines) -> str:
    """Return the text of inlines on one line, without note calls."""
    return re.sub(r"[ \t\n]+", " ", "".join(map(_plain, inlines))).strip()


def quotation_marks(quoted: Quoted) -> tuple[str, str]:
    """Return the marks that typography has set, English ones where it has not."""
    return quoted.marks or (_DOUBLE if quoted.double else _SINGLE)


def _plain(inline: Inline) -> str:
    match inline:
        case Text(value) | Code(value):
            return value
        case Quoted(children=children):
            opening, closing = quotation_marks(inline)
            return f"{opening}{''.join(map(_plain, children))}{closing}"
        case (
            Styled(children=children)
            | Span(children=children)
            | Ruby(children=children)
            | Link(children=children)
            | Citation(children=children)
        ):
            return "".join(map(_plain, children))
        case _:
            return _plain_sign(inline)


def _plain_sign(inline: LineBreak | Formula | Image | NoteCall | CrossReference) -> str:
    match inline:
        case LineBreak():
            return " "
        case Formula(tex=tex):
            return tex
        case Image(alternative=alternative):
            return alternative or ""
        case NoteCall():
            return ""
        case CrossReference(label=label):
            return label
        case _:
            assert_never(inline)
