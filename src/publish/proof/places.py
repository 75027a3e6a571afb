"""The line of the manuscript that a flaw stands on, where its paragraph has several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from publish.diagnostics import Span
from publish.proof.flaws import Flaw

_LETTERS: Final = 24
_FEWEST: Final = 6
"""Letters that a piece of a line must have to be looked for."""


def at_its_line(flaw: Flaw, sources: Mapping[PurePosixPath, str]) -> Flaw:
    """Return the flaw at the line where its words stand in the source.

    They are searched from where the paragraph begins to its end, by letters alone, for markup and
    punctuation change between source and page; what is not found stays where its paragraph begins.
    """
    at = flaw.at
    if at is None or at.line is None or at.path not in sources:
        return flaw
    letters: list[str] = []
    lines: list[int] = []
    for number, line in enumerate(sources[at.path].split("\n")[at.line - 1 :], at.line):
        if not line.strip() and letters:
            break
        own = _letters(line)
        letters.append(own)
        lines += [number] * len(own)
    offset = _find("".join(letters), _letters(flaw.words))
    return replace(flaw, at=Span(at.path, lines[offset])) if offset >= 0 else flaw


def _find(text: str, words: str) -> int:
    for size in (_LETTERS, _LETTERS // 2, _FEWEST):
        if (offset := text.find(words[:size])) >= 0:
            return offset if words else -1
    return -1


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
