"""Pictures made ready for an edition: turned, stripped, in its colours, no larger than it takes.

What need not be decoded is cut from the file as it is, so that no JPEG is encoded twice for
nothing; what is stored as it was made keeps its pixels. Pillow's bytes are the same for the same
picture and the same Pillow, which ``requirements.lock`` pins.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from publish.pictures.colours import in_srgb, is_srgb, profile_of
from publish.pictures.jpeg import bare_jpeg
from publish.pictures.png import bare_png, depth_of
from publish.pictures.raster import opened, orientation_of

if TYPE_CHECKING:
    from PIL import Image, ImageCms

JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"

QUALITY: Final = 90
"""Of a JPEG whose pixels are new; one that is only turned or recoloured keeps its own tables."""

_FEW: Final = 64
"""Colours of a drawing, with the steps at its edges."""

_TURNS: Final = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
"""What makes a picture upright, by Exif's orientation."""

_PRINTERS: Final = frozenset({"CMYK", "L", "LA"})
"""Modes whose values are an affair of the press: print takes them as they come."""

_SIDEWAYS: Final = 5
"""The first orientation that exchanges width and height."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What an edition asks of its pictures.

    A ``screen`` wants JPEG or PNG in sRGB; print keeps inks, greys and every pixel. ``pixels`` is
    the most that a picture may have; an ``opaque`` one stands on white.
    """

    screen: bool
    pixels: int | None = None
    opaque: bool = False


@dataclass(frozen=True, slots=True)
class Ready:
    """A picture as it goes into an edition; ``is_guess`` where nobody knows its true colours."""

    data: bytes
    media_type: str
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class _Work:
    """What has to be done with the pixels of a picture."""

    turn: int
    profile: ImageCms.ImageCmsProfile | None
    size: tuple[int, int] | None
    other_kind: bool
    inks: bool
    deep: bool
    flatten: bool

    @property
    def is_needed(self) -> bool:
        return bool(
            self.turn != 1
            or self.profile is not None
            or self.size
            or self.other_kind
            or self.inks
            or self.deep
            or self.flatten
        )


def make_ready(data: bytes, media_type: str, wishes: Wishes) -> Ready:
    """Return a raster picture as an edition wants it.

    Raises what Pillow raises (``raster.FAILURES``) where the pixels cannot be read.
    """
    with opened(data) as image:
        keep = not wishes.screen and image.mode in _PRINTERS
        work = _work(image, data, media_type, wishes)
        if work.is_needed:
            kept = image.info.get("icc_profile") if keep else None
            return _redone(image, data, media_type, work, kept)
    match media_type:
        case "image/jpeg":
            return Ready(bare_jpeg(data, profile=keep), media_type)
        case "image/png":
            return Ready(bare_png(data, profile=keep), media_type)
        case _:  # only in print, whose engine decodes it
            return Ready(data, media_type)


def _work(image: Image.Image, data: bytes, media_type: str, wishes: Wishes) -> _Work:
    profile = profile_of(image)
    if profile is not None and is_srgb(profile):
        profile = None
    if not wishes.screen and image.mode in _PRINTERS:
        profile = None
    is_deep = media_type == PNG and depth_of(data) > 8
    return _Work(
        turn=orientation_of(image, data),
        profile=profile,
        size=_fitting(image.size, wishes.pixels),
        other_kind=wishes.screen and media_type not in {JPEG, PNG},
        inks=wishes.screen and image.mode == "CMYK",
        deep=is_deep and (wishes.screen or image.mode.startswith("I")),
        flatten=wishes.opaque and image.has_transparency_data,
    )


def _fitting(size: tuple[int, int], pixels: int | None) -> tuple[int, int] | None:
    """Return the largest size of the same proportions that is within the limit, if it is not."""
    width, height = size
    if pixels is None or width * height <= pixels:
        return None
    narrower = math.floor(width * math.sqrt(pixels / (width * height)))
    while narrower * round(narrower * height / width) > pixels:
        narrower -= 1
    return max(narrower, 1), max(round(narrower * height / width), 1)


