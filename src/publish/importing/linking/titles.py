"""Where a prose has the words of a title, whatever it means by them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from publish.importing.linking.declined import is_cyrillic, is_same_word
from publish.importing.linking.tokens import SMALL, Token
from publish.importing.linking.works import NamedWork, Title

Case = Literal["title", "sentence", "lower"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words of the prose that are those of a title: tokens ``first`` to ``last``, inclusive.

    ``is_exact`` is whether no small word differs; ``has_article`` whether the title's own article
    stands before it with a capital; ``lacks_article`` whether the title has one and the prose none,
    or a small one. ``telling`` counts the words that the title is known by. ``is_declined`` is
    whether a word stands in another form.
    """

    work: NamedWork
    title: Title
    first: int
    last: int
    case: Case
    telling: int
    is_exact: bool
    has_article: bool
    lacks_article: bool
    has_subtitle: bool
    is_declined: bool = False


class TitleIndex:
    """Titles by the first word that they are known by."""

    def __init__(self, works: Sequence[NamedWork]) -> None:
        self._titles: dict[str, list[tuple[NamedWork, Title]]] = defaultdict(list)
        self._declined: dict[str, list[tuple[NamedWork, Title]]] = defaultdict(list)
        for work in works:
            for title in work.titles:
                first = title.known_by[0]
                self._titles[first].append((work, title))
                if is_cyrillic(first):
                    self._declined[first[:2]].append((work, title))

    def candidates(self, tokens: Sequence[Token]) -> Iterator[list[Candidate]]:
        """Yield, place by place, every title that the prose may have there."""
        for place, token in enumerate(tokens):
            titles = [*self._titles.get(token.word, ()), *self._forms(token)]
            if titles:
                found = [
                    candidate
                    for work, title in titles
                    if (candidate := _match(tokens, place, work, title))
                ]
                if found:
                    yield found

    def _forms(self, token: Token) -> Iterator[tuple[NamedWork, Title]]:
        """Yield the titles whose first word the prose may have in another form."""
        if not self._declined or not is_cyrillic(token.word):
            return
        for work, title in self._declined.get(token.word[:2], ()):
            first = title.known_by[0]
            if first != token.word and is_same_word(token.word, first):
                yield work, title


def _match(tokens: Sequence[Token], place: int, work: NamedWork, title: Title) -> Candidate | None:
    """Return the title where its telling words follow each other, small ones between them."""
    last = _walk(tokens, place, title)
    if last is None:
        return None
    head = title.telling[0]
    first, opening = _head(tokens, place, title.words[:head])
    tail = title.words[title.telling[-1] + 1 :]
    ending = tuple(token.word for token in tokens[last + 1 : last + 1 + len(tail)])
    if ending == tail:
        last += len(tail)
    written = tuple(token.word for token in tokens[place : last + 1])
    is_exact = _is_same(written, title.words[head:]) and opening != "other"
    is_declined = is_exact and written != title.words[head:]
    has_subtitle = title.is_whole
    if not title.is_whole:
        last, has_subtitle = _with_subtitle(tokens, last, work, title)
    return Candidate(
        work,
        title,
        first,
        last,
        _case(tokens, first, place, last),
        len(title.telling),
        is_exact,
        has_article=opening == "whole" and head > 0,
        lacks_article=opening == "less",
        has_subtitle=has_subtitle,
        is_declined=is_declined or not _is_telling_exact(tokens, place, last, title),
    )


def _is_same(written: Sequence[str], words: Sequence[str]) -> bool:
    return len(written) == len(words) and all(map(is_same_word, written, words))


def _is_telling_exact(tokens: Sequence[Token], place: int, last: int, title: Title) -> bool:
    """Return whether the telling words stand as the title has them."""
    written = {token.word for token in tokens[place : last + 1]}
    return all(word in written for word in title.known_by)


def _walk(tokens: Sequence[Token], place: int, title: Title) -> int | None:
    """Return the last telling word's place in the prose."""
    at = place
    for before, wanted in zip(title.telling, title.telling[1:], strict=False):
        room = wanted - before + 1  # one small word more than the title has
        at += 1
        while at < len(tokens) and not is_same_word(tokens[at].word, title.words[wanted]):
            if tokens[at].word not in SMALL or room <= 0:
                return None
            room -= 1
            at += 1
        if at >= len(tokens):
            return None
    return at


def _head(
    tokens: Sequence[Token], place: int, opening: tuple[str, ...]
) -> tuple[int, Literal["whole", "less", "other"]]:
    """Return where the title begins, with the small words before its first telling one."""
    if not opening:
        return place, "whole"
    start = place - len(opening)
    before = tuple(token.word for token in tokens[max(start, 0) : place])
    if before == opening:
        return (start, "whole") if tokens[start].is_capital else (place, "less")
    return place, "less" if len(opening) == 1 else "other"


def _with_subtitle(
    tokens: Sequence[Token], last: int, work: NamedWork, title: Title
) -> tuple[int, bool]:
    """Return the end of as much of the subtitle as the prose gives."""
    whole = work.titles[0].words
    size = len(title.words)
    if whole[:size] != title.words:
        return last, False
    rest = whole[size:]
    count = 0
    while count < len(rest) and last + 1 + count < len(tokens):
        if tokens[last + 1 + count].word != rest[count]:
            break
        count += 1
    while count and rest[count - 1] in SMALL:
        count -= 1
    return last + count, count >= 2 or (count == len(rest) > 0)


def _case(tokens: Sequence[Token], first: int, place: int, last: int) -> Case:
    telling = [token for token in tokens[place : last + 1] if token.word not in SMALL]
    if all(token.is_capital for token in telling) and telling:
        return "title"
    return "sentence" if tokens[first].is_capital else "lower"
