"""Figures said in words and numbers, as people read them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from publish.proof.examination import Proof
from publish.proof.figures import Figure
from publish.proof.terms import NOTE, TERMS

_MEANS: Final = ("mean-space", "space-deviation")


def said(key: str, figure: Figure) -> str:
    """Return the number of a figure."""
    if key.removeprefix(NOTE) in _MEANS:
        return f"{figure.value:.3f}"
    return f"{figure.value:,.0f}".replace(",", "\u202f")


def share_said(figure: Figure) -> str:
    """Return the share of a figure, ``""`` where it is none of anything."""
    if figure.share is None or not figure.whole:
        return ""
    return f"{figure.share * 100:.2f}\u202f%" if figure.value else "0\u202f%"


def table(proof: Proof) -> Iterator[str]:
    """Yield the lines of a short table: text, then notes in a column of their own."""
    has_notes = proof.figures[f"{NOTE}lines"].value > 0
    keys = [key for key in TERMS if not key.startswith(NOTE)]
    width = max(len(TERMS[key].title) for key in keys)
    yield f"{'':{width}}  {'text':>7} {'':>8}" + (f"  {'notes':>7}" if has_notes else "")
    for key in keys:
        figure, in_notes = proof.figures[key], proof.figures.get(NOTE + key)
        share = share_said(figure)
        row = f"{TERMS[key].title:{width}}  {said(key, figure):>7} {share:>8}"
        if has_notes and in_notes is not None:
            row += f"  {said(key, in_notes):>7} {share_said(in_notes):>8}"
        yield row.replace("\u202f", " ").rstrip()
