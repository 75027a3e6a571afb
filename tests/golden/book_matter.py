"""Front and back: pages from the metadata, parts, what is listed and what is not."""

from publish.model.blocks import BlockQuote, Paragraph
from publish.model.book import Book, Division
from publish.model.inlines import Identifier, Style, Styled, Text
from publish.model.metadata import Contributor, Isbn, Metadata, Series


def words(text: str) -> tuple[Paragraph, ...]:
    return (Paragraph((Text(text),)),)


METADATA = Metadata(
    title="Storms & Wrecks",
    subtitle="A <Short> History",
    language="en-GB",
    identifier="urn:uuid:0",
    modified="2026-01-01T00:00:00Z",
    contributors=(
        Contributor("Ada Weir"),
        Contributor("Ben Ott"),
        Contributor("Cy Roe", "trl"),
        Contributor("Di Fry", "ill"),
        Contributor("Ed Poe", "trl"),
        Contributor("Flo Kay", "bkd"),
    ),
    isbns=(Isbn("pdf", "PDF", "9780306406157"), Isbn("epub", "EPUB", "9780306406164")),
    series=Series("Seas", "3"),
    publisher="Harbour Press",
    place="Hull",
    rights="© 2026 Ada Weir and Ben Ott.\nAll rights reserved.",
    date="2026-04-23",
)

BOOK = Book(
    METADATA,
    (
        Division(Identifier("half-title"), "half-title", "frontmatter"),
        Division(Identifier("title-page"), "title-page", "frontmatter"),
        Division(Identifier("copyright-page"), "copyright-page", "frontmatter"),
        Division(
            Identifier("dedication"), "dedication", "frontmatter", blocks=words("To the lost.")
        ),
        Division(
            Identifier("epigraph"),
            "epigraph",
            "frontmatter",
            blocks=(BlockQuote((*words("The sea!"), *words("— A sailor"))),),
        ),
        Division(Identifier("contents"), "contents", "frontmatter"),
        Division(
            Identifier("preface"),
            "preface",
            "frontmatter",
            title=(Text("Preface"),),
            blocks=words("Why."),
        ),
        Division(
            Identifier("north"),
            "part",
            "bodymatter",
            title=(Text("North"),),
            number="I",
            children=(
                Division(
                    Identifier("gales"),
                    "chapter",
                    "bodymatter",
                    title=(Text("Of "), Styled(Style.EMPHASIS, (Text("Gales"),))),
                    subtitle=(Text("and other winds"),),
                    number="1",
                    running="Gales",
                    blocks=words("It blew."),
                ),
                Division(
                    Identifier("untitled"),
                    "chapter",
                    "bodymatter",
                    number="2",
                    blocks=words("It blew on."),
                ),
            ),
        ),
        Division(
            Identifier("cover"),
            "chapter",
            "bodymatter",
            title=(Text("Cover"),),
            blocks=words("A chapter of that name."),
        ),
        Division(
            Identifier("glossaire"),
            "glossary",
            "backmatter",
            title=(Text("Glossaire"),),
            blocks=words("Vent : du vent."),
            language="fr",
        ),
        Division(
            Identifier("tables"),
            "appendix",
            "backmatter",
            title=(Text("Tables"),),
            number="A",
            blocks=words("Forces."),
        ),
        Division(Identifier("notes"), "notes", "backmatter"),
        Division(Identifier("bibliography"), "bibliography", "backmatter"),
    ),
)
