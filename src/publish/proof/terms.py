"""The figures of a proof: what each counts, of how many, and where the limits are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LOOSE: Final = 1.5
"""A word space this many times its natural width leaves a hole in the line."""

VERY_LOOSE: Final = 2.0
TIGHT: Final = 0.8
LADDER: Final = 3
"""Lines above one another that end in a hyphen."""

RUNT: Final = 5
"""Characters that the last line of a paragraph shall have."""

FEWEST_LINES: Final = 5
"""Lines that the last page of a division shall have."""

GAP: Final = 2.5
"""Lines that a page may end above the others before it shows as white."""

SHORT: Final = 0.5
"""Lines by which a page is called short."""

EVEN: Final = 1.0
"""Points by which the feet of facing pages may differ."""

NOTE: Final = "note-"
"""Begins the key of what is counted in notes, apart from the text."""


@dataclass(frozen=True, slots=True)
class Term:
    """A figure's name and meaning; ``of`` says what a share of it is a share of, if anything."""

    key: str
    title: str
    meaning: str
    of: str = ""
    is_flaw: bool = True


_OF_LINES: Final = (
    Term("lines", "lines", "lines of running text", is_flaw=False),
    Term(
        "mean-space",
        "mean space",
        "mean over the justified lines of word space as set ÷ natural word space of its font",
        is_flaw=False,
    ),
    Term("space-deviation", "deviation", "standard deviation of the same", is_flaw=False),
    Term("loose", "loose lines", "spaces over 1.5 times natural", "justified lines"),
    Term("very-loose", "very loose lines", "spaces over twice natural", "justified lines"),
    Term("tight", "tight lines", "spaces under 0.8 times natural", "justified lines"),
    Term("hyphenated", "hyphenated lines", "lines that end in a hyphen and go on", "line ends",
         is_flaw=False),
    Term("ladders", "ladders", "three or more hyphenated lines above one another"),
    Term("page-end-hyphens", "hyphens at page ends", "a word divided over a page's end", "pages"),
    Term("runts", "runts", "a paragraph's last line under five characters",
         "paragraphs of two lines or more"),
    Term("overfull", "overfull lines", "lines that run past their measure by 0.15 em or more",
         "lines"),
    Term("widows", "widows", "a paragraph's last line alone at the head of a page", "pages"),
    Term("orphans", "orphans", "a paragraph's first line alone at the foot of a page", "pages"),
)  # fmt: skip

_OF_PAGES: Final = (
    Term("unequal-spreads", "unequal spreads",
         "facing pages whose last lines stand more than 1 pt apart", "pairs of facing pages"),
    Term("short-ends", "short last pages", "a division ends on a page of fewer than five lines",
         "divisions of two pages or more"),
    Term("short-pages", "short pages",
         "pages, not the last of a division, that end half a line or more above most", "full pages",
         is_flaw=False),
    Term("gaps", "white feet",
         "pages, not the last of a division, that end three lines or more above most",
         "full pages"),
    Term("notes", "notes", "notes called", is_flaw=False),
    Term("split-notes", "split notes", "notes that run on to another page", "notes",
         is_flaw=False),
    Term("displaced-notes", "displaced notes", "notes that begin on another page than their call",
         "notes"),
    Term("lost-notes", "lost notes", "notes that are called and stand nowhere", "notes"),
)  # fmt: skip

_IN_NOTES: Final = tuple(
    Term(f"{NOTE}{term.key}", f"{term.title} in notes", term.meaning, term.of, term.is_flaw)
    for term in _OF_LINES
)

TERMS: Final = {
    term.key: term
    for term in (
        Term("pages", "pages", "pages of the PDF", is_flaw=False),
        *_OF_LINES,
        *_OF_PAGES,
        *_IN_NOTES,
    )
}
"""Every figure by its key, in the order of the report."""
