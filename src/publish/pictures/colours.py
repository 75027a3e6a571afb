"""The colours of a picture as screens take them: sRGB, whatever profile it came with.

Of a CMYK picture without a profile nobody knows what its inks are; it is read as plain process
colours, and the caller tells so.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL import Image, ImageCms

TOLERANCE: Final = 2
"""Steps of 255 that a profile may differ from sRGB and still be it: rounding of its curves."""

_STEPS: Final = (0, 32, 64, 96, 128, 160, 192, 224, 255)


def profile_of(image: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """Return the colour profile that a picture carries and that fits its pixels, if any."""
    from PIL import ImageCms

    data = image.info.get("icc_profile")
    if not data:
        return None
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
        space = profile.profile.xcolor_space.strip()
    except (OSError, ImageCms.PyCMSError, ValueError):
        return None
    wanted = {"CMYK": "CMYK", "L": "GRAY", "LA": "GRAY", "1": "GRAY"}.get(image.mode, "RGB")
    return profile if space == wanted else None


def is_srgb(profile: ImageCms.ImageCmsProfile) -> bool:
    """Return whether a profile of RGB says what sRGB says, by what it makes of colours."""
    from PIL import Image

    if profile.profile.xcolor_space.strip() != "RGB":
        return False
    colours = bytes(value for r in _STEPS for g in _STEPS for b in _STEPS for value in (r, g, b))
    sample = Image.frombytes("RGB", (len(_STEPS) ** 2, len(_STEPS)), colours)
    seen = _converted(sample, profile)
    if seen is None:
        return True
    pairs = zip(colours, seen.tobytes(), strict=True)
    return all(abs(before - after) <= TOLERANCE for before, after in pairs)


def in_srgb(image: Image.Image, profile: ImageCms.ImageCmsProfile | None) -> Image.Image:
    """Return the picture in grey or sRGB, with its transparency, and without a profile."""
    alpha = image.getchannel("A") if image.mode in {"LA", "RGBA"} else None
    plain = image.convert(image.mode[:-1]) if alpha else image
    is_grey = plain.mode == "L"
    if plain.mode not in {"L", "RGB", "CMYK"}:
        plain = plain.convert("RGB")
    seen = _converted(plain, profile) if profile is not None else None
    if seen is None:
        seen = plain.convert("L" if is_grey else "RGB")
    elif is_grey:
        seen = seen.convert("L")
    if alpha is not None:
        seen.putalpha(alpha)
    seen.info.pop("icc_profile", None)
    return seen


def _converted(image: Image.Image, profile: ImageCms.ImageCmsProfile) -> Image.Image | None:
    """Return the picture in sRGB, relative to its white; ``None`` where the profile is unusable."""
    from PIL import ImageCms

    try:
        return ImageCms.profileToProfile(
            image,
            profile,
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (OSError, ImageCms.PyCMSError, ValueError):
        return None
