"""Pictures on their way into an edition: their addresses, and what is told on the way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from PIL import Image as Pillow
from tests.unit.editions.epub_support import SVG
from tests.unit.picture_support import opened, saved, scene
from tests.unit.test_pictures import PLACE, book, codes

from publish.diagnostics import Diagnostic
from publish.editions import Cover, Resource
from publish.model.inlines import Image
from publish.pictures import check_pictures
from publish.pictures.editions import (
    cover_for_shop,
    pictures_for_print,
    pictures_for_shop,
    renamed,
)
from publish.shops import NAMES, ShopName, shop

BOTH = ("manuscript/images/a.gif", "manuscript/images/a.png")


def test_a_gif_beside_a_png_of_the_same_name_takes_a_name_of_its_own() -> None:
    images = [Image(name, "x") for name in BOTH]
    files = {BOTH[0]: saved(scene(mode="P"), "GIF"), BOTH[1]: saved(scene(), "PNG")}
    said: list[Diagnostic] = []
    checked = check_pictures(book(*images), files, report=said.append)
    made = pictures_for_shop(shop("generic"), book(*images), checked, report=said.append)
    assert len({one.href for one in made.values()}) == 2
    assert list(renamed(made)) == [BOTH[0]]
    assert made[BOTH[0]].href.suffix == ".png"
    assert renamed(pictures_for_print(book(*images), checked, report=said.append)) == {}
    assert said == []


def test_a_name_that_says_another_kind_is_put_right_in_the_epub() -> None:
    said: list[Diagnostic] = []
    checked = check_pictures(
        book(Image(BOTH[1], "x")), {BOTH[1]: saved(scene())}, report=said.append
    )
    made = pictures_for_shop(shop("generic"), book(), checked, report=said.append)
    assert made[BOTH[1]].href.suffix == ".jpg"
    assert codes(said) == ["I003"]


def test_pixels_that_cannot_be_read_are_told_where_they_are_shown() -> None:
    whole = saved(scene((2400, 2000)), "PNG")
    start = whole.index(b"IDAT") + 4
    torn = whole[:start] + bytes(60) + whole[start + 60 :]
    resource = Resource(PurePosixPath("images/a.png"), "image/png", torn)
    said: list[Diagnostic] = []
    shown = book(Image(BOTH[1], "x"))
    made = pictures_for_shop(shop("apple"), shown, {BOTH[1]: resource}, report=said.append)
    assert made[BOTH[1]] == resource
    assert [(one.rule.code, one.span) for one in said] == [("I005", PLACE)]


def test_an_svg_stays_an_svg() -> None:
    resource = Resource(PurePosixPath("images/a.svg"), "image/svg+xml", SVG)
    said: list[Diagnostic] = []
    for name in NAMES:
        made = pictures_for_shop(shop(name), book(), {"a.svg": resource}, report=said.append)
        assert made["a.svg"] == resource
    assert said == []


@pytest.mark.parametrize("name", ["generic", "apple"])
def test_a_cover_is_opaque_and_within_the_limit_of_its_shop(name: ShopName) -> None:
    glass = Pillow.new("RGBA", (1600, 2560), (200, 30, 30, 128))
    image = Resource(PurePosixPath("images/cover.png"), "image/png", saved(glass, "PNG"))
    asked = shop(name)
    said: list[Diagnostic] = []
    cover = cover_for_shop(asked, Cover(image, "Red."), None, report=said.append)
    assert cover is not None
    seen = opened(cover.image.data)
    assert seen.width * seen.height <= asked.cover_pixels
    assert (seen.size == (1600, 2560)) == (name == "generic")
    assert not seen.has_transparency_data
    assert seen.convert("RGB").getpixel((9, 9)) == pytest.approx((227, 142, 142), abs=1)
    assert cover == replace(cover, alternative="Red.")
    assert cover_for_shop(asked, cover, None, report=said.append) == cover
    assert said == []
