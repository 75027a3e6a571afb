"""What the benchmarks measure and how they judge it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from benchmarks.books import MeasuredBook
from benchmarks.contests import OURS, Contest
from benchmarks.measuring import Command, CommandFailedError, Measurement, measure
from benchmarks.results import LARGE, SMALL, Outcome, bars, outcome

BUSY = "sum(range(3_000_000))"


def python(source: str) -> Command:
    return Command((sys.executable, "-c", source), Path.cwd())


def test_the_time_of_children_counts() -> None:
    alone = measure(python(BUSY))
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY!r}])"
    assert measure(python(parent)).cpu > alone.cpu * 0.8 > 0


def test_a_command_that_fails_is_no_measurement() -> None:
    with pytest.raises(CommandFailedError, match="no such book"):
        measure(python("raise SystemExit('no such book')"))


def outcomes(name: str, words: int, ours: float, theirs: float) -> list[Outcome]:
    book = MeasuredBook(name, Path(), Path(), words)
    contest = Contest(book, "epub", {}, "pandoc", 1.5)
    return [
        outcome(contest, command, [Measurement(cpu + more, 1, 100, 100) for more in (-1, 0, 9)])
        for command, cpu in ((OURS, ours), ("pandoc", theirs))
    ]


def test_ratios_are_those_of_medians_and_growth_is_held_to_the_words() -> None:
    found = list(bars([*outcomes(SMALL, 100, 10, 8), *outcomes(LARGE, 200, 30, 19)]))
    assert [(round(bar.ratio, 2), round(bar.limit, 2), bar.is_met) for bar in found] == [
        (1.25, 1.5, True),
        (1.0, 1.5, True),
        (1.58, 1.5, False),
        (1.0, 1.5, True),
        (3.0, 2.4, False),
    ]
