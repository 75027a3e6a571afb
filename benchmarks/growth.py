"""Measure whether a long book costs what its parts cost: time by the word, memory by the word.

    python -m benchmarks.growth --corpora FOLDER [--books NAME NAME...] [--rounds 2]

The books are set one by one, then all as one manuscript of half a million words; a book that is
named twice is in it twice. So the whole holds the very paragraphs and notes of its parts, and
nothing but its length can make it dearer. The status is 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.books import PUBLISH, MeasuredBook, import_book, texts_of
from benchmarks.contests import OURS
from benchmarks.measuring import Command, Measurement, measure
from benchmarks.results import Bar, middle_of, verdicts

BOOKS = ("pride-and-prejudice", "gibbon-vol1", "pride-and-prejudice")
TOGETHER = "together"
CPU_BAR = 1.2
"""How many times the time of its parts a book may take."""

MEMORY_BAR = 1.2
"""How many times as much memory by the word as its smallest part a book may take."""


def join(folders: Sequence[Path], target: Path) -> Path:
    """Write the manuscripts of several folders as one, with the metadata of the first."""
    target.mkdir()
    shutil.copy(folders[0] / "metadata.yaml", target)
    for number, folder in enumerate(folders, 1):
        for text in texts_of(folder):
            shutil.copy(text, target / f"{number}-{text.name}")
        if (folder / "images").is_dir():
            shutil.copytree(folder / "images", target / "images", dirs_exist_ok=True)
    return target


def growth_bars(
    parts: Sequence[MeasuredBook], whole: MeasuredBook, found: Mapping[str, Measurement]
) -> Iterator[Bar]:
    """Yield what the whole takes against its parts, a part counted as often as it is in it."""
    cpu = found[whole.name].cpu / sum(found[part.name].cpu for part in parts)
    yield Bar(f"pdf: CPU of {whole.words:,} words / its parts", cpu, CPU_BAR)
    least = min(parts, key=lambda part: part.words)
    if found[least.name].peak:
        grown = found[whole.name].peak / found[least.name].peak
        ratio = grown / (whole.words / least.words)
        yield Bar(f"pdf: memory by the word / {least.name}", ratio, MEMORY_BAR)


def table(books: Sequence[MeasuredBook], found: Mapping[str, Measurement]) -> str:
    """Return what each book took as Markdown."""
    lines = [
        "| book | words | CPU s | CPU ms by the word | peak MiB | KiB by the word |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for book in books:
        cpu, peak = found[book.name].cpu, found[book.name].peak
        each = f"{1000 * cpu / book.words:.3f} | {peak:.0f} | {1024 * peak / book.words:.2f}"
        lines.append(f"| {book.name} | {book.words:,} | {cpu:.1f} | {each} |")
    return "\n".join(lines)


def _measured(book: MeasuredBook, number: int) -> Measurement:
    result = measure(Command((*PUBLISH, "pdf", "-q"), book.project))
    said = f"{OURS} pdf {book.name} {number}: {result.cpu:.1f} s, {result.peak:.0f} MiB"
    print(said, file=sys.stderr, flush=True)
    return result


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpora", type=Path, required=True, help="the folder with the books")
    parser.add_argument("--books", nargs="+", default=BOOKS, help="what is joined, in order")
    parser.add_argument("--rounds", type=int, default=1, help="how often each book is set")
    return parser.parse_args()


def main() -> int:
    """Set the parts and the whole in turns, print the tables."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="publish-bench-") as folder:
        work = Path(folder).resolve()
        sources = [(options.corpora / name).resolve() for name in options.books]
        projects = work / "projects"
        projects.mkdir()
        imported = {source.name: import_book(source, projects) for source in dict.fromkeys(sources)}
        whole = import_book(join(sources, work / TOGETHER), projects)
        books = [*imported.values(), whole]
        rounds: dict[str, list[Measurement]] = {book.name: [] for book in books}
        for number in range(1, options.rounds + 1):
            for book in books:
                rounds[book.name].append(_measured(book, number))
    found = {name: middle_of(results) for name, results in rounds.items()}
    bars = list(growth_bars([imported[source.name] for source in sources], whole, found))
    print(table(books, found), verdicts(bars), sep="\n\n")
    return 0 if all(bar.is_met for bar in bars) else 1


if __name__ == "__main__":
    sys.exit(main())
