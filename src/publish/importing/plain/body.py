"""A source taken apart: what is around the book, its opening, its close, its blocks, its notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from publish.importing.plain.account import Account
from publish.importing.plain.blocks import Block, Break, Heading
from publish.importing.plain.closing import SeriesLine, find_series_line
from publish.importing.plain.folios import drop_folios
from publish.importing.plain.grouping import is_break, join_blocks, read_group
from publish.importing.plain.gutenberg import LANGUAGES, Wrapper, find_wrapper
from publish.importing.plain.lines import Group, Layout, SourceText, find_groups, find_layout
from publish.importing.plain.lists import loose_list, read_list
from publish.importing.plain.notes import CalledNotes, bring_notes, is_notes_heading
from publish.importing.plain.opening import Opening, read_opening
from publish.importing.plain.passage import Passage, join_lines
from publish.importing.plain.structure import Structure, find_structure

_MANY_BREAKS = 3
"""Wider gaps are breaks where they are fewer than one gap in so many."""


@dataclass(slots=True)
class Body:
    """Everything that a source says, in our terms.

    ``start`` and ``end`` are where the book stands in the source; ``apart`` are texts that stand
    outside the book, by the name of their file.
    """

    layout: Layout
    start: int
    end: int
    blocks: list[Block]
    notes: CalledNotes
    title: str = ""
    subtitle: str = ""
    date: str = ""
    authors: list[str] = field(default_factory=list)
    translators: list[str] = field(default_factory=list)
    series: SeriesLine | None = None
    colophon: Passage | None = None
    language: str = ""
    apart: dict[str, str] = field(default_factory=dict)


def read_body(source: SourceText, account: Account, *, tidy: bool = False) -> Body:
    """Return what a source says; each guess is entered in the account."""
    wrapper = find_wrapper(source.text) or Wrapper(0, len(source.text))
    apart = _set_wrapper_apart(source, wrapper, account)
    groups = find_groups(source.text, wrapper.start, wrapper.end)
    if tidy:
        groups = drop_folios(groups, account)
    layout = find_layout(groups)
    opening = read_opening(groups, layout, account, wrapper.fields.get("title", ""))
    series = find_series_line(groups[opening.groups :], layout)
    colophon = None
    if series:
        at = series.group.start
        account.decide("series", series.name, series.evidence, at)
        account.decide("colophon", series.group.words, "the line that names the series", at)
        colophon = join_lines(series.group.lines)
    middle = groups[opening.groups : len(groups) - (1 if series else 0)]
    words = source.text.count(" ", wrapper.start, wrapper.end)
    structure = find_structure(middle, layout, words, account)
    _set_contents_apart(source, middle, structure, apart, account)
    blocks = _blocks(middle, layout, structure, account)
    blocks = _with_title(blocks, opening, structure, account)
    notes = bring_notes(blocks, account)
    body = Body(layout, wrapper.start, wrapper.end, blocks, notes, apart=apart, series=series)
    body.colophon = colophon
    _say_who(body, opening, wrapper, account)
    return body


def _set_wrapper_apart(source: SourceText, wrapper: Wrapper, account: Account) -> dict[str, str]:
    apart: dict[str, str] = {}
    for name, start, end in (
        ("project-gutenberg-header.txt", 0, wrapper.start),
        ("project-gutenberg-licence.txt", wrapper.end, len(source.text)),
    ):
        if source.text[start:end].strip():
            apart[name] = source.text[start:end].strip("\n") + "\n"
            what = name.removesuffix(".txt").replace("-", " ")
            account.set_apart(what, f"set-apart/{name}", start, end)
    return apart


def _set_contents_apart(
    source: SourceText,
    groups: Sequence[Group],
    structure: Structure,
    apart: dict[str, str],
    account: Account,
) -> None:
    if not structure.contents:
        return
    start, end = groups[structure.contents[0]].start, groups[structure.contents[-1]].end
    apart["contents.txt"] = source.text[start:end] + "\n"
    what = "the source's table of contents; the book makes its own"
    account.set_apart(what, "set-apart/contents.txt", start, end)


def _blocks(
    groups: Sequence[Group], layout: Layout, structure: Structure, account: Account
) -> list[Block]:
    """Return the blocks of a text, breaks where gaps are wider than usual among them."""
    wide = [index for index in range(1, len(groups)) if groups[index].gap > layout.gap]
    gaps_part = 0 < len(wide) * _MANY_BREAKS <= len(groups)
    found: list[tuple[Block, int]] = []
    taken = {*structure.used, *structure.contents, *structure.headings}
    holds_notes = False
    listed = 0
    for index, group in enumerate(groups):
        if index in structure.used or index in structure.contents or index < listed:
            continue
        if index in structure.headings:
            heading = structure.headings[index]
            _take_rest(group, heading, account)
            found.append((heading, group.gap))
            holds_notes = is_notes_heading(heading)
            continue
        last = found[-1][0] if found else None
        is_wide = gaps_part and group.gap > layout.gap and not is_break(group)
        if is_wide and last is not None and not isinstance(last, Heading | Break):
            evidence = f"{group.gap} blank lines, more than elsewhere"
            account.decide("section break", group.words, evidence, group.start)
            found.append((Break(group.start), 0))
        count = 0 if holds_notes else loose_list(groups, index, taken)
        items = groups[index : index + count]
        if count and (listing := read_list(items, account, wrapped=layout.wrapped)):
            found.append((listing, group.gap))
            listed = index + count
            continue
        read = read_group(group, layout, account, holds_notes=holds_notes)
        found += [(block, group.gap) for block in read]
    return _trim_breaks(join_blocks(found))


def _take_rest(group: Group, heading: Heading, account: Account) -> None:
    """Enter that the line under an underlined heading is none of its words."""
    end = heading.passages[-1].end
    if end < group.end and heading.family.startswith("underlined"):
        account.take(end, group.end)


def _trim_breaks(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks without breaks beside headings, at the ends, or beside each other."""
    kept: list[Block] = []
    for number, block in enumerate(blocks):
        if isinstance(block, Break):
            after = blocks[number + 1] if number + 1 < len(blocks) else None
            if not kept or isinstance(kept[-1], Heading | Break):
                continue
            if after is None or isinstance(after, Heading | Break):
                continue
        kept.append(block)
    return kept


def _with_title(
    blocks: list[Block], opening: Opening, structure: Structure, account: Account
) -> list[Block]:
    """Put the title over a text that is one piece; a book has it on its title page."""
    lines = opening.title_lines
    if not lines:
        return blocks
    if structure.is_piece:
        heading = Heading([join_lines(lines)], "title", 1, is_title=True)
        return [heading, *blocks]
    for line in lines:
        account.take(line.start, line.end)
    return blocks


def _say_who(body: Body, opening: Opening, wrapper: Wrapper, account: Account) -> None:
    """Fill in what the opening says of the book, and what Project Gutenberg's header says."""
    fields = wrapper.fields
    for name in ("title", "author", "translator", "language"):
        if name in fields:
            evidence = "the header of Project Gutenberg says so"
            account.decide(name, fields[name], evidence, wrapper.places[name])
    known = fields.get("title", "").split(" : ")[0]
    body.title = opening.title or known
    if known.casefold() == body.title.casefold():
        body.title = known  # the page has it in capitals
    body.subtitle = opening.said.get("subtitle", "")
    body.date = opening.said.get("date", "")
    body.authors = opening.authors or ([fields["author"]] if "author" in fields else [])
    body.translators = opening.translators
    if not body.translators and "translator" in fields:
        body.translators = [fields["translator"]]
    body.language = LANGUAGES.get(fields.get("language", "").casefold(), "")
