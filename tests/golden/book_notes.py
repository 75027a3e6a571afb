"""Notes: in headings, cells, captions, verse, quotations, lists, links; of every kind of block."""

from publish.model.blocks import (
    BlockQuote,
    BulletList,
    Cell,
    CodeBlock,
    Container,
    Definition,
    DefinitionList,
    Figure,
    Line,
    OrderedList,
    Paragraph,
    SceneBreak,
    Section,
    Table,
    Verse,
)
from publish.model.book import Book, Division, Note
from publish.model.inlines import (
    CrossReference,
    Identifier,
    Image,
    Inline,
    Link,
    NoteCall,
    Span,
    Style,
    Styled,
    Text,
)
from publish.model.metadata import Metadata


def call(number: int) -> NoteCall:
    return NoteCall(Identifier(f"n{number}"))


def line(*inlines: Inline | str, tight: bool = False) -> Paragraph:
    run = tuple(Text(item) if isinstance(item, str) else item for item in inlines)
    return Paragraph(run, tight=tight)


NOTES = (
    (line("In a heading."),),
    (line("Two\nlines ", Styled(Style.EMPHASIS, (Text("and"),)), " more."), line("And again.")),
    (BlockQuote((line("A quotation first."),)), line("Then words.")),
    (Verse(((Line((Text("A line"),)), Line((Text("indented"),), 4)), (Line((Text("apart"),)),))),),
    (
        line("Lists:"),
        BulletList(((line("one", tight=True),), (line("two"), line("more")))),
        OrderedList(((line("three", tight=True),), (line("four", tight=True),)), 3, "i"),
    ),
    (CodeBlock("if x < 1:\n    pass\n", "python"),),
    (
        DefinitionList((Definition((Text("Term"),), ((line("meaning"),),)),)),
        Table(
            (line("Caption"),),
            (None, None),
            ((Cell((line("a"),)), Cell((line("b"),))),),
            (((Cell((line("c"),)), Cell((line("d"),))),),),
            number="1",
        ),
        SceneBreak(),
        Figure((line(Image("manuscript/images/a.png", "a"), tight=True),), (line("Seen"),)),
        Container((line("Lettre."),), ("letter",), language="fr"),
    ),
    (line("See ", CrossReference(Identifier("second"), "section 1.2"), "."),),
    (line("Rendered by a style."),),
)

FIRST = Division(
    Identifier("first"),
    "chapter",
    "bodymatter",
    title=(Text("First"), call(1)),
    number="1",
    blocks=(
        line("Words", call(2), " and ", Styled(Style.EMPHASIS, (Text("more"), call(3))), "."),
        Section(2, (Text("Second"), call(4)), (line("Text."),), Identifier("second"), "1.2"),
        Table((line("Leaders", call(5)),), (None,), (), (((Cell((line("cell", call(6)),)),),),)),
        Verse(((Line((Text("Sing"), call(7))),),)),
        BulletList(((line("item", call(8), tight=True),),)),
        BlockQuote((line(Link("https://example.org/", (Text("linked"), call(9))), " on."),)),
    ),
    notes=tuple(
        Note(Identifier(f"n{number}"), blocks, str(number), is_citation=number == 9)
        for number, blocks in enumerate(NOTES, 1)
    ),
)

RUSSIAN = Division(
    Identifier("russian"),
    "chapter",
    "bodymatter",
    title=(Text("Глава"),),
    language="ru",
    blocks=(
        line("Слово", NoteCall(Identifier("m1")), "."),
        line(Span((Text("word"), NoteCall(Identifier("m2"))), language="en")),
        line("Слово", NoteCall(Identifier("m3")), "."),
    ),
    notes=(
        Note(Identifier("m1"), (line("Примечание."),), "1"),
        Note(Identifier("m2"), (), "2"),
        Note(Identifier("m3"), (line("Редактор."),), "a", is_editors=True),
    ),
)

HEBREW = Division(
    Identifier("hebrew"),
    "chapter",
    "bodymatter",
    title=(Text("פרק"),),
    language="he",
    blocks=(line("מילה", NoteCall(Identifier("h1")), NoteCall(Identifier("h2")), "."),),
    notes=(
        Note(Identifier("h1"), (line("הערה", NoteCall(Identifier("h3")), "."),), "1"),
        Note(Identifier("h2"), (line("עוד."),), "2"),
        Note(Identifier("h3"), (line("הערה להערה."),), "3"),
    ),
)

BOOK = Book(
    Metadata("Notes", "en", "urn:uuid:0", "2026-01-01T00:00:00Z"),
    (
        Division(Identifier("contents"), "contents", "frontmatter"),
        FIRST,
        RUSSIAN,
        HEBREW,
        Division(Identifier("notes"), "notes", "backmatter"),
    ),
)
