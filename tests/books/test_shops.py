"""Our book for each shop, and a book of difficult pictures: EPUBCheck, and what the files hold."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import get_args

import pikepdf
import pytest
from lxml import etree
from PIL import Image, ImageOps
from tests.conftest import ROOT, run_publish
from tests.unit.picture_support import exif, opened, profile, saved, scene

from publish.adapters.formulas import PIXELS
from publish.adapters.validators import EpubCheck
from publish.artifact import Artifact
from publish.diagnostics import Diagnostic
from publish.shops import ShopName

pytestmark = [pytest.mark.tools, pytest.mark.slow]

XHTML = "{http://www.w3.org/1999/xhtml}"

BOOK = """
[book]
title = "Pictures"
language = "en-GB"
date = "2026"
publisher = "A Press"
cover = "images/cover.jpg"

[[book.contributors]]
name = "A. Author"

[editions.epub]
isbn = "978-3-16-148410-0"

[editions.kobo]
for = "kobo"
isbn = "978-3-16-148410-0"

[editions.pdf]
"""

PICTURES: Mapping[str, bytes] = {
    "sideways.jpg": saved(scene((2400, 1600)), exif=exif(6), quality=85),
    "large.jpg": saved(scene((3000, 2000)), exif=exif(1), comment=b"A Telephone"),
    "adobe.jpg": saved(scene((1800, 1200)), icc_profile=profile()),
    "inks.jpg": saved(scene((1800, 1200), "CMYK")),
    "web.webp": saved(scene((1800, 1200)), "WEBP", quality=80),
    "old.gif": saved(scene((1800, 1200), "P"), "GIF"),
    "old.png": saved(scene((1800, 1200), "P"), "PNG"),
    "glass.png": saved(scene((1800, 1200), "RGBA"), "PNG", exif=exif(1)),
    "cover.jpg": saved(scene((1800, 2600)), exif=exif(1), quality=70),
}


ALT = "A green field with a red and a blue corner, view "


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def judged(path: Path) -> list[str]:
    found: list[Diagnostic] = []
    artifact = Artifact(path.name, "application/epub+zip", path.read_bytes())
    EpubCheck().check(artifact, report=found.append)
    return [f"{one.rule.code} {one.span}: {one.message}" for one in found]


@pytest.fixture(scope="module")
def for_shops(tmp_path_factory: pytest.TempPathFactory) -> dict[ShopName, Path]:
    """Return our book's EPUB for each shop."""
    project = tmp_path_factory.mktemp("for-shops")
    shutil.copytree(ROOT / "manuscript", project / "manuscript")
    made = {}
    for name in get_args(ShopName):
        said = run_publish("epub", "--for", name, cwd=project).stdout.strip()
        made[name] = project / said
    return made


def test_each_shop_has_a_file_of_its_own_that_passes(
    for_shops: dict[ShopName, Path], need_tool: Callable[[str], Path]
) -> None:
    need_tool("java")
    assert [path.name for path in for_shops.values()] == [
        "russian-federation.epub",
        "russian-federation-kindle.epub",
        "russian-federation-apple.epub",
        "russian-federation-kobo.epub",
    ]
    assert [problem for path in for_shops.values() for problem in judged(path)] == []


def test_kindle_gets_formulas_as_pictures_as_large_as_the_text(
    for_shops: dict[ShopName, Path],
) -> None:
    files = members(for_shops["kindle"])
    texts = {name: data for name, data in files.items() if name.endswith(".xhtml")}
    assert not any(b"<math" in data or b"<!--" in data for data in texts.values())
    assert b"mathml" not in files["EPUB/content.opf"].lower()
    formulas = [
        image
        for data in texts.values()
        for image in etree.fromstring(data).iter(f"{XHTML}img")
        if image.get("class") == "formula"
    ]
    assert len(formulas) == 2
    for image in formulas:
        assert image.get("alt")
        pixels = opened(files[f"EPUB/{image.get('src')}"])
        assert not pixels.has_transparency_data
        assert pixels.convert("L").getpixel((0, 0)) == 255
        assert 0 in pixels.convert("L").tobytes()
        match = re.search(r"width:([\d.]+)em;height:([\d.]+)em", image.get("style", ""))
        assert match
        assert pixels.width == pytest.approx(float(match[1]) * PIXELS, abs=1)
        assert pixels.height == pytest.approx(float(match[2]) * PIXELS, abs=2)
    generic = members(for_shops["generic"])
    assert any(b"<math" in data for name, data in generic.items() if name.endswith(".xhtml"))


