"""The tables at the head of a document: fonts, styles, lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from publish.importing.packages import BrokenPackageError
from publish.importing.rtf.codepages import Font, Fonts, decode
from publish.importing.rtf.looks import Layout, Letters, Style, set_layout, set_letters
from publish.importing.rtf.tokens import Kind, Token

Group = list["Token | Group"]
"""What stands between two braces."""

MOST_TOKENS: Final = 500_000
"""Tokens of tables that are read: many times what Word writes."""

_FORMATS: Final = {
    0: "decimal",
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    5: "ordinal",
    22: "decimalZero",
    23: "bullet",
    255: "none",
}


def read_group(tokens: Iterator[Token], name: str, most: int = MOST_TOKENS) -> Group:
    """Return what stands in a group that has begun, its end too. Raises ``BrokenPackageError``."""
    found: Group = []
    outer: list[Group] = []
    for count, token in enumerate(tokens):
        if count > most:
            raise BrokenPackageError(
                f'"{name}" has a table of more than {most:,} signs', too_large=True
            )
        if token[0] is Kind.OPEN:
            outer.append(found)
            inner: Group = []
            found.append(inner)
            found = inner
        elif token[0] is Kind.CLOSE:
            if not outer:
                break
            found = outer.pop()
        else:
            found.append(token)
    return found


def size_of(group: Group) -> int:
    """Return how many tokens stand in a group."""
    stack, count = [group], 0
    while stack:
        one = stack.pop()
        count += len(one)
        stack += [inner for inner in one if isinstance(inner, list)]
    return count


def words_of(group: Group) -> Iterator[tuple[str, int | None]]:
    """Yield the control words that stand in a group itself."""
    for one in group:
        if not isinstance(one, list) and one[0] is Kind.WORD:
            yield one[1], one[2]


def number_of(group: Group, name: str, default: int = 0) -> int:
    """Return the number of a control word in a group."""
    for word, number in words_of(group):
        if word == name:
            return default if number is None else number
    return default


def groups_named(group: Group, name: str) -> Iterator[Group]:
    """Yield the groups in a group that begin with a control word."""
    for one in group:
        if isinstance(one, list) and next((word for word, _ in words_of(one)), "") == name:
            yield one


def text_of(group: Group, codec: str) -> str:
    """Return the words that stand in a group itself; a stand-in is skipped."""
    pieces: list[str] = []
    raw: list[bytes] = []
    skip = 0
    for one in group:
        if isinstance(one, list):
            continue
        kind, word, number, data = one
        if kind is Kind.BYTES:
            raw.append(data[skip:])
            skip = max(skip - len(data), 0)
        elif kind is Kind.WORD and word == "u" and number is not None:
            pieces += (decode(b"".join(raw), codec), chr(number & 0xFFFF))
            raw, skip = [], 1
        elif kind is Kind.SYMBOL and word in "{}\\":
            raw.append(word.encode())
    said = "".join([*pieces, decode(b"".join(raw), codec)])
    whole = said.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return "".join(sign for sign in whole if sign.isprintable())


def read_fonts(group: Group, codec: str) -> dict[int, Font]:
    """Return the fonts of a document, each in a group of its own or all in one."""
    entries = [one for one in group if isinstance(one, list)] or _parted(group)
    found = {}
    for entry in entries:
        charset = number_of(entry, "fcharset", 1)
        own = Fonts(codec, {0: Font("", charset)}).codec_of(0)
        name = text_of(entry, own).split(";")[0].strip()
        found[number_of(entry, "f")] = Font(name, charset, max(number_of(entry, "cpg"), 0))
    return found


def _parted(group: Group) -> list[Group]:
    entries: list[Group] = [[]]
    for one in group:
        if not isinstance(one, list) and one[0] is Kind.WORD and one[1] == "f":
            entries.append([])
        entries[-1].append(one)
    return entries[1:]


def read_styles(group: Group, fonts: Fonts, plain: Letters) -> dict[tuple[str, int], Style]:
    """Return the styles of a document, by "s" or "cs" and number."""
    styles = {}
    for entry in group:
        if not isinstance(entry, list):
            continue
        kind, identifier, base = "s", 0, 0
        letters, layout = plain.copy(), Layout()
        for word, number in words_of(entry):
            if word in ("s", "cs", "ds", "ts"):
                kind, identifier = word, number or 0
            elif word == "sbasedon":
                base = number or 0
            elif not set_letters(letters, word, number):
                set_layout(layout, word, number)
        name = text_of(entry, fonts.codec_of(letters.font)).split(";")[0].strip()
        styles[kind, identifier] = Style(name, letters, layout, base)
    return styles


def write_numbering(lists: Group, overrides: Group, old: dict[int, tuple[str, int]]) -> str:
    """Return the definitions of lists in Word's XML; ``old`` are those of old versions."""
    abstracts, instances = [], []
    known = set()
    for place, one in enumerate(groups_named(lists, "list"), 1):
        identifier = number_of(one, "listid", place)
        if identifier not in known:
            known.add(identifier)
            levels = "".join(
                _written_level(number, level)
                for number, level in enumerate(list(groups_named(one, "listlevel"))[:9])
            )
            abstracts.append(_abstract(identifier, levels))
    for one in groups_named(overrides, "listoverride"):
        number, identifier = number_of(one, "ls"), number_of(one, "listid")
        starts = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="'
            f'{number_of(entry, "levelstartat", 1)}"/></w:lvlOverride>'
            for level, entry in enumerate(list(groups_named(one, "lfolevel"))[:9])
            if "listoverridestartat" in dict(words_of(entry))
        )
        if identifier in known:
            instances.append(_instance(number, identifier, starts))
    for number, (kind, start) in old.items():
        identifier = 2_000_000_000 - number
        levels = "".join(_level(level, kind, start, "%1.") for level in range(9))
        abstracts.append(_abstract(identifier, levels))
        instances.append(_instance(number, identifier, ""))
    return "".join(abstracts + instances)


def _written_level(number: int, level: Group) -> str:
    kind = _FORMATS.get(number_of(level, "levelnfcn", number_of(level, "levelnfc")), "decimal")
    return _level(number, kind, number_of(level, "levelstartat", 1), f"%{number + 1}.")


def _level(number: int, kind: str, start: int, text: str) -> str:
    shown = "•" if kind == "bullet" else text
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{shown}"/></w:lvl>'
    )


def _abstract(identifier: int, levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{identifier}">{levels}</w:abstractNum>'


def _instance(number: int, identifier: int, inside: str) -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{identifier}"/>{inside}</w:num>'
