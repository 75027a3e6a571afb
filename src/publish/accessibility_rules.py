"""The codes of accessibility, ``A``: what keeps readers from a book that others can read."""

from __future__ import annotations

from typing import Final

from publish.diagnostics import Rule, Severity

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

TABLE_WITHOUT_HEADER: Final = Rule(
    "A001", _W, "a table has no header row", "Give the columns names; screen readers announce them."
)
ALTERNATIVE_EMPTY_OF_SENSE: Final = Rule(
    "A002",
    _W,
    "an alternative text is a file's name, a number or a placeholder",
    'Say what the picture shows: `{alt="…"}`.',
)
ALTERNATIVE_ANNOUNCED: Final = Rule(
    "A003",
    _N,
    'an alternative text begins with "image of"',
    "Begin with what is shown; a screen reader says that it is a picture.",
)
ALTERNATIVE_LONG: Final = Rule(
    "A004",
    _W,
    "an alternative text is long, and cannot be read in pieces",
    "Keep it to a sentence or two, and write the rest in a `::: description` after the picture.",
)
ALTERNATIVE_REPEATED: Final = Rule(
    "A005",
    _N,
    "a picture's caption is its only description",
    'Add `{alt="what the picture shows"}`; the caption is read anyway.',
)
DESCRIPTION_STRAY: Final = Rule(
    "A006",
    _W,
    "a `::: description` does not follow a picture",
    "Put it directly after the picture or figure that it describes.",
)
DESCRIPTION_UNREADABLE: Final = Rule(
    "A007",
    _E,
    "a `::: description` holds what cannot stand in it",
    "Write words, lists, tables and formulas in it; notes and pictures belong to the text.",
)
TABLE_WITHOUT_CAPTION: Final = Rule(
    "A008",
    _N,
    "a table of many rows has no caption",
    "Say below it what it shows: `: Caption`; screen readers name it so.",
)
LINK_VAGUE: Final = Rule(
    "A009",
    _W,
    'the words of a link say nothing of its goal: "here", "link"',
    "Link the words that name the goal; readers with screen readers go from link to link.",
)
LINK_BARE: Final = Rule(
    "A010",
    _N,
    "a link in the text is a long bare address",
    "Link words: `[words](address)`, or put the address into a note.",
)
LANGUAGE_UNMARKED: Final = Rule(
    "A011",
    _W,
    "words in letters of another language are not marked",
    "Mark them: `[слово]{lang=ru}`; voices and hyphenation change with the language.",
)
CLAIM_UNFOUNDED: Final = Rule(
    "A012",
    _W,
    "conformance is certified in book.toml, but the book has faults that a program can see",
    "Mend what the other diagnostics name.",
)
CONTRAST_LOW: Final = Rule(
    "A013",
    _W,
    "text is too near in colour to what is behind it",
    "Choose colours with a contrast of 4.5 to 1, of 3 to 1 for large text (WCAG 1.4.3).",
)
