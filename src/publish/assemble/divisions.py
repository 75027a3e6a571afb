"""Files to divisions: parts, chapters and matter in the order of the book."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast, get_args

from publish.assemble.identifiers import slug, stem_slug
from publish.assemble.labels import Labeller, Labels, Target, explicit_labels, heading_labels
from publish.assemble.parsed import Parsed, ParsedSource
from publish.assemble.sections import nest_sections
from publish.catalogue import EMPTY_CHAPTER, NO_CHAPTERS, NO_HEADING
from publish.diagnostics import Diagnostic, Report, Span
from publish.manuscript import Manuscript, SourceFile
from publish.model import blocks as b
from publish.model import inlines as i
from publish.model.book import Division, Kind, Note, Role
from publish.model.walk import each_inline, each_inline_of, plain

KINDS: frozenset[str] = frozenset(get_args(Kind))
_WRITTEN: frozenset[str] = KINDS - {"contents"}
"""What a source can be: a list of contents is always made."""

UNNUMBERED = "unnumbered"
"""Stands in ``Division.number`` until numbers are given: the author wants none."""

_FRONT: frozenset[str] = frozenset(
    {
        *("half-title", "title-page", "copyright-page", "dedication", "epigraph", "contents"),
        *("foreword", "preface", "acknowledgments"),
    }
)
_BACK: frozenset[str] = frozenset(
    {"afterword", "appendix", "glossary", "notes", "bibliography", "colophon"}
)
_UNTITLED = frozenset(
    {"half-title", "title-page", "copyright-page", "dedication", "epigraph", "colophon"}
)
_NUMBER = re.compile(r"^[\d\s._-]+")


def make_divisions(
    parsed: Parsed, manuscript: Manuscript, labels: Labels, *, report: Report
) -> tuple[Division, ...]:
    """Return the divisions in reading order, chapters inside their parts.

    ``manuscript.order`` names sources by path and generated pages by kind. A generated kind that
    a source of the author's already is (a bibliography, a title page) is not made again.
    """
    sources = {str(source.source.path): source for source in parsed.sources}
    flat: list[Division] = []
    for name in manuscript.order:
        if name in sources:
            flat.extend(_Source(sources[name], labels, report).divisions())
        elif name in KINDS:
            flat.append(_generated(cast("Kind", name), labels, manuscript))
    written = {division.kind for division in flat if division.span}
    flat = [division for division in flat if division.span or division.kind not in written]
    if not any(division.span for division in flat):
        report(Diagnostic(NO_CHAPTERS, "the manuscript has no text"))
    return tuple(_in_parts(flat))


@dataclass(frozen=True, slots=True)
class _Source:
    parsed: ParsedSource
    labels: Labels
    report: Report

    def divisions(self) -> Iterator[Division]:
        source = self.parsed.source
        labeller = Labeller(source, self.labels, explicit_labels(source), heading_labels(source))
        groups = list(_split(self.parsed.blocks))
        notes = list(self.parsed.notes)
        for place, (heading, blocks) in enumerate(groups):
            count = _count_notes(heading, blocks, notes) if len(groups) > 1 else len(notes)
            own, notes = notes[:count], notes[count:]
            division = self._division(heading, blocks, labeller, first=place == 0)
            yield replace(division, notes=tuple(self._note(note, labeller) for note in own))

    def _note(self, note: Note, labeller: Labeller) -> Note:
        self.labels.names.claim(note.id)
        self.labels.targets[note.id] = Target("note")
        return replace(note, blocks=labeller.blocks(note.blocks))

    def _division(
        self, heading: b.Heading | None, blocks: b.Blocks, labeller: Labeller, *, first: bool
    ) -> Division:
        source = self.parsed.source
        kind = _kind(source, heading, first=first)
        title = plain(heading.children) if heading else ""
        wish = stem_slug(source.path.stem) if first else slug(heading.id or "" if heading else "")
        identifier = labeller.heading(heading, wish, Target(kind, "", title))
        if first:
            self.labels.files[str(source.path)] = identifier
        attributes = dict(heading.attributes) if heading else {}
        subtitle = attributes.get("subtitle", "")
        division = Division(
            identifier,
            kind,
            _role(source.role, kind),
            labeller.line(heading.children) if heading else (),
            (i.Text(subtitle),) if subtitle else (),
            UNNUMBERED if heading and UNNUMBERED in heading.classes else "",
            attributes.get("running", ""),
            nest_sections(blocks, labeller, self.report),
            language=attributes.get("lang"),
            span=(heading.span if heading else None) or Span(source.path, 1),
        )
        self._check(division)
        return division

    def _check(self, division: Division) -> None:
        if not division.title and division.kind not in _UNTITLED and division.blocks:
            hint = "begin the file with `# Title`"
            self.report(Diagnostic(NO_HEADING, "the chapter has no heading", division.span, hint))
        if not division.blocks and division.kind not in {"part", "bibliography"}:
            title = plain(division.title)
            name = f'"{title}"' if title else "the file"
            hint = "write it, or take it out of the book"
            self.report(Diagnostic(EMPTY_CHAPTER, f"{name} has no text", division.span, hint))


def _split(blocks: b.Blocks) -> Iterator[tuple[b.Heading | None, b.Blocks]]:
    """Yield each heading of the first level with what stands under it.

    Text before the first such heading is a division of its own.
    """
    starts = [n for n, x in enumerate(blocks) if isinstance(x, b.Heading) and x.level == 1]
    if not starts or starts[0] > 0:
        yield None, blocks[: starts[0] if starts else None]
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else len(blocks)
        yield cast("b.Heading", blocks[start]), blocks[start + 1 : end]


def _count_notes(heading: b.Heading | None, blocks: b.Blocks, notes: Sequence[Note]) -> int:
    """Return how many of the notes are called here, or in notes that are: each follows its call."""
    title = heading.children if heading else ()
    count, at = _count_calls((*each_inline(title), *each_inline_of(blocks))), 0
    while at < count:
        count += _count_calls(each_inline_of(notes[at].blocks))
        at += 1
    return count


def _count_calls(inlines: Iterable[i.Inline]) -> int:
    return sum(1 for inline in inlines if isinstance(inline, i.NoteCall))


def _kind(source: SourceFile, heading: b.Heading | None, *, first: bool) -> Kind:
    """Return what a division is: by its heading's class, its file's name, its place."""
    for name in heading.classes if heading else ():
        if name in _WRITTEN:
            return cast("Kind", name)
    if first:
        stem = _NUMBER.sub("", source.path.stem).casefold()
        if stem in _WRITTEN:
            return cast("Kind", stem)
    return "chapter" if source.role == "bodymatter" else "matter"


def _role(role: Role, kind: Kind) -> Role:
    if role == "bodymatter" and kind in _FRONT:
        return "frontmatter"
    if role == "bodymatter" and kind in _BACK:
        return "backmatter"
    return role


def _generated(kind: Kind, labels: Labels, manuscript: Manuscript) -> Division:
    identifier = labels.claim(kind, Target(kind))
    return Division(identifier, kind, "backmatter" if kind in _BACK else "frontmatter")


def _in_parts(flat: list[Division]) -> Iterator[Division]:
    """Yield divisions with each part holding the chapters that follow it."""
    part: Division | None = None
    children: list[Division] = []
    for division in flat:
        belongs = division.role == "bodymatter" and division.kind != "part"
        if part is not None and belongs:
            children.append(division)
            continue
        if part is not None:
            yield replace(part, children=tuple(children))
            part, children = None, []
        if division.kind == "part":
            part = division
        else:
            yield division
    if part is not None:
        yield replace(part, children=tuple(children))
