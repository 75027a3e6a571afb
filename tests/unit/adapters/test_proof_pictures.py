"""Contact sheets and crops: every page in its place, the same bytes again."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import cast

import pikepdf
from PIL import Image
from tests.unit.proof.pages_support import full

from publish.adapters.proof_pictures import draw_flaws, draw_sheets
from publish.proof.flaws import Area, Flaw
from publish.proof.sheets import ShownFlaw, contact_sheets

WIDTH, HEIGHT = 200, 300


def pdf(blackened: Sequence[int], count: int) -> bytes:
    """Return a PDF whose pages, counted from 1, are white or have a black upper half."""
    made = pikepdf.new()
    for number in range(1, count + 1):
        page = made.add_blank_page(page_size=(WIDTH, HEIGHT))
        if number in blackened:
            page.contents_add(f"0 {HEIGHT / 2} {WIDTH} {HEIGHT / 2} re f".encode())
    stream = io.BytesIO()
    made.save(stream, static_id=True)
    return stream.getvalue()


def nothing() -> None:
    """Be told of progress."""


def grey(picture: Image.Image, x: int, y: int) -> int:
    return cast("int", picture.getpixel((x, y)))


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("L")


def test_verso_and_recto_face_and_the_first_page_stands_alone_at_the_right() -> None:
    advanced = []
    sheets = contact_sheets([full(1), full(2), full(3)])
    data = pdf([1, 3], 3)
    ((name, png),) = draw_sheets(data, sheets, lambda: advanced.append(1))
    sheet = opened(png)
    assert name == "sheet-1.png"
    assert len(advanced) == 2
    upper = [grey(sheet, x, 40) for x in (60, 160, 285, 390)]
    assert upper == [grey(sheet, 2, 2), 0, 255, 0]


def test_long_books_get_several_sheets_of_the_same_size() -> None:
    pages = [full(number) for number in range(1, 64)]
    drawn = [opened(png) for _, png in draw_sheets(pdf([], 63), contact_sheets(pages), nothing)]
    assert len({sheet.size for sheet in drawn}) == 1
    assert len(drawn) == 2


def shown(*areas: Area) -> ShownFlaw:
    return ShownFlaw("loose-1-page-001.png", Flaw("loose", 1, "1", "one", "", "", areas=areas))


def test_a_flaw_is_cut_out_of_its_page_with_a_bar_beside_it() -> None:
    area = Area(1, 20, 100, 120, 200, ((120, 130),))
    ((_, png),) = draw_flaws(pdf([1], 2), [shown(area)])
    picture = opened(png)
    assert picture.height == 200
    assert grey(picture, 60, 50) == 0  # the page is black down to 150 pt
    assert grey(picture, 60, 150) == 255
    bar = [grey(picture, 6, y) for y in (20, 50, 100)]
    assert bar[0] == bar[2] == 255
    assert bar[1] < 100


def test_areas_of_a_spread_stand_side_by_side() -> None:
    areas = [Area(number, 0, 0, 100, 50) for number in (1, 2)]
    ((_, png),) = draw_flaws(pdf([2], 2), [shown(*areas)])
    picture = opened(png)
    assert picture.width > 400
    assert grey(picture, 100, 50) == 255
    assert grey(picture, picture.width - 100, 50) == 0


def test_an_area_may_reach_over_the_edge_of_the_page() -> None:
    ((_, png),) = draw_flaws(pdf([], 1), [shown(Area(1, -50, -50, 900, 900))])
    assert opened(png).height == HEIGHT * 2


def test_the_same_pdf_gives_the_same_bytes() -> None:
    data = pdf([1], 1)
    sheets = contact_sheets([full(1)])
    assert len({tuple(draw_sheets(data, sheets, nothing)) for _ in range(2)}) == 1
