"""Whether the words of a title are meant as one: what stands around them decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from publish.importing.linking.declined import is_cyrillic
from publish.importing.linking.prose import Prose, names_author
from publish.importing.linking.titles import Candidate
from publish.importing.linking.tokens import SMALL, Token
from publish.importing.linking.works import NamedWork, is_name

_OWNED: Final = re.compile(
    r"[’'ʼ]|\b(?:book|novel|study|essay|poem|play|story|pamphlet|work|film|opera|song|painting|"
    r"roman|livre|buch|книга|книге|роман|романе|повесть|рассказ|фильм)\b",
    re.IGNORECASE,
)
_MADE_BY: Final = re.compile(r"\b(?:by|von|par|de|di|por)\b|\($", re.IGNORECASE)
_OPENING: Final = frozenset("“‘„‚«‹\"'")
_CLOSING: Final = frozenset("”’“»›\"'")


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a candidate; distances count the words between, ``None`` is not there."""

    author_before: int | None
    author_after: int | None
    year_near: int | None
    author_in_text: bool
    marks: str
    is_of_author: bool
    is_inside_longer: bool
    opens_other_subtitle: bool
    starts_sentence: bool

    @property
    def author(self) -> int | None:
        """Return how near the author's name stands in the sentence."""
        found = [way for way in (self.author_before, self.author_after) if way is not None]
        return min(found, default=None)


def look_around(candidate: Candidate, prose: Prose) -> Around:
    """Return what stands around the words of a title."""
    start, end = prose.in_sentence(candidate.first, candidate.last)
    tokens, first, last = prose.tokens, candidate.first, candidate.last
    work = candidate.work
    before = _nearest_name(tokens, range(first - 1, start - 1, -1), work)
    after = _nearest_name(tokens, range(last + 1, end), work)
    marks = marks_around(candidate, prose)
    years = [
        _between(tokens, place, first, last)
        for place in range(max(start, first - 6), min(end, last + 8))
        if tokens[place].word == work.year and not first <= place <= last
    ]
    return Around(
        author_before=before,
        author_after=after,
        year_near=min(years, default=None),
        author_in_text=before is not None or after is not None or prose.names(work),
        marks=marks,
        is_of_author=_is_of_author(candidate, prose),
        is_inside_longer=not marks and _is_inside_longer(candidate, prose),
        opens_other_subtitle=_opens_other_subtitle(candidate, prose),
        starts_sentence=prose.begins_sentence(tokens[first]),
    )


def _is_of_author(candidate: Candidate, prose: Prose) -> bool:
    """Return whether words say that the author made it: a genitive, "film", "by"."""
    tokens, first, last = prose.tokens, candidate.first, candidate.last
    for place in range(max(first - 4, 0), first):
        if names_author(tokens, place, candidate.work):
            between = prose.text[tokens[place].end : tokens[first].start]
            if _OWNED.search(between):
                return True
    for place in range(last + 1, min(last + 4, len(tokens))):
        if names_author(tokens, place, candidate.work):
            between = prose.text[tokens[last].end : tokens[place].start]
            if _MADE_BY.search(between):
                return True
    return False


def _between(tokens: Sequence[Token], place: int, first: int, last: int) -> int:
    between = tokens[place + 1 : first] if place < first else tokens[last + 1 : place]
    return sum(1 for token in between if len(token.word) > 1)


def _nearest_name(tokens: Sequence[Token], places: range, work: NamedWork) -> int | None:
    """Return how many words stand between a title and the nearest name of its author."""
    count = 0
    for place in places:
        if names_author(tokens, place, work):
            return count
        count += len(tokens[place].word) > 1
    return None


def marks_around(candidate: Candidate, prose: Prose) -> str:
    """Return what sets the words apart: emphasis, quotation marks, or no-break spaces."""
    text = prose.text
    start, end = prose.tokens[candidate.first].start, prose.tokens[candidate.last].end
    emphasised = prose.emphasis.around(start)
    if emphasised and start <= emphasised[0] + 12 and end <= emphasised[1] <= end + 3:
        return "emphasis"
    after = end + len(re.match(r"[.,!?…]?", text[end : end + 1])[0])  # type: ignore[index]
    article = prose.tokens[candidate.first - 1].start if candidate.first else start
    for begin in (start, article):
        opening = text[begin - 1 : begin] if begin else ""
        if opening in _OPENING and text[after : after + 1] in _CLOSING:
            return "guillemets" if opening in "«‹" else "quotation marks"
    sides = (text[start - 1 : start] == "\xa0") + (text[end : end + 1] == "\xa0")
    if sides == 2 or (sides == 1 and text[after : after + 1] in ("", ".", ",", ";")):
        return "no-break spaces"
    return ""


