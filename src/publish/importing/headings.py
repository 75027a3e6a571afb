"""The headings of a Markdown text, found without parsing it: code and YAML are stepped over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from publish.model.book import Kind

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_ATTRIBUTES = re.compile(r"[ \t]*\{([^{}]*)\}$")
_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")

_PART_WORDS: Final = r"part|partie|teil|buch|parte|часть|частина|deel|del|część|část"
_NUMBER_WORDS: Final = (
    r"[ivxlcdm]+|\d+|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"(?:the )?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)|"
    r"premi[eè]re|deuxi[eè]me|seconde|troisi[eè]me|quatri[eè]me|cinqui[eè]me|sixi[eè]me|"
    r"erster?|zweiter?|dritter?|vierter?|f[uü]nfter?|primera|segunda|tercera|cuarta|"
    r"prima|seconda|terza|quarta|первая|вторая|третья|четв[её]ртая|пятая|шестая|седьмая|восьмая"
)
_PART = re.compile(
    rf"(?:(?:{_PART_WORDS})\s+(?:{_NUMBER_WORDS})\b|(?:{_NUMBER_WORDS})\s+(?:{_PART_WORDS})\b)",
    re.IGNORECASE,
)

_OPENINGS: Final[dict[Kind, str]] = {
    "dedication": r"dedication|d[eé]dicace|widmung|посвящение",
    "foreword": r"foreword\b.*|avant-propos|geleitwort",
    "preface": r"preface\b.*|pr[eé]face\b.*|vorwort\b.*|предисловие.*|от автора",
    "acknowledgments": r"acknowledge?ments|remerciements|danksagung|благодарности",
    "introduction": r"(?:general |the )?introduction(?: by .*)?|einleitung|введение",
    "prologue": r"prologue|prolog|пролог",
    "epilogue": r"epilogue|[eé]pilogue|epilog|эпилог",
    "afterword": r"afterword\b.*|postface|nachwort|послесловие",
    "appendix": r"(?:appendix|appendices|annexe|anhang|приложение)\b.*",
    "glossary": r"glossary|glossaire|glossar|словарь|глоссарий",
    "bibliography": r"bibliograph(?:y|ie)|references|works cited|literature|literaturverzeichnis|"
    r"библиография|литература|список литературы",
    "colophon": r"colophon|kolophon|impressum|колофон",
    "matter": r"abstract|summary|résumé|zusammenfassung|аннотация",
}
_KINDS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _OPENINGS.items()}


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """A heading in the text; ``line`` counts from 0, ``title`` is without attributes."""

    line: int
    level: int
    title: str
    attributes: str


def find_headings(text: str) -> tuple[HeadingLine, ...]:
    """Return the ATX headings of a Markdown text."""
    found = []
    for number, line in _lines_of_prose(text):
        match = _HEADING.match(line)
        if match:
            attributes = _ATTRIBUTES.search(match[2])
            title = _ATTRIBUTES.sub("", match[2])
            words = attributes[1] if attributes else ""
            found.append(HeadingLine(number, len(match[1]), title, words))
    return tuple(found)


def promote(text: str) -> str:
    """Return the text with every heading below the first level raised by one level."""
    lines = text.split("\n")
    for heading in find_headings(text):
        if heading.level > 1:
            lines[heading.line] = lines[heading.line][1:]
    return "\n".join(lines)


def is_part_title(title: str) -> bool:
    """Return whether a heading says that it opens a part: "Part One", "Часть первая"."""
    return _PART.match(title.strip("*_ ")) is not None


def kind_of_title(title: str) -> Kind | None:
    """Return what a division is by the words of its heading, in four languages."""
    plain = title.strip("*_ ").rstrip(" .:")
    return next((kind for kind, pattern in _KINDS.items() if pattern.fullmatch(plain)), None)


def _lines_of_prose(text: str) -> Iterator[tuple[int, str]]:
    """Yield numbered lines outside fenced code and outside a YAML block at the head."""
    fence = ""
    in_metadata = text.startswith("---\n")
    for number, raw in enumerate(text.split("\n")):
        line = raw.rstrip("\r")
        if in_metadata:
            in_metadata = number == 0 or line not in ("---", "...")
            continue
        match = _FENCE.match(line)
        if match and not fence:
            fence = match[1]
        elif match and match[1].startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        elif not fence:
            yield number, line
