"""What the making of the book tells while it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from publish.artifact import Artifact
from publish.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made; ``number`` tells one order from the next.

    ``editions`` names editions of ``book.toml``; without a name, the first of each format is made.
    """

    project: Path
    number: int = 0
    editions: tuple[str, ...] = ()
    pages: bool = True
    strict: bool | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A diagnostic, and the line of the manuscript that it is about, where it is about one."""

    diagnostic: Diagnostic
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page of the PDF.

    ``name`` is what it is called ("xii", "12"), ``""`` for a blank leaf; ``document`` the file
    name of the division that it belongs to; ``paragraphs`` are its words, as they were set.
    """

    name: str
    document: str
    blank: bool
    paragraphs: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Under:
    """A piece of work is under way; ``total`` is 0 where nobody can say."""

    name: str
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Begun:
    """These formats will be made, in this order."""

    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reads:
    """These files make the book, besides those in its folders."""

    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """This is all that was found wrong so far; ``title`` is the book's."""

    problems: tuple[Problem, ...]
    title: str


@dataclass(frozen=True, slots=True)
class EpubMade:
    """The EPUB is bound."""

    artifact: Artifact


@dataclass(frozen=True, slots=True)
class PagesMade:
    """The PDF is typeset.

    ``anchors`` says on which page, from 1, each id of the book's text stands; ``written`` says for
    each file of the manuscript which lines, ascending, begin on which page.
    """

    artifact: Artifact
    pages: tuple[PageFacts, ...]
    anchors: Mapping[str, int]
    written: Mapping[str, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class Ended:
    """The work is over; ``failure`` says in a sentence why before its end, ``hint`` what to do.

    ``story`` is for us: the traceback of a bug of ours.
    """

    failure: str = ""
    hint: str = ""
    story: str = field(default="", repr=False)


News = Begun | Under | Reads | Said | EpubMade | PagesMade | Ended