def _is_inside_longer(candidate: Candidate, prose: Prose) -> bool:
    """Return whether the words are in the midst of more: a capital beside them, no stop between."""
    tokens, first, last = prose.tokens, candidate.first, candidate.last
    if last + 1 < len(tokens):
        after = tokens[last + 1]
        gap = prose.text[tokens[last].end : after.start]
        if gap in (" ", "-", "\n") and _goes_on(after, candidate.work):
            return True
    if first > 0:
        before = tokens[first - 1]
        gap = prose.text[before.end : tokens[first].start]
        is_part = gap in (" ", "-", "\n") and _goes_on(before, candidate.work)
        if is_part and not prose.begins_sentence(before):
            return True
    return False


def _goes_on(token: Token, work: NamedWork) -> bool:
    """Return whether a word beside a title could be of the same title: a capital, and no author."""
    if token.written[0].isdigit() or not token.written[0].isupper() or token.word in SMALL:
        return False
    names = {word for person in work.people for word in (*person.family, *person.given)}
    return not any(is_name(token.written, word) for word in names)


def _opens_other_subtitle(candidate: Candidate, prose: Prose) -> bool:
    """Return whether a colon and a capital follow that are not the work's own subtitle."""
    if candidate.has_subtitle or candidate.last + 1 >= len(prose.tokens):
        return False
    after = prose.tokens[candidate.last + 1]
    gap = prose.text[prose.tokens[candidate.last].end : after.start]
    return gap.strip() == ":" and after.written[0].isupper()


def reasons(candidate: Candidate, around: Around) -> Iterator[str]:
    """Yield what speaks for a title, for the report."""
    yield (
        "title with its subtitle"
        if candidate.has_subtitle
        and not (candidate.title.is_whole and len(candidate.work.titles) == 1)
        else "the title"
    )
    if not candidate.is_exact:
        yield "small words differ"
    if candidate.is_declined:
        yield "declined"
    if around.marks:
        yield f"{'between' if around.marks == 'no-break spaces' else 'in'} {around.marks}"
    if around.author is not None:
        side = "before" if around.author == around.author_before else "after"
        words = {0: "right", 1: "one word"}.get(around.author, f"{around.author} words")
        yield f"its author {words} {side}"
    if around.year_near is not None:
        yield "its year beside"


def is_meant(candidate: Candidate, around: Around) -> bool:
    """Return whether the words are meant as the title; the rules are told in decision 27."""
    near_author = around.author is not None and around.author <= 8
    close = (around.author is not None and around.author <= 2) or (
        around.year_near is not None and around.year_near <= 2
    )
    known = near_author or (around.year_near is not None and around.year_near <= 4)
    if around.is_inside_longer:
        return False
    if around.opens_other_subtitle and not known:
        return False
    if candidate.is_declined and not _is_declined_title(candidate, around):
        return False
    count = candidate.telling + (
        1 if candidate.has_subtitle and not candidate.title.is_whole else 0
    )
    if candidate.case == "lower":
        by_author = around.author_before == 0 and count >= 2
        by_year = around.year_near == 0 and count >= 2
        return (around.marks == "emphasis" and count >= 2) or by_author or by_year
    if not candidate.is_exact and not candidate.lacks_article:
        return known and count >= 3 and candidate.case == "title"
    if count == 1:
        close = around.is_of_author or (around.year_near is not None and around.year_near <= 2)
        strong = around.marks in ("emphasis", "guillemets") and around.author_in_text
        return close or strong
    return _is_meant_by_several(candidate, around, count, known=known, close=close)


def _is_declined_title(candidate: Candidate, around: Around) -> bool:
    """Return whether more than the words speaks for a title in another form than its own."""
    if candidate.case == "lower":
        return False
    beside = around.author is not None and around.author <= 2
    if beside or (around.year_near is not None and around.year_near <= 2):
        return True
    return bool(around.marks) and (candidate.telling > 1 or around.author_in_text)


def _is_meant_by_several(
    candidate: Candidate, around: Around, count: int, *, known: bool, close: bool
) -> bool:
    """Judge a title of two telling words or more, the first at least with a capital."""
    in_title_case = candidate.case == "title"
    if around.marks in ("emphasis", "guillemets"):
        return True
    if around.marks == "quotation marks" and is_cyrillic(candidate.title.known_by[0]):
        return True  # Russian sets titles in quotation marks; a capital within them begins one
    if around.marks and (count > 2 or around.author_in_text or around.year_near is not None):
        return in_title_case or around.marks == "quotation marks" or known
    if not in_title_case:
        return close or (candidate.has_subtitle and count >= 5 and not around.starts_sentence)
    if known:
        # "the October Revolution" beside a name is an event; with an article, or none, a title.
        return not candidate.lacks_article or close or count > 2
    if count >= 4 or (candidate.has_subtitle and count >= 3):
        return True
    return candidate.has_article and not around.starts_sentence
