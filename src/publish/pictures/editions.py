"""The pictures of a book as its editions have them: for the press, or for a screen and a shop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote

from publish.catalogue import IMAGE_BROKEN, UNKNOWN_INKS
from publish.content import FormulaDrawing
from publish.content.addresses import formula_href, image_href
from publish.diagnostics import Diagnostic, Report, Span
from publish.editions import Cover, Resource
from publish.model.book import Book
from publish.pictures import picture_places
from publish.pictures.embedded import bare_svg
from publish.pictures.raster import FAILURES, has_suffix
from publish.pictures.ready import Ready, Wishes, make_ready
from publish.shops import Shop

_PRINT: Final = Wishes(screen=False)
"""What the press asks: every pixel, its own inks and greys."""

_SUFFIXES: Final = {"image/jpeg": ".jpg", "image/png": ".png"}


def pictures_for_print(
    book: Book, pictures: Mapping[str, Resource], *, report: Report
) -> dict[str, Resource]:
    """Return the pictures as the press wants them, by source; what is broken is reported."""
    return _pictures(_PRINT, book, pictures, report)


def pictures_for_shop(
    asked: Shop, book: Book, pictures: Mapping[str, Resource], *, report: Report
) -> dict[str, Resource]:
    """Return the pictures as screens and a shop want them, by source; problems are reported.

    A picture that changes its kind has another address. What cannot be decoded stays as it is.
    """
    wishes = Wishes(screen=True, pixels=asked.pixels, opaque=asked.opaque)
    return _pictures(wishes, book, pictures, report)


def _pictures(
    wishes: Wishes, book: Book, pictures: Mapping[str, Resource], report: Report
) -> dict[str, Resource]:
    places = picture_places(book)
    return {
        source: _ready(source, resource, wishes, places.get(source), report)
        for source, resource in pictures.items()
    }


def renamed(pictures: Mapping[str, Resource]) -> dict[str, str]:
    """Return the addresses of those pictures that have another than their own, by source."""
    return {
        source: str(resource.href)
        for source, resource in pictures.items()
        if str(resource.href) != image_href(source)
    }


def formula_pictures(drawings: Mapping[str, FormulaDrawing]) -> dict[str, Resource]:
    """Return the drawings of formulas as PNGs, by their MathML."""
    return {
        mathml: Resource(PurePosixPath(formula_href(mathml, ".png")), "image/png", drawing.png)
        for mathml, drawing in drawings.items()
    }


def cover_for_shop(
    asked: Shop, cover: Cover | None, place: Span | None, *, report: Report
) -> Cover | None:
    """Return the cover as a shop wants it: opaque, as nothing stands behind a cover."""
    if cover is None:
        return None
    wishes = Wishes(screen=True, pixels=asked.cover_pixels, opaque=True)
    made = _made(cover.image, wishes, "the cover", place, report)
    if made is None or made.data is cover.image.data:
        return cover
    return replace(cover, image=Resource(cover.image.href, made.media_type, made.data))


def _ready(
    source: str, resource: Resource, wishes: Wishes, place: Span | None, report: Report
) -> Resource:
    if resource.media_type == "image/svg+xml":
        return replace(resource, data=bare_svg(resource.data))
    made = _made(resource, wishes, f'image "{unquote(source)}"', place, report)
    if made is None:
        return resource
    href = resource.href
    if wishes.screen and not has_suffix(href.suffix, made.media_type):
        href = PurePosixPath(image_href(source, _SUFFIXES[made.media_type]))
    return Resource(href, made.media_type, made.data)


def _made(
    resource: Resource, wishes: Wishes, name: str, place: Span | None, report: Report
) -> Ready | None:
    try:
        made = make_ready(resource.data, resource.media_type, wishes)
    except FAILURES:
        report(Diagnostic(IMAGE_BROKEN, f"{name} cannot be read", place, "export it again"))
        return None
    if made.is_guess:
        message = f"{name} is in CMYK and does not say for which inks"
        hint = "export it with its colour profile, or in sRGB"
        report(Diagnostic(UNKNOWN_INKS, message, place, hint))
    return made
