"""Covers: an author's picture judged, or a design drawn as outlines (SVG) and as pixels (PNG)."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from publish.adapters.outlines import Outliner
from publish.catalogue import IMAGE_BROKEN, IMAGE_FORMAT, SMALL_COVER
from publish.diagnostics import Diagnostic, Report, Span
from publish.editions import Cover, Face, Resource
from publish.editions.cover import (
    HEIGHT,
    TILE,
    WIDTH,
    CoverDesign,
    Line,
    Palette,
    cover_alternative,
    design_cover,
)
from publish.manuscript import Asset
from publish.model.metadata import Metadata
from publish.pictures.raster import Raster, read_raster
from publish.pictures.svg import is_svg

SHORT_SIDE: Final = 1400
"""Pixels that shops ask of the shorter side."""

if TYPE_CHECKING:
    from PIL import Image

_EXTENSIONS: Final = {"image/jpeg": "jpg", "image/png": "png"}
_FLEURONS: Final = "❦❧◆*"
"""The first that a design's fonts have is the cover's ornament."""


def read_cover(asset: Asset, *, alternative: str, report: Report) -> Cover | None:
    """Return the author's picture as cover; ``None``, and a report, where it cannot be one."""
    span = Span(asset.path)
    raster = read_raster(asset.data)
    if raster is None and not is_svg(asset.data):
        message = f'the cover "{asset.path}" cannot be read'
        report(Diagnostic(IMAGE_BROKEN, message, span, "export it again"))
        return None
    if not isinstance(raster, Raster) or raster.media_type not in _EXTENSIONS:
        kind = raster.media_type if isinstance(raster, Raster) else raster or "image/svg+xml"
        message = f'the cover "{asset.path}" is of the kind "{_short(kind)}"'
        report(Diagnostic(IMAGE_FORMAT, message, span, "convert it to JPEG or PNG"))
        return None
    if min(raster.width, raster.height) < SHORT_SIDE:
        message = f'the cover "{asset.path}" measures {raster.width} × {raster.height} pixels'
        hint = f"supply at least {SHORT_SIDE} pixels on the short side"
        report(Diagnostic(SMALL_COVER, message, span, hint))
    extension = _EXTENSIONS[raster.media_type]
    return Cover(Resource(_href(extension), raster.media_type, asset.data), alternative)


def _short(kind: str) -> str:
    return kind.removeprefix("image/").removesuffix("+xml").upper()


def draw_cover(metadata: Metadata, faces: Iterable[Face], *, alternative: str = "") -> Cover:
    """Return the cover that the metadata gives, drawn with the first family of the faces."""
    setter = Outliner.of(tuple(faces))
    design = design_cover(metadata, setter.measure)
    tile, label = _tile(design.palette, setter), _label(design, setter)
    return Cover(
        image=Resource(_href("png"), "image/png", _pixels(design, tile, label)),
        alternative=alternative or cover_alternative(metadata),
    )


def _href(extension: str) -> PurePosixPath:
    return PurePosixPath("images", f"cover.{extension}")


def _svg(box: tuple[int, int, int, int], content: str) -> str:
    """Return an SVG document that shows ``box``: left, top, width, height."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg"'
        f' viewBox="{" ".join(map(str, box))}" width="{box[2]}" height="{box[3]}">{content}</svg>\n'
    )


def _tile(palette: Palette, setter: Outliner) -> str:
    """Return the paper's unit: two fleurons, the lower one mirrored and half a step aside."""
    line = setter.set(setter.first_known(_FLEURONS), "roman")
    scale = 112 / line.upem
    path = line.glyphs[0].path
    motif = f'<path d="{path}" transform="translate({-line.width / 2:.0f} -300)"/>'
    place = 'transform="translate({} {}) scale({:.4f} {:.4f})"'.format
    return (
        f'<rect width="{TILE[0]}" height="{TILE[1]}" fill="{palette.ground}"/>'
        f'<g fill="{palette.motif}"><g {place(40, 64, scale, -scale)}>{motif}</g>'
        f"<g {place(120, 192, -scale, -scale)}>{motif}</g></g>"
    )


