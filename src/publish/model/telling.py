"""Words that tell nothing: an alternative text that is a file name, a link that says "here"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Final

LONGEST_ALTERNATIVE: Final = 250
"""Characters that a screen reader can say in one breath; more asks for a long description."""

_FILE: Final = re.compile(
    r"(?:\S*[/\\])?[^\s/\\][^/\\]*"
    r"\.(?:jpe?g|jpe|png|gif|svg|webp|tiff?|bmp|heic|avif|pdf|eps|ai|psd)",
    re.IGNORECASE,
)
_CAMERA: Final = r"p[0-9]{5,}|(?:img|dscn?|pic|scan|screenshot|figure|fig|untitled|abb|рис"
_NUMBERED: Final = r")[-_ .]*[0-9]*"


def is_no_description(alternative: str) -> bool:
    """Return whether an alternative text is a file's name, a number or a placeholder."""
    text = alternative.strip().strip(".…*:").strip()
    if alternative and not any(sign.isalpha() for sign in text):
        return not any(sign.isdigit() for sign in text) or len(text) < 3
    return bool(_FILE.fullmatch(text) or _placeholders().fullmatch(text))


def announcement(alternative: str) -> str:
    """Return the words by which an alternative text says that it stands for a picture, or none."""
    match = _announcing().match(alternative.strip())
    return match[0].strip() if match else ""


def is_vague(words: str, language: str) -> bool:
    """Return whether the words of a link say nothing of where it leads."""
    text = " ".join(words.split()).strip(".,:;!?…»«→> ").lower()
    tables = _tables()
    main = language.partition("-")[0].lower()
    return any(text in tables[tag]["links"] for tag in {"en", main} if tag in tables)


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("publish.model").joinpath("telling.toml").read_text("utf-8"))


@cache
def _placeholders() -> re.Pattern[str]:
    tables = _tables().values()
    counted = _either(word for table in tables for word in table["pictures"])
    alone = _either(word for table in tables for word in table["placeholders"])
    pattern = f"{_CAMERA}|{counted}{_NUMBERED}|(?:{alone})(?:[-_ .]*[0-9]+)?"
    return re.compile(pattern, re.IGNORECASE)


@cache
def _announcing() -> re.Pattern[str]:
    """Return what matches the beginning of "an image of", in any language that we know."""
    forms = []
    for table in _tables().values():
        article = rf"(?:(?:{_either(table['articles'])})\s*\b)?" if table["articles"] else ""
        link = rf"\s+(?:{_either(table['of'])})(?:\s|(?<=['’]))" if table["of"] else r"\s"
        forms.append(f"{article}(?:{_either(table['pictures'])}){link}")
    return re.compile("|".join(f"(?:{form})" for form in forms), re.IGNORECASE)


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))
