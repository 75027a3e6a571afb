"""What the benchmarks measure and how they judge it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from benchmarks.books import MeasuredBook
from benchmarks.composition import PEER, shortfalls
from benchmarks.composition import table as composition_table
from benchmarks.composition_texts import without_notes
from benchmarks.contests import OURS, Contest
from benchmarks.growth import growth_bars, join
from benchmarks.importing import importing_bars, markdown, write_source, write_text
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


def test_a_long_book_is_held_to_what_its_parts_take() -> None:
    one, other, whole = (
        MeasuredBook(name, Path(), Path(), words)
        for name, words in (("one", 100), ("other", 300), ("whole", 500))
    )
    found = {"one": (10, 200), "other": (40, 500), "whole": (63, 1300)}
    costs = {name: Measurement(cpu, 1, peak, peak) for name, (cpu, peak) in found.items()}
    assert [
        (round(bar.ratio, 2), bar.is_met) for bar in growth_bars([one, other, one], whole, costs)
    ] == [(1.05, True), (1.3, False)]


def test_a_book_that_is_joined_twice_is_in_the_whole_twice(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "metadata.yaml").write_text(name)
        (tmp_path / name / "1.md").write_text(f"of {name}")
    whole = join([tmp_path / name for name in "aba"], tmp_path / "whole")
    assert [text.read_text() for text in sorted(whole.glob("*.md"))] == ["of a", "of b", "of a"]
    assert (whole / "metadata.yaml").read_text() == "a"


def figures(**changes: float) -> dict[str, object]:
    even = {"mean": 1.02, "stdev": 0.1, "share_gt_1.5": 0.001, "share_lt_0.8": 0.03}
    return {
        "space_ratio": even | {key: changes[key] for key in even if key in changes},
        "hyphens": {"share": changes.get("hyphens", 0.05)},
        "runts": changes.get("runts", 4),
        "justified_share": changes.get("justified", 0.998),
    }


def test_composition_is_judged_row_by_row() -> None:
    assert not list(shortfalls({OURS: figures(), PEER: figures()}))
    assert not list(shortfalls({OURS: figures()}))
    worse = figures(mean=0.97, runts=5, justified=0.99)
    assert list(shortfalls({OURS: worse, PEER: figures()})) == [
        "space ratio: mean",
        "runts",
        "justified lines",
    ]


def test_the_table_of_composition_has_a_column_for_each_engine() -> None:
    lines = composition_table("a book", {OURS: figures(), PEER: figures(hyphens=0.0712)})
    assert lines.startswith(f"| a book | {OURS} | {PEER} |\n|---|--:|--:|\n")
    assert "| hyphenated line ends | 5.00 % | 7.12 % |" in lines


def test_notes_can_be_left_out_of_a_text() -> None:
    text = "One. [^1] Two[^b] and[^1]: three.\n\n"
    notes = "[^1]: First.\n\n    More of it.\n\n[^b]: Second.\n\n"
    assert without_notes(f"{text}{notes}End.\n") == "One. Two and: three.\n\nEnd.\n"


def test_texts_to_import_are_the_same_everywhere_and_as_long_as_asked(tmp_path: Path) -> None:
    first, second = (write_text(tmp_path / name, 2000) for name in ("a.txt", "b.txt"))
    assert first.read_bytes() == second.read_bytes()
    assert 2000 <= len(first.read_text("utf-8").split()) < 2400


def test_sources_of_other_kinds_have_the_same_notes_as_the_text(tmp_path: Path) -> None:
    blocks = list(markdown(6000))
    calls = re.findall(r"(?<=\S)\[\^([\d-]+)\](?!:)", "\n".join(blocks))
    notes = [one[2 : one.index("]")] for one in blocks if one.startswith("[^")]
    assert sorted(calls) == sorted(notes)
    assert len(set(notes)) == len(notes) > 5
    path = write_source(tmp_path, "rtf", 500)
    assert path.read_bytes().startswith(b"{\\rtf1")


def test_an_import_may_take_four_times_as_long_for_four_times_the_words() -> None:
    found = {10: Measurement(1, 1, 100, 100), 40: Measurement(4.5, 5, 300, 300)}
    assert [bar.is_met for bar in importing_bars(found)] == [False, True]
