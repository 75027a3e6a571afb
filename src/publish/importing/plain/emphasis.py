"""Emphasis as typed texts have it: ``_italics_``, ``*bold*``, ``=bold=``."""

from __future__ import annotations

import re
from typing import Final

from publish.importing.plain.account import Account
from publish.importing.plain.passage import Passage
from publish.importing.spans import Spans

_WORD: Final = r"\w\u00ad\u200b-\u200d\u2010\u2060\ufeff"
"""What belongs to a word, as conservation counts words: joiners do, seen or not."""


def _form(sign: str, longest: int) -> re.Pattern[str]:
    """Return the pattern of words between two signs that touch no other word."""
    s = re.escape(sign)
    inside = rf"(?=[^\s{s}])([^{s}]{{1,{longest}}}?)(?<=[^\s{s}])"
    return re.compile(rf"(?<![{_WORD}{s}]){s}{inside}{s}(?![{_WORD}{s}])")


_FORMS: Final = (
    ("_", _form("_", 1000), "*", "italic"),
    ("*", _form("*", 200), "**", "bold"),
    ("=", _form("=", 200), "**", "bold"),
)


def set_emphasis(passage: Passage, account: Account) -> Spans:
    """Turn typed emphasis into Markdown's; return where the emphasised words stand."""
    found = Spans()
    for sign, pattern, mark, name in _FORMS:
        if passage.text.count(sign) < 2:
            continue
        for match in pattern.finditer(passage.text):
            start, end = match.span()
            if not any(map(str.isalnum, match[1])) or found.crosses(start, end):
                continue
            if not (passage.is_free(start, start + 1) and passage.is_free(end - 1, end)):
                continue
            passage.replace(start, start + 1, mark)
            passage.replace(end - 1, end, mark)
            found.add(start, end)
            account.counts[f"{name} typed as {sign}…{sign}"] += 1
    return found
