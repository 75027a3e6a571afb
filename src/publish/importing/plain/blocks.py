"""What a plain text is made of, and how each of its blocks is said in Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from publish.importing.plain.passage import Passage, render

_DEEPEST = 10
"""The deepest indent of a line of verse that a book tells apart."""


@dataclass(slots=True)
class Heading:
    """A heading; ``passages`` are its number and its title, where these stand apart."""

    passages: list[Passage]
    family: str
    level: int = 1
    is_part: bool = False
    is_title: bool = False

    @property
    def words(self) -> str:
        """Return its words on one line."""
        first, *rest = (passage.text for passage in self.passages)
        return " ".join([first if not rest or first[-1] in ".:;!?" else f"{first}.", *rest])

    @property
    def start(self) -> int:
        """Return where it begins in the source."""
        return self.passages[0].start


@dataclass(slots=True)
class Paragraph:
    """A paragraph of prose."""

    passage: Passage


@dataclass(slots=True)
class Verse:
    """Lines that are kept as lines, each with its indent; ``None`` parts stanzas."""

    lines: list[tuple[int, Passage] | None]


@dataclass(slots=True)
class Quote:
    """An extract: paragraphs and verse set apart."""

    blocks: list[Paragraph | Verse]


@dataclass(slots=True)
class Listing:
    """A list; ``first`` is the number of its first item, ``""`` where it has bullets."""

    items: list[Passage]
    first: str = ""
    sign: str = "."
    is_loose: bool = False


@dataclass(slots=True)
class Break:
    """A break between sections; ``start`` is where it stands in the source."""

    start: int


Block = Heading | Paragraph | Verse | Quote | Listing | Break


@dataclass(slots=True)
class Note:
    """A note: its label in the book, and its paragraphs."""

    label: str
    passages: list[Passage] = field(default_factory=list)


def passages_of(block: Block) -> Iterator[Passage]:
    """Yield the passages of a block, in order."""
    match block:
        case Heading():
            yield from block.passages
        case Paragraph():
            yield block.passage
        case Verse():
            yield from (line[1] for line in block.lines if line)
        case Quote():
            for inner in block.blocks:
                yield from passages_of(inner)
        case Listing():
            yield from block.items
        case Break():
            pass


def write_block(block: Block) -> str:
    """Return a block in Markdown, without a line break at its end."""
    match block:
        case Heading():
            return _heading(block)
        case Paragraph():
            return render(block.passage)
        case Verse():
            return _verse(block)
        case Quote():
            inner = "\n\n".join(map(write_block, block.blocks))
            return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
        case Listing():
            return _listing(block)
        case Break():
            return "* * *"


def write_note(note: Note) -> str:
    """Return a note in Markdown, its further paragraphs indented."""
    first, *rest = (render(passage) for passage in note.passages)
    return "\n\n".join([f"[^{note.label}]: {first}", *(f"    {line}" for line in rest)])


def _heading(heading: Heading) -> str:
    first, *rest = (render(passage, begins_line=False) for passage in heading.passages)
    if rest and first[-1] not in ".:;!?":
        first += "."
    title = " ".join([first, *rest])
    return f"{'#' * heading.level} {title}" + (" {.part}" if heading.is_part else "")


def _verse(verse: Verse) -> str:
    margin = min((line[0] for line in verse.lines if line), default=0)
    lines = []
    for line in verse.lines:
        if line is None:
            lines.append("|")
            continue
        indent = min(line[0] - margin, _DEEPEST)
        lines.append(f"| {' ' * indent}{render(line[1], begins_line=False)}")
    return "\n".join(lines)


def _listing(listing: Listing) -> str:
    lines = []
    for number, item in enumerate(listing.items):
        if not listing.first:
            mark = "-"
        elif listing.first.isdigit():
            mark = f"{int(listing.first) + number}{listing.sign}"
        else:
            mark = f"{chr(ord(listing.first) + number)}{listing.sign}"
        lines.append(f"{mark} {render(item)}")
    return ("\n\n" if listing.is_loose else "\n").join(lines)
