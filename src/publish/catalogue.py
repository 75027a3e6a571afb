"""Every code that a diagnostic of ours can carry, by family.

``M`` manuscript and book.toml, ``N`` notes, ``C`` citations, ``X`` references, ``I`` images,
``T`` type, ``A`` accessibility, ``E`` EPUB, ``S`` shops, ``P`` print, ``U`` sources of an import,
``W`` words lost or changed and, from ``W010`` on, how the book looks. A code is never reused.
Each has a folder in ``tests/rules`` that raises it.
"""

from __future__ import annotations

from typing import Final

from publish import accessibility_rules
from publish.diagnostics import Rule, Severity

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

NOT_UTF8: Final = Rule("M001", _E, "a file is not UTF-8", "Save the file as UTF-8 in your editor.")
FILE_MISSING: Final = Rule(
    "M002", _E, "a file named in book.toml does not exist", "Correct the name, or add the file."
)
EMPTY_CHAPTER: Final = Rule(
    "M003", _W, "a chapter has no text", "Write it, or take the file out of `order`."
)
SKIPPED_LEVEL: Final = Rule(
    "M004",
    _W,
    "a heading level is skipped",
    "Use `##` directly under `#`; readers with screen readers move by levels.",
)
UNKNOWN_KEY: Final = Rule(
    "M005",
    _E,
    "book.toml has a key that is not known",
    "Correct the spelling; docs/book-toml.md lists every key.",
)
BROKEN_TOML: Final = Rule("M006", _E, "book.toml cannot be read as TOML", "Correct the line named.")
BAD_VALUE: Final = Rule(
    "M007", _E, "a value in book.toml cannot be used", "Give the kind of value named."
)
MISSING_KEY: Final = Rule("M008", _E, "book.toml lacks a key that every book needs", "Add the key.")
RAW_MARKUP: Final = Rule(
    "M009",
    _W,
    "raw HTML or TeX is left out",
    "Say it in Markdown; the words between tags are kept.",
)
UNCLOSED_DIV: Final = Rule("M010", _W, "a `:::` block is not closed", "Add a closing `:::` line.")
BROKEN_YAML: Final = Rule("M011", _E, "a YAML block cannot be read", "Correct the line named.")
OUTSIDE_PROJECT: Final = Rule(
    "M012",
    _E,
    "a path leads out of the project",
    "Copy the file into the project and name it there.",
)
BAD_LANGUAGE: Final = Rule(
    "M013",
    _W,
    "a language tag is not of the form of BCP 47",
    "Write tags such as `ru`, `en-GB`, `zh-Hant`.",
)
NO_CHAPTERS: Final = Rule(
    "M014", _E, "there is nothing to publish", "Add a Markdown file with a `# Heading`."
)
NO_HEADING: Final = Rule("M015", _W, "a chapter has no heading", "Begin the file with `# Title`.")
BAD_IDENTIFIER: Final = Rule(
    "M016",
    _E,
    "an identifier is not valid",
    "Check the digits against the certificate of your ISBN agency.",
)
UNUSED_FILE: Final = Rule(
    "M017",
    _N,
    "a Markdown file is not part of the book",
    "Add it to `order`, or move it elsewhere.",
)
UNUSED_ALLOWANCE: Final = Rule("M018", _W, "an allowance in book.toml is not needed", "Remove it.")
CHARACTER_IN_TEXT: Final = Rule(
    "M019",
    _E,
    "a control character stands in the text",
    "Delete it; it cannot be printed or stored.",
)
NO_DATE: Final = Rule("M020", _N, "a book has no date", "Set `date` in book.toml.")
TOO_DEEP: Final = Rule(
    "M021",
    _E,
    "quotations, lists or blocks stand too deep in one another",
    "Take some of the quotations, lists or `:::` blocks away.",
)

NOTE_UNDEFINED: Final = Rule(
    "N001",
    _E,
    "a note is called but never defined",
    "Add `[^label]: …` to the same file; notes do not cross files.",
)
NOTE_UNUSED: Final = Rule(
    "N002", _W, "a note is defined but never called", "Call it with `[^label]`, or delete it."
)
NOTE_TWICE: Final = Rule(
    "N003", _E, "a note is defined twice", "Give each note a label of its own."
)
NOTE_IN_NOTE: Final = Rule("N004", _E, "a note is called inside itself", "Delete the call.")
NOTE_EMPTY: Final = Rule("N005", _W, "a note has no text", "Write it, or delete the call.")
NOTE_SERIES: Final = Rule(
    "N006",
    _W,
    "a note is marked as the editor's in a place where the mark says nothing",
    "Begin the note with the mark: `[^label]: [words]{.editor}`.",
)

