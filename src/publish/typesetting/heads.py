"""Running heads and folios, made last: for notes after the text, the pages they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from publish.typesetting.engine_seam import add_margin_boxes
from publish.typesetting.rounds import PlacedUnit
from publish.typesetting.unit import SetPageBox

RECTO, VERSO = "recto-head", "verso-head"
"""The named strings that ``print.css`` shows at the head of right-hand and left-hand pages."""

_NOTES_TO: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "en": ("Notes to page {}", "Notes to pages {}"),
        "de": ("Anmerkungen zu Seite {}", "Anmerkungen zu den Seiten {}"),
        "es": ("Notas de la página {}", "Notas de las páginas {}"),
        "fr": ("Notes de la page {}", "Notes des pages {}"),
        "it": ("Note alla pagina {}", "Note alle pagine {}"),
        "la": ("Notae ad paginam {}", "Notae ad paginas {}"),
        "nl": ("Noten bij pagina {}", "Noten bij pagina’s {}"),
        "pl": ("Przypisy do strony {}", "Przypisy do stron {}"),
        "pt": ("Notas da página {}", "Notas das páginas {}"),
        "ru": ("Примечания к странице {}", "Примечания к страницам {}"),
        "uk": ("Примітки до сторінки {}", "Примітки до сторінок {}"),
    }
)


def notes_head(first: str, last: str, language: str) -> str:
    """Return the head of a page of notes, "Notes to pages 12–25", in the book's language.

    Only the page range is given in a language that we do not know.
    """
    one, several = _NOTES_TO.get(language.partition("-")[0].lower(), ("{}", "{}"))
    return one.format(first) if first == last else several.format(f"{first}–{last}")


def add_heads(placed: PlacedUnit, *, calls: Mapping[str, str], total: int) -> list[str]:
    """Give every page of a unit its heads; return the folio that each page shows, or ``""``.

    ``calls`` gives the folio of every note call of the book, by the call's id.
    """
    shown = []
    for index, box in enumerate(placed.set.pages):
        texts = add_margin_boxes(
            box.unfinished,
            folio=placed.first + index,
            total=total,
            strings=_strings(box, placed, calls),
        )
        folio = placed.folio(index)
        shown.append(folio if folio in (text.strip() for text in texts) else "")
    return shown


def _strings(box: SetPageBox, placed: PlacedUnit, calls: Mapping[str, str]) -> dict[str, str]:
    if not box.facts.opens_with_endnotes or not placed.set.prepared.has_heads:
        return {}
    pages = [calls[f"{anchor}-call"] for anchor in box.page.anchors if f"{anchor}-call" in calls]
    if not pages:
        return {}
    head = notes_head(pages[0], pages[-1], placed.set.prepared.unit.document.language)
    return {RECTO: head, VERSO: head}