def test_kindle_gets_the_cover_as_a_picture_alone_and_the_contents_twice(
    for_shops: dict[ShopName, Path],
) -> None:
    files = members(for_shops["kindle"])
    package = etree.fromstring(files["EPUB/content.opf"])
    items = {item.get("id"): item for item in package.iter("{*}item")}
    spine = [str(items[ref.get("idref")].get("href")) for ref in package.iter("{*}itemref")]
    assert "EPUB/cover.xhtml" not in files
    assert [i.get("href") for i in items.values() if i.get("properties") == "cover-image"] == [
        "images/cover.png"
    ]
    assert opened(files["EPUB/images/cover.png"]).size == (1600, 2560)
    assert spine.index("contents.xhtml") < spine.index("two-names.xhtml")
    navigation = [
        str(link.get("href")).partition("#")[0]
        for link in etree.fromstring(files["EPUB/contents.xhtml"]).iterfind(
            f".//{XHTML}nav[@id='contents']//{XHTML}a"
        )
    ]
    ncx = etree.fromstring(files["EPUB/toc.ncx"])
    assert [
        str(content.get("src")).partition("#")[0]
        for content in ncx.iterfind("{*}navMap//{*}content")
    ] == navigation
    assert [spine.index(href) for href in navigation] == sorted(map(spine.index, navigation))
    assert not ncx.findall("{*}navMap/{*}navPoint/{*}navPoint/{*}navPoint")
    assert [ref.get("type") for ref in package.iter("{*}reference")].count("toc") == 1


def test_apple_is_told_of_the_fonts_and_gets_a_cover_within_its_limit(
    for_shops: dict[ShopName, Path],
) -> None:
    files = members(for_shops["apple"])
    assert b'<meta property="ibooks:specified-fonts">true</meta>' in files["EPUB/content.opf"]
    cover = opened(files["EPUB/images/cover.png"])
    assert cover.width * cover.height <= 4_000_000
    assert cover.width >= 1400
    assert cover.mode == "P"


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the ``dist`` of a book of difficult pictures."""
    project = tmp_path_factory.mktemp("pictures")
    (project / "manuscript/images").mkdir(parents=True)
    (project / "manuscript/book.toml").write_text(BOOK, "utf-8")
    for name, data in PICTURES.items():
        (project / "manuscript/images" / name).write_bytes(data)
    shown = "\n\n".join(
        f'![Picture {number}](images/{name}){{alt="{ALT}{number}"}}'
        for number, name in enumerate(PICTURES)
        if name != "cover.jpg"
    )
    (project / "manuscript/1-one.md").write_text(f"# One\n\nWords.\n\n{shown}\n", "utf-8")
    said = run_publish("build", cwd=project).stderr
    assert sorted(set(re.findall(r"\[(\w\d+)\]", said))) == ["I010"]
    return project / "dist"


def shown(files: Mapping[str, bytes]) -> dict[str, Image.Image]:
    """Return the pictures of an EPUB as shown, by the name that the author gave them."""
    images = etree.fromstring(files["EPUB/one.xhtml"]).iter(f"{XHTML}img")
    names = list(PICTURES)
    return {
        names[int(str(i.get("alt")).removeprefix(ALT))]: opened(files[f"EPUB/{i.get('src')}"])
        for i in images
    }


def test_every_picture_of_an_epub_is_upright_small_bare_and_in_srgb(
    pictures: Path, need_tool: Callable[[str], Path]
) -> None:
    need_tool("java")
    files = members(pictures / "pictures.epub")
    assert judged(pictures / "pictures.epub") == []
    found = shown(files)
    assert set(found) == set(PICTURES) - {"cover.jpg"}
    for name, image in found.items():
        upright = ImageOps.exif_transpose(opened(PICTURES[name]))
        assert image.format in {"JPEG", "PNG"}, name
        assert image.width * image.height <= 4_000_000
        assert image.width / image.height == pytest.approx(upright.width / upright.height, rel=0.01)
        assert image.mode in {"RGB", "RGBA", "L", "P"}
        assert not {"exif", "comment", "icc_profile", "xmp"} & set(image.info)
    assert not any(b"A Telephone" in data for data in files.values())
    assert found["large.jpg"].size < (3000, 2000)
    assert found["glass.png"].has_transparency_data
    assert not shown(members(pictures / "pictures-kobo.epub"))["glass.png"].has_transparency_data


def test_the_pdf_shows_every_pixel_upright_and_tells_nothing_of_the_author(pictures: Path) -> None:
    data = (pictures / "pictures.pdf").read_bytes()
    sizes = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image":
                raw = item.read_raw_bytes()
                assert b"Exif" not in raw
                assert b"A Telephone" not in raw
                if item.get("/ColorSpace") != "/DeviceGray":
                    sizes.append((int(item.Width), int(item.Height), str(item.ColorSpace)))
    assert (1600, 2400, "/DeviceRGB") in sizes
    assert (3000, 2000, "/DeviceRGB") in sizes
    assert (1800, 1200, "/DeviceCMYK") in sizes
