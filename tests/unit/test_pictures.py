import io
from pathlib import PurePosixPath

import pytest
from PIL import Image as Pillow
from tests.unit.editions.epub_support import METADATA, SVG

from publish.diagnostics import Diagnostic, Severity, Span
from publish.model.blocks import BulletList, Figure, Paragraph, Table
from publish.model.book import Book, Division, Note
from publish.model.inlines import Identifier, Image, Link
from publish.pictures import check_pictures, picture_places, shown_width
from publish.pictures.raster import Raster, read_raster
from publish.pictures.svg import svg_problem

PLACE = Span(PurePosixPath("manuscript/one.md"), 7)
INNER = Span(PurePosixPath("manuscript/one.md"), 9)


def raster(kind: str = "PNG", size: tuple[int, int] = (600, 300)) -> bytes:
    stream = io.BytesIO()
    Pillow.effect_noise(size, 50).save(stream, kind)
    return stream.getvalue()


def book(*images: Image) -> Book:
    blocks = (Paragraph(images, span=PLACE),)
    division = Division(Identifier("one"), "chapter", "bodymatter", blocks=blocks)
    return Book(METADATA, (division,))


def judged(
    data: bytes, name: str = "manuscript/images/a.png", *, measure: float | None = None
) -> tuple[list[str], list[Diagnostic]]:
    said: list[Diagnostic] = []
    found = check_pictures(
        book(Image(name, "A cat.")), {name: data}, measure=measure, report=said.append
    )
    return [resource.media_type for resource in found.values()], said


def codes(said: list[Diagnostic]) -> list[str]:
    return [diagnostic.rule.code for diagnostic in said]


@pytest.mark.parametrize(
    ("kind", "suffix", "media_type"),
    [
        ("PNG", "png", "image/png"),
        ("JPEG", "jpg", "image/jpeg"),
        ("GIF", "gif", "image/gif"),
        ("WEBP", "webp", "image/webp"),
    ],
)
def test_what_books_can_hold_is_taken_and_a_truncated_file_is_not(
    kind: str, suffix: str, media_type: str
) -> None:
    data, name = raster(kind), f"manuscript/images/a.{suffix}"
    assert judged(data, name) == ([media_type], [])
    types, said = judged(data[: len(data) // 2], name)
    assert (types, codes(said)) == ([], ["I005"])


def test_other_kinds_are_named() -> None:
    types, (said,) = judged(raster("BMP"))
    assert (types, said.rule.code) == ([], "I003")
    assert said.message == 'image "manuscript/images/a.png" is of the kind "BMP"'
    assert said.span == PLACE


def test_a_name_that_promises_another_kind_is_a_warning() -> None:
    types, (said,) = judged(raster("JPEG"))
    assert (types, said.rule.code, said.level) == (["image/jpeg"], "I003", Severity.WARNING)
    assert said.hint == 'name it "a.jpeg"'


@pytest.mark.parametrize(
    ("inside", "word"),
    [
        (b"<script>1</script>", "script"),
        (b'<rect onclick="x()"/>', "onclick"),
        (b'<image href="http://example.org/a.png"/>', "outside"),
        (b'<use xmlns:x="http://www.w3.org/1999/xlink" x:href="other.svg#a"/>', "outside"),
        (b"<style>@import 'a.css';</style>", "outside"),
        (b'<rect fill="url(http://example.org/p.svg#a)"/>', "outside"),
        (b"<foreignObject/>", "foreignObject"),
    ],
)
def test_an_svg_that_runs_or_reaches_outside_is_refused(inside: bytes, word: str) -> None:
    types, (said,) = judged(SVG.replace(b"</svg>", inside + b"</svg>"), "manuscript/images/a.svg")
    assert (types, said.rule.code) == ([], "I007")
    assert word in said.message


def test_a_plain_svg_is_taken_with_its_own_references() -> None:
    inside = b'<g id="a" fill="url(#p)"/><use href="#a"/><image href="data:image/png;base64,AA"/>'
    assert svg_problem(SVG.replace(b"</svg>", inside + b"</svg>")) is None
    prolog = b'<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">\n'
    assert judged(prolog + SVG, "manuscript/images/a.svg") == (["image/svg+xml"], [])


@pytest.mark.parametrize(
    "data",
    [
        b"<svg><rect></svg>",
        b"<svg/>",
        b"<!DOCTYPE html><html/>",
        b'<!DOCTYPE svg [<!ENTITY a "aa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        b"<?xml-stylesheet href='a.css'?>" + SVG,
    ],
)
def test_broken_and_tricky_svg_is_refused(data: bytes) -> None:
    assert svg_problem(data) is not None


def test_missing_alternative_text_is_told_at_each_place() -> None:
    said: list[Diagnostic] = []
    check_pictures(
        book(Image("a.svg", None), Image("a.svg", "")), {"a.svg": SVG}, report=said.append
    )
    assert codes(said) == ["I002"]


def test_what_could_not_be_read_is_not_told_twice() -> None:
    said: list[Diagnostic] = []
    assert check_pictures(book(Image("a.png", "x")), {"a.png": None}, report=said.append) == {}
    assert said == []


def test_coarse_pictures_are_told_with_the_width_to_supply() -> None:
    _, (said,) = judged(raster(size=(640, 400)), measure=300.0)
    assert said.rule.code == "I004"
    assert said.message == 'image "manuscript/images/a.png" is 640 px wide, 154 dpi in print'
    assert said.hint == "supply a picture at least 1250 px wide, or show it smaller"
    assert judged(raster(size=(640, 400)))[1] == []
    assert judged(raster(size=(1300, 400)), measure=300.0)[1] == []


@pytest.mark.parametrize(
    ("width", "height", "points"),
    [
        (None, None, 300.0),
        ("50%", None, 150.0),
        ("1in", None, 72.0),
        ("2.54cm", None, 72.0),
        ("96", None, 72.0),
        (None, "36pt", 72.0),
        ("900pt", None, 300.0),
        ("wide", None, 300.0),
    ],
)
def test_the_width_in_print_is_the_authors_within_the_measure(
    width: str | None, height: str | None, points: float
) -> None:
    image = Image("a.png", "x", width=width, height=height)
    assert shown_width(image, Raster("image/png", 600, 300), 300.0) == pytest.approx(points)


def test_pictures_are_found_wherever_they_stand_at_the_nearest_place() -> None:
    def shown(name: str) -> Paragraph:
        return Paragraph((Link("https://example.org", (Image(name, "x"),)),))

    figure = Figure(
        (shown("figure"),), (Paragraph((Image("caption", "x"),), span=INNER),), span=PLACE
    )
    table = Table((shown("table"),), (None,), (), ((),), span=PLACE)
    note = Note(Identifier("n"), (shown("note"),))
    division = Division(
        Identifier("one"),
        "chapter",
        "bodymatter",
        title=(Image("title", "x"),),
        blocks=(figure, BulletList(((shown("item"),),)), table),
        notes=(note,),
        span=PLACE,
    )
    places = picture_places(Book(METADATA, (division,)))
    assert list(places) == ["title", "figure", "caption", "item", "table", "note"]
    assert places["figure"] == places["item"] == PLACE
    assert places["caption"] == INNER


def test_bytes_that_are_nothing_are_broken() -> None:
    assert read_raster(b"\x89PNG\r\n\x1a\n") is None
    assert read_raster(b"words") is None
