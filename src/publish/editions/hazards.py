"""Whether a picture or a stylesheet moves: what readers with epilepsy or vertigo must know.

Moving pictures are not decoded: whether they flash is for people to see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from publish.editions import Resource
from publish.model.metadata import Hazard

_MOVING_SVG: Final = re.compile(rb"<(?:\w+:)?(?:animate|animateMotion|animateTransform|set)[\s/>]")
_MOVING_CSS: Final = re.compile(rb"@(?:-\w+-)?keyframes\b", re.IGNORECASE)

_NAMES: Final[dict[Hazard, tuple[str, str]]] = {
    "flashing": ("flashing", "FlashingHazard"),
    "motion": ("motionSimulation", "MotionSimulationHazard"),
}
"""Each hazard as the vocabulary names it, and as it denies it."""


def is_moving(resource: Resource) -> bool:
    """Return whether a picture is animated, or a stylesheet animates what it dresses."""
    data = resource.data
    match resource.media_type:
        case "image/gif":
            return _frames(data) > 1
        case "image/png":
            return b"acTL" in data[: data.find(b"IDAT")]
        case "image/webp":
            return data[12:16] == b"VP8X" and bool(data[20] & 2)
        case "image/svg+xml":
            return bool(_MOVING_SVG.search(data) or _MOVING_CSS.search(data))
        case "text/css":
            return bool(_MOVING_CSS.search(data))
        case _:
            return False


def hazards(resources: Iterable[Resource], judged: tuple[Hazard, ...] | None) -> tuple[str, ...]:
    """Return the values of ``accessibilityHazard``.

    ``judged`` are those that people have found, ``None`` where nobody has looked. Nothing in our
    books makes a sound.
    """
    if judged is None:
        # The single unknownFlashingHazard is new, and Ace 1.4.6 does not know its neighbour.
        return ("unknown",) if any(map(is_moving, resources)) else ("none",)
    if not judged:
        return ("none",)
    return (
        *(has if hazard in judged else f"no{name}" for hazard, (has, name) in _NAMES.items()),
        "noSoundHazard",
    )


def _frames(data: bytes) -> int:
    """Count the images of a GIF, two at most; a broken one has as many as can be found.

    GIF89a, sections 18 to 26: blocks begin with 0x2C (image), 0x21 (extension) or 0x3B (end).
    """
    at, found = 13 + _colours(data, 10), 0
    while at < len(data) and found < 2:
        match data[at]:
            case 0x2C:
                found += 1
                at += 11 + _colours(data, at + 9)
            case 0x21:
                at += 2
            case _:
                break
        while at < len(data) and data[at]:
            at += 1 + data[at]
        at += 1
    return found


def _colours(data: bytes, at: int) -> int:
    """Return the bytes of the table of colours that a packed field announces."""
    packed = data[at] if at < len(data) else 0
    return 3 << ((packed & 7) + 1) if packed & 0x80 else 0
