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
from publish.model.blocks import Blocks, CodeBlock, DefinitionList, Figure
from publish.model.walk import inside, lines_of, map_children


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
    """Return the author's words of a description in one line, formulas as TeX."""
    lines = (plain(_words(line)) for line in _lines(description))
    return " ".join(filter(None, lines))


def _words(children: i.Inlines) -> i.Inlines:
    return tuple(map_children(child, _words) for child in children if not isinstance(child, _APART))


def _lines(blocks: Blocks) -> Iterator[i.Inlines]:
    """Yield the runs of inlines in reading order, each term before its own explanations."""
    for block in blocks:
        match block:
            case DefinitionList(items=items):
                for item in items:
                    yield item.term
                    for explanation in item.explanations:
                        yield from _lines(explanation)
            case CodeBlock(value=value):
                yield (i.Text(value),)
            case _:
                yield from lines_of(block)
                for group in inside(block):
                    yield from _lines(group)


_APART = (i.NoteCall, i.Citation, i.CrossReference, i.Image)
"""What is not the author's words."""
