"""Works of a bibliography found where a prose names them, by rule and with evidence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publish.importing.linking.evidence import Around, is_meant, look_around, reasons
from publish.importing.linking.prose import Prose
from publish.importing.linking.titles import Candidate, TitleIndex
from publish.importing.linking.tokens import tokens_of
from publish.importing.linking.works import NamedWork, read_work
from publish.importing.linking.years import NamedByYear, YearIndex
from publish.importing.spans import Spans

__all__ = ["Mention", "NamedWork", "Resemblance", "find_mentions", "read_work"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A work named in a text from ``start`` to ``end``; ``is_title`` is whether by its title."""

    work: NamedWork
    text: int
    start: int
    end: int
    evidence: str
    is_title: bool


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Words that resemble a work's title, or its author and year, and do not name it."""

    work: NamedWork
    text: int
    start: int
    end: int
    reason: str


Found = Mention | Resemblance


def find_mentions(texts: Sequence[tuple[str, Spans]], works: Sequence[NamedWork]) -> list[Found]:
    """Return where texts name works, in order; each text comes with its emphasised spans.

    A title in title case counts without further evidence once the texts have named the work
    surely, unless the same words stood before that as ordinary ones.
    """
    titles, years = TitleIndex(works), YearIndex(works)
    found: list[Found] = []
    named: set[str] = set()
    plain: set[str] = set()
    for number, (text, emphasis) in enumerate(texts):
        prose = Prose(text, tokens_of(text), emphasis)
        here = list(_by_title(prose, titles, number, named, plain))
        here += _by_year(prose, years, number, [one for one in here if isinstance(one, Mention)])
        found += sorted(here, key=lambda one: one.start)
    return found


def _by_title(
    prose: Prose, index: TitleIndex, number: int, named: set[str], plain: set[str]
) -> Iterator[Found]:
    end = -1
    for candidates in index.candidates(prose.tokens):
        if candidates[0].first <= end:
            continue
        judged = [(one, look_around(one, prose)) for one in candidates]
        meant = [pair for pair in judged if _counts(*pair, named, plain)]
        if not meant:
            yield from _resembling(judged, prose, number, plain)
            continue
        best = max(meant, key=_rank)
        rivals = {pair[0].work.key for pair in meant if _rank(pair) == _rank(best)}
        candidate, around = best
        start, stop = _span(candidate, prose)
        end = candidate.last
        if len(rivals) > 1:
            keys = ", ".join(f"@{key}" for key in sorted(rivals))
            reason = f"several works have this title: {keys}"
            yield Resemblance(candidate.work, number, start, stop, reason)
            continue
        evidence = ", ".join(reasons(candidate, around))
        if not is_meant(candidate, around):
            evidence += ", named before"
        named.add(candidate.work.key)
        yield Mention(candidate.work, number, start, stop, evidence, is_title=True)


def _counts(candidate: Candidate, around: Around, named: set[str], plain: set[str]) -> bool:
    if is_meant(candidate, around):
        return True
    is_known = candidate.work.key in named and candidate.work.key not in plain
    is_like = candidate.case == "title" and candidate.telling >= 2
    is_same = candidate.is_exact or candidate.lacks_article
    free = not around.is_inside_longer and not around.opens_other_subtitle
    return is_known and is_like and is_same and free


def _rank(pair: tuple[Candidate, Around]) -> tuple[int, bool, bool, bool]:
    """Return what makes one reading of words better than another: length, then evidence."""
    candidate, around = pair
    return (
        candidate.last - candidate.first,
        candidate.is_exact,
        around.author is not None,
        around.year_near is not None,
    )


def _resembling(
    judged: Sequence[tuple[Candidate, Around]], prose: Prose, number: int, plain: set[str]
) -> Iterator[Resemblance]:
    """Yield the best of the readings that do not hold, where it is near enough to be told."""
    candidate, around = max(judged, key=_rank)
    if candidate.telling < 2 and candidate.case == "lower":
        return
    if candidate.case == "title":
        plain.add(candidate.work.key)
    reason = "nothing beside it says that a title is meant"
    if around.is_inside_longer:
        reason = "it is part of a longer name or title"
    elif around.opens_other_subtitle:
        reason = "another subtitle follows"
    elif candidate.case == "lower":
        reason = "in small letters, as any words"
    elif candidate.telling < 2:
        reason = "a single word, and neither its author nor its year beside it"
    elif not candidate.is_exact and not candidate.lacks_article:
        reason = "its words differ, and neither its author nor its year is near"
    start, end = _span(candidate, prose)
    yield Resemblance(candidate.work, number, start, end, reason)


def _span(candidate: Candidate, prose: Prose) -> tuple[int, int]:
    """Return where a title begins and ends in the text, with the sign that closes it."""
    start = prose.tokens[candidate.first].start
    end = prose.tokens[candidate.last].end
    if prose.text[end : end + 1] in candidate.work.ends and prose.text[end : end + 1]:
        end += 1
    return start, end


def _by_year(
    prose: Prose,
    index: YearIndex,
    number: int,
    titled: Sequence[Mention],
) -> Iterator[Found]:
    taken = Spans((one.start, one.end) for one in titled)
    for one in index.find(prose):
        if taken.touches(one.start, one.end):
            continue
        if isinstance(one, NamedByYear):
            if _is_beside(one, titled, prose.text):
                continue
            yield Mention(one.work, number, one.start, one.end, one.evidence, is_title=False)
        else:
            yield Resemblance(one.work, number, one.start, one.end, one.reason)


def _is_beside(one: NamedByYear, titled: Sequence[Mention], text: str) -> bool:
    """Return whether the same words name the same work by its title, too."""
    after = bisect_left(titled, one.end, key=lambda other: other.start)
    for other in titled[max(after - 1, 0) : after + 1]:
        if other.work.key == one.work.key:
            between = text[min(one.end, other.end) : max(one.start, other.start)]
            if len(between.split()) <= 3:
                return True
    return False
