"""All units in one PDF: blank pages between them, page labels, metadata, the map of pages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from publish import __version__
from publish.artifact import Artifact, SetPage, TypesetBook
from publish.editions import PrintEdition
from publish.typesetting.engine_seam import label_pages
from publish.typesetting.folios import Numbering, folio, is_recto
from publish.typesetting.heads import add_heads
from publish.typesetting.in_place import initials_and_marks_in_place
from publish.typesetting.laid_out import repeated_rows
from publish.typesetting.line_facts import read_lines
from publish.typesetting.note_parts import note_parts
from publish.typesetting.page_flow import read_flows
from publish.typesetting.paragraph_seam import letters_scaled
from publish.typesetting.rounds import PlacedUnit
from publish.typesetting.spooling import compress_streams, page_references_kept
from publish.typesetting.tagging import tags_of_our_own
from publish.typesetting.unit import Engine, lay_out
from publish.typesetting.whole_fonts import some_fonts_whole

_BLANK = """<!DOCTYPE html><html lang="{language}"><body class="bodymatter">
<p>1</p><p style="break-before: right">3</p></body></html>"""


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A page of the book: the engine's, and ours; ``number`` is the page in its numbering."""

    page: Any
    facts: SetPage
    number: int
    numbering: Numbering


def bind(edition: PrintEdition, units: Sequence[PlacedUnit], engine: Engine) -> TypesetBook:
    """Return the PDF of units in their places, heads and all."""
    folios = {
        target: placed.folio(page)
        for placed in reversed(units)
        for target, page in placed.set.pages_of.items()
    }
    for placed in units:
        folios.update(placed.set.note_labels)
    leaves = list(_leaves(units, folios, engine, edition.metadata.language))
    data = _write(edition, leaves, engine)
    artifact = Artifact(edition.filename, "application/pdf", data, len(leaves))
    titles = {unit.document.id: unit.document.title for unit in edition.units}
    return TypesetBook(artifact, tuple(leaf.facts for leaf in leaves), folios, titles)


def _leaves(
    units: Sequence[PlacedUnit], folios: Mapping[str, str], engine: Engine, language: str
) -> Iterator[_Leaf]:
    calls = {target: folio for target, folio in folios.items() if target.endswith("-call")}
    total = sum(len(placed.set.pages) for placed in units)
    blank: Any = None
    count, before, paragraphs, notes = 0, None, 0, 0
    for placed in units:
        if before is not None and _leaves_blank(before, placed):
            blank = blank or _blank_page(engine, language)
            count += 1
            name = folio(before.last + 1, before.numbering)
            facts = SetPage(count, "", before.set.prepared.id, blank=True, name=name)
            yield _Leaf(blank, facts, before.last + 1, before.numbering)
        shown = add_heads(placed, calls=calls, total=total)
        repeated = repeated_rows([box.facts for box in placed.set.pages])
        boxes = [box.unfinished.box for box in placed.set.pages]
        lines = read_lines(boxes, first=paragraphs)
        flows = list(read_flows(boxes, [box.facts for box in placed.set.pages]))
        paragraphs = max([paragraphs, *(line.paragraph for page in lines for line in page.lines)])
        order = {note: number for number, note in enumerate(placed.set.prepared.notes, notes)}
        notes += len(order)
        parts = list(note_parts([box.facts.placed for box in placed.set.pages], order))
        for index, box in enumerate(placed.set.pages):
            count += 1
            facts = SetPage(
                count,
                shown[index],
                placed.set.prepared.id,
                body=box.facts.body,
                notes=box.facts.notes,
                note_parts=parts[index],
                floats=box.facts.floats,
                floated=box.facts.floated,
                reason=box.facts.reason,
                repeated=repeated[index],
                name=placed.folio(index),
                lines=lines[index].lines,
                calls=lines[index].calls,
                flow=flows[index][0],
                endnotes=flows[index][1],
            )
            yield _Leaf(box.page, facts, placed.first + index, placed.numbering)
        before = placed


def _leaves_blank(before: PlacedUnit, placed: PlacedUnit) -> bool:
    """Return whether two rectos would meet, and a blank verso must stand between them."""
    return is_recto(before.last) and is_recto(placed.first)


def _blank_page(engine: Engine, language: str) -> Any:
    """Return a page that the engine itself left blank, under the design's ``:blank``."""
    return lay_out(_BLANK.format(language=language), engine, (), name="a blank page")[1].page


def _write(edition: PrintEdition, leaves: Sequence[_Leaf], engine: Engine) -> bytes:
    from weasyprint import Document
    from weasyprint.pdf.metadata import DocumentMetadata

    metadata = edition.metadata
    document = Document(
        [leaf.page for leaf in leaves],
        DocumentMetadata(
            title=metadata.title,
            authors=list(metadata.authors),
            description=metadata.description or None,
            keywords=list(metadata.subjects),
            generator=f"publish {__version__}",
            created=metadata.modified,
            modified=metadata.modified,
            lang=metadata.language,
        ),
        engine.fetcher,
        engine.fonts,
        {},
        None,
    )

    def finish(_document: Any, pdf: Any) -> None:
        label_pages(pdf, list(_labels(leaves)))
        compress_streams(pdf)

    identifier = hashlib.sha256(f"{edition.identifier} {edition.name}".encode()).hexdigest()[:32]
    with (
        tags_of_our_own(),
        page_references_kept(),
        letters_scaled(),
        initials_and_marks_in_place(),
        some_fonts_whole(edition.faces),
    ):
        data: bytes = document.write_pdf(
            finisher=finish, pdf_variant="pdf/ua-1", pdf_identifier=identifier
        )
    return data


def _labels(leaves: Sequence[_Leaf]) -> Iterator[tuple[int, str, int]]:
    """Yield a label wherever the numbering changes or does not simply count on."""
    expected: tuple[Numbering, int] | None = None
    for index, leaf in enumerate(leaves):
        if (leaf.numbering, leaf.number) != expected:
            yield index, "r" if leaf.numbering == "roman" else "D", leaf.number
        expected = (leaf.numbering, leaf.number + 1)
