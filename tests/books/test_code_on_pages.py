"""Books with much code: what ends a chapter, what is too long for the page, what a drawing says."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from tests.conftest import run_publish

pytestmark = [pytest.mark.tools, pytest.mark.slow]

SETTINGS = '[book]\ntitle = "Code"\nlanguage = "en"\ndate = "2026"\n'
LONG = "        sysctl::SystemClock::UsePll(sysctl::PllOutputFrequency::_80_00mhz),"
ESCAPED = '        format!("{status_line}\\r\\nContent-Length: {length}\\r\\n\\r\\n{contents}");'
DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" width="400" height="100">
<g opacity=".5"><rect width="400" height="100" fill="#ddd"/><text x="9" y="50">superseded</text></g>
</svg>
"""


def build(folder: Path, text: str, **files: str) -> list[str]:
    """Return the pages of a book; its words are compared with its manuscript's on the way."""
    for name, content in {"book.toml": SETTINGS, "1.md": text, **files}.items():
        path = folder / "manuscript" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    run_publish("pdf", cwd=folder)
    with pypdfium2.PdfDocument(folder / "dist/code.pdf") as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_a_chapter_may_end_in_code(tmp_path: Path) -> None:
    assert "x <- 1" in build(tmp_path, "# One\n\nText.\n\n```\nx <- 1\n```\n")[-1]


def test_a_word_of_code_that_is_too_long_turns_over_between_its_parts(tmp_path: Path) -> None:
    page = build(tmp_path, f"# One\n\n```rust\n{LONG}\n{ESCAPED}\n```\n\nText.\n")[-1]
    assert "PllOutputFrequency::_80_00mhz)," in page
    assert "{contents}" in page


def test_words_of_a_drawing_with_groups_are_the_drawings(tmp_path: Path) -> None:
    text = '# One\n\n![A stage](images/a.svg){alt="a stage"}\n\nText.\n'
    assert "superseded" in build(tmp_path, text, **{"images/a.svg": DRAWING})[-1]
