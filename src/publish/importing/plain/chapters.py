"""The blocks of a text parted into the files of a manuscript."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from publish.importing.headings import kind_of_title
from publish.importing.matter import chapter_path, folders_of
from publish.importing.plain.blocks import Block, Heading, Note, write_block, write_note
from publish.publication import make_slug


@dataclass(slots=True)
class Chapter:
    """A file to be: its heading, if it has one, and its blocks with the notes that they call."""

    heading: Heading | None
    blocks: list[Block] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def kind(self) -> str | None:
        """Return what division it is by the words of its heading."""
        return kind_of_title(self.heading.words) if self.heading else None

    @property
    def text(self) -> str:
        """Return the file in Markdown."""
        parts = [write_block(block) for block in self.blocks]
        parts += [write_note(note) for note in self.notes]
        return "\n\n".join(part for part in parts if part) + "\n"


def part_chapters(
    blocks: Sequence[Block], notes: Mapping[int, Sequence[Note]], left_out: set[int]
) -> list[Chapter]:
    """Return a chapter for each heading of the first level, and one for what stands before."""
    chapters: list[Chapter] = []
    for number, block in enumerate(blocks):
        if number in left_out:
            continue
        is_new = isinstance(block, Heading) and block.level == 1
        if is_new or not chapters:
            heading = block if is_new and isinstance(block, Heading) else None
            chapters.append(Chapter(heading))
        chapters[-1].blocks.append(block)
        chapters[-1].notes += notes.get(number, ())
    return chapters


def name_chapters(chapters: Sequence[Chapter]) -> list[PurePosixPath]:
    """Return where each chapter goes, relative to ``manuscript/``; they sort in their order."""
    kinds = [chapter.kind for chapter in chapters]
    heads = [chapter.heading is not None for chapter in chapters]
    folders = folders_of(kinds, heads)
    paths = []
    for number, (chapter, folder) in enumerate(zip(chapters, folders, strict=True), 1):
        stem = make_slug(chapter.heading.words) if chapter.heading else "text"
        if folder != "chapters":
            stem = chapter.kind or "opening"
        elif chapter.heading and chapter.heading.is_part and not stem.startswith("part"):
            stem = f"part-{stem}"
        paths.append(chapter_path(folder, number, len(chapters), stem))
    return paths