KEY_UNKNOWN: Final = Rule(
    "C001",
    _E,
    "a citation names a work that the bibliography lacks",
    "Correct the key, or add the work.",
)
KEY_UNUSED: Final = Rule(
    "C002",
    _N,
    "a work in the bibliography is never cited",
    "Cite it, or leave it: it is not listed.",
)
BROKEN_BIBLIOGRAPHY: Final = Rule(
    "C003", _E, "a bibliography cannot be read", "Correct the entry at the line named."
)
BROKEN_STYLE: Final = Rule(
    "C004",
    _E,
    "a citation style is unknown or broken",
    "Name a style that `publish inspect styles` lists, or a .csl file.",
)
NO_BIBLIOGRAPHY: Final = Rule(
    "C005", _E, "works are cited but no bibliography is given", "Set `bibliography` in book.toml."
)
KEY_TWICE: Final = Rule(
    "C006", _W, "a bibliography has two works with the same key", "Rename one of them."
)
WORK_UNNAMED: Final = Rule(
    "C007",
    _W,
    "a cited work has neither a title nor an author",
    "Give the work a title; some styles print nothing for it.",
)

TARGET_UNKNOWN: Final = Rule(
    "X001",
    _E,
    "a link or reference leads nowhere",
    "Correct the label, or add `{#label}` to its target.",
)
LABEL_TWICE: Final = Rule("X002", _E, "a label is given twice", "Rename one of them.")
LINKED_FILE_MISSING: Final = Rule(
    "X003",
    _E,
    "a link leads to a file that is not in the book",
    "Link to a label: `[text](#label)`.",
)
UNSAFE_LINK: Final = Rule(
    "X004", _E, "a link would run or open something on the reader's device", "Use an https address."
)

PAGES_UNPLACED: Final = Rule(
    "X005",
    _W,
    "a page of the print edition has no place in the EPUB",
    'Say it to us with the book; `page-list = "none"` makes the EPUB without page numbers.',
)

IMAGE_MISSING: Final = Rule(
    "I001", _E, "an image does not exist", "Correct the path; it is relative to the chapter's file."
)
NO_ALTERNATIVE: Final = Rule(
    "I002",
    _W,
    "an image has no alternative text",
    'Add `{alt="what the picture shows"}` for readers who cannot see it.',
)
IMAGE_FORMAT: Final = Rule(
    "I003", _E, "an image is of a kind that books cannot hold", "Convert it to JPEG, PNG or SVG."
)
LOW_RESOLUTION: Final = Rule(
    "I004", _W, "an image is coarse in print", "Supply a larger picture, or show it smaller."
)
IMAGE_BROKEN: Final = Rule("I005", _E, "an image cannot be read", "Export it again.")
IMAGE_REMOTE: Final = Rule(
    "I006", _E, "an image lies on the network", "Save it in the project and name it there."
)
UNSAFE_IMAGE: Final = Rule(
    "I007", _E, "an SVG image holds a script or reaches outside", "Export a plain SVG."
)
SMALL_COVER: Final = Rule(
    "I008",
    _W,
    "the cover is smaller than shops ask",
    "Supply at least 1400 pixels on the short side.",
)

MOVING_PICTURE: Final = Rule(
    "I009",
    _W,
    "an image moves",
    "Supply a still picture; books show the first frame alone, as readers could not stop it.",
)
UNKNOWN_INKS: Final = Rule(
    "I010",
    _W,
    "an image in CMYK does not say which inks it is for",
    "Export it with its colour profile, or in sRGB; screens can only guess its colours.",
)

GLYPH_MISSING: Final = Rule(
    "T001",
    _E,
    "no font of the design has a character",
    "Name a font that has it in `fonts`, or replace the character.",
)
FONT_RESTRICTED: Final = Rule(
    "T002",
    _E,
    "a font says that it must not be embedded",
    "Name another font; if your licence allows it all the same, allow the code for the file.",
)

OVERFULL_LINE: Final = Rule(
    "P001", _W, "a line is wider than its measure", "Allow a break: add a hyphenation or rephrase."
)
OVERFULL_PICTURE: Final = Rule(
    "P002", _W, "a picture or table is larger than the page", "Make it smaller with `{width=80%}`."
)
NOTE_DISPLACED: Final = Rule(
    "P003",
    _W,
    "a note begins on another page than its call",
    "Call fewer long notes at one place.",
)
NOTE_LOST: Final = Rule(
    "P004",
    _E,
    "a note was lost, doubled or changed on the pages",
    'Set `notes = "chapter-end"` in book.toml and report this book to us.',
)
FORMULA_BROKEN: Final = Rule("P005", _E, "a formula cannot be set", "Simplify its TeX.")
RIGHT_TO_LEFT_BOOK: Final = Rule(
    "P006",
    _E,
    "print cannot bind a book that runs from right to left",
    "Make the EPUB alone: take the PDF editions out of book.toml.",
)
WORDS_OUT_OF_ORDER: Final = Rule(
    "P007",
    _E,
    "words of another direction would come in the wrong order in print",
    "Mark the passage as a whole: `[…]{lang=he}`.",
)
BRACKETS_APART: Final = Rule(
    "P008",
    _W,
    "brackets in a passage of another direction may be turned at a line's end",
    "Look at the page; no-break spaces inside the brackets keep them in one line.",
)
VERTICAL_BOOK: Final = Rule(
    "P009",
    _E,
    "print cannot set lines that run down the page",
    "Make the EPUB alone: take the PDF editions out of book.toml.",
)

