"""Which spreads stand on which contact sheet, and what each picture is called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from publish.artifact import SetPage
from publish.proof.flaws import Flaw, by_kind

COLUMNS: Final = 4
ROWS: Final = 4
PICTURES: Final = 8
"""Flaws of each kind that are shown, the worst of them."""

Spread = tuple[SetPage | None, SetPage | None]


@dataclass(frozen=True, slots=True)
class ContactSheet:
    """Spreads in rows, in the order of the book; ``name`` is that of its file."""

    name: str
    spreads: tuple[Spread, ...]

    @property
    def pages(self) -> str:
        """Return what the sheet shows, from its first page to its last: "9–24"."""
        found = [page for spread in self.spreads for page in spread if page is not None]
        return f"{found[0].number}–{found[-1].number}"


@dataclass(frozen=True, slots=True)
class ShownFlaw:
    """A flaw with a picture; ``name`` is that of its file."""

    name: str
    flaw: Flaw


_NAME: Final = re.compile(r"sheet-\d+\.png|[a-z-]+-\d+-page-\d+\.png")


def is_picture_name(name: str) -> bool:
    """Return whether a file bears a name that only a picture of a proof has."""
    return bool(_NAME.fullmatch(name))


def spreads_of(pages: Sequence[SetPage]) -> tuple[Spread, ...]:
    """Return verso and recto as they face; the first page is a recto, alone."""
    numbered = {page.number: page for page in pages}
    last = max(numbered, default=0)
    return tuple((numbered.get(recto - 1), numbered.get(recto)) for recto in range(1, last + 2, 2))


def contact_sheets(pages: Sequence[SetPage]) -> tuple[ContactSheet, ...]:
    """Return the sheets of a book."""
    spreads = spreads_of(pages)
    size = COLUMNS * ROWS
    groups = [spreads[at : at + size] for at in range(0, len(spreads), size)]
    groups = [group for group in groups if any(page for spread in group for page in spread)]
    digits = len(str(len(groups)))
    return tuple(
        ContactSheet(f"sheet-{number:0{digits}}.png", group)
        for number, group in enumerate(groups, 1)
    )


def shown_flaws(flaws: Sequence[Flaw], *, most: int = PICTURES) -> tuple[ShownFlaw, ...]:
    """Return the flaws to show: of each kind the worst, in the order of the pages."""
    shown = []
    for kind, found in by_kind(flaws):
        worst = sorted(found, key=lambda flaw: (-flaw.weight, flaw.page))[:most]
        shown += [
            ShownFlaw(f"{kind}-{number}-page-{flaw.page:03}.png", flaw)
            for number, flaw in enumerate(sorted(worst, key=found.index), 1)
        ]
    return tuple(shown)
