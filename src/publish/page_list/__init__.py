"""The page list: the pages of a print edition, found again in the documents of an EPUB.

Both are made of one book, so they say the same characters in the same order; what only one of them
says is left out of count on both sides. A page begins where as many characters stand before it in
the one as in the other, and nothing is taken for granted: the characters are compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from publish.artifact import SetPage
from publish.content import NotePlacement

OBJECT: Final = "\ufffc"
"""Stands in a flow for a picture, a formula or a break between scenes, as Unicode has it."""

_UNCOUNTED: Final = re.compile(
    "[\\s\u00ad\u200b-\u2010\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]+"
)
"""What may differ between two settings of a text: spaces, hyphens of ours, signs without ink."""


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page as the page list needs it.

    ``name`` is its number, printed or not; ``division`` the id of what it belongs to. ``flow`` are
    the counted characters of its text, ``endnotes`` those of the notes after its chapter.
    """

    name: str
    division: str
    flow: str = field(default="", repr=False)
    endnotes: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Pagination:
    """The pages of a print edition in order.

    ``notes`` says where it has its notes; ``floated`` are the ids of the figures and tables that
    stand on another page than the text around them, whose characters no page counts.
    """

    pages: tuple[PrintedPage, ...]
    notes: NotePlacement
    floated: frozenset[str] = frozenset()


def pagination_of(pages: Iterable[SetPage], notes: NotePlacement) -> Pagination:
    """Return the pagination of set pages, all those of a book; ``notes`` is where they have notes.

    Numbers on pages without a printed one, and on blank pages, count as well.
    """
    listed = tuple(pages)
    return Pagination(
        tuple(
            PrintedPage(page.name, page.division, counted(page.flow), counted(page.endnotes))
            for page in listed
        ),
        notes,
        frozenset(name for page in listed for name in page.floated),
    )


def counted(text: str) -> str:
    """Return the characters of a text that count, in one case: styles change case and spaces."""
    return _UNCOUNTED.sub("", text).casefold()