def _label(design: CoverDesign, setter: Outliner) -> str:
    """Return the label: its ground, a double frame, ornament and lines."""
    palette = design.palette
    left, top, width, height = design.label
    frames = "".join(
        f'<rect x="{left + inset}" y="{top + inset}" width="{width - 2 * inset}"'
        f' height="{height - 2 * inset}" fill="none" stroke="{palette.accent}"'
        f' stroke-width="{stroke}"/>'
        for inset, stroke in ((28, 7), (44, 2))
    )
    lines = "".join(
        _line(line, palette.accent if line.accented else palette.ink, setter)
        for line in design.lines
    )
    return (
        f'<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="{palette.label}"/>'
        f"{frames}{_ornament(design, setter)}{lines}"
    )


def _line(line: Line, colour: str, setter: Outliner) -> str:
    """Return a line, each glyph as its outline."""
    found = setter.set(line.text, line.cut, line.tracking)
    scale = line.size / found.upem
    x = (WIDTH - found.width * scale) / 2
    outlines = "".join(
        f'<path d="{glyph.path}" transform="translate({glyph.x} {glyph.y})"/>'
        for glyph in found.glyphs
        if glyph.path
    )
    return (
        f'<g fill="{colour}" transform="translate({x:.1f} {line.baseline:.1f})'
        f' scale({scale:.5f} {-scale:.5f})">{outlines}</g>'
    )


def _ornament(design: CoverDesign, setter: Outliner) -> str:
    """Return a fleuron between two rules."""
    if design.ornament is None:
        return ""
    colour, y = design.palette.accent, design.ornament
    line = Line(setter.first_known(_FLEURONS), "roman", 104, y + 34)
    fleuron = _line(line, colour, setter)
    rules = "".join(
        f'<rect x="{x:.0f}" y="{y - 1.5:.0f}" width="230" height="3" fill="{colour}"/>'
        for x in (WIDTH / 2 - 310, WIDTH / 2 + 80)
    )
    return fleuron + rules


def _pixels(design: CoverDesign, tile: str, label: str) -> bytes:
    """Return the cover as PNG with a small palette: the same bytes for the same design.

    Tile and label are drawn once each and pasted together: a third of the time of the whole.
    """
    from PIL import Image

    colours = _palette(design.palette)
    cover = Image.new("P", (WIDTH, HEIGHT))
    cover.putpalette(colours.getpalette() or [])
    unit = _raster(_svg((0, 0, *TILE), tile), colours)
    for x in range(0, WIDTH, TILE[0]):
        for y in range(0, HEIGHT, TILE[1]):
            cover.paste(unit, (x, y))
    cover.paste(_raster(_svg(design.label, label), colours), design.label[:2])
    stream = io.BytesIO()
    cover.save(stream, "PNG", bits=8, compress_level=9)
    return stream.getvalue()


def _raster(drawing: str, colours: Image.Image) -> Image.Image:
    """Return an SVG as pixels of the palette's colours."""
    import resvg_py
    from PIL import Image

    data = bytes(resvg_py.svg_to_bytes(svg_string=drawing, skip_system_fonts=True))
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("RGB").quantize(palette=colours, dither=Image.Dither.NONE)


def _palette(palette: Palette) -> Image.Image:
    """Return an image whose palette is the design's colours and the steps between neighbours."""
    from PIL import Image, ImageColor

    ramps = (
        (palette.ground, palette.motif, 8),
        (palette.label, palette.ink, 16),
        (palette.label, palette.accent, 12),
    )
    values: list[int] = []
    for start, end, steps in ramps:
        first, last = ImageColor.getrgb(start), ImageColor.getrgb(end)
        for step in range(steps):
            values += [
                round(a + (b - a) * step / (steps - 1)) for a, b in zip(first, last, strict=True)
            ]
    image = Image.new("P", (1, 1))
    image.putpalette(values)
    return image
