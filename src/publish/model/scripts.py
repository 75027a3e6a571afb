"""Which letters a language is written in, and words in others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

_RANGES: Final = {
    "Latin": "A-Za-zªºÀ-ÖØ-öø-ʯḀ-ỿ",
    "Greek": "\u0370-\u03ff\u1f00-\u1fff",
    "Cyrillic": "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
    "Armenian": "\u0531-\u0556\u0561-\u0587",
    "Hebrew": "\u0590-\u05ff",
    "Arabic": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "Devanagari": "\u0900-\u0963\u0966-\u097f",
    "Bengali": "\u0980-\u09ff",
    "Gurmukhi": "\u0a00-\u0a7f",
    "Gujarati": "\u0a80-\u0aff",
    "Tamil": "\u0b80-\u0bff",
    "Telugu": "\u0c00-\u0c7f",
    "Kannada": "\u0c80-\u0cff",
    "Malayalam": "\u0d00-\u0d7f",
    "Thai": "\u0e01-\u0e7f",
    "Lao": "\u0e81-\u0eff",
    "Tibetan": "\u0f00-\u0fff",
    "Georgian": "\u10a0-\u10ff\u1c90-\u1cbf",
    "Ethiopic": "\u1200-\u137f",
    "Khmer": "\u1780-\u17ff",
    "Hangul": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
    "Kana": "\u3041-\u30fa\u30fc-\u30ff",
    "Han": "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af",
}
"""The letters of each script (Unicode 16, Scripts.txt, marks of a script with its letters)."""

_LANGUAGES: Final = {
    "Cyrillic": "ab ba be bg ce chv cu cv kk ky mk mn os ru rue sah sr tg tt uk",
    "Greek": "el grc",
    "Armenian": "hy",
    "Hebrew": "he yi",
    "Arabic": "ar arz ckb fa ks ps sd ug ur",
    "Devanagari": "hi kok mai mr ne sa",
    "Bengali": "as bn",
    "Gurmukhi": "pa",
    "Gujarati": "gu",
    "Tamil": "ta",
    "Telugu": "te",
    "Kannada": "kn",
    "Malayalam": "ml",
    "Thai": "th",
    "Lao": "lo",
    "Tibetan": "bo dz",
    "Georgian": "ka",
    "Ethiopic": "am ti",
    "Khmer": "km",
    "Hangul": "ko",
    "Kana": "ja",
    "Han": "ja ko zh yue",
}
_ALSO_LATIN: Final = frozenset({"kk", "sr", "ug"})
_ANY: Final = frozenset({"und", "mul", "zxx"})
"""Tags that promise no language (ISO 639-2)."""

_SUBTAGS: Final = {
    "latn": "Latin",
    "cyrl": "Cyrillic",
    "grek": "Greek",
    "arab": "Arabic",
    "hebr": "Hebrew",
    "deva": "Devanagari",
    "armn": "Armenian",
    "geor": "Georgian",
}

_TAG: Final = re.compile("[a-z]{2,8}")

_SINGLE: Final = frozenset({"Han", "Kana", "Hangul"})
"""Scripts in which one letter is a word; of others one alone is a sign: π, а."""

_PHRASE: Final = 4
"""Latin words in a row that are a passage, in a text of other letters: fewer are names."""

_TELLING: Final = (
    ("Cyrillic", "ґєїҐЄЇ", "uk"),
    ("Cyrillic", "ўЎ", "be"),
    ("Cyrillic", "ђћљњџЂЋЉЊЏ", "sr"),
    ("Arabic", "پچژگ", "fa"),
    ("Greek", "".join(map(chr, range(0x1F00, 0x2000))), "grc"),
    ("Cyrillic", "", "ru"),
    ("Greek", "", "el"),
    ("Hebrew", "", "he"),
    ("Arabic", "", "ar"),
    ("Kana", "", "ja"),
    ("Han", "", "zh"),
    ("Hangul", "", "ko"),
    ("Devanagari", "", "hi"),
    ("Armenian", "", "hy"),
    ("Georgian", "", "ka"),
    ("Thai", "", "th"),
)
"""Signs by which a language is guessed in a hint; the first that fits."""

_BETWEEN: Final = r"[\s\u0300-\u036f’'.,;:!?«»“”\-–—]"
_RUNS: Final = {
    name: re.compile(rf"[{signs}](?:{_BETWEEN}*[{signs}])*") for name, signs in _RANGES.items()
}
_LATIN_PHRASE: Final = re.compile(
    rf"[{_RANGES['Latin']}’']+(?:[\s,;]+[{_RANGES['Latin']}’']+){{{_PHRASE - 1},}}"
)
_WORDS: Final = {
    name: re.compile(f"[{signs}]" + f"[{signs}\u0300-\u036f]" * (name not in _SINGLE))
    for name, signs in _RANGES.items()
}
_LETTERS: Final = {name: re.compile(f"[{signs}]") for name, signs in _RANGES.items()}
_NOT_LATIN: Final = re.compile(
    "[" + "".join(signs for name, signs in _RANGES.items() if name != "Latin") + "]"
)


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in letters that the language around them does not use; ``language`` is a guess."""

    words: str
    script: str
    language: str | None


@cache
def scripts_of(language: str) -> frozenset[str]:
    """Return the scripts that a language is written in; none for a tag that is of no language."""
    main, *others = language.lower().split("-")
    if main in _ANY or not _TAG.fullmatch(main):
        return frozenset()
    named = next((_SUBTAGS[part] for part in others if part in _SUBTAGS), None)
    if named:
        return frozenset({named})
    found = {script for script, tags in _LANGUAGES.items() if main in tags.split()}
    if not found or main in _ALSO_LATIN:
        found.add("Latin")
    return frozenset(found)


def foreign_words(text: str, language: str) -> Iterator[Foreign]:
    """Yield the runs of words in letters of other languages than this one.

    A letter alone is a sign, and a few Latin words among others are names: neither is told.
    """
    scripts = scripts_of(language)
    if not scripts:
        return
    if "Latin" not in scripts and (match := _LATIN_PHRASE.search(text)):
        yield Foreign(match[0], "Latin", None)
    if text.isascii() or not _NOT_LATIN.search(text):
        return
    for script in _RANGES:
        if script == "Latin" or script in scripts or not _LETTERS[script].search(text):
            continue
        for match in _RUNS[script].finditer(text):
            if _WORDS[script].search(match[0]):
                yield Foreign(match[0], script, _guess(match[0], script))


def _guess(words: str, script: str) -> str | None:
    for name, signs, language in _TELLING:
        if name == script and (not signs or not set(signs).isdisjoint(words)):
            return language
    return None
