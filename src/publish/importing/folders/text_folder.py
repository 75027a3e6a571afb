"""A folder of texts without a list of them, as writing programs export it: read by its names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Final

from publish.importing.folders.bare import SUFFIXES
from publish.importing.folders.outline import Entry, Lines, Outline
from publish.importing.folders.source_folder import SourceFolder
from publish.importing.folders.text_book import read_head
from publish.importing.headings import kind_of_title
from publish.reading_order import is_readme

TEXTS: Final = (".mmd", ".txt")
_NUMBER: Final = re.compile(r"^\d+[._ \t-]*(?=\D)")
_DEEPEST: Final = 6
_LONG: Final = 100
"""Letters of the longest line from which on lines are paragraphs: nobody breaks lines there."""


def is_text_folder(folder: SourceFolder) -> bool:
    """Return whether a folder has texts, and none in Markdown by their names."""
    names = _texts(folder)
    return bool(names) and not any(name.lower().endswith(SUFFIXES) for name in folder.names())


def read_text_folder(folder: SourceFolder) -> Outline:
    """Return the book of a folder: files in the order of their names, folders as parts."""
    names = sorted(_texts(folder), key=_natural)
    parents = [PurePosixPath(name).parent.parts for name in names]
    shared = 0
    while parents and all(
        len(one) > shared and one[shared] == parents[0][shared] for one in parents
    ):
        shared += 1
    metadata, _count = read_head(folder.text(names[0]) or "")
    return Outline(
        "texts in folders",
        "multimarkdown",
        names[0],
        tuple(_entries(names, shared)),
        metadata or {"title": folder.root.resolve().name},
    )


def _entries(names: list[str], shared: int) -> Iterator[Entry]:
    within: tuple[str, ...] = ()
    for name in names:
        path = PurePosixPath(name)
        inner = path.parent.parts[shared:]
        if inner[:1] != within[:1] and inner:
            yield Entry("", kind="part", title=_title(inner[0]))
        within = inner
        title = _title(path.stem)
        kind = kind_of_title(title)
        role = "frontmatter" if kind in ("dedication", "preface", "foreword") else "bodymatter"
        depth = max(len(inner) - 1, 0)
        yield Entry(name, role, kind if role == "frontmatter" else None, title, depth)  # type: ignore[arg-type]


def _texts(folder: SourceFolder) -> list[str]:
    return [
        name
        for name in folder.names()
        if name.lower().endswith(TEXTS)
        and name.count("/") <= _DEEPEST
        and not re.search(r"(^|/)[._]", name)
        and not is_readme(PurePosixPath(name))
    ]


def _natural(name: str) -> list[tuple[tuple[int, int, str], ...]]:
    """Return a key that sorts numbers in names by their value, files before folders of a name."""
    return [
        tuple(
            (0, int(piece), "") if piece.isdigit() else (1, 0, piece.casefold())
            for piece in re.split(r"(\d{1,9})", part)
            if piece
        )
        for part in name.split("/")
    ]


def _title(name: str) -> str:
    """Return a title from a name: without its number, with spaces."""
    plain = _NUMBER.sub("", name)
    return (plain if " " in plain else re.sub(r"[_-]+", " ", plain)).strip() or name


def plain_lines(lines: Lines) -> Lines:
    """Return the lines of a plain text as Markdown: no indents, and paragraphs parted."""
    filled = [bool(line.strip()) for line, _path, _number in lines]
    touching = sum(1 for pair in pairwise(filled) if all(pair))
    longest = max((len(line) for line, _path, _number in lines), default=0)
    is_wrapped = touching * 2 < sum(filled) or longest < _LONG
    out: Lines = []
    for line, path, number in lines:
        out.append((line.strip(), path, number))
        if not is_wrapped and line.strip():
            out.append(("", path, number))
    return out
