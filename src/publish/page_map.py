"""The map of the set pages, down to the line: what stands where, and where it was written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from publish.diagnostics import Span

LineKind = Literal["text", "note", "heading", "caption", "verse", "table", "other"]


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line as it stands on its page, or a picture among the lines, whose ``text`` is empty.

    Lengths are points from the page's upper left corner: ``baseline`` and ``left`` to ``right``,
    the edges of what is set; ``measure`` is the left and the right edge that it should keep, what
    hangs in the right margin on purpose included.
    ``size`` is that of its type. ``text`` has no calls of notes. ``space`` is how wide its word
    spaces are, 1 being natural; ``spaces`` counts them. A line is justified when it was brought to
    the measure. ``paragraph`` is the same number for all lines of one paragraph, over page ends
    too, and of no other. ``at`` is where the paragraph begins in the manuscript, if an author wrote
    it. ``reason`` says why a line could not be better, where that is known.
    """

    kind: LineKind
    baseline: float
    left: float
    right: float
    measure: tuple[float, float]
    size: float
    text: str
    spaces: int
    space: float
    is_justified: bool
    is_first: bool
    is_last: bool
    paragraph: int
    note: str = ""
    at: Span | None = None
    reason: str = ""

    @property
    def is_divided(self) -> bool:
        """Return whether the line ends in a hyphen, the author's or ours, and goes on."""
        return not self.is_last and self.text.endswith(HYPHENS)


HYPHENS = ("-", "\u2010", "\u00ad")
"""What a divided line may end in."""


def span_of(at: str) -> Span:
    """Return the place that a ``data-at`` attribute names: ``manuscript/chapters/02.md:14``."""
    path, _, line = at.rpartition(":")
    return Span(PurePosixPath(path), int(line))
