"""Prepare a print edition: the units and their openings, the trim, the resources in use; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

from publish.book_toml import PATH
from publish.config import Config, EditionConfig
from publish.content import ContentDocument, FormulaDrawing, NavigationPoint
from publish.content.addresses import formula_href
from publish.diagnostics import Report, Span
from publish.editions import Face, PageGeometry, PrintEdition, PrintUnit, Resource
from publish.editions.print_limits import report_limits, report_vertical
from publish.model.book import Book, Division, Kind
from publish.model.inlines import Identifier
from publish.model.metadata import Metadata

ALWAYS_RECTO: Final[frozenset[Kind]] = frozenset({"half-title", "title-page", "dedication", "part"})
"""Divisions that open on a right-hand page whatever the others do."""

NEVER_RECTO: Final[frozenset[Kind]] = frozenset({"copyright-page"})
"""The copyright page follows its title page, on the back of the same leaf."""


def prepare_print(  # noqa: PLR0913  an edition is made of this much, each thing named
    book: Book,
    documents: tuple[ContentDocument, ...],
    *,
    config: Config,
    edition: EditionConfig,
    navigation: tuple[NavigationPoint, ...],
    stylesheets: tuple[Resource, ...],
    faces: tuple[Face, ...],
    pictures: Mapping[str, Resource],
    drawings: Mapping[str, FormulaDrawing],
    report: Report,
) -> PrintEdition:
    """Return the edition, closed: every resource that its documents show and no other.

    ``pictures`` are keyed by source, ``drawings`` by the formula's MathML. Raises ``LookupError``
    where a document shows a picture that is in neither.
    """
    report_limits(book, _place(config, "language"), report=report)
    if config.is_vertical:
        report_vertical(_place(config, "writing-mode"), report=report)
    width, height = edition.page
    return PrintEdition(
        name=edition.name,
        filename=_filename(config, edition),
        metadata=book.metadata,
        identifier=_identifier(book.metadata, edition),
        geometry=PageGeometry(width, height),
        units=tuple(_units(book, documents, edition)),
        navigation=navigation,
        stylesheets=stylesheets,
        resources=tuple(_resources(documents, pictures, drawings)),
        faces=faces,
        verso_head=_verso_head(book.metadata, edition),
        note_symbols=config.note_numbering == "symbols",
        hyphenation=config.hyphenation,
        tolerance=config.tolerance,
    )


def _place(config: Config, key: str) -> Span:
    row = dict(config.provenance).get(f"book.{key}", "").split(":")
    return Span(PATH, int(row[1]), int(row[2])) if len(row) == 3 else Span(PATH)


def _filename(config: Config, edition: EditionConfig) -> str:
    first = next((other for other in config.editions if other.format == "pdf"), edition)
    suffix = "" if first.name == edition.name else f"-{edition.name}"
    return f"{config.slug}{suffix}.pdf"


def _identifier(metadata: Metadata, edition: EditionConfig) -> str:
    digits = "".join(character for character in edition.isbn if character.isalnum())
    return f"urn:isbn:{digits}" if digits else metadata.identifier


def _units(
    book: Book, documents: tuple[ContentDocument, ...], edition: EditionConfig
) -> Iterator[PrintUnit]:
    places = {division.id: _places(division) for division in book.walk()}
    body_begun = False
    for document in documents:
        opens_body = document.role != "frontmatter" and not body_begun
        body_begun = body_begun or opens_body
        yield PrintUnit(
            document,
            document.role,
            recto=opens_body or _opens_recto(document.kind, edition),
            places=places.get(Identifier(document.id), {}),
        )


def _places(division: Division) -> dict[str, Span]:
    places = {division.id: division.span, **{note.id: note.span for note in division.notes}}
    return {identifier: span for identifier, span in places.items() if span is not None}


def _opens_recto(kind: Kind, edition: EditionConfig) -> bool:
    if kind in NEVER_RECTO:
        return False
    return kind in ALWAYS_RECTO or edition.openings == "recto"


def _verso_head(metadata: Metadata, edition: EditionConfig) -> str:
    match edition.running_heads:
        case "author":
            return ", ".join(metadata.authors) or metadata.title
        case "title":
            return metadata.title
        case "none":
            return ""


def _resources(
    documents: tuple[ContentDocument, ...],
    pictures: Mapping[str, Resource],
    drawings: Mapping[str, FormulaDrawing],
) -> Iterator[Resource]:
    by_href = {str(resource.href): resource for resource in pictures.values()}
    for mathml, drawing in drawings.items():
        href = formula_href(mathml)
        by_href[href] = Resource(PurePosixPath(href), "image/svg+xml", drawing.svg)
    for href in sorted(set().union(*(document.images for document in documents))):
        yield by_href[href]
