"""Citations and the works cited, linked both ways."""

from publish.model.blocks import Paragraph
from publish.model.book import Book, Division, Entry, Note
from publish.model.inlines import Citation, Identifier, Link, NoteCall, Style, Styled, Text
from publish.model.metadata import Metadata


def cite(number: int, *keys: str) -> Citation:
    links = tuple(Link(f"#ref-{key}", (Text(f"{key} 2018"),)) for key in keys)
    return Citation(keys, (Text("("), *links, Text(")")), Identifier(f"cite-{number}"))


BOOK = Book(
    Metadata("Zitate", "de", "urn:uuid:0", "2026-01-01T00:00:00Z"),
    (
        Division(
            Identifier("eins"),
            "chapter",
            "bodymatter",
            title=(Text("Eins "), cite(1, "wood")),
            blocks=(
                Paragraph((Text("Text "), cite(2, "wood", "trotsky"))),
                Paragraph((Text("Note"), NoteCall(Identifier("n1")))),
                Paragraph((Link("https://example.org/", (Text("in a link "), cite(4, "wood"))),)),
            ),
            notes=(Note(Identifier("n1"), (Paragraph((cite(3, "trotsky"),)),), "1", True),),
        ),
        Division(Identifier("contents"), "contents", "backmatter"),
        Division(
            Identifier("bibliography"),
            "bibliography",
            "backmatter",
            entries=(
                Entry(
                    "trotsky",
                    Identifier("ref-trotsky"),
                    (Text("Trotsky. "), Styled(Style.EMPHASIS, (Text("Verrat"),))),
                ),
                Entry("wood", Identifier("ref-wood"), (Text("Wood."),)),
                Entry("other", Identifier("ref-other"), (Text("Other."),)),
            ),
        ),
    ),
)
