"""What the page list of an EPUB costs: time the first time and later, bytes of the file.

    python -m benchmarks.page_list --corpora FOLDER --books gibbon-vol1

The pages are those of the book's own PDF, so an EPUB alone sets the book once; where the PDF is
made anyway they cost what finding them in the EPUB takes. The commands take turns.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.books import PUBLISH, MeasuredBook, import_book
from benchmarks.measuring import Command, Measurement, measure
from benchmarks.results import middle_of

NO_LIST = 'page-list = "none"\n'


@dataclass(frozen=True, slots=True)
class Case:
    """A command in a project, with or without what an earlier run remembers of its pages."""

    name: str
    project: Path
    command: str
    remembers: bool = False

    def run(self) -> Measurement:
        """Run it once."""
        if not self.remembers:
            shutil.rmtree(self.project / "build", ignore_errors=True)
        return measure(Command((*PUBLISH, self.command, "-q"), self.project))


def with_list(book: MeasuredBook) -> MeasuredBook:
    """Return the same book in a project whose EPUB has the page list."""
    project = book.project.with_name(f"{book.name}-paged")
    shutil.copytree(book.project, project)
    settings = project / "manuscript" / "book.toml"
    settings.write_text(settings.read_text("utf-8").replace(NO_LIST, ""), encoding="utf-8")
    return replace(book, project=project)


def cases(plain: Path, paged: Path) -> tuple[Case, ...]:
    """Return what is measured; the EPUB that remembers comes after the one that does not."""
    return (
        Case("EPUB without a page list", plain, "epub"),
        Case("EPUB with it, the first time", paged, "epub"),
        Case("EPUB with it, the text unchanged", paged, "epub", remembers=True),
        Case("EPUB and PDF without", plain, "build"),
        Case("EPUB and PDF with it", paged, "build"),
    )


def report(book: MeasuredBook, rounds: int) -> None:
    """Measure a book and print its rows."""
    paged = with_list(book)
    measured = cases(book.project, paged.project)
    found: dict[str, list[Measurement]] = {case.name: [] for case in measured}
    for _ in range(rounds):
        for case in measured:
            found[case.name].append(case.run())
    sizes = {
        each: next((each / "dist").glob("*.epub")).stat().st_size for each in _projects(measured)
    }
    for case in measured:
        middle = middle_of(found[case.name])
        kib = sizes[case.project] / 1024
        print(f"| {book.name} | {case.name} | {middle.cpu:.1f} | {middle.peak:.0f} | {kib:.0f} |")


def _projects(measured: tuple[Case, ...]) -> set[Path]:
    return {case.project for case in measured}


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.page_list")
    parser.add_argument("--corpora", type=Path, required=True, help="the folder with the books")
    parser.add_argument("--books", nargs="+", default=["meditations", "gibbon-vol1"])
    parser.add_argument("--rounds", type=int, default=1, help="how often each command is run")
    options = parser.parse_args()
    print("| book | what is made | CPU s | peak MiB | EPUB KiB |")
    print("|---|---|--:|--:|--:|")
    with tempfile.TemporaryDirectory(prefix="publish-pages-") as folder:
        for name in options.books:
            work = Path(folder).resolve()
            report(import_book((options.corpora / name).resolve(), work), options.rounds)


if __name__ == "__main__":
    main()
