"""Notes too long for the foot of a page, which is never split yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

LONGEST: Final = 1800
"""Characters that a note at the foot of an a5 page may have: about two thirds of the page."""

_DEFINITION = re.compile(r"^ {0,3}\[\^[^\]\s]+\]:[ \t]*", re.MULTILINE)
_ENDS = re.compile(r"\n(?=\S)")


def has_long_note(texts: Iterable[str]) -> bool:
    """Return whether any note of the Markdown texts is longer than ``LONGEST``."""
    return any(length > LONGEST for text in texts for length in _lengths(text))


def _lengths(text: str) -> Iterator[int]:
    """Yield the length of each note: its line and the indented lines and blocks that follow."""
    for match in _DEFINITION.finditer(text):
        end = _ENDS.search(text, match.end())
        while end and text[end.start() - 1] != "\n":
            # A line that is not indented goes on with the paragraph, unless a blank one parts them.
            if _DEFINITION.match(text, end.end()):
                break
            end = _ENDS.search(text, end.end())
        yield (end.start() if end else len(text)) - match.end()
