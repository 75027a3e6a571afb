"""Dashes typed as hyphens, by language."""

from __future__ import annotations

import re
from typing import Final

from publish.importing.plain.account import Account
from publish.importing.plain.passage import Passage

_RUN: Final = re.compile(r"(?<![-|+])-{2,8}(?![-|+>])")
_LONG: Final = frozenset({"ru", "uk", "be", "bg", "fr", "es", "it", "pt", "en-US"})
"""Languages whose spaced dash is the long one."""

_SPACED: Final = re.compile(r"(?:^|(?<=[^\W_][ \xa0])|(?<=[.,!?…»”\"][ \xa0]))-(?=[ \xa0]\w)")


def set_dashes(passage: Passage, language: str, account: Account) -> None:
    """Set two hyphens as a dash, between figures a short one; four and more are an omission."""
    text = passage.text
    if "--" not in text:
        return
    for match in _RUN.finditer(text):
        start, end = match.span()
        if not passage.is_free(start, end):
            continue
        passage.replace(start, end, _dash(text, start, end, language))
        account.counts["hyphens set as dashes"] += 1


def tidy_hyphens(passage: Passage, language: str, account: Account) -> None:
    """Set a hyphen between spaces as the dash of the language."""
    for match in _SPACED.finditer(passage.text):
        start, end = match.span()
        if passage.is_free(start, end):
            passage.replace(start, end, spaced_dash(language))
            around = passage.text[max(0, start - 20) : end + 20]
            account.decide("tidied: dash", around, "a hyphen between spaces", passage.offset(start))


def spaced_dash(language: str) -> str:
    """Return the dash that stands between spaces in a language."""
    return "—" if {language, language.partition("-")[0]} & _LONG else "–"


def _dash(text: str, start: int, end: int, language: str) -> str:
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isdigit() and after.isdigit():
        return "–"
    if end - start >= 4:
        return "——"
    if before.isspace() and after.isspace() and end - start == 2:
        return spaced_dash(language)
    return "—"
