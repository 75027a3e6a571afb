"""How large our EPUBs are beside pandoc's of the same book, fonts and pictures.

    python -m benchmarks.size --corpora FOLDER

pandoc gets our subset fonts and our cover. It cuts a book at its headings of the first level; where
chapters stand below parts it is measured a second time, cut at the chapters as its manual advises
for such books and as we do: each file is packed by itself, so the same text in three files is
smaller than in thirty. The status is 1 where we are above the bar at either.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.books import PUBLISH, MeasuredBook, import_book
from benchmarks.contests import pandoc_reading
from benchmarks.measuring import run

BAR = 1.1
"""How many times pandoc's size ours may be."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes of ours and of pandoc's, cut at headings of a level."""

    book: str
    level: int
    ours: int
    pandoc: int

    @property
    def ratio(self) -> float:
        """Return how many times pandoc's size ours is."""
        return self.ours / self.pandoc


def measure_sizes(book: MeasuredBook, work: Path) -> Iterator[Sizes]:
    """Yield the sizes at pandoc's own cut and, where that is another one, at ours."""
    run((*PUBLISH, "epub", "-q"), folder=book.project)
    ours = next((book.project / "dist").glob("*.epub"))
    folder = work / f"{book.name}-resources"
    resources = tuple(_resources(ours, folder))
    chapters = 2 if _has_parts(book) else 1
    for level in range(1, chapters + 1):
        out = folder / f"pandoc-{level}.epub"
        options = ("--to=epub3", f"--split-level={level}", "--toc", f"--output={out}")
        run((*pandoc_reading(book), *resources, *options), folder=book.folder)
        yield Sizes(book.name, level, ours.stat().st_size, out.stat().st_size)


def _has_parts(book: MeasuredBook) -> bool:
    """Return whether chapters stand in files of their own below headings of the first level."""
    return any(text.read_text(encoding="utf-8").lstrip().startswith("## ") for text in book.texts)


def _resources(epub: Path, folder: Path) -> Iterator[str]:
    """Yield pandoc's options for the fonts and the cover of an EPUB of ours, unpacked here."""
    with zipfile.ZipFile(epub) as archive:
        for name in archive.namelist():
            if name.endswith((".ttf", ".otf")):
                yield f"--epub-embed-font={archive.extract(name, folder)}"
            elif re.search(r"/images/cover\.(png|jpe?g)$", name):
                yield f"--epub-cover-image={archive.extract(name, folder)}"


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.size")
    parser.add_argument("--corpora", type=Path, required=True, help="the folder with the books")
    parser.add_argument("--books", nargs="+", help="which books; by default all")
    options = parser.parse_args()
    folders = sorted(each for each in options.corpora.resolve().iterdir() if each.is_dir())
    found: list[Sizes] = []
    with tempfile.TemporaryDirectory(prefix="publish-size-") as name:
        work = Path(name).resolve()
        for folder in folders:
            if not options.books or folder.name in options.books:
                found += measure_sizes(import_book(folder, work), work)
    print("| book | pandoc cut at level | publish KiB | pandoc KiB | ratio | may be |")
    print("|---|--:|--:|--:|--:|--:|")
    for each in found:
        sizes = f"{each.ours / 1024:.0f} | {each.pandoc / 1024:.0f} | {each.ratio:.2f}"
        print(f"| {each.book} | {each.level} | {sizes} | {BAR:.2f} |")
    return 0 if all(each.ratio <= BAR for each in found) else 1


if __name__ == "__main__":
    sys.exit(main())
