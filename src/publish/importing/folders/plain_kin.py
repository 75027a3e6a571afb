"""Markdown of no tool: what other readers of Markdown understand, said so that ours does."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from typing import Final

from publish.importing.folders.draft import Draft, Replacement
from publish.importing.folders.links import SCHEME

Line = tuple[str, str, int]
"""A line with its file and number."""

_FENCE: Final = re.compile(r"[ \t>]*(`{3,}|~{3,})")
_ITEM: Final = re.compile(r"(?:[-*+]|1[.)])[ \t]+\S")
_HEADING: Final = re.compile(r"#{1,6}[ \t]+\S")
_DEFINED: Final = re.compile(
    r"^( {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*)<?([^\s>]+\.(?:png|jpe?g|svg|gif|webp))>?(?=[ \t]*$)",
    re.MULTILINE | re.IGNORECASE,
)
_WIKI: Final = re.compile(r"(!?)\[\[([^\[\]|#\n]*)(?:#([^\[\]|\n]*))?(?:\|([^\[\]\n]*))?\]\]")


def loosen(lines: list[Line]) -> list[Line]:
    """Return lines with a blank one before each heading and list that goes on a paragraph."""
    out: list[Line] = []
    fence = ""
    for line, path, number in lines:
        before = out[-1][0] if out else ""
        mark = _FENCE.match(line)
        is_prose = before.strip() and not before.startswith((" ", "\t", "|", ">", ":", "+"))
        if not fence and is_prose and not _ITEM.match(before):
            begins = _HEADING.match(line) or (
                _ITEM.match(line) and not re.match(r"(?:\d+[.)]|[-*+])[ \t]", before)
            )
            if begins:
                out.append(("", path, number))
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence):
            fence = ""
        out.append((line, path, number))
    return out


def rewrite_plain(draft: Draft, find: Callable[[Draft, str, int], str]) -> None:
    """Lead pictures between double brackets to their copies, whose paths ``find`` gives."""

    def picture(match: re.Match[str]) -> Replacement | None:
        if not match[1]:
            return None
        name = find(draft, match[2].strip(), match.start())
        return (f"![](<../{name}>)", "") if name else ("", "")

    def defined(match: re.Match[str]) -> Replacement | None:
        name = "" if SCHEME.match(match[2]) else find(draft, match[2], match.start())
        return (f"{match[1]}<../{name}>", match[0]) if name else None

    draft.each(_WIKI, picture)
    draft.each(_DEFINED, defined)


def follow_wiki(draft: Draft, names: Mapping[str, str]) -> None:
    """Let links between double brackets lead to the files that they name; others are words."""
    stems = {posixpath.splitext(posixpath.basename(one))[0].casefold(): one for one in names}

    def turn(match: re.Match[str]) -> Replacement | None:
        if match[1]:
            return None
        words = (match[4] or match[2] or match[3] or "").strip()
        target = names.get(stems.get(match[2].strip().casefold(), ""))
        if target is None:
            draft.lose(match.start(), f"link {match[0]}", "its words stand: no file has that name")
            return words, words
        return f"[{words}]({target})", words

    draft.each(_WIKI, turn)
