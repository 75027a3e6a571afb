"""What readers who listen, or who go by headings and links, would miss in a finished book."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote

from publish.accessibility_rules import (
    ALTERNATIVE_ANNOUNCED,
    ALTERNATIVE_EMPTY_OF_SENSE,
    ALTERNATIVE_LONG,
    ALTERNATIVE_REPEATED,
    DESCRIPTION_STRAY,
    LANGUAGE_UNMARKED,
    LINK_BARE,
    LINK_VAGUE,
    TABLE_WITHOUT_CAPTION,
)
from publish.diagnostics import Diagnostic, Report, Rule, Span
from publish.manuscript import SourceFile
from publish.model import blocks as b
from publish.model import inlines as i
from publish.model.book import Book
from publish.model.scripts import Foreign, foreign_words
from publish.model.telling import (
    LONGEST_ALTERNATIVE,
    announcement,
    is_no_description,
    is_vague,
)
from publish.model.walk import each_inline, inner, inside, lines_of, plain
from publish.places import place_after

_LONG_ADDRESS: Final = 50
"""Characters of an address that nobody wants to hear."""

_SMALL_TABLE: Final = 6
"""Rows of a table that its sentence introduces; more are looked for and come back to."""

_SHOWN: Final = 40
_FENCE: Final = re.compile(r":::+\s*(?:description\b|\{[^}]*\.description\b)")


def check_accessibility(
    book: Book, sources: Mapping[PurePosixPath, SourceFile], report: Report
) -> None:
    """Report pictures, tables, links and words that some readers could not make sense of."""
    for division in book.walk():
        language = division.language or book.metadata.language
        look = _Look(division.span, sources, report)
        look.line(division.title, language, division.span)
        look.line(division.subtitle, language, division.span)
        look.blocks(division.blocks, language, division.span)
        look.in_note = True
        for note in division.notes:
            if not note.is_citation:
                look.blocks(note.blocks, language, note.span or division.span)


@dataclass(slots=True)
class _Look:
    """A look through the blocks of a division, language and place known at each."""

    start: Span | None
    sources: Mapping[PurePosixPath, SourceFile]
    report: Report
    in_note: bool = False
    in_description: bool = False
    figures: list[b.Figure] = field(default_factory=list)

    def blocks(self, blocks: b.Blocks, language: str, place: Span | None) -> None:
        """Look at blocks and all in them."""
        for block in blocks:
            own = block.span or place
            spoken = block.language if isinstance(block, b.Container) else None
            if isinstance(block, b.Table) and not block.caption:
                self._table(block, own)
            if isinstance(block, b.Paragraph) and _FENCE.match(plain(block.children)):
                message = "a description is read as words of the text"
                hint = "let its ::: begin where the other lines of the list or note begin"
                self._say(DESCRIPTION_STRAY, message, own, hint)
            for line in lines_of(block):
                self.line(line, spoken or language, own)
            if isinstance(block, b.Figure):
                self._figure(block, spoken or language, own)
                continue
            for group in inside(block):
                self.blocks(group, spoken or language, own)

    def _table(self, table: b.Table, place: Span | None) -> None:
        rows = len(table.head) + sum(map(len, table.bodies)) + len(table.foot)
        if rows > _SMALL_TABLE and not (self.in_note or self.in_description):
            message, hint = (
                f"a table of {rows} rows has no caption",
                "add a line `: Caption` below it",
            )
            self._say(TABLE_WITHOUT_CAPTION, message, place, hint)

    def _figure(self, figure: b.Figure, language: str, place: Span | None) -> None:
        self.figures.append(figure)
        self.blocks(figure.blocks, language, place)
        self.figures.pop()
        self.blocks(figure.caption, language, place)
        outer, self.in_description = self.in_description, True
        self.blocks(figure.description, language, place)
        self.in_description = outer

    def line(self, line: i.Inlines, language: str, place: Span | None) -> None:
        """Look at a run of inlines; letters of other languages are told once."""
        for inline in each_inline(line):
            match inline:
                case i.Image():
                    self._picture(inline, place)
                case i.Link():
                    self._link(inline, language, place)
                case _:
                    pass
        foreign = next(_foreign(line, language), None)
        if foreign is not None:
            self._tell_language(*foreign, place)

    def _picture(self, image: i.Image, place: Span | None) -> None:
        alternative = image.alternative or ""
        if not alternative:
            return
        figure = self.figures[-1] if self.figures else None
        where = self._exact(place, alternative)
        name = unquote(image.source).rpartition("/")[2]
        if is_no_description(alternative):
            message = f'the alternative text "{_short(alternative)}" does not describe "{name}"'
            hint = 'write `{alt="what the picture shows"}`, or `{alt=""}` if it is decoration'
            self._say(ALTERNATIVE_EMPTY_OF_SENSE, message, where, hint)
            return
        if figure is not None and _same(alternative, figure.caption):
            message = f'"{name}" has its caption for alternative text: it is read twice'
            hint = 'add `{alt="what the picture shows"}`'
            self._say(ALTERNATIVE_REPEATED, message, where, hint)
        if words := announcement(alternative):
            message = f'the alternative text of "{name}" begins with "{words}"'
            hint = "begin with what is shown; that it is a picture is said anyway"
            self._say(ALTERNATIVE_ANNOUNCED, message, where, hint)
        if len(alternative) > LONGEST_ALTERNATIVE and not (figure and figure.description):
            message = f'the alternative text of "{name}" has {len(alternative)} characters'
            hint = "say the gist, and the rest in a block `::: description` after the picture"
            self._say(ALTERNATIVE_LONG, message, where, hint)

    def _link(self, link: i.Link, language: str, place: Span | None) -> None:
        words = plain(link.children)
        if not link.children or link.target.startswith("#ref-"):
            return
        where = self._exact(place, f"[{words}](", within=1) or place
        if is_vague(words, language):
            message = f'the link "{words}" does not say where it leads'
            hint = "link the words that name its goal"
            self._say(LINK_VAGUE, message, where, hint)
        is_bare = words == link.target and "://" in words
        if is_bare and len(words) > _LONG_ADDRESS and not self.in_note:
            message = f'the address "{_short(words)}" stands in the text as it is'
            hint = "write `[words](address)`, or put it into a note"
            self._say(LINK_BARE, message, self._exact(place, words), hint)

    def _tell_language(self, foreign: Foreign, language: str, place: Span | None) -> None:
        first = foreign.words.split()[0]
        message = (
            f'"{_short(foreign.words)}" is in {foreign.script} letters, '
            f'the text around it in the language "{language}"'
        )
        tag = foreign.language or "…"
        several = "…" if foreign.words != first else ""
        hint = f"mark it: `[{first}{several}]{{lang={tag}}}`, or the block: `::: {{lang={tag}}}`"
        self._say(LANGUAGE_UNMARKED, message, self._exact(place, first), hint)

    def _exact(self, place: Span | None, needle: str, *, within: int = 0) -> Span | None:
        """Return the column of some words, found from the line of their block on."""
        source = self.sources.get(place.path) if place else None
        return place_after(source, place, needle, within=within) if source and place else place

    def _say(self, rule: Rule, message: str, place: Span | None, hint: str) -> None:
        self.report(Diagnostic(rule, message, place, hint))


def _foreign(line: i.Inlines, language: str) -> Iterator[tuple[Foreign, str]]:
    """Yield words in letters that their language does not use, with that language."""
    for words, spoken in _spoken(line, language):
        for foreign in foreign_words(words, spoken):
            yield foreign, spoken


def _spoken(line: i.Inlines, language: str) -> Iterator[tuple[str, str]]:
    """Yield the author's words in stretches of one language; program text is nobody's."""
    words: list[str] = []
    for inline in line:
        match inline:
            case i.Text(value):
                words.append(value)
            case i.Span(language=str() as own) if own != language:
                yield "".join(words), language
                words = []
                yield from _spoken(inline.children, own)
            case i.Citation() | i.Code():
                words.append(" ")
            case i.Link(target=target) if plain(inline.children) == target:
                words.append(" ")
            case _:
                stretches = list(_spoken(inner(inline), language))
                for text, spoken in stretches:
                    if spoken == language:
                        words.append(text)
                    else:
                        yield text, spoken
    yield "".join(words), language


def _same(alternative: str, caption: b.Blocks) -> bool:
    words = " ".join(plain(block.children) for block in caption if isinstance(block, b.Paragraph))
    return alternative.split() == words.split()


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
