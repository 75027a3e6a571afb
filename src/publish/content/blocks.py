"""Blocks to XHTML: one a line, all of them in the flow of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import assert_never

from publish.content.descriptions import describing
from publish.content.draft import Draft
from publish.content.inlines import (
    language_class,
    write_heading_text,
    write_inlines,
)
from publish.content.lists import write_definition_list, write_list
from publish.content.tables import write_caption, write_table
from publish.content.xhtml import (
    attribute,
    class_attribute,
    class_names,
    code_direction,
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
    Token,
    Verse,
)
from publish.model.inlines import Text

DEEPEST_INDENT = 10
"""``indent-1`` to ``indent-10`` are what styles/book.css knows."""

_DEEPEST_CODE = 12
"""Characters by which code is indented at most before its turned lines stand no deeper."""
_SHORTEST_TURNED = 20
"""Characters of code that stand in one line on every screen."""
_LONG_RUN = re.compile(r"\S{30,}")
"""Characters of code without a space that a page may have no room for."""

_DASHES = ("—", "–", "―", "--", "\u2e3a")


def write_blocks(draft: Draft, blocks: Blocks) -> None:
    """Write blocks one after the other."""
    for block in blocks:
        match block:
            case Paragraph(children=children, span=span):
                draft.parts.append(f"<p{draft.at(span)}>")
                write_inlines(draft, children)
                draft.parts.append("</p>\n")
            case Section():
                _write_section(draft, block)
            case BlockQuote(blocks=inside):
                draft.write("<blockquote>\n")
                write_blocks(draft, inside)
                draft.write("</blockquote>\n")
            case Container():
                _write_container(draft, block)
            case Verse():
                _write_verse(draft, block)
            case SceneBreak():
                draft.write('<hr class="scene-break"/>\n')
            case _:
                _write_set_piece(draft, block)


def write_item(draft: Draft, blocks: Blocks) -> None:
    """Write what an item or a cell holds: a tight paragraph without a ``p`` around it."""
    before: Block | None = None
    for block in blocks:
        if isinstance(before, Paragraph) and before.tight:
            draft.write("\n")
        if isinstance(block, Paragraph) and block.tight and not isinstance(before, Paragraph):
            write_inlines(draft, block.children)
        else:
            write_blocks(draft, (block,))
        before = block


def write_epigraph(draft: Draft, blocks: Blocks) -> None:
    """Write the blocks of an epigraph; a last paragraph that begins with a dash is its source."""
    match blocks:
        case (*before, Paragraph(children=(Text(value), *_)) as last) if value.startswith(_DASHES):
            write_blocks(draft, tuple(before))
            draft.write(f'<p class="attribution"{draft.at(last.span)}>')
            write_inlines(draft, last.children)
            draft.write("</p>\n")
        case (*before, BlockQuote(blocks=inside)):
            write_blocks(draft, tuple(before))
            draft.write("<blockquote>\n")
            write_epigraph(draft, inside)
            draft.write("</blockquote>\n")
        case _:
            write_blocks(draft, blocks)


def _write_set_piece(
    draft: Draft,
    block: BulletList | OrderedList | DefinitionList | Table | Figure | CodeBlock | Heading,
) -> None:
    match block:
        case BulletList() | OrderedList():
            write_list(draft, block, write_item)
        case DefinitionList():
            write_definition_list(draft, block, write_item)
        case Table():
            write_table(draft, block, write_item)
        case Figure():
            _write_figure(draft, block)
        case CodeBlock():
            _write_code(draft, block)
        case Heading():
            _write_stray_heading(draft, block)
        case _:
            assert_never(block)


def _write_section(draft: Draft, section: Section) -> None:
    """Write a section; its heading is one deeper than the one above, whatever level it was given.

    PDF/UA-1 (ISO 14289-1, 7.4.2) and screen readers want no level skipped.
    """
    outer = draft.depth
    draft.depth = min(outer + 1, 6)
    name = f"h{draft.depth}"
    draft.write(f'<section class="level{section.level}"{draft.identify(section.id)}>\n')
    draft.write(f"<{name}{draft.at(section.span)}>")
    write_heading_text(draft, section.title, label=section.number)
    draft.write(f"</{name}>\n")
    write_blocks(draft, section.blocks)
    draft.write("</section>\n")
    draft.depth = outer


def _write_stray_heading(draft: Draft, heading: Heading) -> None:
    """Write a heading inside a quotation or a container: it opens no section."""
    name = f"h{min(draft.depth + 1, 6)}"
    attributes = class_attribute(*class_names(heading.classes)) + draft.identify(heading.id)
    draft.write(f"<{name}{attributes}{draft.at(heading.span)}>")
    write_inlines(draft, heading.children)
    draft.write(f"</{name}>\n")


def _write_container(draft: Draft, container: Container) -> None:
    is_epigraph = "epigraph" in container.classes
    name = "blockquote" if is_epigraph else "div"
    with draft.speaking(container.language) as language:
        draft.write(f"<{name}{class_attribute(*class_names(container.classes))}")
        draft.write(' epub:type="epigraph" role="doc-epigraph"' if is_epigraph else "")
        draft.write(f"{draft.identify(container.id)}{language}>\n")
        (write_epigraph if is_epigraph else write_blocks)(draft, container.blocks)
        draft.write(f"</{name}>\n")


def _write_verse(draft: Draft, verse: Verse) -> None:
    """Write verse; the breaks between lines are for reading systems without our styles."""
    draft.write(f'<div class="verse"{draft.at(verse.span)}>\n')
    for stanza in verse.stanzas:
        draft.write('<p class="stanza">')
        for index, line in enumerate(stanza):
            draft.write("<br/>" if index else "")
            draft.write(f"<span{indent_class('line', line.indent)}>")
            write_inlines(draft, line.children)
            draft.write("</span>")
        draft.write("</p>\n")
    draft.write("</div>\n")


def indent_class(name: str, indent: int) -> str:
    """Return the classes of a line of verse."""
    return class_attribute(name, *([f"indent-{min(indent, DEEPEST_INDENT)}"] if indent else ()))


def _write_figure(draft: Draft, figure: Figure) -> None:
    classes = class_attribute("figure", *class_names(figure.classes))
    draft.write(f"<figure{classes}{draft.identify(figure.id)}{draft.at(figure.span)}>\n")
    with describing(draft, figure):
        for block in figure.blocks:
            if isinstance(block, Paragraph):
                write_inlines(draft, block.children)
                draft.write("\n")
            else:
                write_blocks(draft, (block,))
    label = f"{draft.setting.wording.figure} {figure.number}." if figure.number else ""
    write_caption(draft, "figcaption", figure.caption, label=label, write_item=write_item)
    draft.write("</figure>\n")


def _write_code(draft: Draft, code: CodeBlock) -> None:
    attributes = draft.identify(code.id) + code_direction(draft.language) + draft.at(code.span)
    opening = f'<pre class="code"{attributes}>'
    draft.write(f"{opening}<code{language_class(code.language)}>")
    for line in _code_lines(code.tokens or (("", code.value),)):
        draft.write(f'<span class="code-line"{_hang(line)}>')
        breaks = _breaks(line) if draft.setting.is_print else frozenset()
        for number, (kind, text) in enumerate(line):
            escaped = escape_text(text)
            draft.write("<wbr/>" if number in breaks else "")
            draft.write(f'<span class="{kind}">{escaped}</span>' if kind else escaped)
        draft.write("</span>")
    draft.write("</code></pre>\n")


def _breaks(line: list[Token]) -> frozenset[int]:
    """Return the tokens that a line may turn over before, where it has no space for too long.

    WeasyPrint 70 breaks a word that is too long only within one element, and tokens are elements.
    """
    starts = list(accumulate((len(text) for _, text in line), initial=0))
    runs = [match.span() for match in _LONG_RUN.finditer("".join(text for _, text in line))]
    return frozenset(
        number for number, start in enumerate(starts) if any(a < start < b for a, b in runs)
    )


def _hang(line: list[Token]) -> str:
    """Return how far a line's rest hangs if it is indented and may turn over.

    In fixed-width type a character is .6em wide, or nearly: what turns over begins four characters
    after what the line begins with.
    """
    text = "".join(piece for _, piece in line).expandtabs(4).rstrip()
    indent = min(len(text) - len(text.lstrip()), _DEEPEST_CODE)
    if not indent or len(text) < _SHORTEST_TURNED:
        return ""
    hang = f"{0.6 * (indent + 4):.1f}em"
    return attribute("style", f"padding-left:{hang};text-indent:-{hang}")


def _code_lines(tokens: tuple[Token, ...]) -> Iterator[list[Token]]:
    """Yield the tokens line by line, each with the break that ends it.

    A line that is too long for the page can so turn over under itself.
    """
    line: list[Token] = []
    for kind, text in tokens:
        *whole, rest = text.split("\n")
        for piece in whole:
            yield [*line, (kind, f"{piece}\n")]
            line = []
        if rest:
            line.append((kind, rest))
    if line:
        yield line
