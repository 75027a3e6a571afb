import io
from pathlib import PurePosixPath
from typing import Any

import fontpkg
import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont
from tests.unit.editions.epub_support import silent, with_body

from publish.adapters.font_files import ADDED
from publish.adapters.fonts import (
    check_glyphs,
    has_ink,
    load_faces,
    missing_glyphs,
    subset_faces,
)
from publish.diagnostics import Diagnostic, Ledger
from publish.editions import Face
from publish.errors import ToolMissingError
from publish.manuscript import Asset, SourceFile


@pytest.fixture(scope="module")
def faces() -> tuple[Face, ...]:
    return load_faces(report=silent)


def opened(face: Face) -> TTFont:
    return TTFont(io.BytesIO(face.data))


def test_each_family_gives_four_static_faces_that_know_their_names(faces: tuple[Face, ...]) -> None:
    told = [(face.family, face.weight, face.italic, face.monospaced) for face in faces]
    assert told == [
        (family, weight, italic, mono)
        for family, mono in (("EB Garamond", False), ("Source Code Pro", True))
        for italic in (False, True)
        for weight in ("400", "700")
    ]
    for face in faces:
        font = opened(face)
        assert "fvar" not in font
        assert font["name"].getDebugName(1) == face.family
        assert font["name"].getDebugName(6) == face.href.stem
        assert str(font["OS/2"].usWeightClass) == face.weight
        assert bool(font["head"].macStyle & 1) == (face.weight == "700")


def test_a_face_with_optical_sizes_is_cut_for_text() -> None:
    (regular, *_) = load_faces(("Source Serif 4",), report=silent)
    source = hb.Font(hb.Face(fontpkg.path("Source Serif 4").read_bytes()))
    widths = {}
    for size in (11, 20):
        source.set_variations({"wght": 400, "opsz": size})
        widths[size] = source.get_glyph_h_advance(source.get_nominal_glyph(ord("n")))
    cut = hb.Font(hb.Face(regular.data))
    assert cut.get_glyph_h_advance(cut.get_nominal_glyph(ord("n"))) == widths[11] != widths[20]


def test_the_licence_travels_with_the_face(faces: tuple[Face, ...]) -> None:
    assert all("SIL Open Font License" in face.notice for face in faces)
    assert all(face.license == "OFL-1.1" for face in faces)


def test_every_space_and_joiner_has_a_glyph(faces: tuple[Face, ...]) -> None:
    for face in faces:
        assert set(ADDED) <= set(opened(face).getBestCmap())


def test_a_subset_keeps_the_characters_their_styles_and_little_else(
    faces: tuple[Face, ...],
) -> None:
    roman = faces[0]
    (small,) = subset_faces((roman,), "слово")
    font = opened(small)
    assert {ord("с"), ord("A"), 0x202F} <= set(font.getBestCmap())
    assert ord("Ж") not in font.getBestCmap()
    features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert {"smcp", "c2sc", "onum", "lnum", "tnum", "liga", "sups"} <= features
    assert len(small.data) < len(roman.data) / 4
    assert font["name"].getDebugName(13)
    assert subset_faces((roman,), "оволс") == (small,)


def test_only_characters_with_ink_can_be_missing(faces: tuple[Face, ...]) -> None:
    assert missing_glyphs(faces, "a\u202f\u2060\u00ad\ufe0f⁂漢") == ("⁂", "漢")
    assert missing_glyphs(faces, "plain") == ()
    assert missing_glyphs((), "a") == ("a",)
    assert not has_ink("\u200b")


def test_a_missing_glyph_is_reported_where_it_stands_first(faces: tuple[Face, ...]) -> None:
    ledger = Ledger()
    source = SourceFile(PurePosixPath("manuscript/one.md"), "a\nb 漢 漢\n", "bodymatter")
    check_glyphs(faces, (with_body('<p title="字">漢</p>'),), (source,), report=ledger.add)
    (found,) = ledger
    assert str(found.span) == "manuscript/one.md:2:3"
    assert found.rule.code == "T001"
    assert found.message == 'no font has "漢" (U+6F22, cjk unified ideograph-6f22)'


