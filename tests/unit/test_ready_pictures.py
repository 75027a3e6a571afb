"""What becomes of an author's picture in an EPUB and in print: nothing seen is lost."""

from __future__ import annotations

import base64
import io
import re
import zlib
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageCms, ImageFile, ImageOps, ImageStat
from tests.unit.picture_support import exif, opened, profile, saved, scene

from publish.pictures.colours import is_srgb
from publish.pictures.embedded import bare_svg
from publish.pictures.jpeg import bare_jpeg
from publish.pictures.png import bare_png
from publish.pictures.raster import FAILURES, Raster, read_raster
from publish.pictures.ready import Wishes, make_ready

JPEG, PNG = "image/jpeg", "image/png"
SCREEN, PRINT = Wishes(screen=True, pixels=4_000_000), Wishes(screen=False)
TURNED = range(2, 9)
SECRETS = (b"Exif", b"A Telephone", b"photoshop", b"adobe:ns", b"a comment", b"Somebody")


def ready(data: bytes, kind: str = JPEG, wishes: Wishes = SCREEN) -> Image.Image:
    return opened(make_ready(data, kind, wishes).data)


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return how far two pictures are apart: the root of the mean square, in steps of 255."""
    assert one.size == other.size
    seen = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    return max(ImageStat.Stat(seen).rms)


def full_of_secrets(orientation: int = 1, **options: Any) -> bytes:
    data = saved(
        scene(), exif=exif(orientation), comment=b"a comment", xmp=b"<adobe:ns/>", **options
    )
    irb = b"\xff\xed\x00\x12photoshop 3.0\0ab"
    return data[:2] + irb + data[2:] + b"Somebody's trailer"


@pytest.mark.parametrize("wishes", [SCREEN, PRINT])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_good_jpeg_loses_its_secrets_and_no_pixel(wishes: Wishes, progressive: bool) -> None:
    data = full_of_secrets(progressive=progressive)
    made = make_ready(data, JPEG, wishes)
    assert all(secret in data for secret in SECRETS)
    assert not any(secret in made.data for secret in SECRETS)
    assert opened(made.data).tobytes() == opened(data).tobytes()
    assert made.data[-2:] == b"\xff\xd9"
    # What is left is what the file held, byte for byte: it was not encoded again.
    assert made.data[-200:] in data


def test_a_plain_picture_stays_the_very_same_bytes() -> None:
    jpeg, png = saved(scene()), saved(scene(), "PNG")
    assert make_ready(jpeg, JPEG, SCREEN).data is jpeg
    assert make_ready(png, PNG, SCREEN).data is png


@pytest.mark.parametrize("wishes", [SCREEN, PRINT])
@pytest.mark.parametrize("orientation", TURNED)
@pytest.mark.parametrize("subsampling", ["4:4:4", "4:2:0"])
def test_a_picture_held_sideways_stands_upright_and_as_good(
    wishes: Wishes, orientation: int, subsampling: str
) -> None:
    data = full_of_secrets(orientation, quality=80, subsampling=subsampling)
    seen = opened(data)
    upright = ImageOps.exif_transpose(seen)
    made = make_ready(data, JPEG, wishes)
    assert difference(opened(made.data), upright) < 1.5
    assert not any(secret in made.data for secret in SECRETS)
    assert len(made.data) < len(data)
    raster = read_raster(data)
    assert isinstance(raster, Raster)
    assert (raster.width, raster.height, raster.orientation) == (*upright.size, orientation)
    assert read_raster(made.data) == Raster(JPEG, *upright.size)


def test_a_png_is_turned_too_and_loses_nothing() -> None:
    data = saved(scene(mode="P"), "PNG", exif=exif(6))
    made = make_ready(data, PNG, SCREEN)
    assert b"eXIf" not in made.data
    assert difference(opened(made.data), ImageOps.exif_transpose(opened(data))) == 0
    assert opened(made.data).mode == "P"
    assert read_raster(data) == Raster(PNG, 80, 120, 6)


@pytest.mark.parametrize("size", [(600, 400), (400, 600), (1800, 100), (401, 400), (1000, 161)])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_large_picture_is_made_smaller_in_its_proportions(
    size: tuple[int, int], kind: str
) -> None:
    data = saved(scene(size), kind)
    small = ready(data, f"image/{kind.lower()}", Wishes(screen=True, pixels=160_000))
    width, height = small.size
    assert 0.99 * 160_000 < width * height <= 160_000
    assert abs(height - width * size[1] / size[0]) <= 0.5
    assert small.format == kind
    assert difference(small, scene(size).resize(small.size)) < 6
    assert ready(data, f"image/{kind.lower()}", PRINT).size == size


def test_no_picture_is_made_larger() -> None:
    assert ready(saved(scene((30, 20)))).size == (30, 20)


@pytest.mark.parametrize("wishes", [SCREEN, PRINT])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_other_colours_of_rgb_become_those_of_screens(wishes: Wishes, kind: str) -> None:
    data = saved(scene(), kind, icc_profile=profile())
    made = make_ready(data, f"image/{kind.lower()}", wishes)
    expected = ImageCms.profileToProfile(
        opened(data), io.BytesIO(profile()), ImageCms.createProfile("sRGB"), outputMode="RGB"
    )
    assert expected is not None
    seen = opened(made.data)
    assert difference(seen, expected) < 2.5
    assert difference(seen, opened(data)) > 10
    assert "icc_profile" not in seen.info
    assert made.is_guess is False


def test_srgb_by_any_name_is_left_as_it_is() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    assert is_srgb(srgb)
    assert not is_srgb(ImageCms.ImageCmsProfile(io.BytesIO(profile())))
    data = saved(scene(), icc_profile=srgb.tobytes())
    made = make_ready(data, JPEG, SCREEN)
    assert b"ICC_PROFILE" not in made.data
    assert opened(made.data).tobytes() == opened(data).tobytes()


@pytest.mark.parametrize("broken", [b"", b"nonsense", profile()[:200]])
def test_a_broken_profile_is_no_reason_to_lose_the_picture(broken: bytes) -> None:
    data = saved(scene(), icc_profile=broken)
    assert difference(ready(data), opened(data)) == 0


def test_inks_become_light_on_screens_and_stay_inks_in_print() -> None:
    data = saved(scene(mode="CMYK"))
    made = make_ready(data, JPEG, SCREEN)
    assert made.is_guess
    assert opened(made.data).mode == "RGB"
    assert difference(opened(made.data), scene()) < 8
    printed = make_ready(data, JPEG, PRINT)
    assert opened(printed.data).mode == "CMYK"
    assert opened(printed.data).tobytes() == opened(data).tobytes()


@pytest.mark.parametrize(
    ("kind", "mode", "options", "becomes"),
    [
        ("WEBP", "RGB", {"quality": 80}, JPEG),
        ("WEBP", "RGB", {"lossless": True}, PNG),
        ("WEBP", "RGBA", {"quality": 80}, PNG),
        ("GIF", "P", {}, PNG),
    ],
)
def test_kinds_that_readers_may_not_know_become_ones_that_all_do(
    kind: str, mode: str, options: dict[str, Any], becomes: str
) -> None:
    image = scene(mode=mode)
    if mode == "RGBA":
        image.putalpha(128)
    data = saved(image, kind, **options)
    made = make_ready(data, f"image/{kind.lower()}", SCREEN)
    assert made.media_type == becomes
    assert difference(opened(made.data), opened(data)) < (4 if becomes == JPEG else 0.01)
    assert make_ready(data, f"image/{kind.lower()}", PRINT).data is data


def test_transparency_is_kept_or_laid_on_white() -> None:
    glass = scene(mode="RGBA")
    glass.putalpha(Image.linear_gradient("L").resize(glass.size))
    data = saved(glass, "PNG")
    assert make_ready(data, PNG, SCREEN).data is data
    opaque = ready(data, PNG, Wishes(screen=True, opaque=True))
    assert not opaque.has_transparency_data
    white = Image.new("RGBA", glass.size, "white")
    assert difference(opaque, Image.alpha_composite(white, glass)) < 1
    palette = saved(scene(mode="P"), "PNG", transparency=0)
    assert not ready(palette, PNG, Wishes(screen=True, opaque=True)).has_transparency_data
    gif = saved(scene(mode="P"), "GIF", transparency=65)
    seen = ready(gif, "image/gif")
    assert seen.convert("RGBA").getchannel("A").getextrema() == (0, 255)
    assert difference(seen, opened(gif)) < 0.01


def test_deep_greys_are_neither_white_nor_black() -> None:
    deep = Image.linear_gradient("L").resize((64, 64)).convert("I").point(lambda v: v * 257)
    data = saved(deep.convert("I;16"), "PNG")
    for wishes in (SCREEN, PRINT):
        seen = ready(data, PNG, wishes)
        assert seen.mode == "L"
        assert difference(seen, Image.linear_gradient("L").resize((64, 64))) < 1


def test_the_first_frame_of_a_moving_picture_is_shown() -> None:
    frames = [scene(mode="P"), scene(mode="P").transpose(Image.Transpose.ROTATE_180)]
    for kind in ("GIF", "PNG", "WEBP"):
        data = saved(frames[0], kind, save_all=True, append_images=frames[1:], lossless=True)
        raster = read_raster(data)
        assert isinstance(raster, Raster)
        assert raster.moves
        made = make_ready(data, f"image/{kind.lower()}", SCREEN)
        assert difference(opened(made.data), frames[0]) < 1
        assert b"acTL" not in made.data
        assert not getattr(opened(made.data), "is_animated", False)


def test_a_telephones_several_pictures_are_one_jpeg() -> None:
    data = saved(scene(), "MPO", save_all=True, append_images=[scene((60, 40))])
    raster = read_raster(data)
    assert raster == Raster(JPEG, 120, 80)
    made = make_ready(data, JPEG, SCREEN)
    assert opened(made.data).format == "JPEG"
    assert b"MPF\0" not in made.data
    assert len(made.data) < len(data)


def test_texts_and_times_are_cut_from_a_png() -> None:
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Author", "Somebody")
    words.add_itxt("XML:com.adobe.xmp", "<adobe:ns/>", zip=False)
    data = saved(scene(), "PNG", pnginfo=words) + b"Somebody's trailer"
    made = make_ready(data, PNG, SCREEN)
    assert not any(secret in made.data for secret in SECRETS)
    assert opened(made.data).tobytes() == opened(data).tobytes()


def test_the_same_picture_gives_the_same_bytes() -> None:
    data = full_of_secrets(6, icc_profile=profile())
    assert make_ready(data, JPEG, SCREEN) == make_ready(data, JPEG, SCREEN)


@pytest.mark.parametrize("cut", [2, 3, 20, 150, 400])
def test_a_cut_file_is_told_not_mended(cut: int) -> None:
    jpeg, png = saved(scene(exif := (120, 80)), exif=b""), saved(scene(exif), "PNG")
    with pytest.raises(ValueError):
        bare_jpeg(jpeg[:cut])
    with pytest.raises(ValueError):
        bare_png(png[: min(cut, len(png) - 1)])


@pytest.mark.parametrize("lenient", [False, True])
def test_pixels_that_cannot_be_decoded_are_told_whatever_an_engine_has_set(
    lenient: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
    data = saved(scene((200, 200)), "PNG", exif=exif(6))
    start = data.index(b"IDAT") + 4
    length = int.from_bytes(data[start - 8 : start - 4])
    junk = b"\x78\x9c" + b"\xff" * (length - 2)
    crc = zlib.crc32(b"IDAT" + junk).to_bytes(4)
    with pytest.raises(FAILURES):
        make_ready(data[:start] + junk + crc + data[start + length + 4 :], PNG, SCREEN)


@pytest.mark.parametrize(
    ("head", "kind"), [(b"\0\0\0\x18ftypheic\0\0\0\0", "HEIF"), (b"%PDF-1.7\n", "PDF")]
)
def test_kinds_that_are_not_opened_are_named(head: bytes, kind: str) -> None:
    assert read_raster(head + bytes(64)) == kind


@pytest.mark.parametrize("breaks", ["", "\n", "&#10;"])
@pytest.mark.parametrize("orientation", [1, 6])
def test_a_photograph_inside_an_svg_tells_nothing_and_stands_as_it_did(
    breaks: str, orientation: int
) -> None:
    photograph = full_of_secrets(orientation)
    text = base64.b64encode(photograph).decode()
    lines = breaks.join(text[at : at + 76] for at in range(0, len(text), 76))
    around = (
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="data:image/jpeg;base64,{}"/></svg>'
    )
    bare = bare_svg(around.format(lines).encode())
    found = re.search(rb"base64,([^\"]+)", bare)
    assert found
    inside = base64.b64decode(found[1])
    assert not any(secret in inside for secret in SECRETS[1:])
    assert opened(inside).tobytes() == opened(photograph).tobytes()
    assert opened(inside).getexif().get(0x0112, 1) == orientation
    assert bare_svg(bare) == bare


def test_what_is_no_photograph_inside_an_svg_stays() -> None:
    for inside in (b"image/png;base64,AAAA", b"image/jpeg;base64,A", b"font/woff2;base64,d09GMg=="):
        svg = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="data:' + inside + b'"/></svg>'
        assert bare_svg(svg) == svg
