"""A proof as a page to read: self-contained, without script, every picture with its words."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

from publish.proof.examination import DivisionFigures, Proof
from publish.proof.flaws import Flaw, by_kind
from publish.proof.histogram import draw_histogram
from publish.proof.html_style import STYLE
from publish.proof.report import Heading
from publish.proof.said import said, share_said
from publish.proof.sheets import ContactSheet, ShownFlaw
from publish.proof.terms import NOTE, TERMS

_LISTED: Final = 24
"""Flaws of a kind that are listed without a picture."""

_BY_DIVISION: Final = (
    *("pages", "lines", "mean-space", "space-deviation", "loose", "tight", "hyphenated"),
    *("ladders", "runts", "widows", "orphans", "unequal-spreads", "short-ends", "notes"),
)


def render_html(
    heading: Heading,
    proof: Proof,
    shown: Sequence[ShownFlaw],
    sheets: Sequence[ContactSheet],
    pictures: Mapping[str, bytes],
) -> bytes:
    """Return the report; ``pictures`` are PNGs by the names of flaws and sheets."""
    title = f"Proof of {heading.title}"
    parts = [
        "<!DOCTYPE html>\n<html lang='en'>\n<head>\n<meta charset='utf-8'>\n",
        "<meta name='viewport' content='width=device-width, initial-scale=1'>\n",
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n",
        *_opening(heading, proof),
        *_figures(proof),
        *_spaces(proof),
        *_divisions(proof.divisions, heading.language),
        *_flaws(proof, shown, pictures, heading.language),
        *_sheets(sheets, pictures),
        "</main>\n</body>\n</html>\n",
    ]
    return "".join(parts).encode()


def _opening(heading: Heading, proof: Proof) -> Iterator[str]:
    found = [(key, len(flaws)) for key, flaws in by_kind(proof.flaws)]
    yield f"<header>\n<p class='kind'>Proof</p>\n<h1{_language(heading.language)}>"
    yield f"{escape(heading.title)}</h1>\n"
    pages = said("pages", proof.figures["pages"])
    yield f"<p>{escape(heading.pdf)}, edition “{escape(heading.edition)}”, {pages} pages.</p>\n"
    if found:
        links = (f"<a href='#{key}'>{TERMS[key].title}: {count}</a>" for key, count in found)
        yield f"<nav aria-label='Flaws'>{' · '.join(links)}</nav>\n"
    else:
        yield "<p>No flaws were found.</p>\n"
    yield "</header>\n"


def _figures(proof: Proof) -> Iterator[str]:
    yield "<section aria-labelledby='figures'>\n<h2 id='figures'>Figures</h2>\n"
    yield "<div class='wide' tabindex='0' role='region' aria-label='Figures of the book'>\n<table>"
    yield "<thead><tr><th scope='col'>figure</th><th scope='col' colspan='2'>text</th>"
    yield "<th scope='col' colspan='2'>notes</th><th scope='col'>what it counts</th></tr></thead>\n"
    yield "<tbody>\n"
    for key, term in TERMS.items():
        if key.startswith(NOTE):
            continue
        of = f" <span class='of'>(share of {escape(term.of)})</span>" if term.of else ""
        yield f"<tr><th scope='row'>{escape(term.title)}</th>"
        for name in (key, NOTE + key):
            figure = proof.figures.get(name)
            if figure is None:
                yield "<td></td><td></td>"
                continue
            mark = " class='bad'" if term.is_flaw and figure.value else ""
            yield f"<td{mark}>{said(key, figure)}</td><td>{share_said(figure)}</td>"
        yield f"<td class='words'>{escape(term.meaning)}{of}</td></tr>\n"
    yield "</tbody></table></div>\n</section>\n"


def _spaces(proof: Proof) -> Iterator[str]:
    drawing = draw_histogram(proof.pages)
    if drawing:
        yield "<section aria-labelledby='spaces'>\n<h2 id='spaces'>Word spaces</h2>\n"
        yield f"<figure>{drawing}<figcaption>Justified lines of the text by how wide their spaces "
        yield "are, 1 being the space of the font.</figcaption></figure>\n</section>\n"


def _divisions(divisions: Sequence[DivisionFigures], language: str) -> Iterator[str]:
    yield "<section aria-labelledby='divisions'>\n<h2 id='divisions'>Chapter by chapter</h2>\n"
    yield "<div class='wide' tabindex='0' role='region' aria-label='Figures of each chapter'>\n"
    yield "<table>"
    heads = (f"<th scope='col'>{escape(TERMS[key].title)}</th>" for key in _BY_DIVISION)
    yield f"<thead><tr><th scope='col'>division</th>{''.join(heads)}</tr></thead>\n<tbody>\n"
    for division in divisions:
        yield f"<tr><th scope='row'{_language(language)}>{escape(division.title)}</th>"
        has_lines = division.figures["lines"].value > 0
        for key in _BY_DIVISION:
            figure = division.figures[key]
            bad = TERMS[key].is_flaw and figure.value
            shown = said(key, figure) if has_lines or key in ("pages", "notes") else ""
            if figure.whole and key in ("loose", "tight", "hyphenated") and shown:
                shown = share_said(figure)
            yield f"<td class='bad'>{shown}</td>" if bad and shown else f"<td>{shown}</td>"
        yield "</tr>\n"
    yield "</tbody></table></div>\n</section>\n"


def _flaws(
    proof: Proof, shown: Sequence[ShownFlaw], pictures: Mapping[str, bytes], language: str
) -> Iterator[str]:
    names = {id(each.flaw): each.name for each in shown}
    for kind, found in by_kind(proof.flaws):
        term = TERMS[kind]
        yield f"<section aria-labelledby='{kind}'>\n<h2 id='{kind}'>{_capital(term.title)}: "
        yield f"{len(found)}</h2>\n<p>{_capital(term.meaning)}.</p>\n"
        yield "<div class='flaws'>\n"
        for flaw in found:
            if id(flaw) in names:
                yield from _shown(flaw, pictures.get(names[id(flaw)]), language)
        yield "</div>\n"
        rest = [flaw for flaw in found if id(flaw) not in names]
        yield from _listed(rest, language)
        yield "</section>\n"


def _shown(flaw: Flaw, picture: bytes | None, language: str) -> Iterator[str]:
    yield "<figure>"
    if picture is not None:
        words = f"Page {flaw.folio or flaw.page}: {flaw.finding}: {flaw.words}"
        yield f"<img alt='{escape(words)}' src='{_data(picture)}'>"
    yield f"<figcaption>{_described(flaw, language)}</figcaption></figure>\n"


def _listed(flaws: Sequence[Flaw], language: str) -> Iterator[str]:
    if not flaws:
        return
    yield "<ul>\n"
    for flaw in flaws[:_LISTED]:
        yield f"<li>{_described(flaw, language)}</li>\n"
    yield "</ul>\n"
    if len(flaws) > _LISTED:
        yield f"<p>And {len(flaws) - _LISTED} more, in report.json.</p>\n"


def _described(flaw: Flaw, language: str) -> str:
    words = flaw.words if len(flaw.words) <= 90 else flaw.words[:90].rsplit(" ", 1)[0] + " …"
    at = f" · <code>{escape(str(flaw.at))}</code>" if flaw.at else ""
    reason = f" <span class='reason'>Why: {escape(flaw.reason)}.</span>" if flaw.reason else ""
    return (
        f"<b>page {escape(flaw.folio or str(flaw.page))}</b>{at} · {escape(flaw.finding)}"
        f" · <q{_language(language)}>{escape(words)}</q>{reason}"
    )


def _sheets(sheets: Sequence[ContactSheet], pictures: Mapping[str, bytes]) -> Iterator[str]:
    yield "<section aria-labelledby='sheets'>\n<h2 id='sheets'>All spreads</h2>\n"
    for sheet in sheets:
        words = f"Pages {sheet.pages} of the PDF, verso and recto as they face"
        if sheet.name in pictures:
            source = _data(pictures[sheet.name])
            yield f"<figure><img class='sheet' alt='{words}' src='{source}'>"
            yield f"<figcaption>{words}.</figcaption></figure>\n"
    yield "</section>\n"


def _capital(text: str) -> str:
    return escape(text[:1].upper() + text[1:])


def _language(language: str) -> str:
    return f" lang='{escape(language)}'"


def _data(picture: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture).decode('ascii')}"
