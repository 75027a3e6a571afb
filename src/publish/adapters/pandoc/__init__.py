"""Markdown to blocks through pandoc: a port's implementation; pandoc's JSON ends here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from publish.adapters.pandoc import citations as cite
from publish.adapters.pandoc.decode import Decoder
from publish.adapters.pandoc.extras import Extras, make_extras
from publish.adapters.pandoc.messages import report_log, report_undefined, report_unreadable
from publish.adapters.pandoc.program import Json, Reading, read_texts
from publish.adapters.pandoc.references import labels_of, turn_references
from publish.assemble import Parsed, ParsedSource, Record
from publish.assemble.identifiers import Names, stem_slug
from publish.catalogue import FORMULA_BROKEN
from publish.diagnostics import Diagnostic, Report
from publish.manuscript import Manuscript, SourceFile
from publish.model.blocks import Paragraph
from publish.model.book import Entry
from publish.model.inlines import Identifier, Inline, Text
from publish.places import place_of
from publish.ports import Progress


class PandocReader:
    """Reads a manuscript: sources parsed, citations rendered, formulas and code prepared."""

    def parse(self, manuscript: Manuscript, *, report: Report, progress: Progress) -> Parsed:
        """Return every source parsed; what is wrong with them goes to ``report``."""
        with progress.step("reading the manuscript", 3) as step:
            readings = read_texts([source.text for source in manuscript.sources])
            work = _Work(manuscript, readings, report)
            work.log()
            step.advance()
            work.cite()
            step.advance()
            parsed = work.decode()
            step.advance()
        return parsed


def _identifiers(prefix: str) -> Callable[[], Identifier]:
    numbers = count(1)
    return lambda: Identifier(f"{prefix}-cite-{next(numbers)}")


@dataclass(slots=True)
class _Work:
    manuscript: Manuscript
    readings: list[Reading]
    report: Report
    entries: list[Json] = field(default_factory=list)
    works: dict[str, cite.Work] = field(default_factory=dict)

    def _each(self) -> list[tuple[SourceFile, Reading]]:
        return list(zip(self.manuscript.sources, self.readings, strict=True))

    def log(self) -> None:
        for source, reading in self._each():
            if reading.blocks is None:
                report_unreadable(source, str(reading.record["error"]), self.report)
            else:
                report_log(source, reading.record["log"], self.report)

    def cite(self) -> None:
        citing = [
            (source, reading)
            for source, reading in self._each()
            if reading.blocks and '"t":"Cite"' in reading.text
        ]
        self.works = cite.read_bibliography(self.manuscript, self.report)
        labels = labels_of(self.manuscript.sources) if citing else frozenset()
        for _source, reading in citing:
            turn_references(reading.blocks, labels, self.works)
        cited = [
            (source, key)
            for source, reading in citing
            for keys in cite.citations(reading.blocks)
            for key in keys
        ]
        config = self.manuscript.config
        named = dict(config.provenance).get("book.bibliography", "default") != "default"
        cite.check_keys(
            cited,
            self.works,
            sorted(labels),
            is_named=named or bool(self.manuscript.bibliography),
            is_whole=self._has_every_work(is_named=named),
            report=self.report,
        )
        style = self.manuscript.style
        if cited and style is not None and all(key in self.works for _, key in cited):
            self._render(style)

    def _has_every_work(self, *, is_named: bool) -> bool:
        """Return whether every file of the bibliography could be read and gave works."""
        if is_named and not self.manuscript.config.bibliography:
            return False
        given = {str(work.source.path) for work in self.works.values()}
        return given >= set(map(str, self.manuscript.config.bibliography))

    def _render(self, style: str) -> None:
        kinds = ("Cite", "Note") if cite.is_note_style(style) else ("Cite",)
        places = [
            (reading.blocks, place)
            for reading in self.readings
            if reading.blocks and any(f'"t":"{kind}"' in reading.text for kind in kinds)
            for place, block in enumerate(reading.blocks)
            if cite.holds(block, kinds)
        ]
        sent = [blocks[place] for blocks, place in places]
        rendered, self.entries = cite.render(
            sent, self.works.values(), style, self.manuscript.config, self.report
        )
        for (blocks, place), block in zip(places, rendered, strict=True):
            blocks[place] = block

    def decode(self) -> Parsed:
        extras = make_extras((r.text, r.blocks) for r in self.readings if r.blocks)
        names = Names()
        sources = tuple(
            self._decode(source, reading, names.claim(stem_slug(source.path.stem)), extras)
            for source, reading in self._each()
            if reading.blocks is not None
        )
        return Parsed(sources, self._entries())

    def _decode(
        self, source: SourceFile, reading: Reading, prefix: str, extras: Extras
    ) -> ParsedSource:
        decoder = Decoder(
            source,
            prefix,
            self.report,
            extras.mathml,
            extras.tokens,
            _identifiers(prefix),
        )
        blocks = decoder.blocks(reading.blocks or [])
        notes = tuple(decoder.notes)
        if "[^" in reading.text:
            report_undefined(source, blocks, [note.blocks for note in notes], self.report)
        record = reading.record
        formulas = tuple(record["formulas"])
        self._check_formulas(source, formulas, extras)
        written = Record(
            record["body"],
            tuple(record["notes"]),
            tuple(record["alternatives"]),
            formulas,
            tuple(record["descriptions"]),
        )
        return ParsedSource(source, blocks, notes, written)

    def _check_formulas(
        self, source: SourceFile, formulas: tuple[str, ...], extras: Extras
    ) -> None:
        drawn = {tex for tex, _display in extras.mathml}
        for tex in dict.fromkeys(formulas):
            if tex not in drawn:
                message = f'the formula "{tex[:60]}" cannot be set'
                self.report(Diagnostic(FORMULA_BROKEN, message, place_of(source, tex)))

    def _entries(self) -> tuple[Entry, ...]:
        entries = []
        for div in self.entries:
            (identifier, _classes, _pairs), blocks = div["c"]
            source = self.manuscript.sources[0]
            decoded = Decoder(source, "entry", self.report).blocks(blocks)
            children: list[Inline] = []
            for block in decoded:
                if isinstance(block, Paragraph):
                    if children:
                        children.append(Text(" "))
                    children.extend(block.children)
            key = identifier.removeprefix("ref-")
            entries.append(Entry(key, Identifier(identifier), tuple(children)))
        return tuple(entries)
