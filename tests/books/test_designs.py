"""Every design makes whole books: its own faces, lines that register, openings that stand."""

from __future__ import annotations

import ctypes
import re
import shutil
import zipfile
from cmath import exp, phase, pi
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pypdfium2 import raw
from tests.conftest import run_publish

from publish.cli.new import STYLES
from publish.content.stylesheets import design_names, read_design

pytestmark = [pytest.mark.tools, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
SPECIMEN = Path(__file__).parent / "specimen"
NEAR = 0.25
"""Points that eyes do not see, in the depth of lines."""


def built(source: Path, project: Path, style: str, *arguments: str) -> Path:
    """Return ``dist`` of a book built in a design; nothing was said against it."""
    shutil.copytree(source, project / "manuscript")
    settings = project / "manuscript" / "book.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        re.sub("(?m)^style = .*", f'style = "{style}"', text), encoding="utf-8", newline="\n"
    )
    run_publish("build", *arguments, "--quiet", cwd=project)
    return project / "dist"


@pytest.fixture(scope="module", params=design_names())
def specimen(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return the name of a design and ``dist`` of a small book with everything in it."""
    project = tmp_path_factory.mktemp(request.param)
    return request.param, built(SPECIMEN / "manuscript", project, request.param)


def test_the_command_offers_every_design() -> None:
    assert sorted(STYLES) == sorted(design_names())


def test_its_epub_is_valid_and_holds_its_own_faces_with_their_licences(
    specimen: tuple[str, Path], need_tool: Callable[[str], Path]
) -> None:
    name, dist = specimen
    (epub,) = dist.glob("*.epub")
    with zipfile.ZipFile(epub) as archive:
        fonts = {
            Path(entry).name for entry in archive.namelist() if entry.endswith((".ttf", ".otf"))
        }
        text = "".join(
            archive.read(entry).decode("utf-8", "replace") for entry in archive.namelist()
        )
    families = {family.replace(" ", "") for family in read_design(name).families.values()}
    assert {font.partition("-")[0] for font in fonts} == families
    assert "SIL Open Font License" in text
    need_tool("java")
    run_publish("check", epub, cwd=dist)


def test_its_pdf_is_set_in_its_own_faces_alone(specimen: tuple[str, Path]) -> None:
    name, dist = specimen
    (path,) = dist.glob("*.pdf")
    with pikepdf.open(path) as pdf:
        fonts = {
            str(item.FontName).partition("+")[2].replace("-", "")
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        }
    families = {family.replace(" ", "") for family in read_design(name).families.values()}
    assert {next(family for family in families if font.startswith(family)) for font in fonts} == (
        families
    )


def test_what_a_new_book_says_builds(tmp_path: Path) -> None:
    for style in STYLES:
        run_publish("new", style, "--style", style, "--quiet", cwd=tmp_path)
        ran = run_publish("pdf", "-C", style, "--quiet", cwd=tmp_path)
        assert ran.stderr == ""


# The grid


def letters(page: Any) -> Iterator[tuple[str, float, float, float]]:
    """Yield each letter of a page with its size, its place from the left and its baseline."""
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text.raw, index)
        if code > 32:
            raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
            size = raw.FPDFText_GetFontSize(text.raw, index)
            yield chr(code), round(size, 2), x.value, page.get_height() - y.value


@pytest.mark.parametrize("style", design_names())
def test_lines_of_the_text_register_on_all_pages(style: str, tmp_path: Path) -> None:
    dist = built(ROOT / "manuscript", tmp_path / "book", style, "pdf")
    (path,) = dist.glob("*.pdf")
    pages = [list(letters(page)) for page in pypdfium2.PdfDocument(path)]
    sizes = Counter(size for page in pages for _, size, _, _ in page)
    text_size = sizes.most_common(1)[0][0]
    lines = [
        sorted(y for y, count in _baselines(page, text_size).items() if count > 12)
        for page in pages
    ]
    steps = [b - a for page in lines for a, b in pairwise(page)]
    leading = median(steps)
    # Places on the grid, as angles: their mean does not mind where the grid begins.
    turns = sum(exp(2j * pi * y / leading) for page in lines for y in page)
    grid = phase(turns) / (2 * pi) * leading
    off = {
        number: y
        for number, page in enumerate(lines, start=1)
        for y in page
        if abs((y - grid + leading / 2) % leading - leading / 2) > NEAR
    }
    assert sum(map(len, lines)) > 500
    assert off == {}


def _baselines(page: list[tuple[str, float, float, float]], size: float) -> Counter[float]:
    return Counter(round(y, 3) for _, found, _, y in page if found == size)


# The drop capital


def test_a_drop_capital_stands_on_the_third_line_and_is_as_high_as_the_first(
    specimen: tuple[str, Path],
) -> None:
    name, dist = specimen
    if read_design(name).lead != "drop-cap":
        pytest.skip("this design has none")
    (path,) = dist.glob("*.pdf")
    page = next(
        page
        for page in pypdfium2.PdfDocument(path)
        if "HE WATER" in page.get_textpage().get_text_bounded()
    )
    marks = list(letters(page))
    at, (_, size, left, foot) = next(
        (n, mark) for n, mark in enumerate(marks) if mark[0] == "T" and mark[1] > 30
    )
    text = [mark for mark in marks[at + 1 :] if mark[1] < 20]
    first, second, third = sorted({round(y, 2) for _, _, _, y in text})[:3]
    assert third - second == pytest.approx(second - first, abs=0.1)
    capital = next(mark for mark in text if mark[0] == "H" and abs(mark[3] - first) < 1)
    drop = ink(page, left, left + size * 0.4, first - 20, third + 3)
    beside = ink(page, capital[2] + 1, capital[2] + 5, first - 12, first + 2)
    assert drop[1] == pytest.approx(third, abs=NEAR)
    assert drop[0] == pytest.approx(beside[0], abs=NEAR)
    assert foot == pytest.approx(third, abs=NEAR)


def ink(page: Any, left: float, right: float, top: float, bottom: float) -> tuple[float, float]:
    """Return the depths where the ink of a part of a page begins and ends, in points."""
    scale = 16
    drawn = page.render(scale=scale).to_pil().convert("L")
    box = drawn.crop(tuple(round(edge * scale) for edge in (left, top, right, bottom)))
    _, first, _, last = box.point(lambda level: 255 if level < 128 else 0).getbbox()
    return top + first / scale, top + last / scale


# Reading in order


def test_a_chapter_reads_in_order_for_whoever_copies_it(specimen: tuple[str, Path]) -> None:
    _, dist = specimen
    (path,) = dist.glob("*.pdf")
    texts = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path)]
    (opening,) = (text for text in texts if "HE WATER" in text)
    joined = "".join(opening.split())
    assert re.search(r"2Verse,TablesandCodeTHEWATERcameatnight", joined)
