import io
from pathlib import PurePosixPath

import pytest
from PIL import Image
from tests.unit.editions.epub_support import METADATA, silent

from publish.adapters.cover import draw_cover, read_cover
from publish.adapters.fonts import load_faces
from publish.adapters.outlines import Outliner
from publish.diagnostics import Ledger
from publish.editions import Cover, Face
from publish.editions.cover import TILE
from publish.manuscript import Asset


@pytest.fixture(scope="module")
def faces() -> tuple[Face, ...]:
    return load_faces(("EB Garamond",), report=silent)


@pytest.fixture(scope="module")
def drawn(faces: tuple[Face, ...]) -> Cover:
    return draw_cover(METADATA, faces)


def picture(size: tuple[int, int], kind: str = "PNG") -> Asset:
    stream = io.BytesIO()
    Image.new("RGB", size, "navy").save(stream, kind)
    return Asset(PurePosixPath("manuscript/cover.png"), stream.getvalue())


def codes(asset: Asset) -> tuple[Cover | None, list[str]]:
    ledger = Ledger()
    cover = read_cover(asset, alternative="A sea.", report=ledger.add)
    return cover, [entry.rule.code for entry in ledger]


def test_the_drawn_cover_is_of_the_size_that_shops_ask_and_small(drawn: Cover) -> None:
    with Image.open(io.BytesIO(drawn.image.data)) as image:
        assert (image.size, image.mode) == ((1600, 2560), "P")
    assert len(drawn.image.data) < 150_000


def test_drawing_twice_gives_the_same_bytes(drawn: Cover, faces: tuple[Face, ...]) -> None:
    assert draw_cover(METADATA, faces) == drawn


def test_a_face_without_our_leaf_lends_another_ornament() -> None:
    literata = load_faces(("Literata",), report=silent)
    assert Outliner.of(literata).first_known("❦◆*") == "◆"
    with Image.open(io.BytesIO(draw_cover(METADATA, literata).image.data)) as image:
        paper = image.convert("RGB").crop((0, 0, *TILE)).getcolors()
    assert len(paper or ()) > 2


def test_the_author_may_describe_the_cover(faces: tuple[Face, ...]) -> None:
    assert draw_cover(METADATA, faces, alternative="Waves.").alternative == "Waves."


def test_a_large_picture_is_taken_as_it_is() -> None:
    asset = picture((1400, 1500), "JPEG")
    cover, said = codes(asset)
    assert said == []
    assert cover is not None
    assert (str(cover.image.href), cover.image.media_type) == ("images/cover.jpg", "image/jpeg")
    assert cover.image.data is asset.data


def test_a_small_picture_is_taken_with_a_warning() -> None:
    cover, said = codes(picture((800, 2000)))
    assert cover is not None
    assert said == ["I008"]


def test_a_picture_of_another_kind_or_a_broken_one_is_no_cover() -> None:
    assert codes(picture((1500, 1500), "BMP")) == (None, ["I003"])
    whole = picture((1500, 1500))
    cut = Asset(whole.path, whole.data[: len(whole.data) // 2])
    assert codes(cut) == (None, ["I005"])
