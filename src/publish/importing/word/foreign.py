"""Which of the languages that a word processor noted for its spelling are those of the words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from publish.importing.languages import Language, guess_language
from publish.importing.word.parts import Styles, W, read_look, val

_MOST: Final = 0.3
"""The share of a book that may be in another language and not be a slip of the word processor."""

_LONG: Final = 400
"""Letters of a text whose language can be guessed."""

_SCRIPTS: Final = {
    "ru": "CYRILLIC",
    "uk": "CYRILLIC",
    "be": "CYRILLIC",
    "bg": "CYRILLIC",
    "sr": "CYRILLIC",
    "mk": "CYRILLIC",
    "el": "GREEK",
    "he": "HEBREW",
    "ar": "ARABIC",
    "fa": "ARABIC",
    "ur": "ARABIC",
    "hy": "ARMENIAN",
    "ka": "GEORGIAN",
    "hi": "DEVANAGARI",
    "ja": "",
    "zh": "",
    "ko": "",
}
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}")


@dataclass(slots=True)
class Foreign:
    """The languages that are believed, with the evidence."""

    believed: frozenset[str] = frozenset()
    told: list[tuple[str, int, str]] = field(default_factory=list)

    def is_told(self, tag: str) -> bool:
        """Return whether runs noted as of this language are marked as such."""
        return tag in self.believed


def find_foreign(body: Any, styles: Styles, main: Language) -> Foreign:
    """Return the languages that stand in a Word document beside its main one."""
    runs = []
    for run in body.iter(W + "r"):
        words = "".join(one.text or "" for one in run.iterfind(W + "t"))
        look = read_look(run.find(W + "rPr"))
        character = styles.characters.get(val(run.find(f"{W}rPr/{W}rStyle")))
        tag = look.language or (character.look.language if character else None)
        runs.append((tag or "", words))
    return foreign_of(runs, main)


def foreign_of(runs: Iterable[tuple[str, str]], main: Language) -> Foreign:
    """Return the languages of runs, each its tag and its words, that are not the main one."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    total = 0
    for tag, words in runs:
        total += sum(map(str.isalpha, words))
        if tag:
            texts[tag].append(words)
    foreign = Foreign()
    believed = set()
    for tag, pieces in texts.items():
        base = tag.split("-")[0].lower()
        if base == main.tag.split("-")[0].lower() or not _TAG.fullmatch(tag):
            continue
        text = "\n".join(pieces)
        count = sum(map(str.isalpha, text))
        evidence = _evidence(base, text, count, total) if count else ""
        if evidence:
            believed.add(tag)
            foreign.told.append((tag, count, evidence))
    foreign.believed = frozenset(believed)
    return foreign


def _evidence(base: str, text: str, count: int, total: int) -> str:
    """Return why a text is in the language that it is noted in, ``""`` where nothing says so."""
    if count > _MOST * total:
        return ""
    script = _SCRIPTS.get(base, "LATIN")
    scripts = Counter(_script(sign) for sign in text[:20_000] if sign.isalpha())
    if script and scripts and scripts.most_common(1)[0][0] != script:
        return ""
    if count >= _LONG:
        guess = guess_language(text)
        if guess.tag.split("-")[0] != base:
            return ""
        return f"noted for spelling, and {guess.evidence}"
    return "noted for spelling, in a few words, in letters of this language"


def _script(sign: str) -> str:
    return unicodedata.name(sign, "").split(" ", 1)[0]
