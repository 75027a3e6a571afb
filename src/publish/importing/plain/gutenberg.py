"""What Project Gutenberg puts around a book: read for its metadata, and set apart, whole."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_START: Final = re.compile(
    r"^[ \t]*\*{3} ?START OF (?:THE|THIS) PROJECT GUTENBERG E(?:BOOK|TEXT)[^\n]*\n"
    r"(?:[^\n]*\*{3}[ \t]*\n)?|^\*END[* ]*THE SMALL PRINT[^\n]*\n",
    re.MULTILINE | re.IGNORECASE,
)
_END: Final = re.compile(
    r"^[ \t]*(?:\*{3} ?END OF (?:THE|THIS) PROJECT GUTENBERG E(?:BOOK|TEXT)|"
    r"End of (?:the )?Project Gutenberg(?:'s|’s)? )[^\n]*$",
    re.MULTILINE | re.IGNORECASE,
)
_FIELD: Final = re.compile(
    r"^(Title|Author|Translator|Editor|Illustrator|Language|Release Date|Credits): +(\S[^\n]*"
    r"(?:\n {2,}\S[^\n]*)*)",
    re.MULTILINE,
)
_PRODUCED: Final = re.compile(
    r"\s*((?:Produced by|E-text prepared by|This eBook was produced by|HTML version by)\b"
    r"(?:[^\n]+\n)+)",
    re.IGNORECASE,
)

LANGUAGES: Final[dict[str, str]] = {
    "english": "en",
    "french": "fr",
    "german": "de",
    "spanish": "es",
    "italian": "it",
    "portuguese": "pt",
    "dutch": "nl",
    "polish": "pl",
    "czech": "cs",
    "swedish": "sv",
    "danish": "da",
    "finnish": "fi",
    "hungarian": "hu",
    "romanian": "ro",
    "russian": "ru",
    "ukrainian": "uk",
    "bulgarian": "bg",
    "greek": "el",
}
"""The languages that its headers name, and their tags."""


@dataclass(frozen=True, slots=True)
class Wrapper:
    """Where the book begins and ends in the source, and what the header says of it.

    ``places`` tells where each of ``fields`` stands.
    """

    start: int
    end: int
    fields: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)


def find_wrapper(text: str) -> Wrapper | None:
    """Return what Project Gutenberg put around a text, ``None`` where it did not."""
    opening = _START.search(text)
    if not opening:
        return None
    start = opening.end()
    produced = _PRODUCED.match(text, start)
    if produced:
        start = produced.end()
    closing = _END.search(text, start)
    end = closing.start() if closing else len(text)
    head = text[: opening.start()]
    found = {match[1].lower(): match for match in reversed(list(_FIELD.finditer(head)))}
    fields = {name: " ".join(match[2].split()) for name, match in found.items()}
    places = {name: match.start(2) for name, match in found.items()}
    return Wrapper(start, end, fields, places)
