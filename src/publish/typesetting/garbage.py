"""What outlives the setting of a unit, kept from the garbage collector."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def long_lived_spared() -> Iterator[Callable[[], None]]:
    """Give a function that spares everything alive at its call the collector's visits.

    The boxes of the pages are hundreds of thousands, and stay until they are painted. Every full
    collection walks over all of them, which took a tenth of the time of a book.
    """
    gc.freeze()
    try:
        yield gc.freeze
    finally:
        gc.unfreeze()
