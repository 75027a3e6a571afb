"""The spaces of one line of text: which must not break, and how wide they are.

The text is that of a whole paragraph, through all its markup. It is read as words and the gaps
between them; a gap is closed by a no-break space where its neighbours belong together. Whatever
the kind of a gap, its neighbours are the same: so setting twice is the same as once.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from publish.assemble.typography.conventions import Convention

NO_BREAK: Final = "\u00a0"
NARROW: Final = "\u202f"

LONGEST: Final = 25
"""How many characters in a row may be kept from breaking; a longer chain would leave holes."""

_OPENING: Final = "([{«»„“”‘‚‹›\"'—–¿¡…"
_CLOSING: Final = ",;:·!?)]}»«”“’‘›‹\"'…—–"
_BEFORE_WORD: Final = "([«„“‘‚\"'"

_WORD: Final = re.compile(r"[^ \u00a0\u202f\n\t\r]+")
_CHAIN: Final = re.compile(r"[^ \n\t\r]*")
_DIGITS: Final = re.compile(r"\d{3}(?!\d)")
_FEW_DIGITS: Final = re.compile(r"(?:\D*\D)?\d{1,3}")
_DAY: Final = re.compile(r"\W*(?:[0-3]?\d\.?|1er)")
_ROMAN: Final = re.compile(r"(?:[IVXLCDM]+(?:[-–][IVXLCDM]+)?|[ivxlc]+(?:[-–][ivxlc]+)?)\.?")
_ERA: Final = re.compile(r"(?:.*\W)?[IVXІХ]+(?:er|e|ème)?")
_MONARCH: Final = re.compile(r"[IVX]{2,}|[VX]")
_FIRST: Final = re.compile(r"I(?:er|re)?")
_INITIAL: Final = re.compile(r"[^\W\d_]\.(?:-[^\W\d_]\.)?")
_CLOSE_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.){2,}")
_SENTENCE_ENDS: Final = frozenset("IVXЯ")
"""Capitals that end a sentence or count: "than I. He", "Charles V. The", not initials alone."""

_COUNTED: Final = frozenset({"§", "§§", "№", "№№"})

_VOCABULARY: Final = 1 << 16
"""How many words are remembered for a language."""

_ON, _BACK = 1, 2

_Rule = tuple[re.Pattern[str], str]

_ALWAYS: Final[dict[str, tuple[_Rule, ...]]] = {
    "french-close": (
        (re.compile(r"(?<=[\w»”)\]])()(?=[;!?]+(?:[\s»”)\]]|$))"), NARROW),
        (re.compile(r"(?<=[^\W\d_])()(?=:(?:\s|$))"), NO_BREAK),
    ),
    "french": (
        (re.compile(r"([ \u00a0])(?=[;!?»])"), NARROW),
        (re.compile(r"(?<=«)([ \u00a0])"), NARROW),
        (re.compile(r"(?<=«)()(?=\S)"), NARROW),
        (re.compile(r"(?<=\S)()(?=»)"), NARROW),
        (re.compile(r"( )(?=:(?:\s|$))"), NO_BREAK),
    ),
    "opening-marks": ((re.compile(r"(?<=[¿¡])( )"), NO_BREAK),),
    "dash": ((re.compile(r"(?<=\S)( )(?=[—–](?:\s|$))"), NO_BREAK),),
    "dialogue": ((re.compile(r"(?:^|(?<=\n))[—–]( )(?=\S)"), NO_BREAK),),
}
"""What is set wherever it is found, by feature; the group is the space, or where one is due."""


def rules_of(convention: Convention) -> tuple[_Rule, ...]:
    """Return what a convention sets wherever it is found: group 1 becomes the string."""
    chosen = (rules for name, rules in _ALWAYS.items() if name in convention.features)
    return tuple(rule for rules in chosen for rule in rules)


def closed_gaps(text: str, convention: Convention) -> Iterator[tuple[int, str]]:
    """Yield the single spaces that must not break, and what each becomes, in order.

    A gap that would make a chain of more than ``LONGEST`` characters is left as it is.
    """
    found = list(_WORD.finditer(text))
    words = ["", *(match[0] for match in found), "", ""]
    phrases = dict(_in_phrases(words, convention))
    ties = _ties(convention)
    may_tie = [ties[word] for word in words]
    likely = {
        index
        for index, (before, after) in enumerate(pairwise(may_tie))
        if before & _ON or after & _BACK
    }
    closed: set[int] = set()
    for index in sorted(likely | phrases.keys()):
        if not 0 < index < len(found):
            continue
        gap, after = found[index - 1].end(), found[index].start()
        if text[gap:after] != " ":
            continue
        by = phrases.get(index) or _between(words[index - 1 : index + 3], convention)
        chain = found[_first_of_chain(text, found, index, closed) - 1].start()
        if by and _end_of_chain(text, after) - chain <= LONGEST:
            closed.add(index)
            yield gap, by


def _first_of_chain(
    text: str, found: Sequence[re.Match[str]], index: int, closed: Container[int]
) -> int:
    """Return the first of the words, counted from 1, that are tied to the one before a gap."""
    while index > 1 and (
        index - 1 in closed
        or set(text[found[index - 2].end() : found[index - 1].start()]) <= {NO_BREAK, NARROW}
    ):
        index -= 1
    return index


def _end_of_chain(text: str, start: int) -> int:
    """Return where the word that begins here ends, with all that the author tied to it."""
    found = _CHAIN.match(text, start)
    return found.end() if found else start


def _in_phrases(words: Sequence[str], convention: Convention) -> Iterator[tuple[int, str]]:
    """Yield the gaps inside abbreviations of several parts, by the index of the word before."""
    if not convention.phrases:
        return
    for index, word in enumerate(words):
        for phrase in convention.phrases.get(word.lstrip(_OPENING), ()):
            if _says(words[index + 1 : index + len(phrase)], phrase[1:]):
                for step, part in enumerate(phrase[:-1]):
                    yield index + step, NARROW if part.endswith(".") else NO_BREAK
                break


def _says(words: Sequence[str], parts: Sequence[str]) -> bool:
    return len(words) == len(parts) and [*words[:-1], words[-1].rstrip(_CLOSING)] == list(parts)


class _Ties(dict[str, int]):
    """Which words may be tied, to the next (``_ON``) or to the one before (``_BACK``).

    Hundreds of thousands of gaps of a book lie between ten thousand words, of which few may.
    """

    def __init__(self, convention: Convention) -> None:
        super().__init__()
        self.convention = convention

    def __missing__(self, word: str) -> int:
        ties = _ON * _ties_on(word, self.convention) | _BACK * _ties_back(word, self.convention)
        if len(self) < _VOCABULARY:
            self[word] = ties
        return ties


_ties = cache(_Ties)


def _ties_on(word: str, convention: Convention) -> bool:
    """Return whether a word may be tied to the next: without one that may, no gap is looked at."""
    bare = word.lstrip(_OPENING)
    return (
        _ends_in_figure(word)
        or bare in _COUNTED
        or bare in convention.counted
        or bare in convention.numbered
        or bare in convention.honorifics
        or bare in convention.titles
        or bare in convention.little
        or _INITIAL.fullmatch(bare) is not None
        or _CLOSE_INITIALS.fullmatch(bare) is not None
    )


def _ties_back(word: str, convention: Convention) -> bool:
    """Return whether a word may be tied to the one before."""
    bare = word.rstrip(_CLOSING)
    number = bare.rstrip(".")
    return (
        word.rstrip(_CLOSING + ".") in convention.particles
        or bare in convention.eras
        or number in convention.eras
        or _MONARCH.fullmatch(number) is not None
        or _FIRST.fullmatch(number) is not None
        or _INITIAL.fullmatch(word) is not None
        or _CLOSE_INITIALS.fullmatch(bare) is not None
    )


def _between(words: Sequence[str], convention: Convention) -> str:
    """Return the space between the second and the third of four words, if it must not break."""
    earlier, before, after, _ = words
    if _ends_in_figure(before):
        if "thousands" in convention.features and _is_thousands(before, after):
            return NARROW
        bare = after.rstrip(_CLOSING)
        units = {bare, bare.rstrip(".")} & convention.units
        is_month = bare.rstrip(".") in convention.months and _DAY.fullmatch(before)
        if (units and before[-1].isdecimal()) or is_month:
            return NO_BREAK
    joined = (
        _is_abbreviated(earlier, before.lstrip(_OPENING), after, convention)
        or _is_little(before.lstrip(_OPENING), after, convention)
        or _is_particle(before, after.rstrip(_CLOSING + "."), convention)
        or _is_of_rank(before, after.rstrip(_CLOSING), convention)
        or _is_name(words, convention)
    )
    return NO_BREAK if joined else ""


def _ends_in_figure(word: str) -> bool:
    return word[-1:].isdecimal() or (word[-1:] in ".r" and word[:1].isdecimal())


def _is_thousands(before: str, after: str) -> bool:
    return bool(_FEW_DIGITS.fullmatch(before) and _DIGITS.match(after))


def _is_abbreviated(earlier: str, before: str, after: str, convention: Convention) -> bool:
    """Return whether an abbreviation stands before its number, or a title before its name."""
    if before in _COUNTED or before in convention.counted:
        return after[:1].isdecimal()
    if before in convention.numbered and (
        after[:1].isdecimal() or _ROMAN.fullmatch(after.rstrip(_CLOSING))
    ):
        return True
    if before in convention.honorifics:
        return after[:1].isalpha()
    # "в 1917 г. Он": the year's sign is the town's, too.
    is_sign = earlier[-1:].isdecimal() and before in convention.units
    return before in convention.titles and after[:1].isupper() and not is_sign


def _is_little(before: str, after: str, convention: Convention) -> bool:
    return before in convention.little and (after[:1].isalnum() or after[:1] in _BEFORE_WORD)


def _is_particle(before: str, after: str, convention: Convention) -> bool:
    return after in convention.particles and before[-1:].isalpha()


def _is_of_rank(before: str, after: str, convention: Convention) -> bool:
    """Return whether a Roman number belongs to what follows, or to a monarch before it."""
    if after in convention.eras or after.rstrip(".") in convention.eras:
        return bool(_ERA.fullmatch(before))
    number = after.rstrip(".")
    is_rank = _MONARCH.fullmatch(number) or (
        "monarchs" in convention.features and _FIRST.fullmatch(number)
    )
    name = before.lstrip(_OPENING)
    return bool(is_rank) and len(name) > 2 and name.istitle() and name.isalpha()


def _is_name(words: Sequence[str], convention: Convention) -> bool:
    """Return whether initials stand before a name, or others; in Russian, after one, too."""
    earlier, before, after, later = words
    initials = before.lstrip(_OPENING)
    if after[:1].isupper():
        if _is_initial(initials):
            if initials[0] not in _SENTENCE_ENDS:
                return True
            return _is_initial(earlier.lstrip(_OPENING)) or _is_initial(after)
        if "close-initials" in convention.features and _CLOSE_INITIALS.fullmatch(initials):
            return initials.isupper()
    return (
        "close-initials" in convention.features
        and initials.istitle()
        and initials.isalpha()
        and len(initials) > 2
        and (
            (_is_initial(after) and _is_initial(later.rstrip(_CLOSING)))
            or (after.isupper() and bool(_CLOSE_INITIALS.fullmatch(after.rstrip(_CLOSING))))
        )
    )


def _is_initial(word: str) -> bool:
    return word.isupper() and bool(_INITIAL.fullmatch(word))
