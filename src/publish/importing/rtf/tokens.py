"""The signs of RTF: groups, control words with their numbers, bytes of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import Final

from publish.importing.packages import BrokenPackageError

MOST_GROUPS: Final = 1_000
"""How deep groups may stand in one another: word processors stay under a hundred."""

MOST_TOKENS: Final = 12_000_000
"""Tokens of a text that are read: those of more than a million words as Word writes them."""

_SIGN: Final = re.compile(
    rb"([{}])"
    rb"|\\'([0-9A-Fa-f]{2})"
    rb"|\\([A-Za-z]{1,32})(-?[0-9]{1,10})?\x20?"
    rb"|\\([^A-Za-z])"
    rb"|([^\\{}\r\n]+)"
    rb"|[\r\n]+|\\",
    re.DOTALL,
)


class Kind(IntEnum):
    """What a token is."""

    OPEN = 0
    CLOSE = 1
    WORD = 2
    SYMBOL = 3
    BYTES = 4
    DATA = 5


Token = tuple[Kind, str, int | None, bytes]
"""Its kind; a word's or a symbol's name; a word's number; the bytes of a text, or of ``\\bin``."""

_OPEN: Final[Token] = (Kind.OPEN, "", None, b"")
_CLOSE: Final[Token] = (Kind.CLOSE, "", None, b"")


def read_tokens(data: bytes, name: str) -> Iterator[Token]:
    """Yield the tokens of a text to the end of its first group. Raises ``BrokenPackageError``."""
    depth, place, count = 0, 0, 0
    while (match := _SIGN.match(data, place)) is not None:
        place = match.end()
        count += 1
        if count > MOST_TOKENS:
            raise BrokenPackageError(
                f'"{name}" has more than {MOST_TOKENS:,} signs', too_large=True
            )
        brace, code, word, number, symbol, text = match.groups()
        if text is not None:
            yield Kind.BYTES, "", None, text
        elif word == b"bin":
            start, place = place, place + max(int(number or b"0"), 0)
            if place > len(data):
                raise BrokenPackageError(f'"{name}" ends in the middle of a picture')
            yield Kind.DATA, "", None, data[start:place]
        elif word is not None:
            yield Kind.WORD, word.decode("ascii"), None if number is None else int(number), b""
        elif code is not None:
            yield Kind.BYTES, "", None, bytes((int(code, 16),))
        elif symbol is not None:
            yield Kind.SYMBOL, symbol.decode("latin-1"), None, b""
        elif brace is not None:
            depth = _depth(depth, brace, name)
            yield _OPEN if brace == b"{" else _CLOSE
            if depth <= 0:
                return
    if depth > 1:  # some programs forget the last brace of all
        raise BrokenPackageError(f'"{name}" is cut off: {depth} groups are still open at its end')


def _depth(depth: int, brace: bytes, name: str) -> int:
    depth += 1 if brace == b"{" else -1
    if depth > MOST_GROUPS:
        message = f'groups of "{name}" stand deeper in one another than in any book'
        raise BrokenPackageError(message, too_large=True)
    return depth
