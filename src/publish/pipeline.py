"""The road in order, over ports: parse, assemble, compose, prepare, bind, compare the words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from publish.allowances import apply_rules
from publish.artifact import Artifact, SetPage, TypesetBook
from publish.assemble import Parsed, assemble
from publish.book_toml import PATH
from publish.catalogue import BAD_VALUE, GLYPH_MISSING, NOTE_LOST
from publish.config import Config, EditionConfig, Numbering
from publish.conservation import PageText, check_pages, check_words
from publish.content import Composition, ContentDocument, FormulaDrawing
from publish.content.compose import compose
from publish.content.contrast import check_contrast
from publish.content.formulas import formulas_of
from publish.content.navigation import contents_points, landmark_points
from publish.content.stylesheets import Design, check_design, read_design, stylesheets_for
from publish.diagnostics import Diagnostic, Ledger, Report, Span
from publish.editions import EpubEdition, Face, PrintEdition, Resource
from publish.editions.epub import prepare_epub, print_source, used_characters
from publish.editions.print import prepare_print
from publish.errors import ConfigError
from publish.manuscript import (
    Asset,
    Manuscript,
    SourceFile,
    read_assets,
    read_cover,
    read_fonts,
    read_manuscript,
    read_styles,
)
from publish.model.book import Book
from publish.page_list import Pagination
from publish.page_list.breaks import paged_documents
from publish.page_list.remembering import File, Remembered, pagination_key
from publish.paging import Paging, is_spoiled
from publish.pictures import check_pictures, picture_places
from publish.pictures.editions import (
    cover_for_shop,
    formula_pictures,
    pictures_for_print,
    pictures_for_shop,
    renamed,
)
from publish.ports import (
    EpubBinder,
    FontStore,
    MarkdownReader,
    PrintBinder,
    Progress,
    Studio,
    Validator,
)
from publish.preflight import report_shop_limits, report_size
from publish.shops import shop
from publish.stylesheet_resources import as_resources, epub_stylesheets

DEFAULT_DESIGN: Final = "classic"

_TEXT_SHARE: Final = 0.7
"""The share of the page that the text is wide, as ``print.css`` has it."""


_PAGE_LABELS: Final[Mapping[Numbering, Literal["none", "numbers", "symbols"]]] = {
    "chapter": "none",
    "book": "none",
    "page": "numbers",
    "symbols": "symbols",
}


@dataclass(frozen=True, slots=True)
class Tools:
    """Everything that the pipeline asks of the world."""

    reader: MarkdownReader
    epub_binder: EpubBinder
    print_binder: PrintBinder
    fonts: FontStore
    studio: Studio
    read_spine: Callable[[bytes], tuple[tuple[str, bytes], ...]]
    read_pages: Callable[[bytes, Sequence[SetPage]], tuple[PageText, ...]]
    validators: tuple[Validator, ...] = ()
    typesetter: Callable[[], str] = str
    """Says what the pages depend on besides the book: the engines and their versions."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The book understood, with all that its editions share."""

    manuscript: Manuscript
    parsed: Parsed
    book: Book
    pictures: Mapping[str, Resource]
    design: Design
    faces: tuple[Face, ...]
    cover: Asset | None

    @property
    def config(self) -> Config:
        """Return the settings of the book."""
        return self.manuscript.config


@dataclass(frozen=True, slots=True)
class Build:
    """What was made, in the order of the editions; nothing where the manuscript stopped it.

    ``typeset`` has the pages of every PDF, in the same order; ``sources`` are the manuscript's.
    ``pages`` are those set in this run by the name of their edition, to be remembered.
    """

    artifacts: tuple[Artifact, ...] = ()
    typeset: tuple[TypesetBook, ...] = ()
    sources: tuple[SourceFile, ...] = field(default=(), repr=False)
    pages: Mapping[str, Remembered] = field(default_factory=dict, repr=False)
    words: int = 0
    is_bound: bool = False
    complete: bool = False


def build(
    config: Config,
    tools: Tools,
    *,
    editions: Sequence[EditionConfig],
    ledger: Ledger,
    progress: Progress,
    remembered: Mapping[str, Remembered] | None = None,
) -> Build:
    """Return the artifacts of the editions; every problem enters the ledger.

    An error in the manuscript ends the build before anything is bound; the rules of ``book.toml``
    are applied to the ledger in the end. ``remembered`` are the pages that print editions had when
    they were last set: an EPUB lists them where nothing that they depend on has changed.
    """
    complete = set(editions) == set(config.editions)
    result = Build(complete=complete)
    manuscript = read_manuscript(config, ledger.add)
    if manuscript.sources:
        draft = read_draft(manuscript, tools, report=ledger.add, progress=progress)
        if not is_spoiled(ledger, config):
            paging = _paging(draft, tools, remembered or {}, progress)
            result = _make(draft, tools, editions, paging, ledger=ledger, progress=progress)
    ledger.settle(apply_rules(ledger, config, complete=result.is_bound and complete))
    return result


