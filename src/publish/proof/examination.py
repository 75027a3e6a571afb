"""A book's pages examined: figures of the book and of each division, and every flaw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from publish.artifact import SetPage, TypesetBook
from publish.proof.figures import Figures, Foot, feet_of, take_figures
from publish.proof.flaws import Flaw, find_flaws


@dataclass(frozen=True, slots=True)
class DivisionFigures:
    """The figures of a division, and the folio of its first page."""

    id: str
    title: str
    folio: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Proof:
    """What the pages of a book are worth."""

    figures: Figures
    divisions: tuple[DivisionFigures, ...]
    flaws: tuple[Flaw, ...]
    pages: tuple[SetPage, ...]


def examine(book: TypesetBook) -> Proof:
    """Return the figures and flaws of a typeset book."""
    pages, flaws = book.pages, find_flaws(book.pages)
    feet = feet_of(pages)
    groups: dict[str, list[SetPage]] = {}
    for page in pages:
        groups.setdefault(page.division, []).append(page)
    divisions = tuple(
        DivisionFigures(
            name,
            book.titles.get(name, name),
            found[0].name,
            _figures_of(name, found, flaws, feet),
        )
        for name, found in groups.items()
    )
    return Proof(take_figures(pages, flaws, feet), divisions, flaws, pages)


def _figures_of(name: str, pages: Sequence[SetPage], flaws: Sequence[Flaw], feet: Foot) -> Figures:
    own = [flaw for flaw in flaws if flaw.division == name]
    return take_figures(pages, own, feet)
