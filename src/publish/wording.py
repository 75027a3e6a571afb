"""The words that we put into a book ourselves, by its language; the words are in wording.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True, slots=True)
class Wording:
    """Our words in one language.

    ``kinds`` names divisions as a heading does ("Chapter"), ``references`` names what can be
    referred to as the middle of a sentence does ("chapter"); ``roles`` are keyed by MARC relator
    and stand before a name. ``figure`` and ``table`` open captions; ``text`` names
    the landmark where the text begins. ``description`` is a link's, ``descriptions`` and
    ``page_list`` are titles.
    """

    language: str
    page: str
    pages: str
    conjunction: str
    figure: str
    table: str
    published: str
    text: str
    cover: str
    landmarks: str
    page_list: str
    back_to_citation: str
    description: str
    descriptions: str
    back_to_picture: str
    kinds: Mapping[str, str]
    references: Mapping[str, str]
    roles: Mapping[str, str]

    def label(self, kind: str, number: str) -> str:
        """Return what stands before a title: "Part I", "Appendix A", for all else the number."""
        if number and kind in ("part", "appendix"):
            return f"{self.kinds[kind]} {number}"
        return number

    def reference(self, kind: str, number: str) -> str:
        """Return what a cross-reference says: "chapter 3"; ``kind`` is a key of ``references``."""
        return f"{self.references[kind]}{NO_BREAK_SPACE}{number}"

    def names(self, people: tuple[str, ...]) -> str:
        """Return the names as a sentence lists them: "A, B and C"."""
        if len(people) < 2:
            return "".join(people)
        return f"{', '.join(people[:-1])} {self.conjunction} {people[-1]}"


@cache
def wording(language: str) -> Wording:
    """Return our words in the language of the tag, in English where we do not speak it."""
    tables = _tables()
    spoken = language.partition("-")[0].lower()
    if spoken not in tables:
        spoken = "en"
    return Wording(language=spoken, **tables[spoken])


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("publish").joinpath("wording.toml").read_text("utf-8"))
