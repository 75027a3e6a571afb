"""The shape of chapters: titles, parts, front and back matter, levels of headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, Final

from publish.diagnostics import Span
from publish.importing.folders.commonmark import part_blocks
from publish.importing.folders.draft import Draft, find_fences
from publish.importing.folders.inline_code import settle_outputs
from publish.importing.folders.loading import load
from publish.importing.folders.markua import prepare_markua
from publish.importing.folders.multimarkdown import prepare_text
from publish.importing.folders.myst import MystDraft, prepare_myst
from publish.importing.folders.outline import Entry, Lines, Outline, Prepared
from publish.importing.folders.plain_kin import loosen
from publish.importing.folders.source_folder import SourceFolder
from publish.importing.headings import find_headings, kind_of_title

_FRONT: Final = frozenset({"dedication", "epigraph", "foreword", "preface", "acknowledgments"})
_BACK: Final = frozenset({"afterword", "appendix", "glossary", "bibliography", "colophon"})
_REFERENCES = re.compile(r"^:{3,}[^\n]*#refs\b", re.MULTILINE)
_PART = re.compile(
    r"^#[ \t]+\((PART|APPENDIX)\*?\)[ \t]+([^\n{]*?)[ \t]*(\{[^}\n]*\})?[ \t]*$", re.MULTILINE
)

_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)([^\]\n]+)\]:", re.MULTILINE)
_USE = re.compile(
    r"(?<![!\]\\])\[(?!\^)((?:[^\[\]\\\n]|\\.|\n(?!\s*\n)|\[[^\[\]\n]*\])+)\](?!\()"
    r"(?:\[([^\[\]]*)\]|(:))?"
)


def _parted(lines: Lines, _entry: Entry, _outline: Outline, _folder: SourceFolder) -> Prepared:
    return part_blocks(lines), []


def _loosened(lines: Lines, _entry: Entry, _outline: Outline, _folder: SourceFolder) -> Prepared:
    return loosen(lines), []


_PREPARED: Final[Mapping[str, Callable[[Lines, Entry, Outline, SourceFolder], Prepared]]] = {
    "mdbook": _parted,
    "markdown": _loosened,
    "myst": prepare_myst,
    "markua": prepare_markua,
    "multimarkdown": prepare_text,
}
"""What makes the lines of a chapter such as pandoc reads, by their Markdown."""


def make_draft(folder: SourceFolder, outline: Outline, entry: Entry) -> Draft | None:
    """Return the draft of an entry, ``None`` where there is no text."""
    if not entry.path:
        if entry.kind != "part":
            return None
        return Draft(entry, f"# {entry.title} {{.part}}\n", ((outline.contents, 1),))
    asked = Span(PurePosixPath(outline.contents))
    loaded = load(folder, entry.path, outline.dialect, asked)
    if loaded is None:
        return None
    lines, dropped = settle_outputs(loaded.lines)
    if prepare := _PREPARED.get(outline.dialect):
        lines, more = prepare(_atx(lines), entry, outline, folder)
        dropped = [*dropped, *more]
    headings = find_headings("\n".join(line for line, _path, _number in lines))
    title = str(loaded.head.get("title") or "").strip()
    is_index = outline.dialect == "bookdown" and "site" in loaded.head
    if outline.dialect == "markdown" and any(heading.level == 1 for heading in headings):
        title = ""  # the text has its headings; the title is the book's
    if title and not is_index and not _repeats(headings, title):
        lines = [(f"# {title}", entry.path, 1), ("", entry.path, 1), *lines]
        if any(heading.level == 1 for heading in headings):
            lines = [*lines[:2], *_deeper(lines[2:])]
    elif entry.title and not headings and _is_titled(outline, entry):
        lines = [(f"# {entry.title}", entry.path, 1), ("", entry.path, 1), *lines]
    text = "\n".join(line for line, _path, _number in lines)
    places = [(path, number) for _line, path, number in lines]
    make = MystDraft if outline.dialect == "myst" else Draft
    draft = make(entry, text, places, (*loaded.dropped, *dropped), loaded.included)
    if isinstance(draft, MystDraft):
        draft.head = loaded.head
    if outline.dialect != "markdown" or entry.path != outline.contents:
        _tell_head(draft, loaded.head)
    return draft


def _is_titled(outline: Outline, entry: Entry) -> bool:
    """Return whether the title of an entry is that of a text without headings."""
    is_file = outline.dialect == "multimarkdown" and entry.lines is None
    return outline.dialect == "mdbook" or is_file


def _repeats(headings: Sequence[Any], title: str) -> bool:
    return bool(headings) and headings[0].level == 1 and headings[0].title.strip() == title


def _tell_head(draft: Draft, head: Any) -> None:
    for key in head:
        if (
            key in ("author", "subtitle", "abstract")
            and head[key]
            and draft.entry.path[:5] != "index"
        ):
            draft.lose(0, f"{key}: {head[key]}", "left out: the head of a chapter has it")


def _atx(lines: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """Return lines with underlined headings written with signs; the lines keep their number."""
    text = "\n".join(line for line, _path, _number in lines)
    code = set()
    for fence in find_fences(text):
        first = text.count("\n", 0, fence.start)
        code |= set(range(first, first + text.count("\n", fence.start, fence.end) + 1))
    out = list(lines)
    for at in range(1, len(out)):
        line, path, number = out[at]
        above = out[at - 1][0]
        is_rule = re.fullmatch(r" {0,3}(=+|-{2,})[ \t]*", line)
        alone = at < 2 or not out[at - 2][0].strip()
        plain = above.strip() and not re.match(r"\s*([#>|`~]|[-*+] |\d+[.)] )|    ", above)
        if is_rule and alone and plain and at not in code and at - 1 not in code:
            signs = "#" if "=" in line else "##"
            out[at - 1] = (f"{signs} {above.strip()}", *out[at - 1][1:])
            out[at] = ("", path, number)
    return out


def _deeper(lines: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """Return lines with each heading one level deeper: the chapter's title stands over them."""
    out = list(lines)
    text = "\n".join(line for line, _path, _number in lines)
    for heading in find_headings(text):
        line, path, number = out[heading.line]
        if heading.level < 6:
            out[heading.line] = (f"#{line}", path, number)
    return out


