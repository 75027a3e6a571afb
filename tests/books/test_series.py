"""Notes of two series through the whole program: whole, labelled apart, in both editions."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from tests.conftest import run_publish

from publish.adapters.epub_reader import spine_documents

pytestmark = [pytest.mark.tools, pytest.mark.slow]

BOOK = """[book]
title = "Rivers"
language = "en-GB"
modified = 2020-01-01T00:00:00Z
note-numbering = "page"

[[book.contributors]]
name = "A. Author"

[editions.epub]
[editions.pdf]
"""
SENTENCE = "the river rose in the night and took the bridge with it, and nobody saw it go. "


def chapter() -> str:
    """Return a chapter whose notes are short and very long, of both series."""
    text, notes = ["# Rivers"], []
    for number in range(18):
        words = f"Note {number} says so"
        if number % 4 == 0:
            words += "".join(f", at {hour} {SENTENCE.strip(' .')}" for hour in range(12))
        text.append(f"On day {number} {SENTENCE * 2}[^{number}]")
        marked = f"[{words}.]{{.editor}}" if number % 2 else f"{words}."
        notes.append(f"[^{number}]: {marked}")
    return "\n\n".join((*text, *notes))


@pytest.mark.parametrize("css", ["", ".footnotes { --short-notes: run-on }"])
def test_two_series_of_notes_in_both_editions(tmp_path: Path, css: str) -> None:
    styles = tmp_path / "styles"
    styles.mkdir()
    styles.joinpath("custom.css").write_text(css, encoding="utf-8")
    manuscript = tmp_path / "manuscript"
    manuscript.mkdir()
    manuscript.joinpath("book.toml").write_text(BOOK, encoding="utf-8")
    manuscript.joinpath("01.md").write_text(chapter(), encoding="utf-8")
    run_publish("build", cwd=tmp_path)  # refuses a book that has lost or moved a word
    documents = spine_documents(next(tmp_path.glob("dist/*.epub")).read_bytes())
    markup = "".join(content.decode() for _, content in documents)
    marks = re.findall(r'class="note-mark"[^>]*>(\w+)\.<', markup)
    assert "".join(marks) == "1a2b3c4d5e6f7g8h9i"
    with pypdfium2.PdfDocument(next(tmp_path.glob("dist/*.pdf"))) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    begun = [re.findall(r"(\w)\. Note (\d+) says", page) for page in pages]
    shared = [re.search(r"says so\. +\w\. Note", page) for page in pages]
    assert any(shared) == bool(css)
    labels = ["".join(label for label, _ in page) for page in begun]
    assert sorted(int(number) for page in begun for _, number in page) == list(range(18))
    assert all(re.fullmatch("(1(2(34?)?)?)?(a(b(cd?)?)?)?", page) for page in labels)
    assert any("1" in page and "a" in page for page in labels)
