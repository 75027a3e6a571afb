"""A group of lines as the blocks that it is: paragraphs, verse, an extract, a list, a break."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from publish.importing.plain.account import Account
from publish.importing.plain.blocks import Block, Break, Listing, Paragraph, Quote, Verse
from publish.importing.plain.lines import Group, Layout, Line
from publish.importing.plain.note_marks import split_notes
from publish.importing.plain.passage import join_lines

_BREAK: Final = re.compile(
    r"(?:\*[ \t]*){1,9}$|⁂$|[-–—_=~#•·◦+◆❦❧☙§]$|(?:[-–—_=~#•·◆❦][ \t]*){3,}$"
)
_BULLET: Final = re.compile(r"([-*•‣◦·])[ \t]+(?=\S)")
_NUMBER: Final = re.compile(r"(\d{1,3}|[a-z])([.)])[ \t]+(?=\S)")
_CITED: Final = re.compile(r"(?:>[ \t]?)+")
_SENTENCE: Final = (".", "!", "?", "…", "”", "»", '"', ":")


def is_break(group: Group) -> bool:
    """Return whether a group is a mark between sections."""
    return len(group.lines) == 1 and _BREAK.match(group.words) is not None


def read_group(group: Group, layout: Layout, account: Account) -> list[Block]:
    """Return the blocks of a group that is no heading."""
    if is_break(group):
        start, end = group.start, group.end
        account.decide("section break", group.words, "signs on a line of their own", start)
        account.take(start, end)
        return [Break(start)]
    if cited := _read_cited(group, account):
        return cited
    if listing := _read_list(group, account):
        return [listing]
    if notes := split_notes(group.lines):
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
    filled = min(inner) > 0.8 * max(inner) and max(inner) > 0.55 * layout.measure
    return not (filled and lengths[-1] <= max(inner))


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


def _read_list(group: Group, account: Account) -> Listing | None:
    """Return a list of two items at least, ``None`` where the group is none."""
    first = group.lines[0].words
    for pattern in (_BULLET, _NUMBER):
        match = pattern.match(first)
        if match:
            return _list_of(group, pattern, match, account)
    return None


def _list_of(
    group: Group, pattern: re.Pattern[str], first: re.Match[str], account: Account
) -> Listing | None:
    items: list[list[Line]] = []
    margin = group.lines[0].indent
    marks: list[tuple[int, int]] = []
    for line in group.lines:
        match = pattern.match(line.words)
        if match and line.indent == margin and _continues(match, first, len(items), pattern):
            start = line.start + len(line.text) - len(line.text.lstrip())
            marks.append((start, start + match.end()))
            items.append([Line(start + match.end(), line.words[match.end() :])])
        elif match and pattern is _BULLET and line.indent == margin:
            return None
        elif items:
            items[-1].append(line)
    if len(items) < 2:
        return None
    for start, end in marks:
        account.take(start, end)
    what = "bullets" if pattern is _BULLET else "numbers that follow each other"
    evidence = f"{len(items)} lines with {what}"
    account.decide("list", group.words, evidence, group.start)
    passages = [join_lines(lines) for lines in items]
    if pattern is _BULLET:
        return Listing(passages)
    return Listing(passages, first[1], first[2])


def _continues(
    match: re.Match[str], first: re.Match[str], count: int, pattern: re.Pattern[str]
) -> bool:
    """Return whether a mark is that of the next item of the list."""
    if pattern is _BULLET:
        return match[1] == first[1]
    if match[2] != first[2] or match[1].isdigit() != first[1].isdigit():
        return False
    if first[1].isdigit():
        return int(match[1]) == int(first[1]) + count
    return ord(match[1]) == ord(first[1]) + count and ord(match[1]) <= ord("z")


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
