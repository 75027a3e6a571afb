"""Quotation marks and spaces by language: letters never change, and twice is the same as once.

pandoc has turned straight marks into quotations and hyphens into dashes; here each language gets
its own marks and the spaces that must not break. Marks that the author typed stay, and so does
every space that does not break already, but that French makes those before ; ! ? and inside « »
narrow. A paragraph is read through its markup, so that "p. *3*" is not parted; program text and
bare addresses are read, and left as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from publish.assemble.typography.conventions import convention
from publish.assemble.typography.spaces import closed_gaps, rules_of
from publish.model import inlines as i
from publish.model.blocks import Block, Blocks, Container
from publish.model.book import Division
from publish.model.walk import map_block, map_children

__all__ = ["convention", "set_typography"]

_SIGN = "\ufffc"
"""Stands for what is no text: a picture, a formula, a reference."""


@dataclass(slots=True)
class _Piece:
    """A stretch of a paragraph; without a language it is read and never changed."""

    text: str
    language: str = ""


def set_typography(division: Division, language: str) -> Division:
    """Return a division with quotation marks and spaces set by its language."""
    language = division.language or language
    mapping = partial(_set_run, language=language)
    return replace(
        division,
        title=mapping(division.title),
        subtitle=mapping(division.subtitle),
        blocks=_blocks(division.blocks, language),
        notes=tuple(
            replace(note, blocks=_blocks(note.blocks, language)) for note in division.notes
        ),
        children=tuple(set_typography(child, language) for child in division.children),
        entries=tuple(replace(x, children=mapping(x.children)) for x in division.entries),
    )


def _blocks(blocks: Blocks, language: str) -> Blocks:
    return tuple(_block(block, language) for block in blocks)


def _block(block: Block, language: str) -> Block:
    """Return a block set in its own language: a container may be in another one."""
    if isinstance(block, Container):
        inside = _blocks(block.blocks, block.language or language)
        return replace(block, blocks=inside)
    return map_block(block, partial(_set_run, language=language))


def _set_run(children: i.Inlines, language: str) -> i.Inlines:
    """Return a run of inlines, set; the same one where nothing changed."""
    pieces = list(_pieces(children, language))
    for each in dict.fromkeys(piece.language for piece in pieces if piece.language):
        _set_spaces(pieces, each)
    return _rebuilt(children, iter(pieces), language)


def _pieces(children: i.Inlines, language: str) -> Iterator[_Piece]:
    """Yield the text of a run in order, quotation marks included."""
    for inline in children:
        match inline:
            case i.Text(value):
                yield _Piece(value, language)
            case i.Quoted():
                opening, closing = _marks(inline, language)
                yield _Piece(opening)
                yield from _pieces(inline.children, language)
                yield _Piece(closing)
            case i.Span():
                yield from _pieces(inline.children, inline.language or language)
            case i.Link() if _is_bare(inline):
                yield _Piece(inline.target)
            case i.Styled() | i.Ruby() | i.Link() | i.Citation():
                yield from _pieces(inline.children, language)
            case i.Code(value):
                yield _Piece(value)
            case i.LineBreak():
                yield _Piece("\n")
            case i.NoteCall():
                pass
            case _:
                yield _Piece(_SIGN)


def _rebuilt(children: i.Inlines, pieces: Iterator[_Piece], language: str) -> i.Inlines:
    """Return the run with the text of its pieces, which are taken in the order of ``_pieces``."""
    rebuilt = tuple(_rebuild(inline, pieces, language) for inline in children)
    unchanged = all(x is y for x, y in zip(rebuilt, children, strict=True))
    return children if unchanged else rebuilt


def _rebuild(inline: i.Inline, pieces: Iterator[_Piece], language: str) -> i.Inline:
    match inline:
        case i.Text(value):
            text = next(pieces).text
            return inline if text == value else i.Text(text)
        case i.Quoted():
            next(pieces)
            inside = _rebuilt(inline.children, pieces, language)
            next(pieces)
            return replace(inline, children=inside, marks=_marks(inline, language))
        case i.Span():
            own = inline.language or language
            return map_children(inline, lambda inside: _rebuilt(inside, pieces, own))
        case i.NoteCall():
            return inline
        case i.Styled() | i.Ruby() | i.Citation() | i.Link() if not _is_bare(inline):
            return map_children(inline, lambda inside: _rebuilt(inside, pieces, language))
        case _:
            next(pieces)
            return inline


def _marks(quoted: i.Quoted, language: str) -> tuple[str, str]:
    rules = convention(language)
    return rules.double if quoted.double else rules.single


def _is_bare(inline: i.Inline) -> bool:
    return isinstance(inline, i.Link) and inline.children == (i.Text(inline.target),)


def _set_spaces(pieces: list[_Piece], language: str) -> None:
    """Set the spaces of the pieces that are in a language, knowing what stands around them."""
    rules = convention(language)
    for pattern, by in rules_of(rules):
        text = "".join(piece.text for piece in pieces)
        places = [(*match.span(1), by) for match in pattern.finditer(text)]
        _edit(pieces, places, language)
    text = "".join(piece.text for piece in pieces)
    gaps = [(at, at + 1, by) for at, by in closed_gaps(text, rules)]
    _edit(pieces, gaps, language)


def _edit(pieces: list[_Piece], places: list[tuple[int, int, str]], language: str) -> None:
    """Write each string over its place, from the last to the first, where the language rules."""
    stop = sum(len(piece.text) for piece in pieces)
    for piece in reversed(pieces):
        start = stop - len(piece.text)
        while places and places[-1][0] >= start:
            first, last, by = places[-1]
            places.pop()
            if piece.language == language and last <= stop:
                head, tail = piece.text[: first - start], piece.text[last - start :]
                piece.text = f"{head}{by}{tail}"
        stop = start
