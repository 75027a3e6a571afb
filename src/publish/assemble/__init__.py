"""Parsed sources to a book: passes over values, each ``Book -> Book``."""

from __future__ import annotations

from dataclasses import dataclass, field

from publish.manuscript import SourceFile
from publish.model.blocks import Blocks
from publish.model.book import Entry, Note


@dataclass(frozen=True, slots=True)
class Record:
    """The words of one source by a path of their own: pandoc's plain writer, not our decoder.

    ``body`` is the running text without notes, citations, formulas and pictures; ``notes`` the text
    of each note, in order of call; ``alternatives`` and ``formulas`` stand apart, in order.
    """

    body: str = field(repr=False)
    notes: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    formulas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedSource:
    """A source, its blocks, the notes that they call (in order), and the record of its words."""

    source: SourceFile
    blocks: Blocks
    notes: tuple[Note, ...]
    record: Record


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the reader hands over: every source, and the bibliography of the works cited."""

    sources: tuple[ParsedSource, ...]
    entries: tuple[Entry, ...] = ()
