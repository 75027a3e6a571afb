"""Notes at the foot of the page: spans at their call, on one line, blocks as spans with classes.

A footnote stands where it is called, inside a paragraph, so nothing in it may be a block; white
space is collapsed, for the engine would take a line end for a forced break.
"""

from __future__ import annotations

from typing import assert_never

from publish.content.blocks import indent_class
from publish.content.draft import Draft
from publish.content.inlines import write_inlines
from publish.content.lists import ordinal
from publish.content.xhtml import (
    GENERATED,
    attribute,
    class_attribute,
    class_names,
    collapse_text,
    escape_text,
)
from publish.model.blocks import (
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    CodeBlock,
    Container,
    DefinitionList,
    Figure,
    Heading,
    OrderedList,
    Paragraph,
    SceneBreak,
    Section,
    Table,
    Verse,
)
from publish.model.book import Note
from publish.model.inlines import Inlines


def write_footnote(draft: Draft, note: Note) -> None:
    """Write a note at its call, in the language of the division whatever stands around it."""
    own = draft.division.language or draft.setting.language
    generated = GENERATED if note.is_citation else ""
    with draft.speaking(own) as language, draft.noting(collapse_text):
        draft.write(f'<span class="note"{draft.identify(note.id)}')
        draft.write(f"{attribute('data-label', note.label)}{language}{generated}>")
        _write_blocks(draft, note.blocks)
        draft.write("</span>")


def _write_blocks(draft: Draft, blocks: Blocks) -> None:
    for block in blocks:
        _write_block(draft, block)


def _write_block(draft: Draft, block: Block) -> None:
    match block:
        case Paragraph(children=children):
            _write_run(draft, "note-paragraph", children)
        case BlockQuote(blocks=blocks):
            _write_group(draft, class_attribute("note-quotation"), blocks)
        case Container():
            _write_container(draft, block)
        case Section(title=title, blocks=blocks, id=identifier):
            _write_run(draft, "note-heading", title, identifier=identifier)
            _write_blocks(draft, blocks)
        case Heading(children=children, id=identifier):
            _write_run(draft, "note-heading", children, identifier=identifier)
        case SceneBreak():
            draft.write(f'<span class="note-break"{GENERATED}>* * *</span>')
        case CodeBlock():
            _write_code(draft, block)
        case _:
            _write_set_piece(draft, block)


def _write_set_piece(
    draft: Draft, block: Verse | BulletList | OrderedList | DefinitionList | Table | Figure
) -> None:
    match block:
        case Verse():
            _write_verse(draft, block)
        case BulletList(items=items):
            _write_items(draft, [("•", item) for item in items])
        case OrderedList(items=items, start=start, style=style):
            _write_items(
                draft, [(f"{ordinal(start + n, style)}.", item) for n, item in enumerate(items)]
            )
        case DefinitionList():
            _write_definitions(draft, block)
        case Table():
            _write_table(draft, block)
        case Figure():
            _write_figure(draft, block)
        case _:
            assert_never(block)


def _write_run(
    draft: Draft, name: str, children: Inlines, *, identifier: str | None = None
) -> None:
    draft.write(f'<span class="{name}"{draft.identify(identifier)}>')
    write_inlines(draft, children)
    draft.write("</span>")


def _write_group(draft: Draft, attributes: str, blocks: Blocks) -> None:
    draft.write(f"<span{attributes}>")
    _write_blocks(draft, blocks)
    draft.write("</span>")


def _write_container(draft: Draft, container: Container) -> None:
    with draft.speaking(container.language) as language:
        classes = class_attribute("note-block", *class_names(container.classes))
        _write_group(draft, f"{classes}{draft.identify(container.id)}{language}", container.blocks)


def _write_code(draft: Draft, code: CodeBlock) -> None:
    """Write program text; its line ends are breaks that the author asks for."""
    draft.write(f'<span class="note-code"{draft.identify(code.id)}><code>')
    draft.write(escape_text(code.value.strip("\n")).replace("\n", "<br/>"))
    draft.write("</code></span>")


def _write_verse(draft: Draft, verse: Verse) -> None:
    draft.write('<span class="note-verse">')
    for stanza in verse.stanzas:
        draft.write('<span class="note-stanza">')
        for line in stanza:
            draft.write(f"<span{indent_class('note-line', line.indent)}>")
            write_inlines(draft, line.children)
            draft.write("</span>")
        draft.write("</span>")
    draft.write("</span>")


def _write_items(draft: Draft, items: list[tuple[str, Blocks]]) -> None:
    draft.write('<span class="note-list">')
    for mark, item in items:
        draft.write(f'<span class="note-item"><span class="label"{GENERATED}>{mark}</span> ')
        match item:
            case (Paragraph(children=children), *rest):
                write_inlines(draft, children)
                _write_blocks(draft, tuple(rest))
            case _:
                _write_blocks(draft, item)
        draft.write("</span>")
    draft.write("</span>")


def _write_definitions(draft: Draft, block: DefinitionList) -> None:
    draft.write('<span class="note-definitions">')
    for item in block.items:
        _write_run(draft, "note-term", item.term)
        for explanation in item.explanations:
            _write_group(draft, class_attribute("note-explanation"), explanation)
    draft.write("</span>")


def _write_table(draft: Draft, table: Table) -> None:
    """Write a table as rows of cells; cells over several rows or columns stand in one."""
    _write_caption(draft, table.caption, draft.setting.wording.table, table.number)
    draft.write(f'<span class="note-table"{draft.identify(table.id)}>')
    for rows in (table.head, *table.bodies, table.foot):
        for row in rows:
            draft.write('<span class="note-row">')
            for cell in row:
                _write_group(draft, class_attribute("note-cell"), cell.blocks)
            draft.write("</span>")
    draft.write("</span>")


def _write_figure(draft: Draft, figure: Figure) -> None:
    classes = class_attribute("note-figure", *class_names(figure.classes))
    _write_group(draft, f"{classes}{draft.identify(figure.id)}", figure.blocks)
    _write_caption(draft, figure.caption, draft.setting.wording.figure, figure.number)


def _write_caption(draft: Draft, caption: Blocks, word: str, number: str) -> None:
    if not (caption or number):
        return
    draft.write('<span class="note-caption">')
    if number:
        draft.write(f'<span class="label"{GENERATED}>{escape_text(word)} {number}.</span> ')
    match caption:
        case (Paragraph(children=children), *rest):
            write_inlines(draft, children)
            _write_blocks(draft, tuple(rest))
        case _:
            _write_blocks(draft, caption)
    draft.write("</span>")
