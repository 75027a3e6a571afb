"""Lines that are headings, by numbering, capitals, names, underlining or shape and position."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from publish.importing.headings import is_part_title, kind_of_title
from publish.importing.plain.lines import Group, Layout, Line

_DIVISIONS: Final = (
    r"chapter|canto|book|letter|stave|act|scene|volume|lecture|"
    r"chapitre|livre|lettre|acte|scène|tome|chant|"
    r"kapitel|buch|brief|aufzug|auftritt|akt|gesang|"
    r"capítulo|libro|carta|acto|capitolo|atto|"
    r"глава|книга|письмо|действие|явление|сцена|песнь|том|розділ|"
    r"rozdział|księga|kapitola|kapittel|hoofdstuk|luku|fejezet|capitolul|κεφάλαιο"
)
_NUMBER: Final = (
    r"[ivxlcdm]+|\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:[- ][a-z]+)?|"
    r"(?:the )?(?:first|second|third|fourth|fifth|last)|"
    r"premier|première|deuxième|troisième|quatrième|cinquième|"
    r"erste[rs]?|zweite[rs]?|dritte[rs]?|vierte[rs]?|fünfte[rs]?|"
    r"перв\w+|втор\w+|трет\w+|четв[её]рт\w+|пят\w+|шест\w+|седьм\w+|восьм\w+|девят\w+|десят\w+|"
    r"одиннадцат\w+|двенадцат\w+"
)
_CHAPTER: Final = re.compile(
    rf"((?:{_DIVISIONS})\s+(?:the )?(?:{_NUMBER})\b|(?:{_NUMBER})\s+(?:{_DIVISIONS})\b)"
    r"\s*[.:—–-]?\s*(.*)$",
    re.IGNORECASE,
)
_ALONE: Final = re.compile(r"[\[(]?([IVXLC]{1,7}|\d{1,3})[\])]?\.?$")
_NUMBERED: Final = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVXLC]{1,6}\.)\s+(\S.*)$")
_CONTENTS: Final = re.compile(
    r"(?:table of )?contents|list of chapters|table des matières|sommaire|inhalt(?:sverzeichnis)?|"
    r"оглавление|содержание|зміст|índice|indice|spis treści|obsah",
    re.IGNORECASE,
)
_DATED: Final = re.compile(
    r"\b\d{1,2}\b.*\b\d{4}$|,.*\b\d{4}$|^\w+,? \d{4}$|^\d{4}$|@|https?:|www\."
)
_STOPS: Final = ".,;:…—–-"
_SMALL_WORDS: Final = (
    "a an the and or nor but of in on at to for by from with as is de la le les des du et en à l "
    "d der die das und von zu im den dem y el los las il lo gli i e di da и в на с о по за не к "
)
_SMALL: Final = frozenset(_SMALL_WORDS.split())
LONGEST: Final = 80
"""The most characters that a line has which is a heading by its shape."""

_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


@dataclass(frozen=True, slots=True)
class Guess:
    """What speaks for a heading: ``family`` groups headings of one kind, ``number`` is its own.

    ``depth`` is how many points its number has; ``lines`` are the lines that it takes.
    """

    family: str
    evidence: str
    lines: tuple[Line, ...]
    number: int = 0
    depth: int = 0
    is_bare: bool = False

    @property
    def words(self) -> str:
        """Return its words on one line."""
        return " ".join(line.words for line in self.lines)


def guess_heading(groups: Sequence[Group], index: int, layout: Layout) -> Guess | None:
    """Return why a group may be a heading, ``None`` where nothing speaks for it."""
    group = groups[index]
    text = group.words
    if underlined := _underlined(group):
        return underlined
    if len(group.lines) > 3 or len(text) > 1.5 * LONGEST or not any(map(str.isalnum, text)):
        return None
    lines = group.lines
    if is_part_title(text) and not _is_sentence(text):
        return Guess("part", "it says that it opens a part", lines)
    if chapter := _CHAPTER.match(text):
        rest = chapter[2]
        if not _is_sentence(rest) or len(rest) < LONGEST:
            number = number_of(chapter[1].split()[-1])
            return Guess("chapter", f'"{chapter[1]}" at its head', lines, number, is_bare=not rest)
    if len(lines) == 1 and (alone := _ALONE.match(text)):
        return Guess("number", "a number alone", lines, number_of(alone[1]), is_bare=True)
    if kind_of_title(text) or _CONTENTS.fullmatch(text.rstrip(".:")):
        return Guess("named", "the usual name of such a division", lines)
    if len(lines) > 2:
        return None
    numbered = _NUMBERED.match(text)
    if numbered and _names(numbered[2]):
        label = numbered[1].rstrip(".")
        evidence = f'numbered "{numbered[1]}", short, no stop at its end'
        number = number_of(label.split(".")[0])
        return Guess("numbered", evidence, lines, number, label.count("."))
    if is_capitals(text) and text[-1] not in ",;-–—" and len(text) <= LONGEST:
        return Guess("capitals", f"all in capitals, {len(text)} characters", lines)
    return _by_shape(groups, index, layout)


def _by_shape(groups: Sequence[Group], index: int, layout: Layout) -> Guess | None:
    """Return a guess for a short line without a stop between paragraphs of prose."""
    group = groups[index]
    text = group.words
    following = groups[index + 1] if index + 1 < len(groups) else None
    if len(group.lines) > 1 or following is None or not is_prose(following, layout):
        return None
    if len(text) > LONGEST or len(text.split()) > 12 or not text[:1].isupper():
        return None
    if text[-1] in _STOPS or _has_sentence(text) or _DATED.search(text):
        return None
    in_title_case = is_title_case(text)
    if text[-1] in '?!"”’»)' and not (in_title_case and len(text.split()) > 1):
        return None
    after_prose = index == 0 or is_prose(groups[index - 1], layout)
    wider = group.gap > layout.gap
    centred = group.lines[0].indent >= layout.base + 8
    if layout.wrapped and not (in_title_case or wider or centred):
        return None
    if not after_prose and not wider:
        return None
    signs = [f"a line of {len(text)} characters", "no stop at its end", "prose follows"]
    if in_title_case:
        signs.append("written as a title")
    if wider:
        signs.append(f"{group.gap} blank lines before it")
    if centred:
        signs.append("centred")
    return Guess("shape", ", ".join(signs), group.lines)


def _underlined(group: Group) -> Guess | None:
    if len(group.lines) != 2:
        return None
    title, rule = (line.words for line in group.lines)
    if len(rule) < 3 or len(set(rule)) > 1 or rule[0] not in "=-~_*":
        return None
    if len(title) > LONGEST or not 0.5 * len(title) <= len(rule) <= 2 * len(title) + 4:
        return None
    family = "underlined" if rule[0] == "=" else "underlined below"
    return Guess(family, f"underlined with {rule[0]}", group.lines[:1])


def is_prose(group: Group, layout: Layout) -> bool:
    """Return whether a group is running text: full lines, or a line as long as a sentence."""
    if layout.wrapped:
        if len(group.lines) == 1:
            return len(group.words) > 0.6 * layout.measure or _has_stop(group.words)
        return len(group.lines[0].text) > 0.6 * layout.measure
    return len(group.words) > LONGEST or _has_stop(group.words)


def is_capitals(text: str) -> bool:
    """Return whether a text is all in capitals, with two letters at least."""
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) > 1 and text.upper() == text and text.lower() != text


def is_title_case(text: str) -> bool:
    """Return whether every word but the small ones begins with a capital or a figure."""
    words = [word.strip("“”‘’\"'«»()[]—–-,:") for word in text.split()]
    telling = [word for word in words if word and word.lower() not in _SMALL]
    return bool(telling) and all(not word[0].islower() for word in telling)


def is_contents(text: str) -> bool:
    """Return whether a heading says that a table of contents follows."""
    return _CONTENTS.fullmatch(text.strip().rstrip(".:")) is not None


def number_of(label: str) -> int:
    """Return the number that figures or Roman letters say, 0 for another word."""
    label = label.strip("[]().").upper()
    if label.isdecimal():
        return int(label)
    if not label or set(label) - set(_ROMAN):
        return 0
    values = [_ROMAN[letter] for letter in label]
    return sum(
        -value if value < max(values[place:]) else value for place, value in enumerate(values)
    )


def _names(text: str) -> bool:
    """Return whether what follows a number could be a title."""
    is_short = len(text) <= LONGEST and text[:1].isupper()
    return is_short and text[-1] not in _STOPS and not _has_sentence(text)


def _is_sentence(text: str) -> bool:
    return len(text) > LONGEST or (_has_sentence(text) and text[-1:] in ".!?")


def _has_sentence(text: str) -> bool:
    """Return whether a sentence ends inside a text: a small letter, a stop, a capital."""
    return re.search(r"[^\W\d_A-Z]{3,}[.!?]\s+\S", text) is not None


def _has_stop(text: str) -> bool:
    return text.rstrip("\"'”’»)]*_")[-1:] in (".", "!", "?", "…", ":", ",")
