"""The settings of ``book.toml`` by which the trade and its readers find and judge a book."""

from __future__ import annotations

from typing import Final

from publish.setting import Form, Setting

EXEMPTIONS: Final = (
    "eaa-microenterprise",
    "eaa-disproportionate-burden",
    "eaa-fundamental-alteration",
)
"""https://www.w3.org/TR/epub-a11y-exemption/, read in November 2026."""

HAZARDS: Final = ("flashing", "motion")
"""What an animated picture can do to a reader; nothing in a book of ours makes a sound."""

AUTHORITIES: Final = (
    *("AAT", "BIC", "BISAC", "CLC", "CLIL", "DDC", "EuroVoc", "LCSH", "MEDTOP", "NDC"),
    *("Thema", "UDC", "WGS"),
)
"""The lists of subjects that EPUB 3.3 knows by name (appendix D.3.3, ``authority``)."""

TRADE_SETTINGS: Final[tuple[Setting, ...]] = (
    Setting(
        "book",
        "file-as",
        Form.TEXT,
        "The title as a catalogue sorts it.",
        example='"Sea and the Grid, The"',
    ),
    Setting(
        "book",
        "identifiers",
        Form.LIST,
        "What else names the work: a DOI, a URN, an address. A DOI stands on the copyright page.",
        example='["doi:10.5555/12345678"]',
    ),
    Setting(
        "book",
        "subject-codes",
        Form.LIST,
        "Subjects of a list of the trade: the list, a colon, the code and, if you like, its "
        "words. The lists are " + ", ".join(f"`{name}`" for name in AUTHORITIES) + ".",
        example='["BISAC:HIS032000 HISTORY / Russia / General", "Thema:NHD"]',
    ),
    Setting(
        "book",
        "source",
        Form.TEXT,
        "What the book is made from: the original of a translation, the edition reprinted.",
        example='"Герой нашего времени, Санкт-Петербург, 1840"',
    ),
    Setting(
        "book",
        "version",
        Form.TEXT,
        "The version of the EPUB, to be raised with every correction: Apple Books then offers "
        "readers the new file.",
        example='"1.1"',
    ),
    Setting(
        "book.series",
        "issn",
        Form.TEXT,
        "The ISSN of the series.",
        example='"0378-5955"',
    ),
    Setting(
        "book.accessibility",
        "certified-by",
        Form.TEXT,
        "Who has read and judged the book by WCAG 2.2, level AA. Conformance is claimed only with "
        "this name, and only where no program finds a fault.",
        example='"Kamenev Press"',
    ),
    Setting(
        "book.accessibility",
        "date",
        Form.DATE,
        "When that was.",
        example='"2026-05-01"',
    ),
    Setting(
        "book.accessibility",
        "credential",
        Form.TEXT_OR_LIST,
        "What entitles the one who judged.",
        example='"Benetech Global Certified Accessible"',
    ),
    Setting(
        "book.accessibility",
        "report",
        Form.TEXT,
        "The address of the report, for all to read.",
        example='"https://example.com/a11y/9783161484100"',
    ),
    Setting(
        "book.accessibility",
        "hazards",
        Form.LIST,
        "What animated pictures do, once a person has looked: `flashing` (more than three times a "
        "second), `motion` (they simulate it), or nothing: `[]`. Without it, that is unknown.",
        example='["flashing"]',
    ),
    Setting(
        "book.accessibility",
        "summary",
        Form.TEXT,
        "Sentences of yours after ours in the summary that shops show.",
        example='"The maps are described in an appendix."',
    ),
    Setting(
        "book.accessibility",
        "exemption",
        Form.TEXT,
        "Why the European Accessibility Act does not ask for conformance; told only where there "
        "is none.",
        example='"eaa-microenterprise"',
        choices=EXEMPTIONS,
    ),
    Setting(
        "editions.NAME",
        "flow",
        Form.TEXT,
        "How reading systems shall show an EPUB: in pages, or scrolled, by chapter or as a whole.",
        default="as the reader likes",
        example='"scrolled-doc"',
        choices=("auto", "paginated", "scrolled-doc", "scrolled-continuous"),
    ),
    Setting(
        "editions.NAME",
        "spread",
        Form.TEXT,
        "When reading systems shall show two pages of an EPUB side by side.",
        default="as the reader likes",
        example='"none"',
        choices=("auto", "none", "landscape", "both"),
    ),
)
