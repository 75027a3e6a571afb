"""Documents of the spine made chapters, by the table of contents and the headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from publish.importing.documents.tree import Node, attributes, node, words_of
from publish.importing.epub.contents import Entry
from publish.importing.epub.divisions import BACK, FRONT
from publish.importing.epub.inlines import words_as_nodes
from publish.importing.headings import is_part_title, kind_of_title
from publish.publication import make_slug

_PAGES: Final = ("title page", "half-title", "copyright page", "cover", "contents")
_UNTITLED: Final = ("dedication", "epigraph", "matter", *_PAGES)


@dataclass(slots=True)
class Read:
    """A document converted: ``kind`` and ``region`` are what it is said to be."""

    path: str
    kind: str
    region: str
    blocks: list[Node]
    added: str = ""
    depth: int | None = None
    title: str = ""
    joined: bool = False


@dataclass(slots=True)
class Chapter:
    """A file to be."""

    kind: str
    region: str
    blocks: list[Node] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    title: str = ""
    path: PurePosixPath = field(default_factory=PurePosixPath)


def headers(blocks: Sequence[Node]) -> list[Node]:
    """Return the headings among blocks."""
    return [one for one in blocks if one["t"] == "Header"]


def said_of(header: Node) -> str:
    """Return what the section of a heading is said to be."""
    found = [one for one in header["c"][1][1] if one.startswith("publish-")]
    return found[0].removeprefix("publish-") if found else ""


def place_in_contents(reads: Sequence[Read], entries: Sequence[Entry]) -> None:
    """Give each document its depth below the chapters, and its title in the table of contents."""
    by_path = {one.path: one for one in reads}
    parts: list[tuple[int, bool]] = []
    for number, entry in enumerate(entries):
        while parts and parts[-1][0] >= entry.depth:
            parts.pop()
        above = sum(is_part for _, is_part in parts)
        read = by_path.get(entry.path)
        parts.append((entry.depth, _is_part(number, entries, read)))
        if read is not None and (read.depth is None or entry.depth - above < read.depth):
            read.depth = entry.depth - above
            read.title = entry.title if not read.title else read.title
            if parts[-1][1] and not read.kind:
                read.kind = "part"


def _is_part(number: int, entries: Sequence[Entry], read: Read | None) -> bool:
    entry = entries[number]
    children = []
    for one in entries[number + 1 :]:
        if one.depth <= entry.depth:
            break
        if one.depth == entry.depth + 1 and one.path != entry.path:
            children.append(one)
    if not children:
        return False
    if is_part_title(entry.title) or (read is not None and read.kind == "part"):
        return True
    if read is None:
        return True
    first = headers(read.blocks)
    if first and said_of(first[0]) == "part":
        return True
    length = len(words_of([one for one in read.blocks if one["t"] != "Header"]).split())
    return length < 60 and len({one.path for one in children}) > 1


def title_untitled(reads: Sequence[Read]) -> list[tuple[Read, str]]:
    """Give documents without a heading the one that the contents name; tell how it was found."""
    found = []
    for read in reads:
        if headers(read.blocks) or not read.title or read.kind in _UNTITLED or read.depth is None:
            continue
        if not words_of(read.blocks).split():
            continue
        wanted = _plain(read.title)
        match = next(
            (
                place
                for place, one in enumerate(read.blocks[:3])
                if one["t"] == "Para" and _plain(words_of(one)) == wanted
            ),
            None,
        )
        if match is not None:
            inner = [
                node("Space") if one["t"] == "LineBreak" else one for one in read.blocks[match]["c"]
            ]
            while len(inner) == 1 and inner[0]["t"] in ("Strong", "Underline", "Span"):
                inner = inner[0]["c"] if inner[0]["t"] != "Span" else inner[0]["c"][1]
            read.blocks[match] = node("Header", [1, attributes(), inner])
            found.append((read, "a paragraph with the words of the table of contents"))
        else:
            read.blocks.insert(0, node("Header", [1, attributes(), words_as_nodes(read.title)]))
            read.added = read.title
            found.append((read, "the table of contents names it; the text has no heading"))
    return found


def _plain(words: str) -> str:
    return "".join(one for one in words.casefold() if one.isalnum())


def part_chapters(reads: Sequence[Read]) -> list[Chapter]:
    """Return the chapters; a document without a place in the contents goes on the one before."""
    chapters: list[Chapter] = []
    tops = [
        min(one["c"][0] for one in headers(read.blocks)) for read in reads if headers(read.blocks)
    ]
    lowest = min(tops, default=1)
    for read in reads:
        found = headers(read.blocks)
        top = min((one["c"][0] for one in found), default=1)
        base = 1 + (read.depth or 0)
        if read.depth is None and found and not read.kind:
            base = top - lowest + 1
        alone = read.depth is None and not found and not read.kind
        goes_on = (
            bool(chapters)
            and chapters[-1].kind not in _PAGES
            and (base > 1 or (alone and bool(tops)))
        )
        for one in found:
            one["c"][0] = min(one["c"][0] - top + (base if goes_on else 1), 6)
        _raise_in_parts(found)
        if goes_on:
            read.joined = True
            chapters[-1].sources.append(read.path)
        else:
            chapters.append(Chapter(read.kind, read.region, [], [read.path]))
        _enter(chapters, read)
    return [one for one in chapters if one.blocks]


def _raise_in_parts(found: Sequence[Node]) -> None:
    in_part = False
    for one in found:
        level, words = one["c"][0], words_of(one)
        if level == 1:
            in_part = said_of(one) == "part" or is_part_title(words)
        elif in_part:
            one["c"][0] = level - 1


def _enter(chapters: list[Chapter], read: Read) -> None:
    """Enter the blocks of a document, each heading of the first level in a chapter of its own."""
    for block in read.blocks:
        if block["t"] == "Header" and block["c"][0] == 1:
            own = said_of(block)
            last = chapters[-1]
            if headers(last.blocks) or len(words_of(last.blocks).split()) > 40:
                kind = own or ("" if last.sources == [read.path] else read.kind)
                chapters.append(Chapter(kind, read.region, [], [read.path]))
            else:
                last.kind = own or last.kind
        chapters[-1].blocks.append(block)


def finish_headers(chapters: Sequence[Chapter]) -> None:
    """Say on each first heading what its division is, and take our own marks off all."""
    for chapter in chapters:
        found = headers(chapter.blocks)
        first = next((one for one in found if one["c"][0] == 1), None)
        title = " ".join(words_of(first).split()) if first else ""
        chapter.title = title
        if first and chapter.kind in ("", "chapter", "title page", "cover"):
            chapter.kind = kind_of_title(title) or (
                "part" if is_part_title(title) else chapter.kind
            )
        for one in found:
            own = one["c"][1]
            own[1] = [name for name in own[1] if not name.startswith("publish-")]
        if first and chapter.kind in ("part", *FRONT, *BACK, "prologue", "epilogue", "conclusion"):
            first["c"][1][1] = [chapter.kind]


def name_chapters(chapters: Sequence[Chapter]) -> None:
    """Give each chapter its path relative to ``manuscript/``; they sort in their order."""
    front = 0
    while front < len(chapters) - 1 and _is_front(chapters[front]):
        front += 1
    back = len(chapters)
    while back > front + 1 and _is_back(chapters[back - 1]):
        back -= 1
    width = max(2, len(str(len(chapters))))
    for number, chapter in enumerate(chapters):
        folder = "frontmatter" if number < front else "backmatter" if number >= back else "chapters"
        stem = make_slug(chapter.title)[:48].strip("-")
        if chapter.kind in FRONT | BACK or chapter.kind in ("prologue", "epilogue", "conclusion"):
            stem = chapter.kind
        else:
            stem = (
                f"text-{stem}"
                if kind_of_title(stem.replace("-", " ")) or stem in _RESERVED
                else stem
            )
            stem = stem or make_slug(chapter.kind) or "text"
            stem = f"{stem}-page" if stem in _RESERVED else stem
        chapter.path = PurePosixPath(folder, f"{number + 1:0{width}d}-{stem}.md")


_RESERVED: Final = frozenset(
    {*FRONT, *BACK, "part", "chapter", "prologue", "epilogue", "conclusion", "notes", "contents"}
    | {"title-page", "half-title", "copyright-page", "matter", "cover"}
)


def _is_front(chapter: Chapter) -> bool:
    if chapter.region in ("body", "back") or chapter.kind in ("part", "chapter", "prologue"):
        return False
    return chapter.region == "front" or chapter.kind in FRONT or chapter.kind in (*_PAGES, "matter")


def _is_back(chapter: Chapter) -> bool:
    if chapter.region in ("body", "front") or chapter.kind in ("part", "chapter", "epilogue"):
        return False
    return (
        chapter.region == "back"
        or chapter.kind in BACK
        or chapter.kind in ("copyright page", "matter")
    )