TOO_LARGE_FOR_SHOP: Final = Rule(
    "S001",
    _E,
    "the EPUB is larger than its shop takes",
    "Supply smaller pictures; photographs take least room as JPEG.",
)
HEAVY_PICTURE: Final = Rule(
    "S002",
    _W,
    "an image takes more room than its shop advises",
    "Supply photographs as JPEG.",
)
HEAVY_DOCUMENT: Final = Rule(
    "S003",
    _W,
    "a chapter and its images take more room than the shop advises",
    "Supply smaller pictures, or divide the chapter.",
)
NO_ISBN_FOR_SHOP: Final = Rule(
    "S004",
    _N,
    "the EPUB has no ISBN, by which its shop finds what belongs to it",
    "Set `isbn` in the edition's table, or give the file the name that the shop asks for.",
)
NO_CONTENTS_FOR_SHOP: Final = Rule(
    "S005",
    _W,
    "the shop asks for the contents at the beginning of the book",
    'Put `"contents"` before the chapters in `order`.',
)
LANGUAGE_NOT_SOLD: Final = Rule(
    "S006",
    _W,
    "the shop is not known to sell books in the language of the book",
    "Ask the shop before you upload; the text itself is not to blame.",
)

NOT_IMPORTABLE: Final = Rule("U001", _E, "a source cannot be imported", "Import it as plain text.")
UNKNOWN_ENCODING: Final = Rule("U002", _E, "no encoding fits a source", "Save the source as UTF-8.")
SOURCE_TOO_LARGE: Final = Rule("U003", _E, "a source is too large", "Part it; see docs/import.md.")
IMPORT_CHANGED_WORDS: Final = Rule(
    "U004", _E, "an import would change words", "Send us the source."
)
BROKEN_DOCUMENT: Final = Rule(
    "U020",
    _E,
    "a document cannot be read: it is damaged, encrypted, or not what its name says",
    "Open it in its own program and save it again under another name.",
)
DOCUMENT_OUT_OF_BOUNDS: Final = Rule(
    "U021",
    _E,
    "a document is larger or deeper than any book",
    "Part it; an import reads 48 MB of text with its markup, and nothing nested 200 deep.",
)
BROKEN_STYLE_TABLE: Final = Rule(
    "U022",
    _E,
    "the table that says what styles mean is wrong",
    "Write `[paragraph]` or `[character]`, then a role and the names of styles: "
    '`quote = ["My Extract"]`.',
)
FOLDER_LEFT: Final = Rule(
    "U040", _W, "a path leads out of an imported folder", "Copy the file into the folder."
)
FOLDER_FILE_MISSING: Final = Rule(
    "U041", _W, "a file that an imported folder names is missing", "Add it, or correct the name."
)
FOLDER_TOO_DEEP: Final = Rule(
    "U042", _E, "a folder nests or repeats beyond any book", "Write it out; see docs/import.md."
)
BROKEN_EPUB: Final = Rule(
    "U050",
    _E,
    "an EPUB cannot be read: damaged, or without documents",
    "Open it in a reading program, and get the file again from where you have it.",
)
ENCRYPTED_EPUB: Final = Rule(
    "U051",
    _E,
    "an EPUB is encrypted: a shop's lock keeps its text",
    "Import the file that was sent to the shop.",
)
EPUB_OUT_OF_BOUNDS: Final = Rule(
    "U052",
    _E,
    "an EPUB is larger or deeper than any book",
    "An import reads 48 MB of a document, 400 MB in all, and nothing nested 200 deep.",
)

WORD_LOST: Final = Rule("W001", _E, "a word of the manuscript is missing from the book")
WORD_ADDED: Final = Rule(
    "W002", _E, "a word stands in the book that the manuscript does not have there"
)
WORD_CHANGED: Final = Rule("W003", _E, "a word differs between the manuscript and the book")
READERS_CHOICE: Final = Rule(
    "W010",
    _W,
    "a stylesheet takes colour, size or face of the text from the reader",
    "Leave them out for the text as a whole, or give them to a class of its own; sizes in em.",
)

RULES: Final[dict[str, Rule]] = {
    rule.code: rule
    for rule in (*globals().values(), *vars(accessibility_rules).values())
    if isinstance(rule, Rule)
}
