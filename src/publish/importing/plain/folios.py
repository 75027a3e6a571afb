"""The numbers of scanned pages taken out of a text, on request."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from publish.importing.plain.account import Account
from publish.importing.plain.heading_lines import number_of
from publish.importing.plain.lines import Group, Line

_FOLIO: Final = re.compile(
    r"[-–—\[( ]*(?:page |p\. ?|с\. ?|стр\. ?|seite )?(\d{1,4}|[ivxl]{1,7})[-–—\]) ]*$",
    re.IGNORECASE,
)


def drop_folios(groups: Sequence[Group], account: Account) -> list[Group]:
    """Return the groups without lines that are the numbers of scanned pages.

    They must grow by one from page to page, three times at least.
    """
    found = [
        (index, line, number_of(match[1]))
        for index, group in enumerate(groups)
        for line in group.lines
        if (line is group.lines[0] or line is group.lines[-1])
        and (match := _FOLIO.match(line.words))
    ]
    row = _longest_row([number for _, _, number in found])
    dropped = {found[place][1] for place in row}
    if not dropped:
        return list(groups)
    for line in sorted(dropped, key=lambda line: line.start):
        account.decide("tidied: page number", line.words, "numbers that grow by one", line.start)
        account.set_apart(f'page number "{line.words}"', "this report", line.start, line.end)
    return _mend(groups, dropped)


def _longest_row(numbers: Sequence[int]) -> list[int]:
    """Return the places of the longest row of numbers that grow by one, or by two over a blank."""
    ends: dict[int, tuple[int, int]] = {}
    before: list[int] = []
    best = (0, -1)
    for place, number in enumerate(numbers):
        length, last = max(ends.get(number - 1, (0, -1)), ends.get(number - 2, (0, -1)))
        before.append(last)
        ends[number] = max(ends.get(number, (0, -1)), (length + 1, place))
        best = max(best, (length + 1, place))
    row = []
    place = best[1]
    while place >= 0:
        row.append(place)
        place = before[place]
    return row[::-1] if len(row) >= 3 else []


def _mend(groups: Sequence[Group], dropped: set[Line]) -> list[Group]:
    """Join what a page's end parted: lines without a stop, and what goes on in small letters."""
    mended: list[Group] = []
    cut = False
    for group in groups:
        lines = tuple(line for line in group.lines if line not in dropped)
        was_first = group.lines[0] in dropped
        if not lines:
            cut = True
            continue
        before = mended[-1] if mended else None
        if (cut or was_first) and before and _goes_on(before.lines[-1], lines[0]):
            mended[-1] = Group((*before.lines, *lines), before.gap)
        else:
            mended.append(Group(lines, group.gap))
        cut = group.lines[-1] in dropped
    return mended


def _goes_on(last: Line, first: Line) -> bool:
    end = last.words[-1]
    return end not in '.!?…:"”’»' and (first.words[:1].islower() or end == "-")
