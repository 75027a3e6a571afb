"""The items of a document parted into the files of a manuscript."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from publish.importing.documents.account import Account
from publish.importing.documents.items import Item
from publish.importing.documents.marks import Labels, Marks
from publish.importing.documents.shaping import Opening, shape
from publish.importing.documents.tree import Node, attributes, node, words_of
from publish.importing.headings import is_part_title, kind_of_title
from publish.importing.matter import chapter_path, folders_of
from publish.publication import make_slug


@dataclass(slots=True)
class Chapter:
    """A file to be: its heading, if it has one, and what stands under it."""

    heading: Item | None
    items: list[Item] = field(default_factory=list)
    is_part: bool = False
    blocks: list[Node] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Return the words of its heading."""
        return " ".join(self.heading.words.split()) if self.heading else ""

    @property
    def kind(self) -> str | None:
        """Return what division it is by the words of its heading."""
        return kind_of_title(self.title) if self.heading else None


def level_headings(items: Sequence[Item], opening: Opening, account: Account) -> None:
    """Let chapters be of the first level, those in parts too; find the title of the book."""
    headings = [item for item in items if item.kind == "heading"]
    if not headings:
        return
    lowest = min(item.level for item in headings)
    firsts = [item for item in headings if item.level == lowest]
    rest = [item for item in headings if item.level > lowest]
    chapters = [item for item in rest if item.level == lowest + 1]
    is_title = len(firsts) == 1 and firsts[0] is headings[0] and len(chapters) > 1
    if is_title and not opening.title and not is_part_title(firsts[0].words):
        one = firsts[0]
        opening.title = " ".join(one.words.split())
        evidence = "the only heading of its level, above all others"
        account.decide("title", opening.title, evidence, one.number)
        account.take(one.number, 0, len(one.facts.text))
        one.kind = "empty"
        lowest += 1
    for item in headings:
        item.level = max(item.level - lowest + 1, 1)
    _raise_in_parts(headings, account)


def _raise_in_parts(headings: Sequence[Item], account: Account) -> None:
    in_part = False
    for item in headings:
        if item.kind != "heading":
            continue
        if item.level == 1:
            in_part = item.facts.role == "part" or is_part_title(item.words)
            if in_part:
                item.facts.role = "part"
                account.decide("part", item.words, "its style or its words", item.number)
        elif in_part:
            item.level -= 1


def part_chapters(items: Sequence[Item]) -> list[Chapter]:
    """Return a chapter for each heading of the first level, and one for what stands before."""
    chapters: list[Chapter] = []
    for item in items:
        if item.kind == "empty":
            continue
        is_new = item.kind == "heading" and item.level == 1
        if is_new:
            chapters.append(Chapter(item, is_part=item.facts.role == "part"))
        else:
            if not chapters:
                chapters.append(Chapter(None))
            chapters[-1].items.append(item)
    return chapters


def write_chapter(chapter: Chapter, marks: Marks, labels: Labels, account: Account) -> None:
    """Fill in the blocks of a chapter."""
    run: list[Item] = []
    if chapter.heading:
        classes = ["part"] if chapter.is_part else []
        chapter.blocks.append(_header(chapter.heading, classes, marks, labels))
    for item in chapter.items:
        if item.kind == "heading":
            chapter.blocks += shape(run, marks, account)
            run = []
            chapter.blocks.append(_header(item, [], marks, labels))
        else:
            run.append(item)
    chapter.blocks += shape(run, marks, account)


def _header(item: Item, classes: list[str], marks: Marks, labels: Labels) -> Node:
    label = next((labels.names[one] for one in item.facts.labels if one in labels.names), "")
    inlines = marks.inlines(item.inlines)
    while len(inlines) == 1 and inlines[0]["t"] in ("Strong", "Underline"):
        inlines = inlines[0]["c"]
    inlines = [node("Space") if one["t"] == "LineBreak" else one for one in inlines]
    return node("Header", [item.level, attributes(label, classes), inlines])


def label_headings(items: Sequence[Item], labels: Labels) -> None:
    """Give a label to each heading that something refers to."""
    for item in items:
        names = [name for name in item.facts.labels if name not in labels.names]
        if item.kind == "heading" and names:
            labels.new("sec", names, make_slug(item.words) or "section")


def name_chapters(chapters: Sequence[Chapter]) -> list[PurePosixPath]:
    """Return where each chapter goes, relative to ``manuscript/``; they sort in their order."""
    kinds = [chapter.kind for chapter in chapters]
    heads = [chapter.heading is not None for chapter in chapters]
    folders = folders_of(kinds, heads)
    paths = []
    for number, (chapter, folder) in enumerate(zip(chapters, folders, strict=True), 1):
        stem = make_slug(chapter.title)[:48].strip("-") or "text"
        if folder != "chapters":
            stem = chapter.kind or "opening"
            stem = "front" if stem == "matter" else stem
        elif kind_of_title(stem.replace("-", " ")) and not chapter.kind:
            stem = f"chapter-{stem}"
        paths.append(chapter_path(folder, number, len(chapters), stem))
    return paths


def heading_words(chapter: Chapter) -> str:
    """Return the words of the heading as they are written."""
    return words_of(chapter.blocks[0]) if chapter.blocks else ""
