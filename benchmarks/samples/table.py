"""What became of the samples, as a table and in a line each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from benchmarks.samples.reading import TEXT
from benchmarks.samples.running import Outcome

BAR: Final = 99.9
"""Percent of the words of a text that an import keeps."""

_LEFT: Final = ("contents", "page numbers", "line numbers", "hidden", "beside media")
_BOTH: Final = ("note marks", "readings", "alternative text")
_FIRST: Final = ("sample", "words", "kept, %", "not counted")
_LAST: Final = ("notes", "formulas", "tables", "EPUBCheck: errors, warnings")
_HEAD: Final = (*_FIRST, *_BOTH, *_LAST)


def table(outcomes: Sequence[Outcome]) -> str:
    """Return the table; what is not there is a dash, of what differs both numbers stand."""
    lines = [f"| {' | '.join(_HEAD)} |", "|---" * len(_HEAD) + "|"]
    return "\n".join([*lines, *(f"| {' | '.join(_row(one))} |" for one in outcomes)])


def _row(one: Outcome) -> list[str]:
    words = one.before.of(TEXT).total()
    row = [one.name, f"{words:,}" if words else "–"]
    if one.stopped:
        return [*row, one.stopped, *[""] * (len(_HEAD) - 3)]
    left = [f"{place} {one.before.of(place).total():,}" for place in _LEFT if one.before.of(place)]
    row += [f"{one.kept:.2f}" if words else "–", ", ".join(left) or "–"]
    row += [_both(one.before.of(place).total(), one.after.of(place).total()) for place in _BOTH]
    row += [_both(one.before.notes, one.after.notes)]
    row += [_both(one.before.numbers[x], one.after.numbers[x]) for x in ("formulas", "tables")]
    return [*row, f"{one.errors}, {one.warnings}"]


def _both(before: int, after: int) -> str:
    if not before and not after:
        return "–"
    return f"{before:,}" if before == after else f"{before:,} → {after:,}"


def story(one: Outcome) -> str:
    """Return in a line what became of a sample, with the words that it lost."""
    if one.stopped:
        return one.stopped
    words = one.before.of(TEXT).total()
    lost = " ".join(f"{word} ×{number}" for word, number in one.lost.most_common(12))
    formulas = _both(one.before.numbers["formulas"], one.after.numbers["formulas"])
    return (
        f"{one.kept:.3f} % of {words:,} words, notes {_both(one.before.notes, one.after.notes)}, "
        f"formulas {formulas}, EPUBCheck {one.errors}" + (f"; lost: {lost}" if lost else "")
    )
