"""MultiMarkdown and Ulysses' Markdown XL, said in our terms; one text may be several chapters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from publish.importing.folders.commonmark import part_blocks
from publish.importing.folders.draft import Draft, Replacement
from publish.importing.folders.links import Anchors, follow_links, slug
from publish.importing.folders.markup import rewrite_markup
from publish.importing.folders.outline import Dropped, Entry, Lines, Outline, Prepared
from publish.importing.folders.pictures import Pictures
from publish.importing.folders.source_folder import SourceFolder
from publish.importing.folders.text_book import read_head
from publish.importing.folders.text_folder import plain_lines

_NOTE: Final = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:")
_LINK: Final = re.compile(r"^ {0,3}\[(?!\^)([^\]\n]+)\]:[ \t]*\S")
_CALL: Final = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_CITED: Final = re.compile(r"(?:\[([^\[\]\n]*)\])?\[#([^\]\s;]+(?:;[^\]\s]+)*);?\]")
_HEADING_LINK: Final = re.compile(r"(?<![!\\\]])\[([^\[\]\n]+)\][ ]?\[\]")
_FORMULA: Final = re.compile(r"\\\\\((.+?)\\\\\)|\\\\\[(.+?)\\\\\]", re.DOTALL)
_MENTION: Final = re.compile(r"(?<![\w\\/@.`#;])@(?=\w)")
_ADDRESS: Final = re.compile(r"\]\([^)\n]*\)|<[^>\s]+>|^\[[^\]]+\]:.*$|https?://\S+", re.MULTILINE)
_CRITIC: Final = re.compile(
    r"\{\+\+(.+?)\+\+\}|\{--(.+?)--\}|\{>>(.+?)<<\}|\{==(.+?)==\}|\{~~(.+?)~>(.+?)~~\}", re.DOTALL
)
_COMMENT_BLOCK: Final = re.compile(r"^%%[ \t]?[^\n]*", re.MULTILINE)
_ULYSSES: Final = re.compile(
    r"(?<!\{)\+\+(?=\S)(.+?)(?<=\S)\+\+|\|\|(?=\S)(.+?)(?<=\S)\|\||(?<!:)::(?=\S)(.+?)(?<=\S)::(?!:)"
)
_ANNOTATED: Final = re.compile(r"(?<![\]\w$\\])\{([^{}\n]+)\}(?:\(([^()\n]*)\))?")
_OBJECT: Final = re.compile(r"\((?:fn|img|vid|tbl)\)")


def prepare_text(lines: Lines, entry: Entry, outline: Outline, _folder: SourceFolder) -> Prepared:
    """Return the lines of a chapter of a text; the first one tells what stands in no chapter."""
    if entry.lines is None:
        _metadata, count = read_head("\n".join(line for line, _path, _number in lines))
        head = [Dropped(path, number, line) for line, path, number in lines[:count]]
        own = lines[count:]
        return part_blocks(plain_lines(own) if entry.path.endswith(".txt") else own), head
    out = part_blocks(_chapter_lines(lines, entry.lines, outline))
    first = min((one.lines or (0, 0))[0] for one in outline.entries)
    if entry.lines[0] != first:
        return out, []
    return out, [Dropped(path, number, line) for line, path, number in lines[:first]]


def _chapter_lines(lines: Lines, place: tuple[int, int], outline: Outline) -> Lines:
    """Return the lines of one chapter of a text, with the notes that it calls, wherever they stand.

    Headings are raised so that a chapter's is the first.
    """
    first, last = place
    notes, links = _definitions([line for line, _path, _number in lines])
    apart = {at for rows in (*notes.values(), *links.values()) for at in rows}
    own = [line for at, line in enumerate(lines) if first <= at < last and at not in apart]
    text = "\n".join(line for line, _path, _number in own)
    called = list(dict.fromkeys(_CALL.findall(text)))
    for name in called:  # a note may call another
        inner = "\n".join(lines[at][0] for at in notes.get(name, ()))
        called += [one for one in _CALL.findall(inner) if one not in called]
    used = [rows for name, rows in links.items() if f"[{name}]" in text.lower()]
    found = [rows for name in called if (rows := notes.get(name))]
    is_first = first == min((entry.lines or (0, 0))[0] for entry in outline.entries)
    if is_first:  # notes that nobody calls stay in the book's text as they stood
        everywhere = "\n".join(line for line, _path, _number in lines)
        calls = set(_CALL.findall(everywhere))
        found += [rows for name, rows in notes.items() if name not in calls]
    out = _raised(own, int(str(outline.extras.get("level") or 1)))
    for rows in [*found, *used]:
        out.append(("", *lines[rows[0]][1:]))
        out += [lines[at] for at in rows]
    return out


def _definitions(lines: list[str]) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Return the lines of each note and of each address, by their names."""
    notes: dict[str, list[int]] = {}
    links: dict[str, list[int]] = {}
    fence = ""
    current: list[int] | None = None
    for at, line in enumerate(lines):
        mark = re.match(r"[ \t]*(`{3,}|~{3,})", line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        note, link = _NOTE.match(line), _LINK.match(line)
        if fence or mark:
            if current is not None and line[:1] in " \t":
                current.append(at)
            continue
        if note and note[1] not in notes:
            current = notes[note[1]] = [at]
        elif link and current is None and link[1].lower() not in links:
            links[link[1].lower()] = [at]
        elif current is not None and (not line.strip() or line.startswith(("    ", "\t"))):
            current.append(at)
        elif current is not None and lines[at - 1].strip() and not re.match(r"#|>", line):
            current.append(at)  # a note's paragraph runs on
        else:
            current = None
            if link and link[1].lower() not in links:
                links[link[1].lower()] = [at]
    for rows in notes.values():
        while len(rows) > 1 and not lines[rows[-1]].strip():
            rows.pop()
    return notes, links


def _raised(lines: Lines, level: int) -> Lines:
    if level == 1:
        return lines
    out: Lines = []
    fence = ""
    for line, path, number in lines:
        mark = re.match(r"[ \t]*(`{3,}|~{3,})", line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        is_heading = not fence and re.match(r"#{2,6}[ \t]", line)
        out.append((line[level - 1 :] if is_heading else line, path, number))
    return out


def rewrite_multimarkdown(
    drafts: Sequence[Draft],
    names: Mapping[str, Mapping[str, str]],
    outline: Outline,
    pictures: Pictures,
) -> None:
    """Enter every edit of a book in MultiMarkdown; ``names`` are as for MyST."""
    anchors = Anchors(drafts, {})
    has_works = bool(outline.metadata.get("bibliography"))
    for draft in drafts:
        if outline.extras.get("marks") == "ulysses":
            _ulysses(draft)
        _common(draft, anchors, has_works=has_works)
        rewrite_markup(draft, pictures)
        pictures.follow(draft)
        follow_links(draft, anchors, names.get(draft.entry.path, {}))


def _ulysses(draft: Draft) -> None:
    """Enter the edits of the marks that Ulysses has for editing."""

    def remark(match: re.Match[str]) -> Replacement:
        draft.lose(match.start(), match[0], "a comment: it stays in the file, not in the book")
        words = match[0].lstrip("%").strip().replace("--", "- -")
        return f"<!-- {words} -->", ""

    def mark(match: re.Match[str]) -> Replacement:
        if match[1]:
            draft.lose(match.start(), match[0], "a comment: it stays in the file, not in the book")
            return f"<!-- {match[1].replace('--', '- -')} -->", ""
        if match[2]:
            draft.lose(match.start(), match[2], "left out: it was marked as deleted")
            return "", ""
        draft.decide("mark", match.start(), match[3], "words marked; they stand as others do")
        return match[3], match[3]

    def annotation(match: re.Match[str]) -> Replacement | None:
        if match[2] is None:
            return None
        draft.lose(match.start(), f"annotation: {match[2]}", f"left out: it is about {match[1]}")
        return match[1], match[1]

    def thing(match: re.Match[str]) -> Replacement:
        what = "left out: the export does not hold what it stands for"
        draft.lose(match.start(), match[0], what)
        return "", ""

    for pattern, turn in (
        (_COMMENT_BLOCK, remark),
        (_ULYSSES, mark),
        (_ANNOTATED, annotation),
        (_OBJECT, thing),
    ):
        draft.each(pattern, turn)


def _common(draft: Draft, anchors: Anchors, *, has_works: bool) -> None:
    def cited(match: re.Match[str]) -> Replacement | None:
        keys = match[2].split(";")
        if not has_works:
            draft.lose(match.start(), match[0], "stands as typed: the book names no bibliography")
            return f"`{match[0]}`", f"`{match[0]}`"
        where = f", {match[1].strip()}" if match[1] and match[1].strip() else ""
        new = "[" + "; ".join(f"@{key.strip()}" for key in keys) + f"{where}]"
        return new, new

    def heading(match: re.Match[str]) -> Replacement | None:
        found = anchors.find("", slug(match[1]))
        if found is None:
            return None
        return f"[{match[1]}](#{found})", match[1]

    def formula(match: re.Match[str]) -> Replacement:
        new = f"${match[1].strip()}$" if match[1] else f"$${match[2].strip()}$$"
        return new, new

    def critic(match: re.Match[str]) -> Replacement:
        added, gone, remark, marked, old, new = match.groups()
        if remark or gone:
            what = "left out: a comment" if remark else "left out: it was marked as deleted"
            draft.lose(match.start(), remark or gone, what)
            return "", ""
        if old:
            draft.lose(match.start(), old, "left out: it was marked as replaced")
        words = added or marked or new
        draft.decide("change", match.start(), words, "marked; it stands as if accepted")
        return words, words

    turns: tuple[tuple[re.Pattern[str], Any], ...] = (
        (_CRITIC, critic),
        (_FORMULA, formula),
        (_CITED, cited),
        (_HEADING_LINK, heading),
    )
    for pattern, turn in turns:
        draft.each(pattern, turn)
    addresses = [match.span() for match in _ADDRESS.finditer(draft.text)]

    def escape(match: re.Match[str]) -> Replacement | None:
        if any(start <= match.start() < end for start, end in addresses):
            return None
        return "\\@", "\\@"

    draft.each(_MENTION, escape)
