"""The only recursion over blocks and inlines: read them, or map them to themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from publish.model import blocks as b
from publish.model import inlines as i

MapInlines = Callable[[i.Inlines], i.Inlines]


def plain(children: i.Inlines) -> str:
    """Return the words alone, without notes, pictures and formulas."""
    parts: list[str] = []
    for inline in each_inline(children):
        if isinstance(inline, i.Text | i.Code):
            parts.append(inline.value)
        elif isinstance(inline, i.LineBreak):
            parts.append(" ")
    return "".join(parts)


def inner(inline: i.Inline) -> i.Inlines:
    """Return the inlines directly inside an inline."""
    match inline:
        case i.Styled() | i.Quoted() | i.Span() | i.Ruby() | i.Link() | i.Citation():
            return inline.children
        case (
            i.Text()
            | i.LineBreak()
            | i.Code()
            | i.Formula()
            | i.Image()
            | i.NoteCall()
            | i.CrossReference()
        ):
            return ()
        case _:
            assert_never(inline)


def each_inline(children: Iterable[i.Inline]) -> Iterator[i.Inline]:
    """Yield every inline, outer before inner, in reading order."""
    for inline in children:
        yield inline
        inside = inner(inline)
        if inside:
            yield from each_inline(inside)


def inside(block: b.Block) -> tuple[b.Blocks, ...]:
    """Return the groups of blocks directly inside a block, in reading order."""
    match block:
        case b.Section() | b.BlockQuote() | b.Container():
            return (block.blocks,)
        case b.Figure():
            return (block.blocks, block.caption, block.description)
        case b.BulletList() | b.OrderedList():
            return block.items
        case b.DefinitionList():
            return tuple(group for item in block.items for group in item.explanations)
        case b.Table():
            rows = (*block.head, *(row for body in block.bodies for row in body), *block.foot)
            return (block.caption, *(cell.blocks for row in rows for cell in row))
        case b.Paragraph() | b.Heading() | b.Verse() | b.CodeBlock() | b.SceneBreak():
            return ()
        case _:
            assert_never(block)


def lines_of(block: b.Block) -> tuple[i.Inlines, ...]:
    """Return the runs of inlines that stand directly in a block, in reading order."""
    match block:
        case b.Paragraph() | b.Heading():
            return (block.children,)
        case b.Section():
            return (block.title,)
        case b.Verse():
            return tuple(line.children for stanza in block.stanzas for line in stanza)
        case b.DefinitionList():
            return tuple(item.term for item in block.items)
        case _:
            return ()


def each_block(blocks: Iterable[b.Block]) -> Iterator[b.Block]:
    """Yield every block, outer before inner, in reading order."""
    for block in blocks:
        yield block
        for group in inside(block):
            yield from each_block(group)


def each_inline_of(blocks: Iterable[b.Block]) -> Iterator[i.Inline]:
    """Yield every inline of every block; terms of definitions before their explanations' blocks."""
    for block in each_block(blocks):
        for line in lines_of(block):
            yield from each_inline(line)


def with_children(inline: i.Inline, children: i.Inlines) -> i.Inline:
    """Return the inline with other children; itself where it can have none."""
    return map_children(inline, lambda _: children)


def map_children(inline: i.Inline, mapping: MapInlines) -> i.Inline:
    """Return the inline with its children mapped; itself where nothing changed."""
    match inline:
        case i.Styled() | i.Quoted() | i.Span() | i.Ruby() | i.Link() | i.Citation():
            children = mapping(inline.children)
            return inline if children is inline.children else replace(inline, children=children)
        case _:
            return inline


def map_blocks(blocks: b.Blocks, mapping: MapInlines) -> b.Blocks:
    """Return blocks with every run of inlines mapped; the same tuple where nothing changed.

    ``mapping`` gets the outermost runs and descends by itself, so that it can know the context.
    """
    mapped = tuple(map_block(block, mapping) for block in blocks)
    return blocks if all(x is y for x, y in zip(mapped, blocks, strict=True)) else mapped


def map_block(block: b.Block, mapping: MapInlines) -> b.Block:
    """Return one block with every run of inlines in it mapped; itself where nothing changed."""
    match block:
        case b.Paragraph() | b.Heading():
            children = mapping(block.children)
            return block if children is block.children else replace(block, children=children)
        case b.Section():
            return replace(
                block, title=mapping(block.title), blocks=map_blocks(block.blocks, mapping)
            )
        case b.BlockQuote() | b.Container():
            inside_blocks = map_blocks(block.blocks, mapping)
            return block if inside_blocks is block.blocks else replace(block, blocks=inside_blocks)
        case b.Verse():
            return replace(block, stanzas=tuple(_stanza(x, mapping) for x in block.stanzas))
        case b.BulletList() | b.OrderedList():
            return replace(block, items=tuple(map_blocks(item, mapping) for item in block.items))
        case b.DefinitionList():
            return replace(block, items=tuple(_definition(x, mapping) for x in block.items))
        case b.Table():
            return _table(block, mapping)
        case b.Figure():
            return replace(
                block,
                blocks=map_blocks(block.blocks, mapping),
                caption=map_blocks(block.caption, mapping),
                description=map_blocks(block.description, mapping),
            )
        case b.CodeBlock() | b.SceneBreak():
            return block
        case _:
            assert_never(block)


def _stanza(stanza: tuple[b.Line, ...], mapping: MapInlines) -> tuple[b.Line, ...]:
    return tuple(b.Line(mapping(line.children), line.indent) for line in stanza)


def _definition(item: b.Definition, mapping: MapInlines) -> b.Definition:
    explanations = tuple(map_blocks(group, mapping) for group in item.explanations)
    return b.Definition(mapping(item.term), explanations)


def _rows(rows: tuple[b.Row, ...], mapping: MapInlines) -> tuple[b.Row, ...]:
    return tuple(
        tuple(replace(cell, blocks=map_blocks(cell.blocks, mapping)) for cell in row)
        for row in rows
    )


def _table(table: b.Table, mapping: MapInlines) -> b.Table:
    return replace(
        table,
        caption=map_blocks(table.caption, mapping),
        head=_rows(table.head, mapping),
        bodies=tuple(_rows(body, mapping) for body in table.bodies),
        foot=_rows(table.foot, mapping),
    )
