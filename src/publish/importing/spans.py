"""Stretches of a text that can be asked for what stands around a character, fast."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator

_NESTED = 4
"""How deep stretches may stand in one another to be found from inside the innermost."""


class Spans:
    """Stretches in order; a stretch may stand in another, and none crosses another."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._spans = sorted(spans)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self._spans)

    def add(self, start: int, end: int) -> None:
        """Enter a stretch."""
        insort(self._spans, (start, end))

    def around(self, place: int) -> tuple[int, int] | None:
        """Return the innermost stretch that holds a character."""
        number = bisect_right(self._spans, place, key=lambda span: span[0]) - 1
        for at in range(number, max(number - _NESTED, -1), -1):
            if self._spans[at][1] > place:
                return self._spans[at]
        return None

    def touches(self, start: int, end: int) -> bool:
        """Return whether a stretch has a character between these."""
        if self.around(start):
            return True
        number = bisect_left(self._spans, start, key=lambda span: span[0])
        return number < len(self._spans) and self._spans[number][0] < end

    def crosses(self, start: int, end: int) -> bool:
        """Return whether a stretch has one end between these and the other outside."""
        return self.around(start) != self.around(end - 1)
