"""Notes told apart where the feet of pages do not have them in the order of their calls.

Two long notes called near one page's end both run on, so that the rest of the first follows the
beginning of the second; and an editor's notes stand under the author's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from publish.artifact import Rectangle
from publish.typesetting.laid_out import PlacedNote

Parts = tuple[tuple[int, Rectangle], ...]


def note_parts(pages: Sequence[Sequence[PlacedNote]], order: Mapping[str, int]) -> Iterator[Parts]:
    """Yield, for each page, its notes' numbers and areas, or nothing where all are in order.

    ``pages`` are the notes and parts of notes on the pages of a division, from above; ``order``
    gives every note's number.
    """
    numbers = [[order[note.id] for note in page if note.id in order] for page in pages]
    highest = list(accumulate((max(page, default=-1) for page in numbers), max, initial=-1))
    last = max(order.values(), default=0)
    lowest = list(
        accumulate((min(page, default=last) for page in reversed(numbers)), min, initial=last)
    )[::-1]
    for at, (page, own) in enumerate(zip(pages, numbers, strict=True)):
        through = (highest[at], *own, lowest[at + 1])
        if not own or all(before <= after for before, after in pairwise(through)):
            yield ()
        else:
            yield tuple((order[note.id], note.area) for note in page if note.id in order)
