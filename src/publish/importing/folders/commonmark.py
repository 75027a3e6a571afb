"""The Markdown of mdBook: CommonMark, with a few marks of its own, said in pandoc's."""

from __future__ import annotations

import re
from typing import Final

from publish.importing.folders.draft import Draft, Replacement

_LIST: Final = re.compile(r"^([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+\S")
_BLOCK: Final = re.compile(r"^[ \t]{0,3}(?:#{1,6}[ \t]|>|`{3,}|~{3,})")
_ESCAPED: Final = re.compile(r"\\?[@$]|(?<=\w)\^|(?<!~)~(?!~)")
_COMMAND: Final = re.compile(r"\{\{\s*#(\w+)[^}\n]*\}\}")
_MATH: Final = re.compile(r"\\\\\((.+?)\\\\\)|\\\\\[(.+?)\\\\\]", re.DOTALL)
_ALERT: Final = re.compile(r"^([ \t]*>[ \t]*)\[!(\w+)\][ \t]*$", re.MULTILINE)
_HIDDEN: Final = re.compile(r"(?:^[ \t]*#(?:[ ][^\n]*)?(?:\n|\Z))+", re.MULTILINE)
_ADDRESS: Final = re.compile(r"\]\([^)\n]*\)|<[^>\s]+>|^\[[^\]]+\]:.*$|https?://\S+", re.MULTILINE)


def part_blocks(lines: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """Return lines with a blank one before each list, heading and quotation that pandoc misses."""
    out: list[tuple[str, str, int]] = []
    fence = ""
    for line, path, number in lines:
        mark = re.match(r"[ \t>]*(`{3,}|~{3,})", line)
        before = out[-1][0] if out else ""
        if not fence and before.strip():
            item = _LIST.match(line) is not None
            in_list = _LIST.match(before) is not None or (before[0] in " \t" and item)
            block = _BLOCK.match(line) is not None
            same = line.lstrip().startswith(">") and before.lstrip().startswith(">")
            if (item and not in_list) or (block and not same and not in_list):
                out.append(("", path, number))
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence):
            fence = ""
        out.append((line, path, number))
    return out


def rewrite_mdbook(draft: Draft) -> None:
    """Enter the edits of mdBook's own marks, and escape what is a sign to pandoc alone."""

    def command(match: re.Match[str]) -> Replacement | None:
        if draft.text[match.start() - 1 : match.start()] == "\\":
            draft.replace(match.start() - 1, match.start(), "")
            return None
        draft.lose(match.start(), match[0], f"left out: mdBook's {match[1]}")
        return "", ""

    for fence in draft.fences:
        _code(draft, fence.info, fence.body)
    draft.each(_COMMAND, command)

    def mathematics(match: re.Match[str]) -> Replacement:
        new = f"${match[1].strip()}$" if match[1] else f"$${match[2].strip()}$$"
        return new, new

    draft.each(_MATH, mathematics)

    def alert(match: re.Match[str]) -> Replacement:
        name = match[2].capitalize()
        draft.decide("callout", match.start(), match[2], "an extract under its bold name")
        return (
            f"{match[1]}**{name}**\n{match[1].rstrip()}",
            f"{match[1]}{name}\n{match[1].rstrip()}",
        )

    draft.each(_ALERT, alert)
    addresses = [match.span() for match in _ADDRESS.finditer(draft.text)]

    def escape(match: re.Match[str]) -> Replacement | None:
        if match[0].startswith("\\") or any(a <= match.start() < b for a, b in addresses):
            return None
        return f"\\{match[0]}", f"\\{match[0]}"

    draft.each(_ESCAPED, escape)


def _code(draft: Draft, info: tuple[int, int], body: tuple[int, int]) -> None:
    """Keep the language of a fence, and drop the lines that mdBook hides in Rust."""
    words = draft.text[slice(*info)].strip()
    language = re.split(r"[,\s{]", words)[0]
    if words != language:
        draft.replace(*info, language)
    if language != "rust":
        return
    for match in _HIDDEN.finditer(draft.text, *body):
        draft.replace(*match.span(), "")
        count = match[0].rstrip("\n").count("\n") + 1
        what = f"{count} lines from {match[0].strip().split(chr(10))[0]}" if count > 1 else match[0]
        draft.lose(match.start(), what, "left out: lines of code that mdBook hides")