def shape(drafts: Sequence[Draft], outline: Outline) -> list[Draft]:
    """Return the drafts in their roles: parts marked, levels as deep as they stand."""
    shaped: list[Draft] = []
    appendix = False
    for draft in drafts:
        if outline.dialect == "bookdown":
            appendix = _parts(draft) or appendix
        entry = draft.entry
        headings = find_headings(draft.text)
        title = headings[0].title if headings else ""
        kind = entry.kind or (kind_of_title(title) if headings and headings[0].level == 1 else None)
        if _REFERENCES.search(draft.text) or kind == "bibliography":
            entry = replace(entry, role="backmatter", kind="bibliography")
        elif appendix:
            entry = replace(entry, role="backmatter", kind="appendix")
        elif kind in ("part", "appendix") or entry.role != "bodymatter":
            entry = replace(entry, kind=kind)
        elif kind in _FRONT and all(one.entry.role == "frontmatter" for one in shaped):
            entry = replace(entry, role="frontmatter", kind=kind)
        draft.entry = entry
        _mark(draft)
        shaped.append(draft)
    return _last_back(shaped)


def _last_back(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts in order: what stands in the back before a chapter is a chapter."""
    body = [at for at, one in enumerate(drafts) if one.entry.role == "bodymatter"]
    for draft in drafts[: body[-1] if body else 0]:
        if draft.entry.role == "backmatter":
            draft.entry = replace(draft.entry, role="bodymatter", kind=None)
    return drafts


def _parts(draft: Draft) -> bool:
    """Enter the edits of bookdown's parts; return whether the appendices begin here."""
    begins = False
    for match in _PART.finditer(draft.text):
        if draft.is_code(match.start()):
            continue
        if match[1] == "PART":
            draft.replace(*match.span(), f"# {match[2]} {{.part}}", f"# {match[2]}")
            draft.decide("part", match.start(), match[2], "(PART)")
        else:
            begins = True
            draft.replace(*match.span(), "", "")
            draft.lose(match.start(), match[2], "left out: appendices are called so one by one")
    return begins


def _mark(draft: Draft) -> None:
    """Mark a part's heading, and give headings the levels at which they stand in the book."""
    entry = draft.entry
    starts = [0, *(match.end() for match in re.finditer("\n", draft.text))]
    headings = find_headings(draft.text)
    _level(draft, [(starts[one.line], one.level) for one in headings])
    if entry.depth:
        _own_notes(draft)
    if not headings or not entry.path or not (entry.kind == "part" or entry.unnumbered):
        return
    line = headings[0]
    end = starts[line.line] + len(draft.text[starts[line.line] :].split("\n", 1)[0].rstrip())
    mark = ".part" if entry.kind == "part" else ".unnumbered"
    if mark in line.attributes or (mark == ".unnumbered" and "-" in line.attributes.split()):
        return
    if line.attributes and draft.text[end - 1] == "}":
        draft.replace(end - 1, end - 1, f" {mark}", "")
    else:
        draft.replace(end, end, f" {{{mark}}}", "")


def _level(draft: Draft, headings: Sequence[tuple[int, int]]) -> None:
    """Deepen the headings of a chapter within a chapter; close gaps, as readers see none.

    ``headings`` have the offset of their first sign, and their level.
    """
    above: list[tuple[int, int]] = []
    raised = []
    if headings and not draft.text[: headings[0][0]].strip():
        first = headings[0][1]
        if first > 1 and all(level > first for _at, level in headings[1:]):
            above.append((0, draft.entry.depth))  # it is the chapter's title, whatever its level
    for at, level in headings:
        while above and above[-1][0] >= level:
            above.pop()
        wanted = min(max(level - draft.entry.raised, 1) + draft.entry.depth, 6)
        new = min(wanted, above[-1][1] + 1) if above else wanted
        above.append((level, new))
        if new != level and not draft.is_code(at):
            draft.replace(at, at + level, "#" * new)
            if new < wanted:
                raised.append(at)
    if raised:
        what = f"{len(raised)} headings" if len(raised) > 1 else "1 heading"
        draft.decide("level of headings", raised[0], what, "raised: a level was skipped above")


def _own_notes(draft: Draft) -> None:
    """Give the notes of a chapter within a chapter labels that no other file has."""
    stem = re.sub(r"\W+", "-", draft.entry.path.rsplit(".", 1)[0]).strip("-")
    for match in re.finditer(r"\[\^([^\]\s]+)\]", draft.text):
        if not draft.is_code(match.start()):
            draft.replace(match.start(1), match.end(1), f"{stem}-{match[1]}")


def own_definitions(drafts: Sequence[Draft]) -> None:
    """Give addresses of links their own labels where chapters of one file define them twice."""
    counts = Counter(
        label
        for draft in drafts
        for label in {match[1].lower() for match in _DEFINITION.finditer(draft.text)}
    )
    twice = {label for label, count in counts.items() if count > 1}
    for number, draft in enumerate(drafts):
        if not number or not twice:
            continue

        def turn(match: re.Match[str], number: int = number) -> tuple[str, str] | None:
            label = match[2] or match[1]
            if label.lower() not in twice:
                return None
            if match[3]:
                return f"[{label} {number}]:", match[0]
            return f"[{match[1]}][{label} {number}]", match[0]

        draft.each(_USE, turn)