def _redone(
    image: Image.Image, data: bytes, media_type: str, work: _Work, profile: bytes | None
) -> Ready:
    """Return the picture encoded anew, with ``profile`` and nothing else that it carried."""
    from PIL import Image

    as_jpeg = media_type == JPEG or (media_type == WEBP and _is_lossy(image, data))
    coding = _coding(image, work) if as_jpeg else {}
    image.seek(0)
    image.load()
    seen = _colours(image, work)
    if work.flatten:
        seen = _on_white(seen)
    if work.size:
        seen = seen.resize(work.size, Image.Resampling.LANCZOS)
    if work.turn != 1:
        seen = seen.transpose(Image.Transpose[_TURNS[work.turn]])
    stream = io.BytesIO()
    if not as_jpeg:
        seen = _fewest_bits(seen, image)
    # Pillow writes comments and XMP of the picture that it read into the new one.
    seen.info = {key: value for key, value in seen.info.items() if key == "transparency"}
    if as_jpeg:
        seen.save(stream, "JPEG", optimize=True, icc_profile=profile, **coding)
    else:
        seen.save(stream, "PNG", compress_level=9, icc_profile=profile)
    kind = JPEG if as_jpeg else PNG
    return Ready(stream.getvalue(), kind, is_guess=work.inks and work.profile is None)


def _colours(image: Image.Image, work: _Work) -> Image.Image:
    """Return the pixels of the first frame in a mode that can be worked on, in the right colours.

    A palette, or black and white, stays where nothing but a turn is asked.
    """
    if image.mode in {"P", "1"} and not (work.size or work.flatten or work.profile):
        return image
    if image.has_transparency_data:
        plain = image.convert("LA" if image.mode in {"1", "L", "LA"} else "RGBA")
    elif image.mode.startswith("I"):
        # Pillow clips what is over 255 instead of scaling it.
        plain = image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    elif image.mode == "1":
        plain = image.convert("L")
    else:
        plain = image if image.mode in {"L", "RGB", "CMYK"} else image.convert("RGB")
    if work.profile is not None or work.inks:
        return in_srgb(plain, work.profile)
    return plain


def _on_white(image: Image.Image) -> Image.Image:
    from PIL import Image

    white = Image.new(image.mode[:-1], image.size, "white")
    white.paste(image.convert(image.mode[:-1]), mask=image.getchannel("A"))
    return white


def _coding(image: Image.Image, work: _Work) -> dict[str, Any]:
    """Return how to encode a JPEG: with the tables it came with while its pixels are its own."""
    tables = getattr(image, "quantization", None)
    if not tables or work.size or work.inks or work.other_kind:
        is_coarse = work.size or work.other_kind  # a lossy WebP is 4:2:0 itself
        return {"quality": QUALITY, "subsampling": "4:2:0" if is_coarse else "4:4:4"}
    if work.turn >= _SIDEWAYS:
        tables = {
            key: [table[8 * (i % 8) + i // 8] for i in range(64)] for key, table in tables.items()
        }
    # Colours sampled a second time would bleed over edges; at full size they lose nothing.
    return {"qtables": tables, "subsampling": "4:4:4"}


def _is_lossy(image: Image.Image, data: bytes) -> bool:
    """Return whether a WebP is a photograph's kind: VP8 without transparency."""
    return b"VP8 " in data[12:4096] and not image.has_transparency_data


def _fewest_bits(image: Image.Image, stored: Image.Image) -> Image.Image:
    """Return the picture with a palette where that loses nothing, or where it came with one.

    A drawing of few colours keeps them: what is between two of them is mostly among them.
    """
    from PIL import Image, ImageChops

    if image.mode != "RGB":
        return image
    if stored.mode == "P" and len(stored.getcolors() or ()) <= _FEW:
        return image.quantize(palette=stored, dither=Image.Dither.NONE)
    colours = image.getcolors(256)
    if colours is None:
        if stored.mode != "P":
            return image
        return image.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    palette = image.quantize(len(colours), Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    is_exact = ImageChops.difference(palette.convert("RGB"), image).getbbox() is None
    return palette if is_exact else image
