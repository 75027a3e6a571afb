"""What the reader hands over: sources parsed, and the record of their words."""

from __future__ import annotations

from dataclasses import dataclass, field

from publish.manuscript import SourceFile
from publish.model.blocks import Blocks
from publish.model.book import Entry, Note


@dataclass(frozen=True, slots=True)
class Record:
    """The words of one source by a path of their own: pandoc's plain writer, not our decoder.

    ``body`` is the running text without notes, citations, formulas and pictures; ``notes`` the text
    of each note, in order of call; ``alternatives``, ``formulas`` and the long ``descriptions`` of
    pictures stand apart, in order.
    """

    body: str = field(repr=False)
    notes: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    formulas: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedSource:
    """A source, its blocks, the notes that they call (in order), and the record of its words."""

    source: SourceFile
    blocks: Blocks
    notes: tuple[Note, ...]
    record: Record


@dataclass(frozen=True, slots=True)
class Parsed:
    """Every source parsed, in the order of the manuscript, and the bibliography of works cited."""

    sources: tuple[ParsedSource, ...]
    entries: tuple[Entry, ...] = ()
