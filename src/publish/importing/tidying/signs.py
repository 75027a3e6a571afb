"""Signs that were typed for others: spaces, ligatures, unseen signs, quotation marks, dashes."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from publish.importing.tidying.account import Passage, Tells, around

_LIGATURES: Final = re.compile("[ﬀ-ﬆĳĲŉ]")
_UNSEEN: Final = re.compile(
    "[\u00ad\ufeff]|(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b"
    r"|(?<=\w)\u2060(?=\w)"
)
"""Signs left by a paste. A break that may be, in scripts without spaces, and a joiner that keeps a
dash on its line are meant."""

_SPACES: Final = re.compile(r" {2,}")
_TYPED: Final = re.compile(
    r"``([^`'\n]{1,300}?)''|<<([^<>\n]{1,300}?)>>|,,([^,“”\"\n]{1,300}?)(?:''|“|”)"
)
_MIXED: Final = re.compile(
    r"(?<![\w.,!?…])([“”„])(?=[^\s.,;:!?])([^“”„\"\n]{1,300}?)(?<=\S)\"(?!\w)"
    r"|(?<![\w.,!?…])\"(?=[^\s.,;:!?])([^“”„\"\n]{1,300}?)(?<=\S)([“”])(?!\w)"
)
_SPACED: Final = re.compile(r"(?:^|(?<=[^\W_][ \xa0])|(?<=[.,!?…»”\"][ \xa0]))-(?=[ \xa0]\w)")
HYPHENS: Final = re.compile(r"(?<![-|+])-{2,8}(?![-|+>])")
"""Hyphens that a typist set for a dash."""

_LONG: Final = frozenset({"ru", "uk", "be", "bg", "fr", "es", "it", "pt", "en-US"})
"""Languages whose spaced dash is the long one."""


def tidy_spaces(passage: Passage, account: Tells) -> None:
    """Make several spaces one."""
    for match in _SPACES.finditer(passage.text):
        start, end = match.span()
        if passage.is_free(start, end):
            passage.replace(start, end, " ")
            _say(passage, start, end, "space", f"{end - start} spaces made one", account)


def tidy_characters(passage: Passage, account: Tells) -> None:
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


def tidy_marks(passage: Passage, marks: tuple[str, str], account: Tells) -> None:
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


def tidy_hyphens(passage: Passage, language: str, account: Tells) -> None:
    """Set a hyphen between spaces as the dash of the language."""
    for match in _SPACED.finditer(passage.text):
        start, end = match.span()
        if passage.is_free(start, end):
            passage.replace(start, end, spaced_dash(language))
            _say(passage, start, end, "dash", "a hyphen between spaces", account)


def tidy_dashes(passage: Passage, language: str, account: Tells) -> None:
    """Set two hyphens and more as the dash that they stand for."""
    for match in HYPHENS.finditer(passage.text):
        start, end = match.span()
        if passage.is_free(start, end):
            passage.replace(start, end, dash_for(passage.text, start, end, language))
            _say(passage, start, end, "dash", f"{end - start} hyphens", account)


def spaced_dash(language: str) -> str:
    """Return the dash that stands between spaces in a language."""
    return "—" if {language, language.partition("-")[0]} & _LONG else "–"


def dash_for(text: str, start: int, end: int, language: str) -> str:
    """Return the dash that hyphens stand for: between figures a short one, four an omission."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isdigit() and after.isdigit():
        return "–"
    if end - start >= 4:
        return "——"
    if before.isspace() and after.isspace() and end - start == 2:
        return spaced_dash(language)
    return "—"


def _say(passage: Passage, start: int, end: int, what: str, evidence: str, account: Tells) -> None:
    words = around(passage, start, end)
    account.decide(f"tidied: {what}", words, evidence, passage.offset(start))
