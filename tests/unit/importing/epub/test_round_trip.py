"""Our own book built to an EPUB, imported, built again: the same book."""

from __future__ import annotations

import re
import shutil
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from publish.cli import main

pytestmark = [pytest.mark.tools, pytest.mark.slow]

BOOK = Path(__file__).parents[4] / "manuscript"
_OUTSIDE = ("titlepage", "contents", "cover", "copyright-page", "half-title", "title-page")
_WITHIN = frozenset(["a", "em", "strong", "span", "sup", "sub", "code", "i", "b", "s"])


class Words(HTMLParser):
    """The words of a document, those in formulas apart, and how often each element stands in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.elements: list[str] = []
        self._quiet = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if ("class", "note-call") in attrs:  # marks side by side are two, with a space or without
            self.pieces.append(" ")
        self._quiet += tag in ("math", "head")
        self.elements.append(tag)
        if tag not in _WITHIN:
            self.pieces.append(" ")

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        del attrs
        self.elements.append(tag)
        if tag not in _WITHIN:
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._quiet -= tag in ("math", "head")
        if tag not in _WITHIN:
            self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._quiet:
            self.pieces.append(data)


def built(project: Path) -> Path:
    done = CliRunner().invoke(main, ["-C", str(project), "epub", "--no-page-list"])
    assert done.exit_code == 0, done.stderr
    return next((project / "dist").glob("*.epub"))


def read(epub: Path) -> dict[str, Words]:
    """Return the documents of a book but for the pages that it makes itself, in their order."""
    found = {}
    with zipfile.ZipFile(epub) as archive:
        package = archive.read("EPUB/content.opf").decode()
        items = {
            re.search(r'\bid="([^"]+)"', one)[1]: re.search(r'href="([^"]+)"', one)[1]  # type: ignore[index]
            for one in re.findall(r"<item [^>]*>", package)
        }
        for name in re.findall(r'<itemref [^>]*idref="([^"]+)"', package):
            text = archive.read(f"EPUB/{items[name]}").decode()
            if any(f'class="{one}"' in text for one in _OUTSIDE):
                continue
            found[items[name]] = Words()
            found[items[name]].feed(text)
    return found


def test_the_book_comes_back_and_is_built_the_same(tmp_path: Path) -> None:
    first = tmp_path / "first"
    shutil.copytree(BOOK, first / "manuscript")
    source = built(first)
    second = tmp_path / "second"
    done = CliRunner().invoke(main, ["import", str(source), "--to", str(second)])
    assert done.exit_code == 0, done.stderr
    before, after = read(source), read(built(second))
    said, again = (
        re.findall(r"\w+", "".join("".join(one.pieces) for one in book.values()))
        for book in (before, after)
    )
    assert said == again
    for name in ("h1", "h2", "h3", "aside", "figure", "img", "table", "td", "math", "li", "dd"):
        counts = [
            sum(one.elements.count(name) for one in book.values()) for book in (before, after)
        ]
        assert counts[0] == counts[1], name
