"""Code in the lines of R Markdown that only asks which output is made: an e-book is like HTML."""

from __future__ import annotations

import re
from typing import Final

from publish.importing.folders.draft import Dropped

_ASKS: Final = re.compile(
    r"`r\s+if\s*\(\s*(!?)\s*(?:knitr:::?)?is_(html|latex)_output\(\)\s*\)\s*"
    r"(?:\{\s*)?(\"(?:[^\"\\`]|\\.)*\"|'(?:[^'\\`]|\\.)*')(?:\s*\})?\s*`"
)
_ESCAPE: Final = re.compile(r"\\(.)")
_SAID: Final = {"n": "\n", "t": "\t"}

Line = tuple[str, str, int]
"""A line with its file and its number there."""


def settle_outputs(lines: list[Line]) -> tuple[list[Line], list[Dropped]]:
    """Return lines with what such code gives in its place, and the code that stood there."""
    text = "\n".join(line for line, _path, _number in lines)
    dropped: list[Dropped] = []
    for match in reversed(list(_ASKS.finditer(text))):
        first, last = (text.count("\n", 0, at) for at in match.span())
        _line, path, number = lines[first]
        dropped.append(Dropped(path, number, match[0]))
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end()) % (len(text) + 1)
        said = text[start : match.start()] + _given(match) + text[match.end() : end]
        lines = [
            *lines[:first],
            *((one, path, number) for one in said.split("\n")),
            *lines[last + 1 :],
        ]
        text = text[:start] + said + text[end:]
    return lines, dropped[::-1]


def _given(match: re.Match[str]) -> str:
    if (match[2] == "html") == bool(match[1]):
        return ""
    return _ESCAPE.sub(lambda one: _SAID.get(one[1], one[1]), match[3][1:-1])
