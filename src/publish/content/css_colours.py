"""Say a colour in sRGB: reading systems know names, hexadecimal numbers and ``rgba()``."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

import tinycss2
from tinycss2.color5 import parse_color

COLOUR_FUNCTIONS: Final = frozenset(
    {"color", "color-mix", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "rgb", "rgba"}
)

Triple = tuple[float, float, float]
_RGB: Final = frozenset({"srgb", "hsl", "hwb"})
_POLAR: Final = {"lch": "lab", "oklch": "oklab"}

# https://www.w3.org/TR/css-color-4/#color-conversion-code
_OKLAB_TO_LMS: Final = (
    (1.0, 0.3963377773761749, 0.2158037573099136),
    (1.0, -0.1055613458156586, -0.0638541728258133),
    (1.0, -0.0894841775298119, -1.2914855480194092),
)
_LMS_TO_LINEAR: Final = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
_XYZ_TO_LINEAR: Final = (
    (3.2409699419, -1.5373831776, -0.4986107603),
    (-0.9692436363, 1.8759675015, 0.0415550574),
    (0.0556300797, -0.2039769589, 1.0569715142),
)
_D50_TO_D65: Final = (
    (0.9554734528, -0.0230985369, 0.0632593087),
    (-0.0283697069, 1.0099954581, 0.0210413990),
    (0.0123140016, -0.0205076964, 1.3303659366),
)
_P3_TO_XYZ: Final = (
    (0.4865709486, 0.2656676932, 0.1982172852),
    (0.2289745641, 0.6917385218, 0.0792869141),
    (0.0, 0.0451133819, 1.0439443689),
)
_D50: Final = (0.9642956764, 1.0, 0.8251046025)


def plain_colour(function: Any) -> Any | None:
    """Return the colour that a function says, as a token of old CSS; ``None`` where it cannot.

    Colours outside sRGB are clipped. A mix is computed in sRGB, whatever space it asks for: on a
    screen of grey ink the difference does not show.
    """
    is_mix = function.lower_name == "color-mix"
    rgba = _mixed(function.arguments) if is_mix else _rgba(function)
    return None if rgba is None else tinycss2.parse_one_component_value(_spelled(*rgba))


def _spelled(rgb: Triple, alpha: float) -> str:
    red, green, blue = (round(255 * min(max(part, 0.0), 1.0)) for part in rgb)
    if alpha >= 1:
        return f"#{red:02x}{green:02x}{blue:02x}"
    return f"rgba({red}, {green}, {blue}, {f'{max(alpha, 0.0):.3f}'.rstrip('0').rstrip('.')})"


def _rgba(token: Any) -> tuple[Triple, float] | None:
    colour = parse_color(token)
    if colour is None or isinstance(colour, str):
        return None
    if not all(isinstance(part, int | float) for part in colour.coordinates):
        return None
    rgb = _srgb(str(colour.space), colour.coordinates, colour)
    return None if rgb is None else (rgb, float(colour.alpha))


def _srgb(space: str, parts: Sequence[float], colour: Any) -> Triple | None:
    if space in _RGB:
        red, green, blue = colour.to("srgb").coordinates
        return (red, green, blue)
    if space in _POLAR:
        lightness, chroma, hue = parts
        angle = math.radians(hue)
        parts = (lightness, chroma * math.cos(angle), chroma * math.sin(angle))
        space = _POLAR[space]
    linear = _linear(space, parts)
    return None if linear is None else _map(_encoded, linear)


def _linear(space: str, parts: Sequence[float]) -> Triple | None:
    """Return linear light of sRGB's primaries."""
    match space:
        case "oklab":
            return _times(_LMS_TO_LINEAR, _map(lambda part: part**3, _times(_OKLAB_TO_LMS, parts)))
        case "lab":
            return _times(_XYZ_TO_LINEAR, _times(_D50_TO_D65, _lab_to_xyz(parts)))
        case "display-p3":
            return _times(_XYZ_TO_LINEAR, _times(_P3_TO_XYZ, _map(_decoded, parts)))
        case "srgb-linear":
            return _map(float, parts)
        case _:
            return None


def _lab_to_xyz(parts: Sequence[float]) -> Triple:
    middle = (parts[0] + 16) / 116
    red, blue = middle + parts[1] / 500, middle - parts[2] / 200
    x, y, z = _map(
        lambda part: part**3 if part > 6 / 29 else (116 * part - 16) / 903.3, (red, middle, blue)
    )
    return (x * _D50[0], y * _D50[1], z * _D50[2])


def _encoded(part: float) -> float:
    size = abs(part)
    value = 12.92 * size if size <= 0.0031308 else 1.055 * size ** (1 / 2.4) - 0.055
    return math.copysign(value, part)


def _decoded(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _times(matrix: Sequence[Triple], parts: Sequence[float]) -> Triple:
    one, two, three = (
        sum(weight * part for weight, part in zip(row, parts, strict=True)) for row in matrix
    )
    return (one, two, three)


def _map(function: Any, parts: Sequence[float]) -> Triple:
    one, two, three = (float(function(part)) for part in parts)
    return (one, two, three)


def _mixed(arguments: Sequence[Any]) -> tuple[Triple, float] | None:
    """Mix two colours: ``in SPACE, COLOUR [P%], COLOUR [P%]``."""
    pieces: list[list[Any]] = [[]]
    for node in arguments:
        if node == ",":
            pieces.append([])
        elif node.type != "whitespace":
            pieces[-1].append(node)
    if len(pieces) != 3 or not pieces[1] or not pieces[2]:
        return None
    (one, first), (two, second) = map(_share, pieces[1:])
    if one is None or two is None:
        return None
    if first is None:
        first = 50.0 if second is None else 100.0 - second
    second = 100.0 - first if second is None else second
    whole = first + second
    if whole <= 0:
        return None
    weight = first / whole
    alpha = one[1] * weight + two[1] * (1 - weight)
    if alpha <= 0:
        return ((0.0, 0.0, 0.0), 0.0)
    red, green, blue = (
        (left * one[1] * weight + right * two[1] * (1 - weight)) / alpha
        for left, right in zip(one[0], two[0], strict=True)
    )
    return ((red, green, blue), alpha * min(whole / 100, 1.0))


def _share(piece: Sequence[Any]) -> tuple[tuple[Triple, float] | None, float | None]:
    """Return the colour of one side of a mix and its percentage, where one is given."""
    shares = [node.value for node in piece if node.type == "percentage"]
    colours = [node for node in piece if node.type != "percentage"]
    colour = None
    if len(colours) == 1:
        token = colours[0]
        inner = token.type == "function" and token.lower_name == "color-mix"
        colour = _mixed(token.arguments) if inner else _rgba(token)
    return colour, (float(shares[0]) if shares else None)
