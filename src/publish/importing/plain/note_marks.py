"""The marks by which typed texts call notes, and those that stand before a note."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from publish.importing.plain.lines import Line
from publish.importing.spans import Spans

_JOINERS: Final = r"\u00ad\u200b-\u200d\u2010\u2060\ufeff"
"""Signs that join words where a call between them is taken away."""

Family = Literal["bracket", "round", "sign", "raised", "plain"]

_DEFINITIONS: Final[tuple[tuple[Family, re.Pattern[str]], ...]] = (
    ("bracket", re.compile(r"\[\^?(?P<label>\d{1,4}|\*{1,4}|[†‡§])\]:?[ \t]*(?=\S)")),
    ("bracket", re.compile(r"\[\^(?P<label>[\w-]{1,40})\]:?[ \t]*(?=\S)")),
    ("bracket", re.compile(r"\[(?:foot)?note\s+(?P<label>\w{1,4}):\s*", re.IGNORECASE)),
    ("round", re.compile(r"\((?P<label>\d{1,3}|\*{1,4})\)[ \t]*(?=\S)")),
    ("sign", re.compile(r"(?P<label>\*{1,4}|[†‡])[ \t]*(?=[^\s*])")),
    ("raised", re.compile(r"(?P<label>[⁰¹²³⁴-⁹]{1,3})[ \t]*(?=\S)")),
    ("plain", re.compile(r"(?P<label>\d{1,3})[.)]?[ \t]+(?=\S)")),
)
_CALLS: Final[tuple[tuple[Family, re.Pattern[str]], ...]] = (
    (
        "bracket",
        re.compile(
            r"[ \t]?\[\^?(?P<label>\d{1,4}|\*{1,4}|[†‡§]|[A-Z]|(?<=\^)[\w-]{1,40})\]"
            rf"(?![(\[\w{_JOINERS}])"
        ),
    ),
    (
        "round",
        re.compile(r"(?<=[^\s(])[ \t]?\((?P<label>\d{1,3}|\*{1,4})\)(?=[\s.,;:!?—–”’\"»)]|$)"),
    ),
    ("sign", re.compile(rf"(?<=[^\s*_])(?P<label>\*{{1,4}}|[†‡])(?![\w*(\[{_JOINERS}])")),
    ("raised", re.compile(rf"(?<=\S)(?P<label>[⁰¹²³⁴-⁹]{{1,3}})(?![\w⁰¹²³⁴-⁹(\[{_JOINERS}])")),
)
_STARRED: Final = re.compile(r"(?<![\w*])\*(?=[^\s*])[^*\n]{1,200}(?<=[^\s*])\*(?![\w*])")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark in a text: where it stands with the space before it, and its label."""

    family: Family
    label: str
    start: int
    end: int


def definition_of(text: str, *, is_listed: bool = False) -> Mark | None:
    """Return the mark at the head of a note's text; bare numbers count where notes are listed."""
    for family, pattern in _DEFINITIONS:
        match = pattern.match(text)
        if match and (family != "plain" or is_listed):
            return Mark(family, _label(match["label"]), 0, match.end())
    return None


def calls_in(text: str) -> Iterator[Mark]:
    """Yield everything in a text that may call a note; a mark at its head calls none."""
    emphasised = (
        Spans(match.span() for match in _STARRED.finditer(text)) if "*" in text else Spans()
    )
    for family, pattern in _CALLS:
        for match in pattern.finditer(text):
            start, end = match.span()
            is_emphasis = family == "sign" and emphasised.around(start)
            if start > 0 and not is_emphasis:
                yield Mark(family, _label(match["label"]), start, end)


def split_notes(lines: Sequence[Line], *, is_listed: bool = False) -> list[Sequence[Line]]:
    """Return the lines of each note of a group, nothing where it is no row of notes."""
    first = definition_of(lines[0].words, is_listed=is_listed)
    if not first or first.family == "sign":
        return []
    parted: list[list[Line]] = []
    for line in lines:
        mark = definition_of(line.words, is_listed=is_listed)
        if mark and mark.family == first.family:
            parted.append([])
        parted[-1].append(line)
    return list(parted) if len(parted) > 1 else []


def _label(label: str) -> str:
    return unicodedata.normalize("NFKC", label)
