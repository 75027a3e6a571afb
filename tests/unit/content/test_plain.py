from __future__ import annotations

from publish.content.plain import plain
from publish.model.inlines import (
    Citation,
    Code,
    CrossReference,
    Formula,
    Identifier,
    Image,
    LineBreak,
    Link,
    NoteCall,
    Quoted,
    Span,
    Style,
    Styled,
    Text,
)

CALL = NoteCall(Identifier("n"))


def test_everything_has_a_plain_form() -> None:
    assert (
        plain(
            (
                Text("a\n b "),
                Styled(Style.EMPHASIS, (Text("c"), CALL)),
                LineBreak(),
                Quoted(True, (Code("d"),)),
                Quoted(False, (Text("e"),), ("«", "»")),
                Span((Formula("x^2", "<math/>"),)),
                Link("#f", (Text(" f "),)),
                Image("g.png", "g"),
                Image("h.png", None),
                Citation(("i",), (Text(" (i)"),)),
                CrossReference(Identifier("j"), " chapter 1"),
                CALL,
            )
        )
        == "a b c “d”«e»x^2 f g (i) chapter 1"
    )
