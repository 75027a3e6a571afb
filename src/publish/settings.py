"""The table of every key of ``book.toml``: checks, guesses and docs/book-toml.md come from it."""

from __future__ import annotations

from typing import Final

from publish.diagnostics import Severity
from publish.setting import Form, Setting
from publish.shops import NAMES
from publish.trade_settings import TRADE_SETTINGS

NOTES: Final = ("foot", "chapter-end", "book-end")

ROLE_WORDS: Final[dict[str, str]] = {
    "author": "aut",
    "editor": "edt",
    "translator": "trl",
    "illustrator": "ill",
    "introduction": "aui",
    "afterword": "aft",
    "foreword": "wpr",
    "photographer": "pht",
    "cover-designer": "cov",
    "designer": "bkd",
    "commentator": "cwt",
    "compiler": "com",
    "annotator": "ann",
    "contributor": "ctb",
}
"""Plain words for the roles that books know, and their MARC relator codes."""

TABLES: Final[dict[str, str]] = {
    "book": "What the book is and how its text is set.",
    "book.contributors": "Who made the book; one `[[book.contributors]]` a person, in the order of "
    "the title page.",
    "book.series": "The series that the book belongs to.",
    "book.accessibility": "What people have found out about the accessibility of the EPUB; "
    "docs/accessibility.md says what is found without them.",
    "editions.NAME": "An edition. Without any, an EPUB and a PDF are made with the defaults. "
    "`[editions.epub]` and `[editions.pdf]` need no `format`.",
    "rules.CODE": "Another severity for a diagnostic, or files in which it is allowed. "
    "docs/rules.md lists the codes.",
}

