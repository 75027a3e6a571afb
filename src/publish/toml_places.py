"""Where the keys of a TOML file stand: ``tomllib`` tells values but no lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

KeyPath = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
_PIECE = re.compile(r""""([^"]*)"|'([^']*)'|([\w-]+)""")
_FENCE = re.compile(r'"""|' + "'''")


@dataclass(frozen=True, slots=True)
class Places:
    """Line and column, from 1, of every key and header that a TOML text writes out."""

    found: Mapping[KeyPath, tuple[int, int]]

    def of(self, path: KeyPath) -> tuple[int, int]:
        """Return the place of a key, or of the nearest table or list around it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.found:
                return self.found[path[:length]]
        return (1, 1)


def find_places(text: str) -> Places:
    """Return the places of the keys of a TOML text that ``tomllib`` accepts."""
    found: dict[KeyPath, tuple[int, int]] = {}
    counts: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for number, line in _lines_outside_strings(text):
        header = _HEADER.match(line)
        if header:
            table = _pieces(header[2])
            if header[1] == "[[":
                index = counts.get(table, 0)
                counts[table] = index + 1
                table = (*table, index)
            column = header.start(1) + 1
            found.setdefault(table, (number, column))
            continue
        key = _KEY.match(line)
        if key:
            path: KeyPath = (*table, *_pieces(key[1]))
            found.setdefault(path, (number, key.start(1) + 1))
    return Places(found)


def _pieces(dotted: str) -> tuple[str, ...]:
    return tuple(next(filter(None, match), "") for match in _PIECE.findall(dotted))


def _lines_outside_strings(text: str) -> Iterator[tuple[int, str]]:
    """Yield numbered lines that do not begin inside a multi-line string."""
    fence = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if not fence:
            yield number, line
        for mark in _FENCE.findall(line):
            if not fence:
                fence = mark
            elif mark == fence:
                fence = ""
