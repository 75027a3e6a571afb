"""Hazards are computed from what moves; whether it flashes, people say."""

from __future__ import annotations

import io
from pathlib import PurePosixPath

import pytest
from PIL import Image

from publish.editions import Resource
from publish.editions.hazards import hazards, is_moving


def picture(kind: str, frames: int) -> Resource:
    images = [Image.new("RGB", (8, 8), (60 * place, 9, 9)) for place in range(frames)]
    stream = io.BytesIO()
    more = {"save_all": True, "append_images": images[1:]} if frames > 1 else {}
    images[0].save(stream, kind, **more)
    return Resource(PurePosixPath("x"), f"image/{kind.lower()}", stream.getvalue())


def drawing(content: bytes, kind: str = "image/svg+xml") -> Resource:
    return Resource(PurePosixPath("x"), kind, content)


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_pictures_of_several_frames_move(kind: str) -> None:
    assert not is_moving(picture(kind, 1))
    assert is_moving(picture(kind, 3))


def test_drawings_and_stylesheets_move_where_they_say_so() -> None:
    assert is_moving(drawing(b'<svg><rect><animate attributeName="x"/></rect></svg>'))
    assert is_moving(drawing(b"@keyframes pulse { from { opacity: 0 } }", "text/css"))
    assert not is_moving(drawing(b"<svg><rect/></svg>"))


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"GIF89a" + b"\xff" * 9])
def test_a_broken_picture_does_not_move(data: bytes) -> None:
    assert not is_moving(drawing(data, "image/gif"))


def test_nothing_is_claimed_of_what_nobody_has_looked_at() -> None:
    moving = picture("GIF", 3)
    assert hazards((drawing(b"<svg/>"),), None) == ("none",)
    assert hazards((moving,), None) == ("unknown",)
    assert hazards((moving,), ()) == ("none",)
    assert hazards((moving,), ("flashing",)) == (
        "flashing",
        "noMotionSimulationHazard",
        "noSoundHazard",
    )
