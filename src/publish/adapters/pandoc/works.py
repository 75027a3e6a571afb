"""Links between a note that a citation style made and the works that it names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from publish.model.blocks import Blocks, Paragraph
from publish.model.inlines import Inline, Inlines, Link, Quoted, Style, Styled
from publish.model.walk import inner, plain, with_children


@dataclass(frozen=True, slots=True)
class WorkLinker:
    """Finds the title of each work in a rendered note and makes it a link to ``#ref-KEY``.

    ``titles`` gives the titles of a work by key. Where a style names no title ("Ibid.", an author's
    short form) and the note cites one work, the whole text of the note is the link.
    """

    titles: Callable[[str], tuple[str, ...]]

    def __call__(self, keys: tuple[str, ...], blocks: Blocks) -> Blocks:
        """Return the note's blocks with a link to every work that could be told apart."""
        if not blocks or not isinstance(blocks[0], Paragraph):
            return blocks
        children = blocks[0].children
        linked = 0
        for key in dict.fromkeys(keys):
            for title in self.titles(key):
                found, children = _link_title(children, title, f"#ref-{key}")
                if found:
                    linked += 1
                    break
        if not linked and len(set(keys)) == 1:
            children = (Link(f"#ref-{keys[0]}", children),)
        return (replace(blocks[0], children=children), *blocks[1:])


def _is_title(inline: Inline, title: str) -> bool:
    if isinstance(inline, Styled) and inline.style is not Style.EMPHASIS:
        return False
    if not isinstance(inline, Styled | Quoted):
        return False
    text = plain(inline.children).casefold().strip(" .,:")
    wanted = title.casefold()
    return len(text) > 2 and (wanted.startswith(text) or text.startswith(wanted))


def _link_title(children: Inlines, title: str, target: str) -> tuple[bool, Inlines]:
    for place, inline in enumerate(children):
        if _is_title(inline, title):
            link = Link(target, (inline,))
            return True, (*children[:place], link, *children[place + 1 :])
        inside = inner(inline)
        if inside and not isinstance(inline, Link):
            found, inside = _link_title(inside, title, target)
            if found:
                nested = with_children(inline, inside)
                return True, (*children[:place], nested, *children[place + 1 :])
    return False, children
