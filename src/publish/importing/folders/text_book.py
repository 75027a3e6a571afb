"""The book that one text holds: a TextBundle, or Markdown with the head of MultiMarkdown."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping
from typing import Final

from publish.importing.folders.outline import Entry, Outline
from publish.importing.folders.source_folder import SourceFolder, mapping
from publish.importing.headings import find_headings, kind_of_title

_HEAD: Final = re.compile(
    r"\A(?:---[ \t]*\n)?"
    r"((?:[A-Za-z][\w /&-]{0,40}:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*)+)"
    r"(?:---|\.\.\.)?[ \t]*(?:\n|\Z)"
)
_TAKEN: Final[Mapping[str, str]] = {
    "title": "title",
    "subtitle": "subtitle",
    "author": "author",
    "authors": "author",
    "date": "date",
    "language": "lang",
    "lang": "lang",
    "copyright": "rights",
    "keywords": "keywords",
    "tags": "keywords",
    "abstract": "description",
    "publisher": "publisher",
    "bibliography": "bibliography",
}
ULYSSES: Final = "com.ulyssesapp"
_TEXTS: Final = ("text.md", "text.markdown", "text.txt", "text.mmd")
_FRONT: Final = ("dedication", "epigraph", "foreword", "preface", "acknowledgments")
_BACK: Final = ("afterword", "appendix", "glossary", "bibliography", "colophon")


def text_of_bundle(names: list[str]) -> str:
    """Return which file of a TextBundle is its text, ``""`` if none is."""
    known = [name for name in _TEXTS if name in names]
    others = [name for name in names if re.fullmatch(r"text\.\w+", name)]
    return next(iter([*known, *others]), "")


def read_bundle(folder: SourceFolder) -> Outline:
    """Return the book of a TextBundle."""
    name = text_of_bundle(folder.names())
    info: Mapping[str, object] = {}
    try:
        info = mapping(json.loads(folder.text("info.json") or "{}"))
    except (ValueError, RecursionError):
        info = {}
    marks = "ulysses" if str(info.get("creatorIdentifier", "")).startswith(ULYSSES) else ""
    return read_text_book(folder, name, "TextBundle", marks, ("info.json",))


def read_text_book(
    folder: SourceFolder,
    name: str,
    tool: str,
    marks: str = "",
    settings: tuple[str, ...] = (),
) -> Outline:
    """Return the book of one text: a chapter for each of its highest headings, if it has several.

    ``marks`` says whose own marks the text has beside those of Markdown.
    """
    text = folder.text(name) or ""
    metadata, skipped = read_head(text)
    lines = text.split("\n")
    headings = [one for one in find_headings(text) if one.line >= skipped]
    level = min((one.level for one in headings), default=1)
    starts = [one for one in headings if one.level == level]
    title = ""
    if len(starts) == 1 and headings[0] is starts[0]:
        inner = [one for one in headings if one.level == level + 1]
        between = "".join(lines[starts[0].line + 1 : inner[0].line]).strip() if inner else "x"
        if len(inner) > 1 and not between:  # the one heading over all the others is the title
            title, starts, level = starts[0].title, inner, level + 1
            skipped = starts[0].line
    if title and "title" not in metadata:
        metadata["title"] = title
    bounds = [one.line for one in starts] or [skipped]
    if any(line.strip() for line in lines[skipped : bounds[0]]):
        bounds.insert(0, skipped)
    ends = [*bounds[1:], len(lines)]
    titles = {one.line: one.title for one in starts}
    entries = [
        _entry(name, (start, end), titles.get(start, ""))
        for start, end in zip(bounds, ends, strict=True)
    ]
    extras: dict[str, object] = {"level": level, "marks": marks, "title": title}
    return Outline(
        tool,
        "multimarkdown",
        name,
        tuple(entries),
        metadata or {"title": posixpath.splitext(posixpath.basename(name))[0]},
        settings_files=settings,
        extras=extras,
    )


def _entry(name: str, lines: tuple[int, int], title: str) -> Entry:
    kind = kind_of_title(title) if title else None
    if kind in _FRONT:
        return Entry(name, "frontmatter", kind, title, lines=lines)
    if kind in _BACK:
        return Entry(name, "backmatter", kind, title, lines=lines)
    return Entry(name, title=title, lines=lines)


def read_head(text: str) -> tuple[dict[str, object], int]:
    """Return what the head of a text says of the book, and how many lines it takes.

    The head of MultiMarkdown begins with the first line, has ``key: value`` and ends with a blank
    line; one of its keys must be a known one, or it is a first paragraph.
    """
    match = _HEAD.match(text)
    if match is None:
        return {}, 0
    metadata: dict[str, object] = {}
    for key, value in re.findall(
        r"^([A-Za-z][\w /&-]*):((?:[^\n]*\n)(?:[ \t]+[^\n]*\n)*)", match[1], re.M
    ):
        known = _TAKEN.get(" ".join(key.lower().split()))
        said = " ".join(value.split())
        if known and said:
            metadata.setdefault(known, said)
    if not metadata:
        return {}, 0
    if "author" in metadata:
        names = re.split(r"\s*(?:;|\band\b|&)\s*", str(metadata["author"]))
        metadata["author"] = [one for one in names if one]
    return metadata, text.count("\n", 0, match.end())
