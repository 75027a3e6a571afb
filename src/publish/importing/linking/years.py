"""Works named by author and year: "Wood (2018)", "(Wood, 2018)", "Trotsky’s 1937 book"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from publish.importing.linking.declined import is_cyrillic, is_same_word
from publish.importing.linking.prose import Prose
from publish.importing.linking.tokens import SMALL, Token, fold
from publish.importing.linking.works import NamedWork, is_name

_NOUNS: Final = (
    r"books?|study|essays?|texts?|novel|article|work|analysis|pamphlet|paper|report|thesis|"
    r"dissertation|treatise|history|account|biography|memoirs?|monograph|volume|survey|story|poem|"
    r"play|collection|manifesto|speech|lecture|"
    r"buch|studie|aufsatz|roman|werk|schrift|livre|ouvrage|étude|essai|article|libro|ensayo|saggio|"
    r"книг[аиуе]|стать[яиюе]|работ[аыуе]|исследовани[еяю]|роман[аеу]?|очерк[аеу]?|эссе|труд[аеу]?"
)
_POSSESSIVE: Final = r"(?:[’'ʼ]s|[’'ʼ])?"
_PARENTHESIS: Final = re.compile(
    rf"{_POSSESSIVE}(?:,?\s+et al\.?|\s+и др\.)?,?\s*"
    r"\((?:[^()]{0,12}\s)?(?P<year>\d{3,4})(?P<letter>[a-z]?)"
    r"(?=[),:;\s])[^()]{0,60}\)"
)
_INSIDE: Final = re.compile(
    r"(?:,?\s+et al\.?|\s+и др\.)?,?\s+(?P<year>\d{3,4})(?P<letter>[a-z]?)(?=\s*[,;:.)\]])"
)
_OF_A_YEAR: Final = re.compile(
    rf"(?:[’'ʼ]s|(?<=s)[’'ʼ]),?\s+(?:[\w-]+\s+)?(?P<year>\d{{3,4}})(?P<letter>)\s+(?:[\w-]+\s+){{0,2}}?"
    rf"(?:{_NOUNS})\b",
    re.IGNORECASE,
)
_IN_A_YEAR: Final = re.compile(
    rf",?\s+(?:in|with)\s+(?:his|her|their)\s+(?P<year>\d{{3,4}})(?P<letter>)\s+(?:[\w-]+\s+)?(?:{_NOUNS})\b",
    re.IGNORECASE,
)
_JOINED: Final = re.compile(
    r"([^\W\d_][\w’'-]*)(?:,)?\s+(?:and|&|und|et|y|e|и)\s+(?:[^\W\d_][\w.’'-]*\s+)?$"
)
_ET_AL: Final = re.compile(r",?\s+(?:et al\b|и др\.)")


@dataclass(frozen=True, slots=True)
class NamedByYear:
    """A work named by author and year, from ``start`` to ``end`` of the prose."""

    work: NamedWork
    start: int
    end: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that name an author and a year, and why they were not taken for a work."""

    start: int
    end: int
    reason: str
    work: NamedWork


class YearIndex:
    """Works by the last word of each author's family name."""

    def __init__(self, works: Sequence[NamedWork]) -> None:
        self._works: dict[str, list[NamedWork]] = defaultdict(list)
        self._stems: dict[str, list[tuple[str, NamedWork]]] | None = None
        for work in works:
            for person in work.people if work.year else ():
                if work not in self._works[person.family[-1]]:
                    self._works[person.family[-1]].append(work)

    def find(self, prose: Prose) -> Iterator[NamedByYear | Doubt]:
        """Yield the works that the prose names by author and year, and what only resembles it."""
        for place, token in enumerate(prose.tokens):
            works = self._works.get(token.word) or self._declined(token)
            if not works or not token.is_capital:
                continue
            match, how = _year_after(prose.text, token)
            if not match:
                continue
            fitting = [
                work
                for work in works
                if work.year == match["year"] and _has_family(prose.tokens, place, work)
            ]
            if not fitting:
                continue
            if found := _choose(fitting, prose, place, match, how):
                yield found

    def _declined(self, token: Token) -> list[NamedWork]:
        """Return the works of an author whose name the prose may have in another case."""
        if not is_cyrillic(token.word) or not token.is_capital:
            return []
        if self._stems is None:
            self._stems = defaultdict(list)
            for family, works in self._works.items():
                self._stems[family[:3]] += [(family, work) for work in works]
        found = self._stems.get(token.word[:3], ())
        return [work for family, work in found if is_name(token.written, family)]


