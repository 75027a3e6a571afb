"""A font of the author's that must not be cut: whole in both books, which can be searched."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from tests.conftest import run_publish

from publish.adapters.fonts import load_faces

pytestmark = [pytest.mark.tools, pytest.mark.slow]

BOOK = """
[book]
title = "A Font"
language = "en-GB"
date = "2026"
fonts = ["fonts/own.ttf"]
"""


def own_font() -> bytes:
    """Return a font under another name that forbids to be cut."""
    roman = load_faces(("Literata",), report=lambda one: pytest.fail(one.message))[0]
    font = TTFont(io.BytesIO(roman.data))
    font["OS/2"].fsType = 0x0108
    for record in font["name"].names:
        record.string = str(record).replace("Literata", "Ownfont")
    stream = io.BytesIO()
    font.save(stream)
    return stream.getvalue()


def test_a_font_that_must_not_be_cut_is_whole_in_both_books(tmp_path: Path) -> None:
    data = own_font()
    (tmp_path / "manuscript/fonts").mkdir(parents=True)
    (tmp_path / "styles").mkdir()
    (tmp_path / "manuscript/fonts/own.ttf").write_bytes(data)
    (tmp_path / "manuscript/book.toml").write_text(BOOK, "utf-8")
    (tmp_path / "manuscript/1.md").write_text("# One\n\nWords of [1234]{.own}.\n", "utf-8")
    (tmp_path / "styles/custom.css").write_text(".own { font-family: Ownfont }\n", "utf-8")
    run_publish("build", cwd=tmp_path)
    with pikepdf.open(tmp_path / "dist/a-font.pdf") as pdf:
        embedded = {
            str(item.FontName).partition("+")[2]: item.FontFile2.read_bytes()
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        }
    assert embedded["Ownfont"] == data
    assert len(embedded["EB-Garamond"]) < 50_000
    with pypdfium2.PdfDocument(tmp_path / "dist/a-font.pdf") as document:
        text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    assert "1234" in text
    assert "2026" in text
    with zipfile.ZipFile(tmp_path / "dist/a-font.epub") as archive:
        fonts = {name: archive.read(name) for name in archive.namelist() if "/fonts/" in name}
    assert fonts["EPUB/fonts/Ownfont-Regular.ttf"] == data