def test_an_own_font_is_taken_as_it_is(faces: tuple[Face, ...]) -> None:
    asset = Asset(PurePosixPath("fonts/own.ttf"), faces[3].data)
    (own,) = load_faces((), files=(asset,), report=silent)
    assert (own.family, own.weight, own.italic, own.license) == ("EB Garamond", "700", True, "")
    assert own.data == faces[3].data


@pytest.mark.parametrize("data", [b"", b"nothing", b"\0\1\0\0" + b"\xff" * 64])
def test_a_broken_font_is_the_authors_to_mend(data: bytes) -> None:
    said: list[Diagnostic] = []
    asset = Asset(PurePosixPath("fonts/own.ttf"), data)
    assert load_faces((), files=(asset,), report=said.append) == ()
    assert [diagnostic.rule.code for diagnostic in said] == ["M007"]


def test_a_family_that_is_not_installed_says_how_to_install_it() -> None:
    with pytest.raises(ToolMissingError) as caught:
        load_faces(("No Such Family",), report=silent)
    assert caught.value.hint == "run `pip install fontpkg-no-such-family`"


def with_rights(face: Face, rights: int) -> Asset:
    font = opened(face)
    font["OS/2"].fsType = rights
    stream = io.BytesIO()
    font.save(stream)
    return Asset(PurePosixPath("manuscript/fonts/own.ttf"), stream.getvalue())


@pytest.mark.parametrize(
    ("rights", "found"),
    [(0, []), (2, ["T002"]), (4, []), (8, []), (2 | 8, []), (0x100, []), (0x200, ["T002"])],
)
def test_a_font_that_forbids_to_be_embedded_is_named(
    faces: tuple[Face, ...], rights: int, found: list[str]
) -> None:
    ledger = Ledger()
    (own,) = load_faces((), files=(with_rights(faces[0], rights),), report=ledger.add)
    assert [entry.rule.code for entry in ledger] == found
    assert all(str(entry.span) == "manuscript/fonts/own.ttf" for entry in ledger)
    assert own.family == "EB Garamond"


def test_a_font_that_forbids_to_be_cut_goes_into_the_book_whole(faces: tuple[Face, ...]) -> None:
    asset = with_rights(faces[0], 0x108)
    (own,) = load_faces((), files=(asset,), report=silent)
    (kept,) = subset_faces((own,), "слово")
    assert kept.data == own.data == asset.data
    (free,) = load_faces((), files=(with_rights(faces[0], 8),), report=silent)
    assert len(subset_faces((free,), "слово")[0].data) < len(asset.data) / 4


def test_a_subset_still_joins_letters_and_stands_marks_upright() -> None:
    from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
    from fontTools.fontBuilder import FontBuilder

    builder = FontBuilder(1000)
    names = [".notdef", "A", "beh", "beh.init", "comma", "comma.vert"]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0x41: "A", 0x628: "beh", 0x3001: "comma"})
    builder.setupGlyf(dict.fromkeys(names, _empty()))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": "Joined", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    addOpenTypeFeaturesFromString(
        builder.font,
        "feature init { sub beh by beh.init; } init;"
        "feature vert { sub comma by comma.vert; } vert;",
    )
    data = io.BytesIO()
    builder.save(data)
    face = Face("Joined", PurePosixPath("fonts/Joined.ttf"), data.getvalue())
    (small,) = subset_faces((face,), "\u0628\u3001")
    table = opened(small)["GSUB"].table
    assert {record.FeatureTag for record in table.FeatureList.FeatureRecord} == {"init", "vert"}


def _empty() -> Any:
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    return TTGlyphPen(None).glyph()
