"""The works of a bibliography, as far as a prose can name them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from publish.importing.linking.tokens import ARTICLES, SMALL, fold, tokens_of

_MARKUP: Final = re.compile(r"</?(?:i|b|em|strong|sup|sub|sc|span)\b[^>]*>")
_SUBTITLE: Final = re.compile(r"(?::|[?!](?=\s)|\s[–—]|\.(?=\s))\s*(?=\S)")
_ROMAN_TYPES: Final = ("article", "chapter", "paper", "entry", "post", "webpage", "speech")


@dataclass(frozen=True, slots=True)
class Title:
    """A title as words; ``telling`` are the places of those that it is known by.

    ``is_whole`` is whether it has the subtitle, or there is none.
    """

    words: tuple[str, ...]
    telling: tuple[int, ...]
    is_whole: bool

    @property
    def known_by(self) -> tuple[str, ...]:
        """Return the words that it is known by."""
        return tuple(self.words[place] for place in self.telling)


@dataclass(frozen=True, slots=True)
class Person:
    """A name as folded words."""

    family: tuple[str, ...]
    given: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedWork:
    """A work: its key, its titles (the longest first), who made it and when.

    ``ends`` is the sign that closes its title, ``?`` or ``!``. ``is_set_apart`` is whether its
    title is set in italic; titles of articles and chapters are not.
    """

    key: str
    label: str
    titles: tuple[Title, ...]
    people: tuple[Person, ...]
    year: str
    ends: frozenset[str] = frozenset()
    is_set_apart: bool = True
    maker: str = ""

    @property
    def said(self) -> str:
        """Return how a report names it: its key, who made it and when."""
        by = " ".join(filter(None, (self.maker, self.year))) or self.label
        return f"@{self.key} ({by})"


def read_work(entry: Mapping[str, Any]) -> NamedWork:
    """Return a work of CSL JSON."""
    label = _MARKUP.sub("", str(entry.get("title") or ""))
    short = _MARKUP.sub("", str(entry.get("title-short") or ""))
    names = [name for name in (label, *_mains(label), short) if name]
    titles: dict[tuple[str, ...], Title] = {}
    for name in names:
        title = _title(name, is_whole=name == label)
        if title.words:
            titles.setdefault(title.words, title)
    ordered = sorted(titles.values(), key=lambda title: -len(title.words))
    return NamedWork(
        key=str(entry["id"]),
        label=label or str(entry["id"]),
        titles=tuple(ordered),
        people=tuple(_people(entry)),
        year=_year(entry),
        ends=frozenset(name.rstrip()[-1] for name in names if name.rstrip()[-1:] in ("?", "!")),
        is_set_apart=not str(entry.get("type", "")).startswith(_ROMAN_TYPES),
        maker=_maker(entry),
    )


def _mains(label: str) -> list[str]:
    """Return the title before its subtitle."""
    match = _SUBTITLE.search(label)
    if not match or not label[: match.start()].strip():
        return []
    return [label[: match.start()] + match[0].strip().strip(":–—.")]


def _title(name: str, *, is_whole: bool) -> Title:
    words = tuple(token.word for token in tokens_of(name))
    telling = tuple(place for place, word in enumerate(words) if word not in SMALL)
    if not telling:
        telling = tuple(place for place, word in enumerate(words) if word not in ARTICLES)
    return Title(words, telling or tuple(range(len(words))), is_whole)


def _maker(entry: Mapping[str, Any]) -> str:
    names: Sequence[Mapping[str, Any]] = entry.get("author") or entry.get("editor") or ({},)
    return str(names[0].get("family") or names[0].get("literal") or "")


def _people(entry: Mapping[str, Any]) -> list[Person]:
    names: Sequence[Mapping[str, Any]] = entry.get("author") or entry.get("editor") or ()
    people = []
    for name in names:
        family = str(name.get("family") or name.get("literal") or "")
        given = str(name.get("given") or "")
        words = tuple(token.word for token in tokens_of(family))
        if words:
            people.append(Person(words, tuple(token.word for token in tokens_of(given))))
    return people


def _year(entry: Mapping[str, Any]) -> str:
    date = entry.get("issued") or {}
    parts = date.get("date-parts") or [[]]
    if parts and parts[0]:
        return str(parts[0][0])
    found = re.search(r"\d{3,4}", str(date.get("literal") or date.get("raw") or ""))
    return found[0] if found else ""


def is_name(written: str, word: str) -> bool:
    """Return whether a word of the prose is a name; Cyrillic names may be declined."""
    folded = fold(written)
    if folded == word:
        return not written[0].islower()
    if not "а" <= word[0] <= "я" or written[0].islower():
        return False
    stem = word.rstrip("аеийоуыьэюя")
    return len(stem) > 2 and folded.startswith(stem) and len(folded) - len(stem) <= 3
