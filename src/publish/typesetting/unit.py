"""A division set in pages: the unit of typesetting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any, Final

from publish.errors import ToolFailedError
from publish.typesetting.engine_seam import (
    PageInProgress,
    keep_own_links,
    margin_boxes_deferred,
)
from publish.typesetting.galley_seam import pages_planned
from publish.typesetting.laid_out import PageFacts, read_page
from publish.typesetting.markup import PreparedUnit
from publish.typesetting.note_labels import labels_by_page
from publish.typesetting.paragraph_seam import paragraphs_by_total_fit
from publish.typesetting.paragraphs.choosing import RULES
from publish.typesetting.paragraphs.hyphenation import NO_EXCEPTIONS, Exceptions
from publish.typesetting.paragraphs.model import Rules
from publish.typesetting.trailing_spaces import trailing_spaces_hang
from publish.typesetting.verse import verse_fits_its_lines

BASE: Final = "https://book.invalid/"
"""The address that every relative href of the edition resolves to; nothing is fetched there."""

_ENGINE_FAILURES: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What WeasyPrint 70 raises on a layout that it cannot finish."""


@dataclass(frozen=True, slots=True)
class Engine:
    """What every unit of an edition is set with: parsed once, used for all."""

    stylesheets: tuple[Any, ...]
    fonts: Any
    fetcher: Any
    hyphenation: Exceptions = field(default_factory=lambda: NO_EXCEPTIONS)
    rules: Rules = RULES
    images: dict[str, Any] = field(default_factory=dict)

    def parse(self, text: str, *, href: str = "") -> Any:
        """Return a stylesheet as the engine keeps it."""
        from weasyprint import CSS

        return CSS(
            string=text, base_url=BASE + href, url_fetcher=self.fetcher, font_config=self.fonts
        )


@dataclass(frozen=True, slots=True)
class SetPageBox:
    """A page of a unit: WeasyPrint's page, its unfinished heads, and what stands on it."""

    page: Any
    unfinished: PageInProgress
    facts: PageFacts


@dataclass(frozen=True, slots=True)
class SetUnit:
    """A unit in pages, with all that its layout depends on.

    ``pages_of`` gives, for every id, the index of the first page that shows it.
    """

    prepared: PreparedUnit
    recto: bool
    inserted: tuple[str, ...]
    reserve: tuple[int, ...]
    pages: tuple[SetPageBox, ...] = field(repr=False)
    pages_of: Mapping[str, int] = field(repr=False)

    def fits(self, *, recto: bool, inserted: Sequence[str], reserve: Sequence[int]) -> bool:
        """Return whether setting the unit again under these conditions would change nothing."""
        side = self.recto == recto
        said = self.inserted == tuple(inserted) and self.reserve == tuple(reserve)
        return side and said

    @property
    def note_labels(self) -> dict[str, str]:
        """Return the labels of the notes called on each page, by what they are asked for under."""
        prepared = self.prepared
        # A note that is called in a note stands after it, before those called below in the text.
        order = {note: at for at, note in enumerate(prepared.notes)}
        calls = [
            sorted(box.facts.calls, key=lambda note: order.get(note, -1)) for box in self.pages
        ]
        return dict(labels_by_page(calls, symbols=prepared.symbols, editors=prepared.editors))

    @property
    def misplaced_notes(self) -> tuple[str, ...]:
        """Return the ids of notes whose words are not all on the pages, once and in order."""
        placed: dict[str, list[str]] = {}
        for box in self.pages:
            for note in box.facts.placed:
                placed.setdefault(note.id, []).append(note.text)
        return tuple(
            note
            for note, text in self.prepared.note_texts(self.inserted).items()
            if _bare("".join(placed.get(note, ()))) != _bare(text)
        )


def set_unit(
    prepared: PreparedUnit,
    engine: Engine,
    *,
    recto: bool,
    inserted: Sequence[str],
    reserve: Sequence[int],
) -> SetUnit:
    """Return the unit in pages, the first of them on the side asked for.

    Raises ``ToolFailedError`` where the engine cannot lay the unit out at all.
    """
    side = engine.parse(f"html {{ break-before: {'right' if recto else 'left'} }}")
    html = prepared.html(inserted, reserve=reserve)
    pages = lay_out(
        html,
        engine,
        (side,),
        name=prepared.unit.document.title or prepared.id,
        planned=not prepared.is_display,
    )
    pages_of: dict[str, int] = {}
    for index, box in enumerate(pages):
        for anchor in box.page.anchors:
            pages_of.setdefault(anchor, index)
    return SetUnit(prepared, recto, tuple(inserted), tuple(reserve), pages, pages_of)


def lay_out(
    html: str, engine: Engine, extra: Sequence[Any], *, name: str, planned: bool = False
) -> tuple[SetPageBox, ...]:
    """Return the pages of an HTML document, without heads, ``planned`` by us or by the engine."""
    from weasyprint import HTML

    document = HTML(string=html, base_url=BASE, url_fetcher=engine.fetcher)
    try:
        with (
            margin_boxes_deferred() as unfinished,
            trailing_spaces_hang(),
            paragraphs_by_total_fit(engine.hyphenation, engine.rules),
            pages_planned() if planned else nullcontext(),
            verse_fits_its_lines(),
        ):
            rendered = document.render(
                font_config=engine.fonts,
                stylesheets=[*engine.stylesheets, *extra],
                pdf_variant="pdf/ua-1",
                # <ol start>: WeasyPrint 70 reads it as a presentational hint only.
                presentational_hints=True,
                cache=engine.images,
            )
    except _ENGINE_FAILURES as error:
        raise ToolFailedError(
            f'WeasyPrint could not set "{name}": {type(error).__name__} {error}'.rstrip(),
            hint='set `notes = "chapter-end"` if the division has notes, and report this book',
        ) from error
    return tuple(map(_page_box, rendered.pages, unfinished))


def _page_box(page: Any, unfinished: PageInProgress) -> SetPageBox:
    facts = read_page(unfinished.box)
    keep_own_links(page)
    return SetPageBox(page, unfinished, facts)


def _bare(text: str) -> str:
    """Return a text without what a page adds to it or takes away: spaces and hyphens."""
    return "".join(letter for letter in text if letter.isalnum())
