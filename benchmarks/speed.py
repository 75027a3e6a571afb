"""Measure ``publish`` against pandoc and WeasyPrint alone, side by side.

    script/bench --corpora FOLDER --rounds 3 --out speed.json

``FOLDER`` holds a folder for each book: Markdown files and ``metadata.yaml``. The commands of a
contest take turns, so that a busy machine slows all alike; processor time is the figure, the clock
is not. The status is 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.books import import_book
from benchmarks.contests import Contest, epub_contest, pdf_contest
from benchmarks.measuring import Measurement, measure
from benchmarks.results import Bar, Outcome, bars, outcome, table, verdicts

from publish.toolchain import engine_versions

BOOKS = ("pride-and-prejudice", "gibbon-vol1", "deep-review")
FORMATS = ("epub", "pdf")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__.splitlines()[0])
    parser.add_argument("--corpora", type=Path, required=True, help="the folder with the books")
    parser.add_argument("--rounds", type=int, default=3, help="how often each command is run")
    parser.add_argument("--out", type=Path, help="where the figures go, as JSON")
    parser.add_argument("--books", nargs="+", default=BOOKS, help="which books")
    parser.add_argument("--formats", nargs="+", default=FORMATS, choices=FORMATS)
    parser.add_argument(
        "--with-pandoc-pdf",
        action="store_true",
        help="measure `pandoc | weasyprint` without any style of ours, too",
    )
    return parser.parse_args()


def _contests(options: argparse.Namespace, work: Path) -> Iterator[Contest]:
    for name in options.books:
        book = import_book((options.corpora / name).resolve(), work)
        if "epub" in options.formats:
            yield epub_contest(book, work)
        if "pdf" in options.formats:
            yield pdf_contest(book, work, with_pandoc=options.with_pandoc_pdf)


def _play(contest: Contest, rounds: int) -> Iterator[Outcome]:
    measured: dict[str, list[Measurement]] = {name: [] for name in contest.commands}
    for number in range(1, rounds + 1):
        for name, command in contest.commands.items():
            result = measure(command)
            measured[name].append(result)
            print(
                f"{contest.format} {contest.book.name} {number}/{rounds} {name}:"
                f" {result.cpu:.1f} s, {result.peak:.0f} MiB",
                file=sys.stderr,
            )
    for name, results in measured.items():
        yield outcome(contest, name, results)


def _figures(outcomes: Sequence[Outcome], found: Sequence[Bar]) -> dict[str, Any]:
    return {
        "python": platform.python_version(),
        "engines": dict(engine_versions()),
        "outcomes": [
            {
                "format": each.contest.format,
                "book": each.contest.book.name,
                "words": each.contest.book.words,
                "command": each.command,
                "median": asdict(each.middle),
                "rounds": [asdict(one) for one in each.rounds],
            }
            for each in outcomes
        ],
        "bars": [{**asdict(bar), "met": bar.is_met} for bar in found],
    }


def main() -> int:
    """Measure, print the tables, write the figures."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="publish-bench-") as folder:
        contests = _contests(options, Path(folder).resolve())
        outcomes = [each for contest in contests for each in _play(contest, options.rounds)]
    found = list(bars(outcomes))
    print(table(outcomes), verdicts(found), sep="\n\n")
    if options.out:
        figures = json.dumps(_figures(outcomes, found), indent=2)
        options.out.write_text(f"{figures}\n", encoding="utf-8")
    return 0 if all(bar.is_met for bar in found) else 1


if __name__ == "__main__":
    sys.exit(main())
