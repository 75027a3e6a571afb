"""The pictures of a book: judged by their bytes, and made resources of an edition.

Whether a file exists is known where it is read (``manuscript``); what it holds is judged here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote

from publish.catalogue import (
    IMAGE_BROKEN,
    IMAGE_FORMAT,
    LOW_RESOLUTION,
    MOVING_PICTURE,
    NO_ALTERNATIVE,
    UNSAFE_IMAGE,
)
from publish.content.addresses import image_href
from publish.diagnostics import Diagnostic, Report, Severity, Span
from publish.editions import Resource
from publish.model.blocks import Block, Blocks
from publish.model.book import Book
from publish.model.inlines import Image, Inlines
from publish.model.walk import each_inline, inside, lines_of
from publish.pictures.raster import Raster, read_raster
from publish.pictures.svg import SvgProblem, is_svg, svg_problem

COARSE: Final = 200
"""Dots per inch under which a picture looks coarse on paper; printers ask for 300."""

_SVG_TYPE: Final = "image/svg+xml"
_POINTS: Final = {"px": 0.75, "pt": 1.0, "pc": 12.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}
_LENGTH: Final = re.compile(r"([0-9]*\.?[0-9]+)\s*(%|[a-z]*)")


def pictures_of(book: Book) -> Iterator[tuple[Image, Span | None]]:
    """Yield every picture, in reading order, and the place of the block that shows it."""
    for division in book.walk():
        yield from _pictures_in((division.title, division.subtitle), division.span)
        for blocks in (division.blocks, *(note.blocks for note in division.notes)):
            for block, place in _placed(blocks, division.span):
                yield from _pictures_in(lines_of(block), place)


def _placed(blocks: Blocks, outer: Span | None) -> Iterator[tuple[Block, Span | None]]:
    """Yield every block with its place, or that of the block around it."""
    stack = [(block, outer) for block in reversed(blocks)]
    while stack:
        block, around = stack.pop()
        place = block.span or around
        yield block, place
        groups = inside(block)
        stack += [(child, place) for group in reversed(groups) for child in reversed(group)]


def _pictures_in(
    lines: tuple[Inlines, ...], place: Span | None
) -> Iterator[tuple[Image, Span | None]]:
    for line in lines:
        for inline in each_inline(line):
            if isinstance(inline, Image):
                yield inline, place


def picture_places(book: Book) -> dict[str, Span | None]:
    """Return every source with the place that shows it first."""
    places: dict[str, Span | None] = {}
    for image, span in pictures_of(book):
        places.setdefault(image.source, span)
    return places


def check_pictures(
    book: Book,
    images: Mapping[str, bytes | None],
    *,
    measure: float | None = None,
    report: Report,
) -> Mapping[str, Resource]:
    """Return the usable pictures as resources, keyed by source; report what is wrong with them.

    ``images`` are keyed by source; ``None`` is a file that could not be read, reported already.
    ``measure`` is the width of the print edition's text in points, ``None`` without one.
    """
    judged: dict[str, Resource | None] = {}
    sizes: dict[str, Raster] = {}
    for image, span in pictures_of(book):
        if image.alternative is None:
            message = f'image "{unquote(image.source)}" has no alternative text'
            hint = 'add `{alt="what the picture shows"}`, or `{alt=""}` if it is decoration'
            report(Diagnostic(NO_ALTERNATIVE, message, span, hint))
        data = images.get(image.source)
        if image.source not in judged:
            judged[image.source] = _judge(image.source, data, span, sizes, report) if data else None
        if measure is not None and image.source in sizes:
            _check_resolution(image, sizes[image.source], measure, span, report)
    return {source: resource for source, resource in judged.items() if resource is not None}


def _judge(
    source: str, data: bytes, span: Span | None, sizes: dict[str, Raster], report: Report
) -> Resource | None:
    href = PurePosixPath(image_href(source))
    if is_svg(data):
        problem = svg_problem(data)
        if problem is None:
            return Resource(href, _SVG_TYPE, data)
        report(_refusal(source, problem, span))
        return None
    raster = read_raster(data)
    if isinstance(raster, Raster):
        sizes[source] = raster
        if not raster.fits(href.suffix):
            kind = raster.media_type.removeprefix("image/")
            message = f'image "{unquote(source)}" holds {kind.upper()}, which its name does not say'
            hint = f'name it "{href.stem}.{kind}"'
            report(Diagnostic(IMAGE_FORMAT, message, span, hint, Severity.WARNING))
        if raster.moves:
            message = f'image "{unquote(source)}" moves; only its first frame is shown'
            hint = "supply a still picture, or several that show the steps"
            report(Diagnostic(MOVING_PICTURE, message, span, hint))
        return Resource(href, raster.media_type, data)
    if raster is None:
        message, hint = f'image "{unquote(source)}" cannot be read', "export it again"
        report(Diagnostic(IMAGE_BROKEN, message, span, hint))
    else:
        message = f'image "{unquote(source)}" is of the kind "{raster}"'
        report(Diagnostic(IMAGE_FORMAT, message, span, conversion_hint(raster)))
    return None


def conversion_hint(kind: str) -> str:
    """Return what to do with a picture of a kind that books cannot hold."""
    if kind in {"AVIF", "HEIF", "JPEG2000"}:
        return "convert it to JPEG"
    return "convert it to PNG, or to JPEG if it is a photograph"


def _refusal(source: str, problem: SvgProblem, span: Span | None) -> Diagnostic:
    rule = IMAGE_BROKEN if problem.broken else UNSAFE_IMAGE
    hint = "export it again" if problem.broken else "export a plain SVG, with everything inside it"
    return Diagnostic(rule, f'image "{unquote(source)}" {problem.text}', span, hint)


def _check_resolution(
    image: Image, raster: Raster, measure: float, span: Span | None, report: Report
) -> None:
    """Report a raster image that has too few pixels for the width at which print shows it."""
    shown = shown_width(image, raster, measure)
    density = raster.width / (shown / 72)
    if density < COARSE:
        message = (
            f'image "{unquote(image.source)}" is {raster.width} px wide, {density:.0f} dpi in print'
        )
        hint = f"supply a picture at least {round(shown / 72 * 300)} px wide, or show it smaller"
        report(Diagnostic(LOW_RESOLUTION, message, span, hint))


def shown_width(image: Image, raster: Raster, measure: float) -> float:
    """Return the width in points at which print shows a picture; never more than the measure."""
    width = _points(image.width, measure)
    height = _points(image.height, measure)
    if width is None and height is not None:
        width = height * raster.width / raster.height
    return min(raster.width * 0.75 if width is None else width, measure) or measure


def _points(length: str | None, measure: float) -> float | None:
    match = _LENGTH.fullmatch((length or "").strip().lower())
    if match is None:
        return None
    number, unit = float(match[1]), match[2] or "px"
    if unit == "%":
        return number * measure / 100
    return number * _POINTS[unit] if unit in _POINTS else None
