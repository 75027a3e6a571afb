"""Lists: lines, or groups of lines, that begin with bullets or with numbers in a row."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from publish.importing.plain.account import Account
from publish.importing.plain.blocks import Listing
from publish.importing.plain.lines import Group, Line
from publish.importing.plain.passage import join_lines

_BULLET: Final = re.compile(r"([-*•‣◦·])[ \t]+(?=\S)")
_NUMBER: Final = re.compile(r"(\d{1,3}|[a-z])([.)])[ \t]+(?=\S)")
_SPEECH: Final = (".", "!", "?", "…", ":", "»", "”", '"')
"""How speeches end, which many languages begin with a dash."""


def loose_list(groups: Sequence[Group], index: int, taken: Collection[int]) -> int:
    """Return how many groups from one on are items of one list, each its own; 0 for none.

    ``taken`` are groups that are something else.
    """
    first = _mark(groups[index].lines[0])
    if not first:
        return 0
    count = 0
    while index + count < len(groups) and index + count not in taken:
        lines = groups[index + count].lines
        match = _mark(lines[0])
        if not match or not _continues(match, first, count) or any(map(_mark, lines[1:])):
            break
        count += 1
    return count if count > 1 else 0


def read_list(groups: Sequence[Group], account: Account, *, wrapped: bool) -> Listing | None:
    """Return a list of two items at least, ``None`` where the groups are none."""
    lines = [line for group in groups for line in group.lines]
    first = _mark(lines[0])
    if not first:
        return None
    items: list[list[Line]] = []
    marks: list[tuple[int, int]] = []
    for line in lines:
        match = _mark(line) if line.indent == lines[0].indent else None
        if match and _continues(match, first, len(items)):
            start = line.start + len(line.text) - len(line.text.lstrip())
            marks.append((start, start + match.end()))
            items.append([Line(start + match.end(), line.words[match.end() :])])
        elif match and not _is_number(first):
            return None
        else:
            items[-1].append(line)
    is_loose = len(groups) > 1
    if len(items) < 2 or (first[1] == "-" and (is_loose or not wrapped) and _speaks(items)):
        return None
    for start, end in marks:
        account.take(start, end)
    what = "numbers that follow each other" if _is_number(first) else "bullets"
    account.decide("list", lines[0].words, f"{len(items)} items with {what}", lines[0].start)
    passages = [join_lines(item) for item in items]
    if _is_number(first):
        return Listing(passages, first[1], first[2], is_loose)
    return Listing(passages, is_loose=is_loose)


def _mark(line: Line) -> re.Match[str] | None:
    return _BULLET.match(line.words) or _NUMBER.match(line.words)


def _is_number(match: re.Match[str]) -> bool:
    return match.re is _NUMBER


def _speaks(items: Sequence[Sequence[Line]]) -> bool:
    """Return whether items end as speeches do, most of them."""
    ends = sum(1 for item in items if item[-1].words.endswith(_SPEECH))
    return 2 * ends > len(items)


def _continues(match: re.Match[str], first: re.Match[str], count: int) -> bool:
    """Return whether a mark is that of the next item of the list."""
    if not _is_number(first) or not _is_number(match):
        return match.re is first.re and match[1] == first[1]
    if match[2] != first[2] or match[1].isdigit() != first[1].isdigit():
        return False
    if first[1].isdigit():
        return int(match[1]) == int(first[1]) + count
    return ord(match[1]) == ord(first[1]) + count and match[1] <= "z"
