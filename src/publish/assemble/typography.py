"""Quotation marks and spaces by language: letters never change, and twice is the same as once.

pandoc has turned straight marks into quotations and hyphens into dashes; here each language gets
its own marks and the spaces that must not break. Marks that the author typed stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from publish.model import inlines as i
from publish.model.blocks import Block, Blocks, Container
from publish.model.book import Division
from publish.model.walk import map_block, map_children

NO_BREAK = "\u00a0"
NARROW = "\u202f"

Substitution = tuple[re.Pattern[str], str]
Marks = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Convention:
    """How one language sets quotations (double, single) and spaces."""

    double: Marks
    single: Marks
    spaces: tuple[Substitution, ...]


def _sub(pattern: str, by: str) -> Substitution:
    return re.compile(pattern), by


_UNITS = "km|m|cm|mm|kg|g|mg|km/h|ha|l|ml|°C|°F|%|‰|kHz|MHz|GHz|kB|MB|GB|kW|MW|pt|px|hours?|miles?"
_COMMON = (
    _sub(rf"(?<=\d) (?=(?:{_UNITS})(?!\w))", NO_BREAK),
    # Initials and the name, and initials among themselves; not after a word that ends a sentence.
    _sub(r"(?<![\w.])([^\W\d_a-zа-яё]\.) (?=[^\W\d_a-zа-яё])", rf"\1{NO_BREAK}"),
    _sub(
        r"(?<!\w)((?:pp?|nos?|vols?|ch|chs|fig|figs|ed|S|Bd|Nr|t|стр|с|г|т|гл|№|n°)\.?) (?=\d)",
        rf"\1{NO_BREAK}",
    ),
    _sub(r"(?<=[§№]) (?=\d)", NO_BREAK),
)
_FRENCH = (
    *_COMMON,
    _sub(r"[ \u00a0](?=[;!?»])", NARROW),
    _sub(r"(?<=[\w»”)])(?=[;!?]+(?:\s|$))", NARROW),
    _sub(r"(?<=«)[ \u00a0]", NARROW),
    _sub(r"(?<=«)(?=[^\s\u202f])", NARROW),
    _sub(r"(?<=[^\s\u202f])(?=»)", NARROW),
    _sub(r" (?=:(?:\s|$))", NO_BREAK),
    _sub(r"^([–—]) ", rf"\1{NO_BREAK}"),
)
_SLAVIC_WORDS = "вкосуияаВКОСУИЯАwzouiaWZOUIA"
_SLAVIC = (
    *_COMMON,
    _sub(rf"(?<![\w’'])([{_SLAVIC_WORDS}]) (?=\w)", rf"\1{NO_BREAK}"),
    _sub(r"(?<=\S) (?=[—–] )", NO_BREAK),
    _sub(r"^([–—]) ", rf"\1{NO_BREAK}"),
)

_ENGLISH = Convention(("“", "”"), ("‘", "’"), _COMMON)
_CONVENTIONS = {
    "en": _ENGLISH,
    "fr": Convention((f"«{NARROW}", f"{NARROW}»"), ("“", "”"), _FRENCH),
    "de": Convention(("„", "“"), ("‚", "‘"), _COMMON),
    "de-CH": Convention(("«", "»"), ("‹", "›"), _COMMON),
    "ru": Convention(("«", "»"), ("„", "“"), _SLAVIC),
    "uk": Convention(("«", "»"), ("„", "“"), _SLAVIC),
    "pl": Convention(("„", "”"), ("«", "»"), _SLAVIC),
    "cs": Convention(("„", "“"), ("‚", "‘"), _SLAVIC),
    "es": Convention(("«", "»"), ("“", "”"), _COMMON),
    "it": Convention(("«", "»"), ("“", "”"), _COMMON),
    "pt": Convention(("«", "»"), ("“", "”"), _COMMON),
    "el": Convention(("«", "»"), ("“", "”"), _COMMON),
    "nl": _ENGLISH,
}


@cache
def convention(language: str) -> Convention:
    """Return the convention of a language tag, of its language, or the English one."""
    return _CONVENTIONS.get(language) or _CONVENTIONS.get(language.partition("-")[0], _ENGLISH)


def set_typography(division: Division, language: str) -> Division:
    """Return a division with quotation marks and spaces set by its language."""
    language = division.language or language
    mapping = _mapping(language)
    return replace(
        division,
        title=mapping(division.title),
        subtitle=mapping(division.subtitle),
        blocks=_blocks(division.blocks, language),
        notes=tuple(
            replace(note, blocks=_blocks(note.blocks, language)) for note in division.notes
        ),
        children=tuple(set_typography(child, language) for child in division.children),
        entries=tuple(replace(x, children=mapping(x.children)) for x in division.entries),
    )


def _blocks(blocks: Blocks, language: str) -> Blocks:
    return tuple(_block(block, language) for block in blocks)


def _block(block: Block, language: str) -> Block:
    """Return a block set in its own language: a container may be in another one."""
    if isinstance(block, Container):
        inside = _blocks(block.blocks, block.language or language)
        return replace(block, blocks=inside)
    return map_block(block, _mapping(language))


@cache
def _mapping(language: str) -> Callable[[i.Inlines], i.Inlines]:
    rules = convention(language)

    def text(value: str) -> str:
        for pattern, by in rules.spaces:
            value = pattern.sub(by, value)
        return value

    def one(inline: i.Inline) -> i.Inline:
        match inline:
            case i.Text():
                value = text(inline.value)
                return inline if value == inline.value else i.Text(value)
            case i.Quoted():
                marks = rules.double if inline.double else rules.single
                return replace(inline, children=mapping(inline.children), marks=marks)
            case i.Span() if inline.language:
                return map_children(inline, _mapping(inline.language))
            case i.Link() if inline.children == (i.Text(inline.target),):
                return inline
            case _:
                return map_children(inline, mapping)

    def mapping(children: i.Inlines) -> i.Inlines:
        mapped = tuple(map(one, children))
        unchanged = all(x is y for x, y in zip(mapped, children, strict=True))
        return children if unchanged else mapped

    return mapping
