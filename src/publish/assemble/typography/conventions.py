"""How a language sets quotations and spaces: the tables of ``conventions.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

Marks = tuple[str, str]

_WORDS: Final = frozenset(
    {"numbered", "counted", "titles", "honorifics", "units", "eras", "months", "particles"}
)


@dataclass(frozen=True, slots=True, eq=False)
class Convention:
    """What one language asks for; the fields are those of ``conventions.toml``.

    Each is made once and is equal to itself alone, so that words can be remembered by it.
    """

    double: Marks
    single: Marks
    numbered: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    honorifics: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    eras: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    little: frozenset[str] = frozenset()
    features: frozenset[str] = frozenset()
    phrases: Mapping[str, tuple[tuple[str, ...], ...]] | None = None
    """Phrases by their first part, the longest first."""


@cache
def convention(language: str) -> Convention:
    """Return the convention of a language tag, of its language, or the English one."""
    tables = _tables()
    tag = language.lower()
    main = tag.partition("-")[0]
    if "double" not in tables.get(main, {}):  # not spoken, or "mul", what all have
        return _read(tables["en"])
    longest = tag
    while longest not in tables:
        longest = longest.rpartition("-")[0]
    return _read({**tables[main], **tables[longest]})


@cache
def _tables() -> dict[str, dict[str, Any]]:
    text = files(__package__).joinpath("conventions.toml").read_text("utf-8")
    return {tag.lower(): table for tag, table in tomllib.loads(text).items()}


def _read(table: Mapping[str, Any]) -> Convention:
    words = {name: frozenset(table.get(name, ())) for name in _WORDS}
    words["units"] |= frozenset(_tables()["mul"]["units"])
    double, single = table["double"], table["single"]
    return Convention(
        double=(double[0], double[1]),
        single=(single[0], single[1]),
        little=frozenset(table.get("little", "")),
        features=frozenset(table.get("features", ())),
        phrases=_phrases(table.get("phrases", ())),
        **words,
    )


def _phrases(phrases: list[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    parts = sorted((tuple(phrase.split(" ")) for phrase in phrases), key=len, reverse=True)
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in parts:
        for first in {phrase[0], phrase[0][:1].upper() + phrase[0][1:]}:
            found.setdefault(first, []).append(phrase)
    return {first: tuple(group) for first, group in found.items()}
