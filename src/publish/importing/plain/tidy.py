"""Cleaning on request: each change is entered with its place, and no word changes unseen."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Final

from publish.importing.plain.account import Account
from publish.importing.plain.heading_lines import number_of
from publish.importing.plain.lines import Group, Line
from publish.importing.plain.passage import Passage

_LIGATURES: Final = re.compile("[ﬀ-ﬆĳĲŉ]")
_UNSEEN: Final = re.compile("[\u00ad\u200b\u2060\ufeff]")
_SPACES: Final = re.compile(r" {2,}")
_TYPED: Final = re.compile(
    r"``([^`'\n]{1,300}?)''|<<([^<>\n]{1,300}?)>>|,,([^,“”\"\n]{1,300}?)(?:''|“|”)"
)
_MIXED: Final = re.compile(r"([“”„])([^“”„\"\n]{1,300}?)\"|\"([^“”„\"\n]{1,300}?)([“”])")
_FOLIO: Final = re.compile(
    r"[-–—\[( ]*(?:page |p\. ?|с\. ?|стр\. ?|seite )?(\d{1,4}|[ivxl]{1,7})[-–—\]) ]*$",
    re.IGNORECASE,
)
_HALF: Final = re.compile(r"[^\W\d_]+$")
_PARTED: Final = re.compile(r"(?<=[^\W\d_]{2})- (?=[^\W\d_])")
_REST: Final = re.compile(r"[^\W\d_]+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def tidy_spaces(passage: Passage, account: Account) -> None:
    """Make several spaces one."""
    for match in _SPACES.finditer(passage.text):
        start, end = match.span()
        if passage.is_free(start, end):
            passage.replace(start, end, " ")
            _say(passage, start, end, "space", f"{end - start} spaces made one", account)


def tidy_characters(passage: Passage, account: Account) -> None:
    """Write ligature characters as letters; take soft hyphens and other unseen signs out."""
    for match in _LIGATURES.finditer(passage.text):
        start, end = match.span()
        letters = unicodedata.normalize("NFKC", match[0])
        if passage.is_free(start, end):
            passage.replace(start, end, letters)
            evidence = f"one character {match[0]} for {letters}"
            _say(passage, start, end, "ligature", evidence, account)
    for match in _UNSEEN.finditer(passage.text):
        start, end = match.span()
        if passage.is_free(start, end):
            passage.replace(start, end, "")
            evidence = f"U+{ord(match[0]):04X}, which nobody sees, taken out"
            _say(passage, start, end, "unseen sign", evidence, account)


def tidy_marks(passage: Passage, marks: tuple[str, str], account: Account) -> None:
    """Set quotation marks that were typed with other signs, or of which one is straight."""
    for pattern in (_TYPED, _MIXED):
        for match in pattern.finditer(passage.text):
            start, end = match.span()
            number = next(n for n in range(1, pattern.groups + 1) if match[n] is not None)
            inner = number if pattern is _TYPED else (2 if number == 1 else 3)
            first, last = match.span(inner)
            if passage.is_free(start, first) and passage.is_free(last, end):
                passage.replace(start, first, marks[0])
                passage.replace(last, end, marks[1])
                _say(passage, start, end, "quotation marks", "a pair of mixed signs", account)


def _say(
    passage: Passage, start: int, end: int, what: str, evidence: str, account: Account
) -> None:
    around = passage.text[max(0, start - 20) : end + 20]
    account.decide(f"tidied: {what}", around, evidence, passage.offset(start))


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


class Vocabulary:
    """The words of a text, to know whether a word divided at a line's end is one word."""

    def __init__(self, text: str) -> None:
        self._counts = Counter(word.casefold() for word in _WORD.findall(text))

    def joined(self, before: str, after: str) -> tuple[bool, str]:
        """Return whether two halves are one word without a hyphen, and the evidence."""
        whole = self._counts[f"{before}{after}".casefold()]
        hyphened = self._counts[f"{before}-{after}".casefold()]
        if whole > hyphened:
            return True, f'"{before}{after}" stands {whole} times in the text'
        if hyphened:
            return False, f'"{before}-{after}" stands {hyphened} times in the text'
        return False, "the text has it nowhere else, with a hyphen or without"


def join_divided(passage: Passage, words: Vocabulary, account: Account) -> None:
    """Join the words that a scan divided at the ends of lines, where the text bears them out."""
    text = passage.text
    for at, _ in passage.starts[1:]:
        hyphen = at - 1 if text[at - 1] == "-" else at - 2
        if hyphen > 0 and text[hyphen] in "-\u00ad":
            _join(passage, hyphen, at, words, account)
    for match in _PARTED.finditer(text):  # lines that were joined before they came to us
        before, after = (
            _HALF.search(text, max(0, match.start() - 40), match.start()),
            _REST.match(text, match.end()),
        )
        if before and after and words.joined(before[0], after[0])[0]:
            _join(passage, match.start(), match.end(), words, account)


def _join(passage: Passage, hyphen: int, at: int, words: Vocabulary, account: Account) -> None:
    """Join what stands before a hyphen with what begins at ``at``, or tell why not."""
    text = passage.text
    before, after = _HALF.search(text, max(0, hyphen - 40), hyphen), _REST.match(text, at)
    if not before or not after or not passage.is_free(hyphen, at):
        return
    halves = f"{before[0]}-{after[0]}"
    start, end = passage.offset(before.start()), passage.offset(after.end() - 1) + 1
    is_one, evidence = words.joined(before[0], after[0])
    if text[hyphen] == "\u00ad":
        is_one, evidence = True, "a soft hyphen at the end of a line"
    if not is_one:
        account.decide("tidied: divided word", halves, evidence, start, "left")
        return
    passage.replace(hyphen, at, "")
    account.change(start, end, f"{before[0]}{after[0]}")
    change = f"{halves} → {before[0]}{after[0]}"
    account.decide("tidied: divided word", change, evidence, start)
