"""The contents: what the book's headings are, and the page that lists them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from publish.content import NotePlacement
from publish.content.addresses import document_href
from publish.content.divisions import title_id
from publish.content.draft import Draft
from publish.content.inlines import write_inlines, write_text
from publish.content.plain import plain
from publish.content.presence import present_divisions
from publish.content.xhtml import GENERATED, attribute
from publish.model.blocks import Blocks, Section
from publish.model.book import GENERATED_KINDS, Book, Division
from publish.model.inlines import Identifier, Image, Inlines, Text
from publish.model.walk import map_children
from publish.wording import Wording, wording

_LISTED_BY_TITLE_ONLY = frozenset({"dedication", "epigraph", "matter"})


@dataclass(frozen=True, slots=True)
class Headline:
    """A heading as the contents list it: ``label`` is "1" or "Part I", ``href`` leads to the id."""

    title: Inlines
    label: str
    kind: str
    id: Identifier
    href: str
    language: str | None = None
    inside: tuple[Headline, ...] = ()


def headlines(
    book: Book, *, sections: bool = False, notes: NotePlacement = "chapter-end"
) -> tuple[Headline, ...]:
    """Return the headings of the book, chapters inside their parts, ``sections`` inside chapters.

    Pages made from the metadata are not listed, nor a dedication or an epigraph without a title.
    """
    words = wording(book.metadata.language)
    divisions = present_divisions(book, notes)
    return tuple(_headlines(divisions, words, sections=sections))


def write_contents(draft: Draft, lines: tuple[Headline, ...]) -> None:
    """Write the contents; on pages each line ends in a leader and a folio for the typesetter."""
    division = draft.division
    name = attribute("aria-labelledby", title_id(division))
    draft.write('<nav class="contents" epub:type="toc" role="doc-toc"')
    draft.write(f"{draft.identify(division.id)}{name}{GENERATED}>\n")
    draft.write(f"<h1{draft.identify(title_id(division))}{GENERATED}>")
    with draft.echoing():
        words = draft.setting.wording.kinds["contents"]
        write_inlines(draft, division.title or (Text(words),))
        draft.write("</h1>\n")
        _write_lines(draft, lines)
    draft.write("</nav>\n")


def _headlines(
    divisions: Iterable[Division], words: Wording, *, sections: bool
) -> Iterable[Headline]:
    for division in divisions:
        inside = tuple(_headlines(division.children, words, sections=sections))
        if division.kind in GENERATED_KINDS or _is_silent(division):
            # What stands inside must be found all the same.
            yield from inside
            continue
        href = document_href(division.id)
        label = words.label(division.kind, division.number)
        own = tuple(_sections(division.blocks, href)) if sections else ()
        yield Headline(
            title=_listed(division.title) or (() if label else (Text(words.kinds[division.kind]),)),
            label=label,
            kind=division.kind,
            id=division.id,
            href=f"{href}#{division.id}",
            language=division.language,
            inside=own + inside,
        )


def _listed(title: Inlines) -> Inlines:
    """Return a title with its pictures as their alternative texts: entries are words.

    EPUBCheck 5.3.0 refuses an entry of nothing but a picture without one (RSC-005).
    """
    shown = (
        Text(inline.alternative or "") if isinstance(inline, Image) else inline for inline in title
    )
    listed = tuple(map_children(inline, _listed) for inline in shown if inline != Text(""))
    return listed if any(not isinstance(one, Text) or one.value.strip() for one in listed) else ()


def _is_silent(division: Division) -> bool:
    return division.kind in _LISTED_BY_TITLE_ONLY and not division.title


def _sections(blocks: Blocks, href: str) -> Iterable[Headline]:
    """Yield the sections that stand directly under a division."""
    for block in blocks:
        if isinstance(block, Section) and plain(block.title):
            yield Headline(block.title, block.number, "section", block.id, f"{href}#{block.id}")


def _write_lines(draft: Draft, lines: tuple[Headline, ...]) -> None:
    draft.write("<ol>\n")
    for line in lines:
        draft.write(f'<li class="{line.kind}"><a')
        draft.link(line.id)
        draft.write(">")
        if line.label:
            draft.write('<span class="label">')
            write_text(draft, line.label)
            draft.write("</span>")
            draft.write(" " if line.title else "")
        if line.title:
            with draft.speaking(line.language) as language:
                draft.write(f'<span class="title"{language}>')
                write_inlines(draft, line.title)
                draft.write("</span>")
        draft.write("</a>")
        if draft.setting.is_print:
            draft.write('<span class="leader"></span><span class="folio"')
            draft.write(f"{attribute('data-page-of', line.id)}></span>")
        if line.inside:
            draft.write("\n")
            _write_lines(draft, line.inside)
        draft.write("</li>\n")
    draft.write("</ol>\n")