SETTINGS: Final[tuple[Setting, ...]] = (
    Setting(
        "book", "title", Form.TEXT, "The title.", example='"Russian Federation"', required=True
    ),
    Setting("book", "subtitle", Form.TEXT, "The subtitle.", example='"A reader\'s companion"'),
    Setting(
        "book",
        "language",
        Form.TEXT,
        "The language of the text, a tag of BCP 47: it chooses quotation marks, spaces and "
        "hyphenation.",
        example='"en-GB"',
        required=True,
    ),
    Setting(
        "book",
        "writing-mode",
        Form.TEXT,
        "Whether lines run across the page, or down it and from right to left, as in Japanese, "
        "Chinese and Korean. `vertical` is for EPUB alone.",
        default='"horizontal"',
        example='"vertical"',
        choices=("horizontal", "vertical"),
    ),
    Setting(
        "book",
        "identifier",
        Form.TEXT,
        "A URN, address or ISBN that names the work; by default it is derived from title, authors "
        "and language.",
        example='"urn:uuid:9a63d0f4-2a0b-5d5e-8d5b-1f1d3d7a5c1e"',
    ),
    Setting("book", "date", Form.DATE, "When the book is published.", example='"2026"'),
    Setting(
        "book",
        "modified",
        Form.MOMENT,
        "When this state of the book was made. `SOURCE_DATE_EPOCH` goes before it; without both, "
        "the last commit to `manuscript/` or `styles/`, else `date`.",
        example="2026-05-01T00:00:00Z",
    ),
    Setting("book", "publisher", Form.TEXT, "The publisher.", example='"Kamenev Press"'),
    Setting("book", "place", Form.TEXT, "Where the publisher is.", example='"London"'),
    Setting("book", "rights", Form.TEXT, "The rights.", example='"© 2026 A. Author. CC BY 4.0"'),
    Setting("book", "description", Form.TEXT, "A paragraph for the shop window.", example='"…"'),
    Setting("book", "subjects", Form.LIST, "What it is about.", example='["Russia", "History"]'),
    Setting(
        "book",
        "slug",
        Form.TEXT,
        "The name of the files in `dist/`; by default from the title, in ASCII.",
        example='"russian-federation"',
    ),
    Setting("book", "cover", Form.TEXT, "The cover, a picture.", example='"images/cover.jpg"'),
    Setting(
        "book",
        "cover-alt",
        Form.TEXT,
        "What the cover shows, for readers who cannot see it.",
        example='"Nested dolls on a map"',
    ),
    Setting(
        "book",
        "order",
        Form.LIST,
        "Files, globs and generated pages (`half-title`, `title-page`, `copyright-page`, "
        "`contents`, `notes`, `bibliography`) in reading order.",
        default="the folders `frontmatter`, `chapters`, `backmatter`, each by name",
        example='["frontmatter/*.md", "contents", "chapters/*.md"]',
    ),
    Setting(
        "book",
        "bibliography",
        Form.TEXT_OR_LIST,
        "Files with the works cited: BibTeX, BibLaTeX, CSL JSON or YAML.",
        example='"references.bib"',
    ),
    Setting(
        "book",
        "csl",
        Form.TEXT,
        "The citation style: `chicago-notes`, `chicago-author-date`, `apa`, `mla`, any other name "
        "that `publish inspect styles` lists, or a .csl file.",
        default='"chicago-notes"',
        example='"chicago-author-date"',
    ),
    Setting(
        "book",
        "notes",
        Form.TEXT,
        "Where notes stand. A screen has no foot: there `foot` means `chapter-end`.",
        default='"foot" in print, "chapter-end" in an EPUB',
        example='"book-end"',
        choices=NOTES,
    ),
    Setting(
        "book",
        "note-numbering",
        Form.TEXT,
        "Whether notes are numbered from 1 in every chapter, through the book, or on every page; "
        "`symbols` are * † ‡ on every page. Notes not at the foot are numbered by chapter. "
        "An editor's notes have letters instead.",
        default='"chapter"',
        example='"book"',
        choices=("chapter", "book", "page", "symbols"),
    ),
    Setting(
        "book",
        "chapter-numbers",
        Form.TEXT,
        "The number before the title of a chapter.",
        default='"arabic"',
        example='"words"',
        choices=("none", "arabic", "roman", "words"),
    ),
    Setting(
        "book",
        "section-numbers",
        Form.FLAG,
        "Whether sections are numbered: 1.1, 1.2.",
        default="false",
        example="true",
    ),
    Setting(
        "book",
        "style",
        Form.TEXT,
        "The design: `classic`, `modern`, `academic`, or one of your own in `styles/`.",
        default='"classic"',
        example='"modern"',
    ),
    Setting(
        "book",
        "fonts",
        Form.LIST,
        "Font files of your own, for scripts that the design's fonts lack.",
        example='["fonts/NotoSansGeorgian.ttf"]',
    ),
    Setting(
        "book",
        "hyphenation",
        Form.LIST,
        "Where words may be divided in print, whatever their language's rules say: `man-u-script`. "
        "A word without a hyphen is never divided. Each form of a word is a word.",
        example='["man-u-script", "Elizabeth"]',
    ),
    Setting(
        "book",
        "tolerance",
        Form.TEXT,
        "How wide word spaces may grow in print before a word is divided: `strict` has fewer wide "
        "spaces and more hyphens, `easy` fewer hyphens.",
        default='"normal"',
        example='"easy"',
        choices=("strict", "normal", "easy"),
    ),
    Setting(
        "book.contributors", "name", Form.TEXT, "The name.", example='"A. Author"', required=True
    ),
    Setting(
        "book.contributors",
        "role",
        Form.TEXT,
        "A MARC relator code, or a word: " + ", ".join(f"`{word}`" for word in ROLE_WORDS) + ".",
        default='"aut"',
        example='"translator"',
    ),
    Setting(
        "book.contributors",
        "file-as",
        Form.TEXT,
        "The name as a catalogue sorts it.",
        example='"Author, A."',
    ),
    Setting("book.series", "name", Form.TEXT, "The series.", example='"Companions"', required=True),
    Setting("book.series", "number", Form.NUMBER, "The place in the series.", example="2"),
    Setting(
        "editions.NAME",
        "format",
        Form.TEXT,
        "What is made.",
        default="from NAME",
        example='"pdf"',
        choices=("epub", "pdf"),
    ),
    Setting(
        "editions.NAME",
        "for",
        Form.TEXT,
        "The shop that an EPUB is for; `generic` is for all of them. docs/shops.md says what each "
        "asks and what is done about it.",
        default='"generic"',
        example='"kindle"',
        choices=NAMES,
    ),
    Setting("editions.NAME", "isbn", Form.TEXT, "The ISBN-13.", example='"978-3-16-148410-0"'),
    Setting(
        "editions.NAME",
        "notes",
        Form.TEXT,
        "Where notes stand in this edition.",
        default="as in `[book]`",
        example='"book-end"',
        choices=NOTES,
    ),
    Setting(
        "editions.NAME",
        "page",
        Form.TEXT,
        "The trimmed page (print): a name such as `a5`, `demy`, `us-trade`, or width x height.",
        default='"a5"',
        example='"148mm x 210mm"',
    ),
    Setting(
        "editions.NAME",
        "openings",
        Form.TEXT,
        "Whether chapters open on a right-hand page (print).",
        default='"recto"',
        example='"any"',
        choices=("recto", "any"),
    ),
    Setting(
        "editions.NAME",
        "running-heads",
        Form.TEXT,
        "The running head of left-hand pages (print); right-hand pages name the chapter.",
        default='"title"',
        example='"author"',
        choices=("author", "title", "none"),
    ),
    Setting(
        "editions.NAME",
        "page-list",
        Form.TEXT,
        "The print edition whose pages are marked in the EPUB and listed there, or `none` (EPUB).",
        default="the first print edition",
        example='"paperback"',
    ),
    Setting(
        "rules.CODE",
        "severity",
        Form.TEXT,
        "How much the diagnostic weighs.",
        example='"error"',
        choices=tuple(Severity),
    ),
    Setting(
        "rules.CODE",
        "allow",
        Form.LIST,
        "Files or globs, relative to the project, in which it is allowed.",
        example='["manuscript/chapters/05-wreck.md"]',
    ),
    Setting(
        "rules.CODE",
        "reason",
        Form.TEXT,
        "Why it is allowed; required with `allow`.",
        example='"a facsimile; no better scan exists"',
    ),
    *TRADE_SETTINGS,
)


def settings_of(table: str) -> dict[str, Setting]:
    """Return the settings that stand under a table's header, by key."""
    return {setting.key: setting for setting in SETTINGS if setting.table == table}
