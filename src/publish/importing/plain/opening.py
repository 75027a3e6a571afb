"""What stands before the text begins: title, subtitle, author, translator, date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from publish.importing.plain.account import Account
from publish.importing.plain.heading_lines import guess_heading, is_capitals, is_prose
from publish.importing.plain.lines import Group, Layout, Line

_BY: Final = re.compile(
    r"(?:written )?(?:by|par|von|di|por|автор(?:ы)?:?|author:|autor:|auteur\s*:)\s*$|"
    r"(?:written )?(?:by|par|von|di|por|автор(?:ы)?:?|author:|autor:|auteur\s*:)\s+(?P<name>\S.*)$",
    re.IGNORECASE,
)
_TRANSLATED: Final = re.compile(
    r"(?:translated (?:from [\w ]+ )?by|traduit (?:d[eu]\S* [\w ]+ )?par|übersetzt von|"
    r"перевод(?: с [\w ]+?)?(?::| )|переклад)\s*:?\s*(?P<name>\S.*)$",
    re.IGNORECASE,
)
_LABELLED: Final = re.compile(
    r"(?P<key>title|titre|titel|название|subtitle|untertitel|author|auteur|autor|автор|"
    r"translator|date|дата)\s*:\s*(?P<value>\S.*)$",
    re.IGNORECASE,
)
_KEYS: Final = {
    **dict.fromkeys(("title", "titre", "titel", "название"), "title"),
    **dict.fromkeys(("subtitle", "untertitel"), "subtitle"),
    **dict.fromkeys(("author", "auteur", "autor", "автор"), "author"),
    "translator": "translator",
    **dict.fromkeys(("date", "дата"), "date"),
}
_YEAR: Final = re.compile(r"\(?(?:©\s*)?(1[4-9]\d\d|20\d\d)(-\d\d(?:-\d\d)?)?\)?\.?$")
_NAME: Final = re.compile(
    r"(?:[^\W\d_]\.[ -]?)*[^\W\d_a-zа-яё][\w’'-]*\.?(?: (?:[^\W\d_]\.|d[aei]|van|von|de|la|le|"
    r"[^\W\d_a-zа-яё][\w’'-]*\.?)){1,3}$"
)
_GIVEN_NAMES: Final = (
    "adam agnes albert alexander alexandra alice amy andrew angela ann anna anne anthony arthur "
    "barbara benjamin bernard brian caroline catherine charles charlotte christine christopher "
    "clara daniel david deborah diana dorothy edgar edith edward eleanor elizabeth ellen emily "
    "emma eric ernest eva fiona frances francis frank frederick friedrich george gerald grace "
    "graham hannah harold harriet harry heinrich helen henry herman howard hugh ian irene isaac "
    "jack jacob james jane janet jean jennifer jessica joan johann john jonathan joseph judith "
    "julia julian karen karl kate katherine keith kenneth kevin laura lawrence leo leon leonard "
    "lewis linda louis lucy margaret maria marie mark martha martin mary matthew maurice max "
    "michael nancy neil nicholas nicola nora oliver oscar patricia patrick paul peter philip "
    "rachel ralph raymond rebecca richard robert roger ronald rosa rose ruth sally samuel sarah "
    "sean sharon simon sophie stella stephen steven stuart susan sylvia terry thomas timothy tom "
    "tony ursula vera victor victoria vincent virginia walter wilhelm william "
    "александр алексей анатолий андрей анна антон борис валентин василий вера виктор владимир "
    "галина георгий григорий дмитрий евгений екатерина елена иван игорь илья ирина константин "
    "лев людмила максим марина мария михаил надежда наталья николай ольга павел пётр роман сергей "
    "светлана татьяна фёдор юрий яков"
)
_GIVEN: Final = frozenset(_GIVEN_NAMES.split())
_MOST: Final = 6
"""Groups that are looked at before the text must have begun."""


@dataclass(slots=True)
class Opening:
    """What the head of a text says of the book, each with the lines that say it.

    ``groups`` is how many groups it takes up.
    """

    groups: int = 0
    title: str = ""
    title_lines: tuple[Line, ...] = ()
    said: dict[str, str] = field(default_factory=dict)
    authors: list[str] = field(default_factory=list)
    translators: list[str] = field(default_factory=list)


def read_opening(
    groups: Sequence[Group], layout: Layout, account: Account, known_title: str = ""
) -> Opening:
    """Return what stands before the text; its lines but the title's are taken out of the text.

    ``known_title`` is the title that a header tells; lines that say it are the title.
    """
    lines = _opening_lines(groups, layout, known_title)
    opening = Opening()
    if not lines:
        return opening
    rest = _read_labels(lines, opening, account)
    if rest and not opening.title:
        rest = _read_title(rest, opening, account, known_title)
    _read_others(rest, opening, account)
    count = len({number for number, _ in lines})
    opening.groups = count if opening.title or opening.said else 0
    return opening


def _opening_lines(groups: Sequence[Group], layout: Layout, known: str) -> list[tuple[int, Line]]:
    """Return the short lines before the first heading or the first prose, with their groups."""
    found: list[tuple[int, Line]] = []
    for index, group in enumerate(groups[:_MOST]):
        guess = guess_heading(groups, index, layout)
        is_division = guess and guess.family not in ("capitals", "shape", "underlined")
        if is_division or len(group.lines) > 4 or len(groups) == 1:
            break
        if any(len(line.words) > 120 for line in group.lines):
            break
        if is_prose(group, layout) and not _says_who(group) and not _is_head(group, index, known):
            break
        following = groups[index + 1] if index + 1 < len(groups) else None
        before_prose = following is not None and is_prose(following, layout)
        if index and before_prose and not _says_who(group) and _is_section(groups, index):
            break  # a title taken for a heading is seen at once; a heading taken away is not
        found += [(index, line) for line in group.lines]
    return found


def _is_section(groups: Sequence[Group], index: int) -> bool:
    """Return whether a short line before prose is a heading: no gap, and no name, sets it apart."""
    following = groups[index + 1].gap if index + 1 < len(groups) else 0
    return groups[index].gap >= following and not _has_given_name(groups[index].words)


def _has_given_name(text: str) -> bool:
    """Return whether a line has the shape of a name and begins as one: a given name, an initial."""
    first = re.split(r"[\s-]", text, maxsplit=1)[0].casefold()
    is_given = first in _GIVEN or re.match(r"[^\W\d_]\.", text) is not None
    return is_given and _NAME.fullmatch(text) is not None


def _says_who(group: Group) -> bool:
    return any(
        pattern.match(line.words)
        for line in group.lines
        for pattern in (_BY, _TRANSLATED, _YEAR, _LABELLED)
    )


def _is_head(group: Group, index: int, known: str) -> bool:
    """Return whether a first group that ends in a stop is a title all the same."""
    return index == 0 and (is_capitals(group.words) or (known != "" and _same(group.words, known)))


def _read_labels(
    lines: Sequence[tuple[int, Line]], opening: Opening, account: Account
) -> list[Line]:
    """Take the lines that name what they say, "Author: …"; return the others."""
    rest = []
    for _, line in lines:
        match = _LABELLED.match(line.words)
        key = _KEYS[match["key"].lower()] if match else ""
        if not match or key in opening.said:
            rest.append(line)
            continue
        value = match["value"]
        account.decide(key, value, f'named "{match["key"]}"', line.start)
        account.take(line.start, line.end)
        opening.said[key] = value
        if key == "title":
            opening.title = value
        elif key == "author":
            opening.authors += _names(value)
        elif key == "translator":
            opening.translators += _names(value)
        elif key == "date":
            year = re.search(r"\b[12]\d{3}\b", value)
            opening.said[key] = year[0] if year else ""
    return rest


def _read_title(lines: list[Line], opening: Opening, account: Account, known: str) -> list[Line]:
    """Take the title; return the other lines."""
    place, evidence = 0, "the first line, short, apart from the text"
    same = [n for n, line in enumerate(lines) if known and _same(line.words, known)]
    if same:
        place, evidence = same[0], "the header gives this title"
    elif _is_under_name(lines):
        place, evidence = 1, "the line under a person's name"
        account.decide("author", lines[0].words, "a person's name over the title", lines[0].start)
        account.take(lines[0].start, lines[0].end)
        opening.authors.append(lines[0].words)
    elif _tells(lines[0].words):
        return lines
    opening.title = lines[place].words
    opening.title_lines = (lines[place],)
    account.decide("title", opening.title, evidence, lines[place].start)
    used = {place} if same or place == 0 else {0, place}
    return [line for number, line in enumerate(lines) if number not in used]


def _read_others(lines: Sequence[Line], opening: Opening, account: Account) -> None:
    """Take author, translator, date and subtitle."""
    awaits_name = False
    for line in lines:
        text = line.words
        kind, value, evidence = _understand(text, opening, awaits_name=awaits_name)
        awaits_name = kind == "author" and not value
        if value:
            account.decide(kind, value, evidence, line.start)
        if kind == "author" and value:
            opening.authors += _names(value)
        elif kind == "translator":
            opening.translators += _names(value)
        elif value:
            opening.said[kind] = f"{opening.said[kind]} {value}" if kind in opening.said else value
        account.take(line.start, line.end)


def _understand(text: str, opening: Opening, *, awaits_name: bool) -> tuple[str, str, str]:
    """Return what a line of the opening says: its kind, its value, and why."""
    if awaits_name:
        return "author", text, "the line after “by”"
    if match := _TRANSLATED.match(text):
        return "translator", match["name"], "it says who translated"
    if match := _BY.match(text):
        return "author", match["name"] or "", "it begins with “by”"
    match = _YEAR.match(text)
    if match and "date" not in opening.said:
        return "date", match[1] + (match[2] or ""), "a year alone"
    if not opening.authors and _has_given_name(text):
        return "author", text, "a person’s name by its shape, under the title"
    return "subtitle", text, "a short line between the title and the text"


def _names(text: str) -> list[str]:
    """Return the names that a line joins, the line itself where it joins none."""
    parts = re.split(r",? (?:and|und|et|y|e|и) |; | & ", text)
    return parts if all(" " in part for part in parts) else [text]


def _is_under_name(lines: Sequence[Line]) -> bool:
    """Return whether a person's name stands over the title, by initials or the title's capitals.

    Two words with capitals may as well be a title: "Old Harbours" over "A Tale".
    """
    if len(lines) < 2 or any(_tells(line.words) for line in lines):
        return False
    first, second = lines[0].words, lines[1].words
    has_initial = re.match(r"[^\W\d_]\.", first) is not None
    capitals = is_capitals(second) and not is_capitals(first)
    return _NAME.fullmatch(first) is not None and (has_initial or capitals)


def _tells(text: str) -> bool:
    return any(pattern.match(text) for pattern in (_BY, _TRANSLATED, _YEAR))


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", "", one).casefold() == re.sub(r"\W+", "", other).casefold()
