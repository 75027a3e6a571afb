"""Paragraphs laid out by the engine, with our lines and with its own."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import fontpkg

from publish.typesetting.paragraph_seam import paragraphs_by_total_fit
from publish.typesetting.paragraphs.choosing import RULES
from publish.typesetting.paragraphs.hyphenation import NO_EXCEPTIONS, Exceptions
from publish.typesetting.paragraphs.model import Rules

TEXT = (
    "Nobody could doubt that the extraordinary circumstances of the arrangement were "
    "understood by everyone concerned, and that each of the participants considered the "
    "consequences with the greatest possible attention before the negotiations began. "
) * 3

FACE = Path(fontpkg.path("EB Garamond")).as_uri()
PAGE = (
    f'@font-face {{ font-family: Face; src: url("{FACE}") }} '
    "@page { size: 300px 400px; margin: 20px } "
    "body { font: 14px/20px Face; margin: 0 } code { font: inherit } "
)
JUSTIFIED = "p { text-align: justify; hyphens: auto; hyphenate-limit-chars: 6 3 2; margin: 0 } "


def lay_out(
    body: str,
    css: str = "",
    *,
    by_total_fit: bool = True,
    exceptions: Exceptions = NO_EXCEPTIONS,
    rules: Rules = RULES,
) -> tuple[Any, Counter[str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a machine may have no fonts
        from weasyprint import HTML
        from weasyprint.text.fonts import FontConfiguration

    html = f'<html lang="en"><style>{PAGE}{JUSTIFIED}{css}</style><body>{body}</body></html>'
    ours = paragraphs_by_total_fit(exceptions, rules)
    with ours if by_total_fit else nullcontext() as total_fit:
        document = HTML(string=html).render(font_config=FontConfiguration())
    return document, total_fit.counts if total_fit else Counter()


def lines_of(document: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure import boxes

    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, boxes.LineBox):
                yield box


def text_of(box: Any) -> str:
    return "".join(getattr(item, "text", "") for item in box.descendants())


def words_of(document: Any) -> list[str]:
    """Return the text of each element, the hyphens that were added and all spaces gone."""
    texts: dict[Any, str] = {}
    for line in lines_of(document):
        text = text_of(line).strip().removesuffix("\u2010").replace(" ", "")
        texts[line.element] = texts.get(line.element, "") + text
    return sorted(texts.values())


def both(body: str, css: str = "") -> tuple[Any, Counter[str]]:
    """Return the document by total fit, after making sure that it says what the engine's does."""
    ours, counts = lay_out(body, css)
    stock, _ = lay_out(body, css, by_total_fit=False)
    assert words_of(ours) == words_of(stock)
    return ours, counts


def right_edges(document: Any) -> list[float]:
    """Return where the lines end, what hangs in the margin left aside."""
    return [
        line.position_x + line.width - getattr(line, "hanging", 0.0) for line in lines_of(document)
    ]
