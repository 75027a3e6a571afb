"""Inlines to XHTML: nothing is put between them."""

from __future__ import annotations

from typing import Final, assert_never

from publish.content.addresses import web_address
from publish.content.calls import write_call
from publish.content.draft import Draft
from publish.content.images import write_formula, write_image
from publish.content.plain import plain, quotation_marks
from publish.content.xhtml import (
    GENERATED,
    attribute,
    class_attribute,
    class_names,
    code_direction,
    escape_attribute,
    escape_text,
    upright,
)
from publish.model.directions import is_written_down
from publish.model.inlines import (
    Citation,
    Code,
    CrossReference,
    Formula,
    Identifier,
    Image,
    Inlines,
    LineBreak,
    Link,
    NoteCall,
    Quoted,
    Ruby,
    Span,
    Style,
    Styled,
    Text,
)
from publish.wording import NO_BREAK_SPACE

_WORK: Final = ' epub:type="biblioref" role="doc-biblioref"'
"""What a link to an entry of the bibliography is, in a note of a citation style as well."""

_TAGS: Final[dict[Style, tuple[str, str]]] = {
    Style.EMPHASIS: ("<em>", "</em>"),
    Style.STRONG: ("<strong>", "</strong>"),
    Style.SMALL_CAPS: ('<span class="small-caps">', "</span>"),
    Style.UNDERLINE: ('<span class="underline">', "</span>"),
    Style.STRIKEOUT: ("<s>", "</s>"),
    Style.SUPERSCRIPT: ("<sup>", "</sup>"),
    Style.SUBSCRIPT: ("<sub>", "</sub>"),
}


def write_inlines(draft: Draft, inlines: Inlines) -> None:
    """Write a run of inlines."""
    write = draft.parts.append
    for inline in inlines:
        match inline:
            case Text(value):
                write_text(draft, value)
            case Styled(style, children):
                opening, closing = _TAGS[style]
                write(opening)
                write_inlines(draft, children)
                write(closing)
            case Quoted(children=children):
                opening, closing = quotation_marks(inline)
                write(escape_text(opening))
                write_inlines(draft, children)
                write(escape_text(closing))
            case LineBreak():
                write("<br/>")
            case Span():
                _write_span(draft, inline)
            case Ruby():
                _write_ruby(draft, inline)
            case Code(value, language):
                attributes = language_class(language) + code_direction(draft.language)
                write(f"<code{attributes}>{escape_text(value)}</code>")
            case _:
                _write_sign(draft, inline)


def write_text(draft: Draft, value: str) -> None:
    """Write words; in lines down the page short numbers among them as they are to stand there."""
    text = escape_text(value)
    draft.write(upright(text) if draft.setting.composition.is_vertical else text)


def write_heading_text(draft: Draft, title: Inlines, *, label: str = "") -> None:
    """Write what stands in a heading: the label, a space, the title."""
    if label:
        draft.write(f'<span class="label"{GENERATED}>')
        write_text(draft, label)
        draft.write("</span>")
        draft.write(" " if title else "")
    write_inlines(draft, title)


def language_class(language: str | None) -> str:
    """Return the class of program text in a programming language."""
    return class_attribute(*(f"language-{name}" for name in class_names((language or "",))))


def _write_sign(
    draft: Draft, inline: Formula | Link | Image | NoteCall | Citation | CrossReference
) -> None:
    match inline:
        case Link():
            _write_link(draft, inline)
        case NoteCall(target):
            _write_call(draft, target)
        case Citation():
            _write_citation(draft, inline)
        case CrossReference():
            _write_reference(draft, inline)
        case Formula():
            write_formula(draft, inline)
        case Image():
            write_image(draft, inline)
        case _:
            assert_never(inline)


def _write_span(draft: Draft, span: Span) -> None:
    with draft.speaking(span.language) as language:
        attributes = class_attribute(*class_names(span.classes)) + draft.identify(span.id)
        draft.write(f"<span{attributes}{language}>")
        write_inlines(draft, span.children)
        draft.write("</span>")


def _write_ruby(draft: Draft, ruby: Ruby) -> None:
    """Write characters with their reading; on paper it follows in brackets.

    WeasyPrint 70 has no ruby. Where a heading is said again, the characters are enough.
    """
    reading = escape_text(ruby.reading)
    if draft.is_echo:
        write_inlines(draft, ruby.children)
    elif draft.setting.is_print:
        write_inlines(draft, ruby.children)
        opening, closing = ("（", "）") if is_written_down(draft.language) else (" (", ")")
        draft.write(f"{opening}{reading}{closing}")
    else:
        draft.write("<ruby>")
        write_inlines(draft, ruby.children)
        draft.write(f"<rp>(</rp><rt>{reading}</rt><rp>)</rp></ruby>")


def _write_link(draft: Draft, link: Link) -> None:
    """Write a link to a place of the book or to the web; of any other, the words."""
    is_inside = link.target.startswith("#")
    address = None if is_inside else web_address(link.target)
    if draft.in_link or not (is_inside or address):
        write_inlines(draft, link.children)
        return
    title = attribute("title", link.title)
    if is_inside:
        draft.write(f"<a{_WORK}" if link.target.startswith("#ref-") else "<a")
        draft.link(link.target[1:])
        draft.write(f"{title}>")
    else:
        is_bare = plain(link.children) in (link.target, link.target.removeprefix("mailto:"))
        draft.write(f"<a{class_attribute('uri') if is_bare else ''}")
        draft.write(f"{attribute('href', address)}{title}>")
    _write_link_text(draft, link.children)


def _write_link_text(draft: Draft, children: Inlines) -> None:
    """Write the words of a link, its end, and the notes called inside, as links do not nest."""
    draft.in_link = True
    write_inlines(draft, children)
    draft.in_link = False
    draft.write("</a>")
    while draft.waiting:
        write_call(draft, draft.waiting.pop(0))


def _write_call(draft: Draft, target: Identifier) -> None:
    note = draft.notes.get(target)
    if note is None or draft.is_echo:
        return
    if draft.in_link:
        draft.waiting.append(note)
    else:
        write_call(draft, note)


def _write_citation(draft: Draft, citation: Citation) -> None:
    if citation.id and not draft.is_echo:
        for key in citation.keys:
            draft.citations.setdefault(key, []).append(citation.id)
    draft.write(f'<span class="citation"{draft.identify(citation.id)}{GENERATED}>')
    write_inlines(draft, citation.children)
    draft.write("</span>")


def _write_reference(draft: Draft, reference: CrossReference) -> None:
    """Write a cross-reference; on pages also where that is: the typesetter fills in the folio."""
    text = escape_text(reference.label or reference.target)
    if draft.in_link:
        draft.write(f"<span{GENERATED}>{text}</span>")
        return
    draft.write('<a class="reference"')
    draft.link(reference.target)
    draft.write(f"{GENERATED}>{text}</a>")
    if draft.setting.is_print:
        page = f", {draft.setting.wording.page}{NO_BREAK_SPACE}"
        target = escape_attribute(reference.target)
        draft.write(
            f'<span class="page-reference"{GENERATED}>{page}'
            f'<span data-page-of="{target}"></span></span>'
        )