def read_draft(
    manuscript: Manuscript, tools: Tools, *, report: Report, progress: Progress
) -> Draft:
    """Return the book understood: parsed, assembled, its pictures and faces at hand."""
    config = manuscript.config
    parsed = tools.reader.parse(manuscript, report=report, progress=progress)
    with progress.step("assembling the book"):
        book = assemble(parsed, manuscript, report=report)
        files = read_assets(manuscript, picture_places(book), report)
        pictures = check_pictures(book, files, measure=_measure(config), report=report)
        design = _read_design(manuscript, report)
        check_design(design, report=report)
        fonts = read_fonts(manuscript, report)
        faces = tools.fonts.load(tuple(design.families.values()), files=fonts, report=report)
        cover = read_cover(manuscript, report)
    return Draft(manuscript, parsed, book, pictures, design, faces, cover)


def _read_design(manuscript: Manuscript, report: Report) -> Design:
    """Return the design that ``book.toml`` names; without one, the plain one, and word of it."""
    config = manuscript.config
    styles = read_styles(manuscript, report)
    check_contrast(styles, config.style, report)
    try:
        return read_design(config.style, styles)
    except ConfigError as error:
        row = dict(config.provenance).get("book.style", "").split(":")
        span = Span(PATH, int(row[1]), int(row[2])) if len(row) == 3 else Span(PATH)
        report(Diagnostic(BAD_VALUE, str(error), span, error.hint))
        return read_design(DEFAULT_DESIGN)


def _make(
    draft: Draft,
    tools: Tools,
    editions: Sequence[EditionConfig],
    paging: Paging,
    *,
    ledger: Ledger,
    progress: Progress,
) -> Build:
    artifacts: dict[EditionConfig, Artifact] = {}
    typeset: list[TypesetBook] = []
    words = 0
    for edition in sorted(editions, key=lambda each: each.format == "epub"):  # it lists the pages
        if edition.format == "epub":
            pages = paging.pages_of(edition.page_list, ledger.add)
            artifact, words = make_epub(draft, tools, edition, ledger, progress, pages)
        else:
            book, words = make_pdf(draft, tools, edition, ledger, progress)
            typeset.append(book)
            paging.add(edition, book)
            artifact = book.artifact
        artifacts[edition] = artifact
        for validator in tools.validators if edition.format == "epub" else ():
            with progress.step(f"{validator.name}: {artifact.filename}"):
                validator.check(artifact, report=ledger.add)
    return Build(
        tuple(artifacts[edition] for edition in editions),
        tuple(typeset),
        draft.manuscript.sources,
        paging.found,
        words,
        is_bound=True,
        complete=True,
    )


def compose_epub(
    draft: Draft,
    edition: EditionConfig,
    pictures: Mapping[str, Resource],
    drawings: Mapping[str, FormulaDrawing],
) -> tuple[ContentDocument, ...]:
    """Return the content documents of an EPUB; without ``drawings`` formulas are MathML."""
    composition = Composition(
        notes=edition.notes,
        formulas="image" if drawings else "mathml",
        drawings=drawings,
        pictures=renamed(pictures),
        lead=draft.design.lead,
        is_vertical=draft.config.is_vertical,
    )
    return compose(draft.book, composition)


def compose_print(
    draft: Draft, edition: EditionConfig, drawings: Mapping[str, FormulaDrawing]
) -> tuple[ContentDocument, ...]:
    """Return the content documents of a print edition."""
    composition = Composition(
        notes=edition.notes,
        formulas="image",
        page_references=True,
        drawings=drawings,
        page_labels=_PAGE_LABELS[draft.config.note_numbering]
        if edition.notes == "foot"
        else "none",
        places=True,
        lead=draft.design.lead,
    )
    return compose(draft.book, composition)


