"""Medians, ratios and bars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.contests import MEMORY_BAR, OURS, Contest
from benchmarks.measuring import Measurement

SMALL, LARGE = "pride-and-prejudice", "gibbon-vol1"
GROWTH_BAR = 1.2
"""How much faster than its words an EPUB's time may grow, from ``SMALL`` to ``LARGE``.

Not a PDF's: ``LARGE`` has notes and ``SMALL`` has none, and a page with notes at its foot costs
more than one without, however long the book is. ``benchmarks.growth`` asks there.
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The medians of one command of a contest."""

    contest: Contest
    command: str
    middle: Measurement
    rounds: tuple[Measurement, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A ratio that shall not be above its limit."""

    name: str
    ratio: float
    limit: float

    @property
    def is_met(self) -> bool:
        """Return whether the ratio is within its limit."""
        return self.ratio <= self.limit


def outcome(contest: Contest, command: str, rounds: Sequence[Measurement]) -> Outcome:
    """Return the medians of the rounds."""
    return Outcome(contest, command, middle_of(rounds), tuple(rounds))


def middle_of(rounds: Sequence[Measurement]) -> Measurement:
    """Return the median of each figure."""
    return Measurement(
        median(each.cpu for each in rounds),
        median(each.wall for each in rounds),
        median(each.peak for each in rounds),
        median(each.rss for each in rounds),
    )


def bars(outcomes: Sequence[Outcome]) -> Iterator[Bar]:
    """Yield every bar that the outcomes can be held to."""
    by_contest: dict[tuple[str, str], dict[str, Outcome]] = {}
    for each in outcomes:
        key = (each.contest.format, each.contest.book.name)
        by_contest.setdefault(key, {})[each.command] = each
    for (form, name), found in by_contest.items():
        ours = found[OURS]
        peer = found[ours.contest.peer]
        against = f"{form}, {name}: {{}} / {peer.command}'s"
        ratio = ours.middle.cpu / peer.middle.cpu
        yield Bar(against.format("CPU"), ratio, ours.contest.cpu_bar)
        if peer.middle.peak:
            memory = ours.middle.peak / peer.middle.peak
            yield Bar(against.format("memory"), memory, MEMORY_BAR)
    yield from _growth(by_contest)


def _growth(outcomes: Mapping[tuple[str, str], Mapping[str, Outcome]]) -> Iterator[Bar]:
    small, large = (outcomes.get(("epub", name)) for name in (SMALL, LARGE))
    if small and large:
        one, other = small[OURS], large[OURS]
        grown = other.middle.cpu / one.middle.cpu
        limit = other.contest.book.words / one.contest.book.words * GROWTH_BAR
        yield Bar(f"epub: CPU of {LARGE} / {SMALL}", grown, limit)


def table(outcomes: Sequence[Outcome]) -> str:
    """Return the medians as Markdown."""
    lines = [
        "| format | book | words | command | CPU s | peak MiB (PSS) | largest process MiB (RSS) |",
        "|---|---|--:|---|--:|--:|--:|",
    ]
    for each in outcomes:
        book, middle = each.contest.book, each.middle
        lines.append(
            f"| {each.contest.format} | {book.name} | {book.words:,} | {each.command} "
            f"| {middle.cpu:.1f} | {middle.peak:.0f} | {middle.rss:.0f} |"
        )
    return "\n".join(lines)


def verdicts(found: Sequence[Bar]) -> str:
    """Return the bars as Markdown."""
    lines = ["| ratio | is | may be | |", "|---|--:|--:|---|"]
    lines += [
        f"| {bar.name} | {bar.ratio:.2f} | {bar.limit:.2f} | {'met' if bar.is_met else 'MISSED'} |"
        for bar in found
    ]
    return "\n".join(lines)
