"""No-break spaces left by a paste from the web: traces of italics and links that were lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from publish.importing.plain.account import Account
from publish.importing.plain.heading_lines import is_title_case
from publish.importing.plain.passage import Passage
from publish.importing.spans import Spans

Likelihood = Literal["likely", "possible", "unlikely"]

_SPACE: Final = "\xa0"
_MEANT: Final = re.compile(
    r"(?<=\d)\xa0(?=[\d%‰°$€£₽]|(?:[kcm]?m|[km]?g|[kM]?[WVJ]|ha|st|lb|тыс|млн|млрд|г|гг|в|вв|р|руб|"
    r"Uhr|Jahre?|euros?|USD|EUR|GHz|MHz)\b)"
    r"|\xa0(?=[;:!?»%–—•])|(?<=[«№§¶–—])\xa0"
    r"|(?<![^\W\d_])(?<=\w)\xa0(?=\w)"  # after one letter or figure alone
    r"|(?<=\.)\xa0(?=[\w.])"  # after an abbreviation or an initial
    r"|(?<=\bMr|\bDr|\bSt|\bМr)\xa0|(?<=\bMrs|\bMme)\xa0"
)
_SHORT: Final = re.compile(r"(?<![^\W_])[^\W_]{1,2}\xa0")
_TO_STOP: Final = re.compile(r"[^,.;:!?()\xa0]{1,120}")
_TITLED: Final = re.compile(
    r"[^\W\d_a-z][\w’'-]*(?: (?:(?:of|and|the|in|to|a|и|в|de|la|der|und) )?[^\W\d_a-z][\w’'-]*)*"
)
_LONGEST: Final = 120
"""The most characters that a title has."""


@dataclass(frozen=True, slots=True)
class Trace:
    """Words between two traces, or after one: where they stand, and what they likely were."""

    start: int
    end: int
    likelihood: Likelihood
    evidence: str


def traces_in(text: str, language: str) -> tuple[int, ...]:
    """Return where no-break spaces stand that no rule of typography asks for."""
    if _SPACE not in text:
        return ()
    meant = {match.start() + match[0].index(_SPACE) for match in _MEANT.finditer(text)}
    if language.partition("-")[0] in ("ru", "uk", "be", "bg", "pl", "cs", "sk"):
        meant |= {match.end() - 1 for match in _SHORT.finditer(text)}
    return tuple(index for index, sign in enumerate(text) if sign == _SPACE and index not in meant)


def lost_italics(text: str, traces: tuple[int, ...]) -> Iterator[Trace]:
    """Yield the words that traces may have marked: between two, or on one side of one."""
    taken = -1
    for number, trace in enumerate(traces):
        following = traces[number + 1] if number + 1 < len(traces) else None
        if trace < taken:
            continue
        if following is not None and following - trace <= _LONGEST:
            inside = text[trace + 1 : following]
            if inside.strip() and not re.search(r"[.!?…]\s", inside):
                yield _between(trace + 1, following, inside)
                taken = following
                continue
        if trace == taken:
            continue
        yield from _beside(text, trace)


def _between(start: int, end: int, inside: str) -> Trace:
    evidence = "between two no-break spaces"
    likelihood: Likelihood = "unlikely"
    if inside[:1].isdigit() or inside[:1].islower():
        evidence += "; it does not begin like a title: rather a link"
    elif is_title_case(inside) and len(inside.split()) > 1 and not re.search(r"\d", inside):
        likelihood, evidence = "likely", f"{evidence}, written as a title"
    else:
        likelihood, evidence = "possible", f"{evidence}; a title, a name or a link"
    return Trace(start, end, likelihood, evidence)


def _beside(text: str, trace: int) -> Iterator[Trace]:
    after = _TO_STOP.match(text, trace + 1)
    words = after[0].rstrip() if after else ""
    titled = re.match(
        r"(?:[^\W\d_a-z][\w’'-]*(?: (?:of|and|the|in|to|a|и|в|de|la|der|und) )?\s*)+", words
    )
    run = titled[0].strip() if titled else ""
    if len(run.split()) > 1 and run == words:
        evidence = "after a no-break space, written as a title to the next stop"
        yield Trace(trace + 1, trace + 1 + len(run), "possible", evidence)
    elif words:
        first = words.split()[0]
        evidence = "beside a single no-break space"
        yield Trace(trace + 1, trace + 1 + len(first), "unlikely", evidence)


def open_traces(passage: Passage, traces: tuple[int, ...], account: Account) -> None:
    """Make traces plain spaces: lines could not break there, and nobody meant that."""
    for index in traces:
        if passage.is_free(index, index + 1):
            passage.replace(index, index + 1, " ")
    if traces:
        account.counts["no-break spaces of a paste made plain spaces"] += len(traces)


def mark_lost_italics(
    passage: Passage,
    traces: tuple[int, ...],
    account: Account,
    *,
    wanted: frozenset[str],
    settled: Spans,
) -> None:
    """Propose, or set where ``wanted`` says so, the italics that traces tell of.

    ``settled`` are words that are emphasised already.
    """
    for trace in lost_italics(passage.text, traces):
        if settled.touches(max(trace.start - 2, 0), trace.end + 1):
            continue
        words = passage.text[trace.start : trace.end]
        end = trace.start + len(words.rstrip(" ,.;:"))
        sets = trace.likelihood in wanted and passage.is_free(trace.start, end)
        if sets:
            passage.insert(trace.start, "*", 4)
            passage.insert(end, "*", 0)
        outcome: Literal["done", "proposed", "left"] = "done" if sets else "proposed"
        if trace.likelihood == "unlikely" and not sets:
            outcome = "left"
        evidence = f"{trace.likelihood}: {trace.evidence}"
        at = passage.offset(trace.start)
        account.decide("lost italics", words, evidence, at, outcome)
