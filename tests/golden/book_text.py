"""What stands in a line and what stands on a page, each once."""

from publish.model.blocks import (
    BlockQuote,
    BulletList,
    Cell,
    CodeBlock,
    Container,
    Definition,
    DefinitionList,
    Figure,
    Heading,
    Line,
    OrderedList,
    Paragraph,
    SceneBreak,
    Section,
    Table,
    Verse,
)
from publish.model.book import Book, Division
from publish.model.inlines import (
    Code,
    CrossReference,
    Formula,
    Identifier,
    Image,
    Inline,
    LineBreak,
    Link,
    Quoted,
    Span,
    Style,
    Styled,
    Text,
)
from publish.model.metadata import Metadata


def line(*inlines: Inline | str, tight: bool = False) -> Paragraph:
    run = tuple(Text(item) if isinstance(item, str) else item for item in inlines)
    return Paragraph(run, tight=tight)


def tight(text: str) -> Paragraph:
    return line(text, tight=True)


MATHML = (
    '<math display="inline" xmlns="http://www.w3.org/1998/Math/MathML"><semantics>'
    "<mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>"
    '<annotation encoding="application/x-tex">a < b</annotation></semantics></math>'
).replace("a < b", "a &lt; b")

INLINES = Division(
    Identifier("inlines"),
    "chapter",
    "bodymatter",
    title=(Text("Inlines & <others>"),),
    number="1",
    blocks=(
        line(*(Styled(style, (Text(style.value),)) for style in Style)),
        line("un", Styled(Style.EMPHASIS, (Text("believ"),)), "able", LineBreak(), "x < y & z"),
        line(
            Quoted(True, (Text("double"),)),
            " ",
            Quoted(False, (Text("single"),), ("«\u202f", "\u202f»")),
        ),
        line(Span((Text("слово"),), language="ru"), " ", Span((Text("סוס"),), language="he")),
        line(Span((Text("labelled"),), Identifier("place"), ("note", "mine"))),
        line(Code("x = '<'", "python"), " ", Code("plain")),
        line(
            Link("https://example.org/a b?x=1&y=2", (Text("web"),), 'a "title"'),
            " ",
            Link("https://example.org/", (Text("https://example.org/"),)),
            " ",
            Link("mailto:a@example.org", (Text("a@example.org"),)),
            " ",
            Link("#blocks", (Text("inside"),)),
            " ",
            Link("#nowhere", (Text("lost"),)),
            " ",
            Link("javascript:alert(1)", (Text("unsafe"),)),
        ),
        line(
            CrossReference(Identifier("fig"), "figure\u00a01"),
            " ",
            CrossReference(Identifier("deep"), "section\u00a02.1"),
        ),
        line(Formula("a < b", MATHML), " ", Formula("a < b", MATHML, display=True)),
        line(Image("manuscript/images/ship.PNG", 'a "ship"', width="40", height="2em")),
        line(Image("manuscript/pictures/Ship No 1.jpg", None, width="wide", classes=("small",))),
    ),
)

BLOCKS = Division(
    Identifier("blocks"),
    "chapter",
    "bodymatter",
    title=(Text("Blocks"),),
    number="2",
    blocks=(
        BlockQuote((line("An extract."), Heading(3, (Text("Inside"),)))),
        Verse(((Line((Text("A rose"),)), Line((Text("is a rose"),), 2)), (Line((), 30),))),
        SceneBreak(),
        BulletList(((tight("one"), BulletList(((tight("inner"),),))), (tight("two"), tight("b")))),
        OrderedList(((line("loose"), line("twice")), (line("items"),)), 3, "a"),
        DefinitionList((Definition((Text("Term"),), ((tight("tight"),), (line("loose"),))),)),
        CodeBlock("a < b\n", "python", (("", "a "), ("op", "<"), ("", " b\n")), Identifier("code")),
        CodeBlock("  plain\n"),
        Container((line("The sea!"), line("— A sailor")), ("epigraph",)),
        Container((line("Mon cher,"),), ("letter", "a b"), Identifier("lettre"), "fr"),
        Container((line("Beware."),), ("note",)),
        Section(
            2,
            (Text("Section"),),
            (Section(4, (Text("Deep"),), (line("Far down."),), Identifier("deep")),),
            Identifier("section"),
            "2.1",
        ),
    ),
)

TABLES = Division(
    Identifier("tables"),
    "chapter",
    "bodymatter",
    title=(Text("Tables"),),
    number="3",
    blocks=(
        Table(
            (line("Leaders"),),
            (0.25, None, 1 / 3),
            ((Cell(()), Cell((tight("Name"),), "left"), Cell((tight("Years"),), "right", 1, 2)),),
            (
                (
                    (
                        Cell((tight("1"),), is_header=True, rows=2),
                        Cell((line("Two"), line("paragraphs")), "center"),
                        Cell((BulletList(((tight("listed"),),)),)),
                    ),
                ),
                ((Cell((tight("4"),)), Cell(())),),
            ),
            ((Cell((tight("total"),)),),),
            Identifier("tbl"),
            "1",
        ),
        Figure(
            (line(Image("manuscript/images/doll.svg", "a doll", width="80%"), tight=True),),
            (line("The doll."), line("And more.")),
            Identifier("fig"),
            "1",
            ("wide",),
        ),
        Figure((line(Image("manuscript/images/doll.svg", ""), tight=True),), ()),
    ),
)

BOOK = Book(Metadata("Text", "en", "urn:uuid:0", "2026-01-01T00:00:00Z"), (INLINES, BLOCKS, TABLES))
