"""The composed text is the book's text, whatever the book."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import assert_never

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from publish.content import Composition, NotePlacement
from publish.content.compose import compose
from publish.content.plain import quotation_marks
from publish.model import blocks as b
from publish.model import inlines as i
from publish.model.book import Book, Division, Note
from publish.model.metadata import Metadata

TEXT = st.text(st.sampled_from("aé字<>&\"' \n\u00a0—"), min_size=1, max_size=8)
MARKS = st.sampled_from([None, ("«\u202f", "\u202f»")])


def inlines(call: i.NoteCall | None = None) -> st.SearchStrategy[i.Inlines]:
    leaf: st.SearchStrategy[i.Inline] = st.one_of(
        st.builds(i.Text, TEXT),
        st.builds(i.Code, TEXT),
        st.just(i.LineBreak()),
        st.builds(i.Image, st.just("manuscript/images/a.png"), st.none()),
        *([st.just(call)] if call else []),
    )

    def inner(children: st.SearchStrategy[i.Inline]) -> st.SearchStrategy[i.Inline]:
        run = st.lists(children, max_size=3).map(tuple)
        return st.one_of(
            st.builds(i.Styled, st.sampled_from(i.Style), run),
            st.builds(i.Quoted, st.booleans(), run, MARKS),
            st.builds(i.Span, run, language=st.sampled_from([None, "ru"])),
            st.builds(i.Link, st.sampled_from(["https://example.org/", "#a", "x:y"]), run),
        )

    return st.lists(st.recursive(leaf, inner, max_leaves=6), max_size=4).map(tuple)


def blocks(call: i.NoteCall | None = None) -> st.SearchStrategy[b.Blocks]:
    run = inlines(call)
    leaf: st.SearchStrategy[b.Block] = st.one_of(
        st.builds(b.Paragraph, run, st.booleans()),
        st.builds(b.CodeBlock, TEXT),
        st.just(b.SceneBreak()),
        st.builds(
            b.Verse, st.lists(st.lists(st.builds(b.Line, run), max_size=2).map(tuple)).map(tuple)
        ),
    )

    def inner(children: st.SearchStrategy[b.Block]) -> st.SearchStrategy[b.Block]:
        group = st.lists(children, max_size=3).map(tuple)
        groups = st.lists(group, max_size=2).map(tuple)
        cell = st.builds(b.Cell, group, is_header=st.booleans())
        row = st.lists(cell, max_size=2).map(tuple)
        rows = st.lists(row, max_size=2).map(tuple)
        return st.one_of(
            st.builds(b.BlockQuote, group),
            st.builds(b.BulletList, groups),
            st.builds(b.OrderedList, groups),
            st.builds(b.DefinitionList, st.lists(st.builds(b.Definition, run, groups)).map(tuple)),
            st.builds(b.Table, group, st.just(()), rows, st.lists(rows, max_size=2).map(tuple)),
            st.builds(b.Figure, group, group),
            st.builds(b.Container, group, st.sampled_from([(), ("epigraph",), ("note",)])),
            st.builds(b.Section, st.integers(2, 6), run, group, st.just(i.Identifier("s"))),
        )

    return st.lists(st.recursive(leaf, inner, max_leaves=8), max_size=4).map(tuple)


def spoken(children: Iterable[i.Inline]) -> Iterable[str]:
    for inline in children:
        match inline:
            case i.Text(value) | i.Code(value):
                yield value
            case i.Quoted():
                opening, closing = quotation_marks(inline)
                yield from (opening, *spoken(inline.children), closing)
            case i.Styled() | i.Span() | i.Link() | i.Citation():
                yield from spoken(inline.children)
            case i.Ruby():
                yield from (*spoken(inline.children), "(", inline.reading, ")")
            case i.LineBreak() | i.Image() | i.NoteCall() | i.Formula() | i.CrossReference():
                pass
            case _:
                assert_never(inline)


def told(group: Iterable[b.Block]) -> Iterable[str]:
    for block in group:
        match block:
            case b.Paragraph() | b.Heading():
                yield from spoken(block.children)
            case b.Section():
                yield from (*spoken(block.title), *told(block.blocks))
            case b.BlockQuote() | b.Container():
                yield from told(block.blocks)
            case b.Figure():
                yield from (*told(block.blocks), *told(block.caption))
            case b.CodeBlock():
                yield block.value
            case b.SceneBreak():
                pass
            case b.BulletList() | b.OrderedList():
                yield from (text for item in block.items for text in told(item))
            case _:
                yield from told_in_pieces(block)


def told_in_pieces(block: b.Verse | b.DefinitionList | b.Table) -> Iterable[str]:
    match block:
        case b.Verse():
            for stanza in block.stanzas:
                for line in stanza:
                    yield from spoken(line.children)
        case b.DefinitionList():
            for definition in block.items:
                yield from spoken(definition.term)
                for explanation in definition.explanations:
                    yield from told(explanation)
        case b.Table():
            yield from told(block.caption)
            for row in (*block.head, *itertools.chain(*block.bodies), *block.foot):
                for cell in row:
                    yield from told(cell.blocks)
        case _:
            assert_never(block)


def bare(pieces: Iterable[str]) -> str:
    return "".join("".join(pieces).split())


def heard(bodies: Iterable[str]) -> tuple[str, str]:
    """Return the author's text and that of the notes, as a reader of the vocabulary finds them."""
    flow: list[str] = []
    notes: list[str] = []

    def listen(element: etree._Element, into: list[str]) -> None:
        if element.get("data-generated") is None:
            inside = notes if element.get("class") == "note" else into
            inside.append(element.text or "")
            for child in element:
                listen(child, inside)
                inside.append(child.tail or "")

    for body in bodies:
        root = etree.fromstring(
            '<body xmlns="http://www.w3.org/1999/xhtml"'
            f' xmlns:epub="http://www.idpf.org/2007/ops">{body}</body>'
        )
        listen(root, flow)
    return bare(flow), bare(notes)


