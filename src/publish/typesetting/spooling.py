"""What pydyf 0.13 does again and again while it writes a long PDF, done once.

The bytes are the same but for the level of compression.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

COMPRESSION: Final = 6
"""Level 9, which pydyf uses, makes a book 1 % smaller and takes four times as long."""


@contextmanager
def page_references_kept() -> Iterator[None]:
    """Let ``PDF.page_references`` be made once for each number of pages.

    Every element of the tag tree asks for it, and it lists every page of the book: tagging takes
    time by the square of the pages.
    """
    import pydyf

    original = pydyf.PDF.page_references
    kept: dict[tuple[int, int], tuple[bytes, ...]] = {}

    def page_references(pdf: Any) -> tuple[bytes, ...]:
        key = (id(pdf), len(pdf.pages["Kids"]))
        if key not in kept:
            kept[key] = original.fget(pdf)
        return kept[key]

    pydyf.PDF.page_references = property(page_references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = original


def compress_streams(pdf: Any) -> None:
    """Compress every stream now, for a PDF with an identifier is serialised twice."""
    import pydyf

    for stream in pdf.objects:
        if isinstance(stream, pydyf.Stream) and stream.compress:
            content = b"\n".join(pydyf._to_bytes(item) for item in stream.stream)
            stream.stream = [zlib.compress(content, COMPRESSION)]
            stream.extra["Filter"] = "/FlateDecode"
            stream.compress = False
