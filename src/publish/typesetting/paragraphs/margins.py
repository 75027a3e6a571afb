"""Optical margins: what hangs outside the measure so that the edges of a text look straight.

Small marks have little black in them: set flush, they leave a dent in the margin. Each hangs by a
part of its own width, hyphens and points most, letters with slanting sides a little. The table
knows signs, not languages: a guillemet hangs in French and German alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final


def _table(parts: Mapping[str, float]) -> Mapping[str, float]:
    return MappingProxyType({sign: part for signs, part in parts.items() for sign in signs})


LEFT: Final = _table(
    {
        "“‘‚„\"'": 0.5,
        "’”": 0.5,
        "«‹»›": 0.2,
        "—―": 0.12,
        "–": 0.2,
        "([{": 0.08,
        "ATVWYXΑΤΥΧАТУХ": 0.05,
        "J": 0.05,
        "vwyx": 0.05,
    }
)
"""The part of its width by which a sign at a line's beginning stands outside."""

RIGHT: Final = _table(
    {
        ".,": 0.6,
        "-\u2010\u2011": 0.5,
        "”’“‘\"'": 0.5,
        "»›«‹": 0.2,
        ":;": 0.4,
        "—―": 0.12,
        "–": 0.25,
        "!?": 0.1,
        "…": 0.12,
        ")]}": 0.08,
        "·՝،。、，．": 0.3,
        "ATVWYXFKLPRΑΤΥΧАТУГР": 0.05,
        "rtvwykx": 0.05,
    }
)
"""The part of its width by which a sign at a line's end stands outside."""