def _year_after(text: str, token: Token) -> tuple[re.Match[str] | None, str]:
    for pattern, how in (
        (_PARENTHESIS, "author and year"),
        (_OF_A_YEAR, "author, year and what it is"),
        (_IN_A_YEAR, "author, year and what it is"),
        (_INSIDE, "author and year"),
    ):
        match = pattern.match(text, token.end)
        if match:
            return match, how
    return None, ""


def _choose(
    works: Sequence[NamedWork], prose: Prose, place: int, match: re.Match[str], how: str
) -> NamedByYear | Doubt | None:
    token = prose.tokens[place]
    start, end = token.start, match.end()
    agreeing = [work for work in works if _people_agree(work, prose, place)]
    if not agreeing:
        return Doubt(start, end, "another person, or several, by the names beside it", works[0])
    if len(agreeing) > 1:
        keys = ", ".join(f"@{work.key}" for work in agreeing)
        return Doubt(start, end, f"several works of this author and year: {keys}", agreeing[0])
    return NamedByYear(agreeing[0], start, end, how)


def _has_family(tokens: Sequence[Token], place: int, work: NamedWork) -> bool:
    for person in work.people:
        size = len(person.family)
        written = tokens[max(0, place - size + 1) : place + 1]
        if len(written) == size and all(
            token.word == word or is_name(token.written, word)
            for token, word in zip(written, person.family, strict=True)
        ):
            return True
    return False


def _people_agree(work: NamedWork, prose: Prose, place: int) -> bool:
    """Return whether the names before the year are those of the work, as many as are given."""
    token = prose.tokens[place]
    families = [person.family[-1] for person in work.people]
    before = prose.text[max(0, token.start - 60) : token.start]
    joined = _JOINED.search(before)
    if joined and joined[1][0].isupper() and fold(joined[1]) not in SMALL:
        is_last = _is_of(token.written, families[-1])
        return is_last and any(_is_of(joined[1], one) for one in families[:-1])
    if not _is_of(token.written, families[0]):
        return False
    if len(families) > 1 and not _ET_AL.match(prose.text, token.end):
        return False
    return _given_agrees(work, prose, place)


def _is_of(written: str, family: str) -> bool:
    return fold(written) == family or is_name(written, family)


def _given_agrees(work: NamedWork, prose: Prose, place: int) -> bool:
    """Return whether a given name before the family name, if there is one, is the author's."""
    person = work.people[0]
    at = place - len(person.family)
    if at < 0:
        return True
    before, family = prose.tokens[at], prose.tokens[at + 1]
    gap = prose.text[before.end : family.start]
    if gap.strip(".") not in ("", " ") or not before.written[0].isupper():
        return True
    is_given = any(is_same_word(before.word, name) for name in person.given)
    if before.word in SMALL or is_given or not person.given:
        return True
    if len(before.word) == 1:
        return any(name[0] == before.word for name in person.given)
    if prose.begins_sentence(before):
        return prose.has_small(before.word) or before.word in _BEGINNINGS
    return False


_BEGINNINGS_WORDS: Final = (
    "see while when as but since because although though if after before both only even here "
    "there then thus yet so where like unlike following according contra against compare cf "
    "siehe vgl nach laut selon voir см согласно по как "
)
_BEGINNINGS: Final = frozenset(_BEGINNINGS_WORDS.split())
