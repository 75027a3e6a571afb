"""Long descriptions of pictures: on a screen a link leads to them, on paper the picture holds them.

A link to another document is what reading systems do best; what opens in its place moves the
pages behind it (https://daisy.github.io/transitiontoepub/best-practices/extended-desc/). On paper
the words stand in the alternative text of the tagged picture, after the end of a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from publish.content.draft import Draft
from publish.content.plain import plain
from publish.content.xhtml import GENERATED, escape_text
from publish.model import inlines as i
from publish.model.blocks import Blocks, CodeBlock, Figure
from publish.model.walk import each_block, lines_of, map_children


@contextmanager
def describing(draft: Draft, figure: Figure) -> Iterator[None]:
    """Write the pictures of a figure, the first of them told of the long description."""
    if not figure.description or draft.is_echo:
        yield
        return
    if draft.setting.is_print:
        draft.spoken = spoken(figure.description)
        yield
        return
    identifier = f"{draft.division.id}.description-{len(draft.described) + 1}"
    draft.described.append((identifier, figure, draft.language))
    draft.details = link_id(identifier)
    yield
    draft.write(f'<p class="description-link"{GENERATED}><a{draft.identify(link_id(identifier))}')
    draft.link(identifier)
    draft.write(f">{escape_text(draft.setting.wording.description)}</a></p>\n")


def link_id(identifier: str) -> str:
    """Return the id of the link that leads to a description."""
    return f"{identifier}.link"


def spoken(description: Blocks) -> str:
    """Return the words of a description in one line, and its formulas after them."""
    formulas: list[str] = []

    def words(children: i.Inlines) -> i.Inlines:
        formulas.extend(child.tex for child in children if isinstance(child, i.Formula))
        kept = (child for child in children if not isinstance(child, _APART))
        return tuple(map_children(child, words) for child in kept)

    lines: list[str] = []
    for block in each_block(description):
        lines += (plain(words(line)) for line in lines_of(block))
        if isinstance(block, CodeBlock):
            lines.append(" ".join(block.value.split()))
    return " ".join(filter(None, (*lines, *formulas)))


_APART = (i.Formula, i.NoteCall, i.Citation, i.CrossReference, i.Image)
"""What is not the author's words, or stands after them."""
