"""The gate: limits that figures must keep, and where they are broken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from publish.proof.examination import Proof
from publish.proof.flaws import Flaw
from publish.proof.terms import TERMS, VERY_LOOSE

_VALUE: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(%?)")
_NAMED: Final = 5
"""Places that are named of each figure over its limit."""


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that a figure may be; a share of its whole where ``is_share``."""

    key: str
    value: float
    is_share: bool

    @property
    def allowed(self) -> str:
        """Return the most that the figure may be, as it was given."""
        return f"{self.value * 100:g}%" if self.is_share else f"{self.value:g}"


@dataclass(frozen=True, slots=True)
class Breach:
    """A limit broken: what the figure is, and where."""

    limit: Limit
    found: str
    places: tuple[str, ...]
    more: int

    def __str__(self) -> str:
        where = ", ".join(self.places) + (f" and {self.more} more" if self.more else "")
        return f"{self.limit.key} is {self.found}, over {self.limit.allowed}" + (
            f": {where}" if where else ""
        )


def read_limit(text: str) -> Limit:
    """Return the limit that ``KEY=VALUE`` or ``KEY=VALUE%`` says.

    Raises ``KeyError`` with the key for a figure that there is not, ``ValueError`` with a
    sentence for anything else.
    """
    key, mark, value = (part.strip() for part in text.partition("="))
    if key not in TERMS:
        raise KeyError(key)
    match = _VALUE.fullmatch(value)
    if not mark or match is None:
        raise ValueError(f'"{text}" is not KEY=NUMBER or KEY=NUMBER%')
    if match[2] and not TERMS[key].of:
        raise ValueError(f'"{key}" is a share of nothing; give a number without %')
    return Limit(key, float(match[1]) / (100 if match[2] else 1), bool(match[2]))


def judge(proof: Proof, limits: Sequence[Limit]) -> Iterator[Breach]:
    """Yield every limit that the proof breaks."""
    for limit in limits:
        figure = proof.figures[limit.key]
        value = (figure.share or 0.0) if limit.is_share else figure.value
        if value > limit.value:
            found = f"{value:.2%}" if limit.is_share else f"{round(value, 3):g}"
            places = tuple(_places(proof, limit.key))
            yield Breach(limit, found, places[:_NAMED], max(0, len(places) - _NAMED))


def place(flaw: Flaw) -> str:
    """Return where a flaw is: its line in the manuscript, if an author wrote it, and its page."""
    page = f"page {flaw.folio or flaw.page}"
    return f"{flaw.at} ({page})" if flaw.at else page


def _places(proof: Proof, key: str) -> Iterator[str]:
    """Yield where the flaws are that a figure counts, or the divisions where it is highest."""
    kind, least = key, 0.0
    if key.endswith("very-loose"):
        kind, least = key.replace("very-loose", "loose"), VERY_LOOSE - 1
    found = [flaw for flaw in proof.flaws if flaw.kind == kind and flaw.weight > least]
    if found or TERMS[key].is_flaw:
        yield from map(place, found)
        return
    worst = sorted(proof.divisions, key=lambda division: -division.figures[key].value)
    for division in worst:
        if division.figures[key].value:
            yield f'"{division.title}" {round(division.figures[key].value, 3):g}'
