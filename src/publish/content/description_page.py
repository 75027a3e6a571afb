"""The page of long descriptions: each under the picture's own words, with a link back to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from publish.content.blocks import write_blocks
from publish.content.descriptions import link_id
from publish.content.divisions import section, title_id
from publish.content.draft import Draft, Setting
from publish.content.inlines import write_heading_text
from publish.content.matter import BACK_ARROW
from publish.content.xhtml import GENERATED, escape_text
from publish.model.blocks import Figure, Paragraph
from publish.model.book import Division
from publish.model.inlines import Identifier, Image, Inlines, Text
from publish.model.walk import each_inline_of

_NAME = "descriptions"


def draft_descriptions(drafts: Sequence[Draft], setting: Setting) -> tuple[Draft, ...]:
    """Return the document of every long description of these documents, in reading order."""
    if not any(draft.described for draft in drafts):
        return ()
    taken = {name for draft in drafts for name in (draft.division.id, *draft.ids)}
    name = _NAME
    while name in taken:
        name = f"book-{name}"
    title = (Text(setting.wording.descriptions),)
    page = Draft(setting, Division(Identifier(name), "matter", "backmatter", title))
    with section(page):
        page.write('<header class="opening">\n', f"<h1{page.identify(title_id(page.division))}>")
        words = escape_text(setting.wording.descriptions)
        page.write(f'<span class="title"{GENERATED}>{words}</span></h1>\n</header>\n')
        for draft in drafts:
            _write_all(page, draft.described)
    return (page,)


def _write_all(page: Draft, described: Iterable[tuple[str, Figure, str]]) -> None:
    words = page.setting.wording
    for identifier, figure, language in described:
        heading = f"{identifier}.title"
        with page.speaking(language) as speech:
            page.write(f'<section class="description"{page.identify(identifier)}')
            page.write(f' aria-labelledby="{heading}"{speech}>\n')
            page.write(f"<h2{page.identify(heading)}{GENERATED}>")
            label = f"{words.figure} {figure.number}." if figure.number else ""
            with page.echoing():
                write_heading_text(page, _name(figure), label=label)
            page.write("</h2>\n")
            write_blocks(page, figure.description)
        page.write(f'<p class="description-back"{GENERATED}><a epub:type="backlink"')
        page.write(' role="doc-backlink"')
        page.link(link_id(identifier))
        page.write(f">{BACK_ARROW} {escape_text(words.back_to_picture)}</a></p>\n</section>\n")


def _name(figure: Figure) -> Inlines:
    """Return what a picture is called: its caption, else its alternative text."""
    captions = (block.children for block in figure.caption if isinstance(block, Paragraph))
    pictures = (x for x in each_inline_of(figure.blocks) if isinstance(x, Image))
    alternatives = ((Text(x.alternative),) for x in pictures if x.alternative)
    return next(captions, None) or next(alternatives, ())
