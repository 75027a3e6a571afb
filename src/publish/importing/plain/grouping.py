"""A group of lines as the blocks that it is: paragraphs, verse, an extract, a list, a break."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from publish.importing.plain.account import Account
from publish.importing.plain.blocks import Block, Break, Paragraph, Quote, Verse
from publish.importing.plain.lines import Group, Layout, Line
from publish.importing.plain.lists import read_list
from publish.importing.plain.note_marks import split_notes
from publish.importing.plain.passage import join_lines

_BREAK: Final = re.compile(
    r"(?:\*[ \t]*){1,9}$|⁂$|[-–—_=~#•·◦+◆❦❧☙§]$|(?:[-–—_=~#•·◆❦][ \t]*){3,}$"
)
_CITED: Final = re.compile(r"(?:>[ \t]?)+")
_SENTENCE: Final = (".", "!", "?", "…", "”", "»", '"', ":")


def is_break(group: Group) -> bool:
    """Return whether a group is a mark between sections."""
    return len(group.lines) == 1 and _BREAK.match(group.words) is not None


def read_group(
    group: Group, layout: Layout, account: Account, *, holds_notes: bool = False
) -> list[Block]:
    """Return the blocks of a group that is no heading; under a heading of notes, it is notes."""
    if is_break(group):
        start, end = group.start, group.end
        account.decide("section break", group.words, "signs on a line of their own", start)
        account.take(start, end)
        return [Break(start)]
    if cited := _read_cited(group, account):
        return cited
    if not holds_notes and (listing := read_list([group], account, wrapped=layout.wrapped)):
        return [listing]
    if notes := split_notes(group.lines, is_listed=holds_notes):
        return [Paragraph(join_lines(lines)) for lines in notes]
    indented = all(line.indent >= layout.base + 2 for line in group.lines)
    if _keeps_lines(group.lines, layout, is_indented=indented):
        return [_verse(group.lines, account)]
    if indented and _is_extract(group, layout):
        account.decide("extract", group.words, "indented as a whole", group.start)
        return [Quote([Paragraph(join_lines(group.lines))])]
    return [Paragraph(join_lines(lines)) for lines in _paragraphs(group, layout)]


def _paragraphs(group: Group, layout: Layout) -> list[Sequence[Line]]:
    """Return the lines of each paragraph."""
    if not layout.wrapped:
        return [(line,) for line in group.lines]
    if not layout.indented:
        return [group.lines]
    parted: list[list[Line]] = []
    for line in group.lines:
        if not parted or line.indent > layout.base:
            parted.append([])
        parted[-1].append(line)
    return list(parted)


def _verse(lines: Sequence[Line], account: Account) -> Verse:
    evidence = f"{len(lines)} short lines that could have been filled"
    account.decide("lines kept", lines[0].words, evidence, lines[0].start)
    return Verse([(line.indent, join_lines([line])) for line in lines])


def _keeps_lines(lines: Sequence[Line], layout: Layout, *, is_indented: bool) -> bool:
    """Return whether lines end where the author ended them, not where the page did."""
    if len(lines) < 2:
        return False
    lengths = [len(line.words) for line in lines]
    if not layout.wrapped:
        if max(lengths) > 80 or (layout.gap == 0 and not is_indented):
            return False
        ends = sum(1 for line in lines if line.words.endswith(_SENTENCE))
        return ends < 0.6 * len(lines)
    inner = lengths[:-1]
    margin = min(line.indent for line in lines)
    room = layout.measure - 2 - (margin if is_indented else 0)
    fits = sum(
        1
        for length, following in zip(inner, lines[1:], strict=True)
        if length + 1 + len(following.words.split()[0]) <= room
    )
    if fits < 0.8 * len(inner):
        return False
    if layout.indented and not is_indented:  # short speeches, each a paragraph
        starts = sum(1 for line in lines if line.indent > layout.base)
        if starts > 1:
            return False
    if _begins_as_verse(lines):
        return True
    filled = min(inner) > 0.8 * max(inner) and max(inner) > 0.55 * layout.measure
    return not (filled and lengths[-1] <= max(inner))


def _begins_as_verse(lines: Sequence[Line]) -> bool:
    """Return whether every line has a capital at its head: three of them, or two with a stop."""
    heads = (line.words.lstrip("\"'“‘«„—–_ ")[:1] for line in lines)
    if not all(head.isupper() for head in heads):
        return False
    return len(lines) > 2 or lines[0].words[-1] in ",;:.!?…—"


def _is_extract(group: Group, layout: Layout) -> bool:
    """Return whether an indented group is set apart rather than a paragraph that begins so."""
    if layout.wrapped:
        return len(group.lines) > 1
    return group.lines[0].indent >= layout.base + 4 and len(group.lines) == 1


def _read_cited(group: Group, account: Account) -> list[Block]:
    """Return an extract of lines that begin with ``>``, as letters quote each other."""
    if not all(line.words.startswith(">") for line in group.lines):
        return []
    paragraphs: list[list[Line]] = [[]]
    for line in group.lines:
        mark = _CITED.match(line.words)
        skipped = len(line.text) - len(line.text.lstrip()) + (mark.end() if mark else 0)
        text = line.text[skipped:]
        if text.strip():
            paragraphs[-1].append(Line(line.start + skipped, text))
        elif paragraphs[-1]:
            paragraphs.append([])
    blocks: list[Paragraph | Verse] = [Paragraph(join_lines(each)) for each in paragraphs if each]
    if not blocks:
        return []
    account.decide("extract", group.words, "every line begins with >", group.start)
    return [Quote(blocks)]


def join_blocks(blocks: Sequence[tuple[Block, int]]) -> list[Block]:
    """Return blocks in which neighbouring stanzas, extracts and lists are one.

    With each block comes the number of blank lines before it.
    """
    joined: list[Block] = []
    for block, gap in blocks:
        last = joined[-1] if joined else None
        match last, block:
            case Verse(), Verse() if gap <= 2:
                last.lines += [None, *block.lines]
            case Quote(), Quote():
                last.blocks += block.blocks
            case _:
                joined.append(block)
    return joined
