"""Lines whose last word fits, though the space after it does not.

Text that ends in a space before an emphasis, a link or a note call may fit its line by all but
that space. WeasyPrint 70 then finds no place to break it and breaks after its first word
(``weasyprint.text.line_break.split_first_line``, step 3), so that a word stands alone on its line
in the middle of a paragraph. A space at the end of a line has no width: such text fits.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from typing import Any


@contextmanager
def trailing_spaces_hang() -> Iterator[None]:
    """Let text that fits without the space at its end stand on its line."""
    from weasyprint.layout import inline

    original = inline.split_first_line

    def split(
        text: str, style: Any, context: Any, max_width: float | None, *rest: Any, **options: Any
    ) -> Any:
        found = original(text, style, context, max_width, *rest, **options)
        _, length, resume_index, *_ = found
        if resume_index is None or max_width is None or not text.endswith(" "):
            return found
        if style["white_space"] not in ("normal", "pre-line"):
            return found
        if b" " in text.encode()[:length]:
            return found
        bare = original(text.rstrip(" "), style, context, max_width, *rest, **options)
        if bare[2] is not None or bare[3] > max_width:
            return found
        return original(text, style, context, inf, *rest, **options)

    inline.split_first_line = split
    try:
        yield
    finally:
        inline.split_first_line = original
