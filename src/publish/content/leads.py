"""The first words of a chapter, marked for a design that begins with them.

Words and their order are untouched: the marks are spans around some of them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import Final

from publish.content import Lead
from publish.content.plain import plain, quotation_marks
from publish.model.blocks import Blocks, Container, Paragraph
from publish.model.inlines import Inlines, Quoted, Span, Text

_SHORTEST: Final = 200
"""Characters that a paragraph with a drop capital has at least: three lines to stand beside it."""
_FEWEST_LETTERS: Final = 14
"""A lead-in of three words that is shorter takes another, as does one that ends in a short word."""
_SHORT_WORD: Final = 3
_MOST_WORDS: Final = 5
_FIRST: Final = re.compile(
    r"[\"'“”„‟‘’‚«»‹›¡¿(\[]*[\u00a0\u202f]?(?P<letter>[^\W\d_])[\u0300-\u036f]*"
)
_WORD: Final = re.compile(r"\S+")
_STOP: Final = re.compile(r"[,;:!?…—–)\]»”]|(?<=\w{4})[.]")
_SCRIPTS: Final = ("LATIN", "CYRILLIC", "GREEK")


def mark_lead(blocks: Blocks, lead: Lead) -> Blocks:
    """Return the blocks of a chapter, the first words of its first paragraph marked.

    An epigraph may go before; a chapter that begins with anything else is left as it is, as is a
    paragraph that begins with a dash, a figure, emphasis, a link or a script without capitals.
    """
    if lead == "plain":
        return blocks
    at = next((n for n, block in enumerate(blocks) if not _is_epigraph(block)), len(blocks))
    first = blocks[at] if at < len(blocks) else None
    if not isinstance(first, Paragraph):
        return blocks
    marked = replace(first, children=_marked(first.children, lead))
    return (*blocks[:at], marked, *blocks[at + 1 :])


def _is_epigraph(block: object) -> bool:
    return isinstance(block, Container) and "epigraph" in block.classes


def _marked(inlines: Inlines, lead: Lead) -> Inlines:
    value, rest = _leading_text(inlines)
    if not value:
        return inlines
    end = _phrase(value, is_all=not rest) if lead == "lead-in" else _first_letter(value)
    if not end or (lead == "drop-cap" and len(plain(inlines)) < _SHORTEST):
        return inlines
    left = (Text(value[end:]),) if value[end:] else ()
    marked = _initial(value[:end]) if lead == "drop-cap" else (Text(value[:end]),)
    return (Span(marked, classes=(lead,)), *left, *rest)


def _initial(text: str) -> Inlines:
    """Return a first letter; the marks before it are marked, too, as they are not so large."""
    found = _FIRST.match(text)
    at = found.start("letter") if found else 0
    marks = (Span((Text(text[:at]),), classes=("drop-mark",)),) if at else ()
    return (*marks, Text(text[at:]))


def _leading_text(inlines: Inlines) -> tuple[str, Inlines]:
    """Return the text that inlines begin with, that of a quotation included, and what follows."""
    match inlines[:1]:
        case (Text(value),):
            more, rest = _leading_text(inlines[1:])
            return value + more, rest
        case (Quoted(children=children) as quoted,):
            opening, closing = quotation_marks(quoted)
            more, rest = _leading_text((*children, Text(closing), *inlines[1:]))
            return opening + more, rest
        case _:
            return "", inlines


def _first_letter(text: str) -> int:
    """Return where the first letter ends, the marks before and on it included; 0 without one."""
    found = _FIRST.match(text)
    if found is None or not found["letter"].isupper() or not _is_ours(found["letter"]):
        return 0
    return found.end()


def _phrase(text: str, *, is_all: bool) -> int:
    """Return where the first phrase ends: three to five words, or those before the first stop.

    A word that goes on in another style is not begun.
    """
    first = _FIRST.match(text)
    if first is None:
        return 0
    end = letters = 0
    for count, word in enumerate(_WORD.finditer(text), start=1):
        stop = _STOP.search(text, max(word.start(), first.end()), word.end())
        if not (stop or is_all or word.end() < len(text)):
            break
        end = stop.start() if stop else word.end()
        letters = sum(map(str.isalpha, text[:end]))
        is_enough = letters >= _FEWEST_LETTERS and len(word.group()) > _SHORT_WORD
        if stop or count == _MOST_WORDS or (count >= 3 and is_enough):
            break
    phrase = text[:end].rstrip()
    return len(phrase) if all(_is_ours(letter) for letter in phrase if letter.isalpha()) else 0


def _is_ours(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(_SCRIPTS)