CALL = i.NoteCall(i.Identifier("n"))


@settings(max_examples=50, deadline=None)
@given(
    title=inlines(),
    text=blocks(),
    note=blocks(),
    placement=st.sampled_from(["foot", "chapter-end", "book-end"]),
)
def test_composed_text_is_the_books_text(
    title: i.Inlines, text: b.Blocks, note: b.Blocks, placement: NotePlacement
) -> None:
    division = Division(
        i.Identifier("a"),
        "chapter",
        "bodymatter",
        title=title,
        blocks=(*text, b.Paragraph((i.Text("call"), CALL))),
        notes=(Note(CALL.target, note, "1"),),
    )
    book = Book(Metadata("T", "en", "urn:uuid:0", "2026-01-01T00:00:00Z"), (division,))
    documents = compose(book, Composition(notes=placement))
    expected = bare((*spoken(title), *told(text), "call"))
    assert heard(document.body for document in documents) == (expected, bare(told(note)))


@settings(max_examples=30, deadline=None)
@given(text=blocks(CALL), placement=st.sampled_from(["foot", "chapter-end"]))
def test_notes_may_be_called_anywhere(text: b.Blocks, placement: NotePlacement) -> None:
    division = Division(
        i.Identifier("a"),
        "chapter",
        "bodymatter",
        blocks=text,
        notes=(Note(CALL.target, (b.Paragraph((i.Text("note"),)),), "1"),),
    )
    book = Book(Metadata("T", "en", "urn:uuid:0", "2026-01-01T00:00:00Z"), (division,))
    (document,) = compose(book, Composition(notes=placement))
    flow, _ = heard([document.body])
    assert flow == bare(told(text))
    assert "<a" not in document.body or _links_do_not_nest(document.body)


def _links_do_not_nest(body: str) -> bool:
    root = etree.fromstring(f'<body xmlns:epub="http://www.idpf.org/2007/ops">{body}</body>')
    return root.find(".//a//a") is None