def prepare_epub_edition(
    draft: Draft,
    tools: Tools,
    edition: EditionConfig,
    *,
    report: Report,
    pages: Pagination | None = None,
) -> EpubEdition:
    """Return all that the EPUB needs; ``pages`` are those of the print edition that it lists."""
    # Glyphs are asked for in print alone: a reading system has fonts of its own for the rest.
    asked = shop(edition.shop)
    pictures = pictures_for_shop(asked, draft.book, draft.pictures, report=report)
    formulas = formulas_of(draft.book) if asked.formulas == "png" else ()
    drawings = tools.studio.formulas(formulas, report, pixels=True) if formulas else {}
    composed = compose_epub(draft, edition, pictures, drawings)
    paged = paged_documents(composed, pages, notes=edition.notes, book=draft.book, report=report)
    documents = paged.documents
    stylesheets = epub_stylesheets(draft.design, draft.config, documents, draft.faces)
    prepared = prepare_epub(
        draft.book,
        documents,
        config=draft.config,
        edition=edition,
        navigation=contents_points(draft.book, notes=edition.notes),
        landmarks=landmark_points(draft.book, notes=edition.notes),
        stylesheets=stylesheets,
        faces=tools.fonts.subset(draft.faces, used_characters(documents, stylesheets)),
        pictures={**pictures, **formula_pictures(drawings)},
        cover=cover_for_shop(
            asked,
            tools.studio.cover(
                draft.cover,
                draft.book.metadata,
                draft.faces,
                alternative=draft.config.cover_alternative,
                report=report,
            ),
            Span(draft.cover.path) if draft.cover else None,
            report=report,
        ),
        report=report,
        pages=paged.pages,
        page_source=print_source(draft.config, edition),
    )
    report_shop_limits(prepared, draft.book, draft.config, pictures, report=report)
    return prepared


def prepare_print_edition(
    draft: Draft, tools: Tools, edition: EditionConfig, *, report: Report
) -> PrintEdition:
    """Return all that the PDF needs."""
    drawings = tools.studio.formulas(formulas_of(draft.book), report)
    documents = compose_print(draft, edition, drawings)
    faces = tools.fonts.complete(draft.faces, documents, draft.manuscript.sources, report=report)
    return prepare_print(
        draft.book,
        documents,
        config=draft.config,
        edition=edition,
        navigation=contents_points(draft.book, notes=edition.notes),
        stylesheets=as_resources(stylesheets_for(draft.design, "print")),
        faces=faces,
        pictures=pictures_for_print(draft.book, draft.pictures, report=report),
        drawings=drawings,
        report=report,
    )


def _paging(
    draft: Draft, tools: Tools, remembered: Mapping[str, Remembered], progress: Progress
) -> Paging:
    def key(edition: EditionConfig) -> str:
        sheets = as_resources(stylesheets_for(draft.design, "print"))
        files: tuple[File, ...] = (*sheets, *draft.pictures.values(), *draft.faces)
        return pagination_key(draft.manuscript, edition, files, tools.typesetter())

    def prepare(edition: EditionConfig, report: Report) -> PrintEdition:
        return prepare_print_edition(draft, tools, edition, report=report)

    def bind(edition: PrintEdition, report: Report) -> TypesetBook:
        return tools.print_binder.bind(edition, report=report, progress=progress)

    return Paging(draft.config, remembered, key, prepare, bind, progress)


def make_epub(
    draft: Draft,
    tools: Tools,
    edition: EditionConfig,
    ledger: Ledger,
    progress: Progress,
    pages: Pagination | None = None,
) -> tuple[Artifact, int]:
    """Return an EPUB and how many words of the author's it was compared by."""
    prepared = prepare_epub_edition(draft, tools, edition, pages=pages, report=ledger.add)
    artifact = tools.epub_binder.bind(prepared, report=ledger.add, progress=progress)
    report_size(artifact.data, prepared, draft.config, report=ledger.add)
    with progress.step("comparing every word"):
        spine = tools.read_spine(artifact.data)
        words = check_words(draft.parsed.sources, spine, edition="the EPUB", report=ledger.add)
    return artifact, words


def make_pdf(
    draft: Draft, tools: Tools, edition: EditionConfig, ledger: Ledger, progress: Progress
) -> tuple[TypesetBook, int]:
    """Return a PDF with the map of its pages, and how many words it was compared by."""
    prepared = prepare_print_edition(draft, tools, edition, report=ledger.add)
    typeset = tools.print_binder.bind(prepared, report=_untold(ledger), progress=progress)
    with progress.step("comparing every word"):
        documents = [(unit.document.href, unit.document.body) for unit in prepared.units]
        sources = draft.parsed.sources
        words = check_words(sources, documents, edition="the PDF", report=ledger.add)
        if not any(entry.rule == NOTE_LOST for entry in ledger):  # which has said so already
            check_pages(
                sources,
                documents,
                tools.read_pages(typeset.artifact.data, typeset.pages),
                folios=typeset.folios,
                edition="the PDF",
                report=ledger.add,
            )
    return typeset, words


def _untold(ledger: Ledger) -> Report:
    """Return a report that leaves out glyphs: they were told before, with their places."""
    if not any(entry.rule == GLYPH_MISSING for entry in ledger):
        return ledger.add

    def report(diagnostic: Diagnostic) -> None:
        if diagnostic.rule != GLYPH_MISSING:
            ledger.add(diagnostic)

    return report


def _measure(config: Config) -> float | None:
    """Return the width of the widest print edition's text in points, ``None`` without one."""
    widths = [edition.page[0] for edition in config.editions if edition.format == "pdf"]
    return max(widths) * _TEXT_SHARE if widths else None
