"""Which groups of a text are headings, and of which level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from publish.importing.headings import kind_of_title
from publish.importing.plain.account import Account
from publish.importing.plain.blocks import Heading
from publish.importing.plain.heading_lines import (
    Guess,
    guess_heading,
    is_capitals,
    is_contents,
    is_prose,
)
from publish.importing.plain.lines import Group, Layout
from publish.importing.plain.passage import join_lines

CHAPTERS: Final = frozenset({"part", "chapter", "number"})
"""Families of headings that only books have; with one of them a text is parted into chapters."""

_LONG: Final = 15_000
"""Words from which a text with headings of any kind is parted into chapters."""


@dataclass(frozen=True, slots=True)
class Structure:
    """The headings by the number of their group; ``used`` are groups that are part of one.

    ``contents`` are groups of the source's own table of contents. ``is_piece`` is whether the text
    is one piece with sections, not a book of chapters.
    """

    headings: Mapping[int, Heading]
    used: frozenset[int]
    contents: tuple[int, ...]
    is_piece: bool


def find_structure(
    groups: Sequence[Group], layout: Layout, words: int, account: Account
) -> Structure:
    """Return the headings of a text; each is entered in the account with its evidence."""
    guesses = {
        index: guess
        for index in range(len(groups) - 1)
        if (guess := guess_heading(groups, index, layout))
    }
    contents = _find_contents(groups, guesses)
    for index in contents:
        guesses.pop(index, None)
    _drop_strays(groups, guesses, layout)
    titles = {index: _title_after(groups, guesses, index, layout) for index in guesses}
    for title in filter(None, titles.values()):
        guesses.pop(title, None)
    used = frozenset(title for title in titles.values() if title)
    families = [guess.family for _, guess in sorted(guesses.items())]
    begins = min(guesses, default=len(groups)) == 0
    is_piece = not CHAPTERS & set(families) and not (begins and words > _LONG)
    headings = {}
    levels = _Levels(families, is_piece=is_piece)
    for index, guess in sorted(guesses.items()):
        heading = _heading(groups, guess, titles.get(index, 0))
        heading.level = levels.next(guess, heading.words)
        heading.is_part = guess.family == "part"
        what = "part" if heading.is_part else "chapter" if heading.level == 1 else "section"
        evidence = f"{guess.evidence}; read as a {what}"
        account.decide("heading", heading.words, evidence, heading.start)
        headings[index] = heading
    return Structure(headings, used, contents, is_piece)


def _heading(groups: Sequence[Group], guess: Guess, title: int) -> Heading:
    lines = list(guess.lines)
    if guess.family in ("chapter", "part") and len(lines) > 1:
        passages = [join_lines(lines[:1]), join_lines(lines[1:])]
    else:
        passages = [join_lines(lines)]
    if title:
        passages.append(join_lines(groups[title].lines))
    return Heading(passages, guess.family)


def _title_after(
    groups: Sequence[Group], guesses: Mapping[int, Guess], index: int, layout: Layout
) -> int:
    """Return the group that is the title to a bare number, 0 where there is none."""
    guess = guesses.get(index)
    after = index + 1
    if not guess or not guess.is_bare or after + 1 >= len(groups) or len(guess.lines) > 1:
        return 0
    group = groups[after]
    other = guesses.get(after)
    if other and other.family not in ("capitals", "shape"):
        return 0
    text = group.words
    if len(group.lines) > 2 or len(text) > 120 or not text[:1].isalnum():
        return 0
    if is_capitals(text) or (not is_prose(group, layout) and text[-1] not in ",;"):
        return after
    return 0


def _find_contents(groups: Sequence[Group], guesses: Mapping[int, Guess]) -> tuple[int, ...]:
    """Return the groups of a table of contents: its heading, entries that are headings later."""
    start = next(
        (index for index, guess in sorted(guesses.items()) if is_contents(guess.words)), None
    )
    if start is None or start > 40:
        return ()
    later = Counter(_key(guess.words) for index, guess in guesses.items() if index > start)
    whole = {_key(group.words) for group in groups[start + 1 :]}
    found = [start]
    entries: set[str] = set()
    for index in range(start + 1, len(groups)):
        lines = [_key(line.words) for line in groups[index].lines]
        if any(entry.startswith(line) for line in lines[:1] for entry in entries if line):
            break  # what the contents name begins here
        known = sum(1 for line in lines if line and _recurs(line, later, whole, len(lines)))
        if known < 0.6 * len(lines):
            break
        entries.update(lines)
        found.append(index)
    return tuple(found) if len(found) > 1 else ()


def _recurs(line: str, later: Mapping[str, int], whole: set[str], size: int) -> bool:
    """Return whether an entry is a heading further on, or its number and title are."""
    least = 1 if size > 1 else 2  # an entry in a group of its own is a heading itself
    if later.get(line, 0) >= least:
        return True
    return any(line.startswith(key) and line[len(key) :] in whole for key in later if len(key) > 4)


def _key(text: str) -> str:
    kept = "".join(sign for sign in text.casefold() if sign.isalnum() or sign == " ")
    return "".join(kept.split()).rstrip("0123456789") or kept.strip()


def _drop_strays(groups: Sequence[Group], guesses: dict[int, Guess], layout: Layout) -> None:
    """Drop guesses that only a row of their like would make headings, and that have none."""
    for family, least in (("number", 2), ("numbered", 2)):
        row = [index for index, guess in sorted(guesses.items()) if guess.family == family]
        kept: set[int] = set()
        last = 0
        for index in row:
            guess = guesses[index]
            follows = index + 1 < len(groups) and index + 1 not in row
            if guess.depth or (follows and guess.number in (1, last + 1)):
                kept.add(index)
                last = last if guess.depth else guess.number
        if len(kept) < least:
            kept = set()
        for index in row:
            if index not in kept:
                del guesses[index]
    for index, guess in list(guesses.items()):
        after = groups[index + 1]
        if guess.family == "capitals" and _is_verse_like(groups[index], after, layout):
            del guesses[index]


def _is_verse_like(group: Group, after: Group, layout: Layout) -> bool:
    """Return whether a line in capitals is rather one of several lines of a notice or a letter."""
    return is_capitals(after.words) and len(after.lines) == 1 and group.gap == layout.gap == 0


class _Levels:
    """The level of each heading in turn: families nest in the order in which they first come."""

    def __init__(self, families: Sequence[str], *, is_piece: bool) -> None:
        self._order = list(dict.fromkeys(family for family in families if family != "part"))
        self._has_chapters = "chapter" in families or "number" in families
        if self._has_chapters:
            top = [family for family in self._order if family in ("chapter", "number")]
            self._order = [*top, *(family for family in self._order if family not in top)]
        self._first = 2 if is_piece else 1
        self._last = self._first - 1

    def next(self, guess: Guess, words: str) -> int:
        """Return the level of the next heading; none is skipped."""
        if guess.family == "part" or (
            guess.family == "named" and self._first == 1 and kind_of_title(words)
        ):
            level = 1
        else:
            level = self._first + self._order.index(guess.family) + guess.depth
        self._last = min(level, self._last + 1, 6)
        self._last = max(self._last, self._first) if guess.family != "part" else 1
        return self._last
