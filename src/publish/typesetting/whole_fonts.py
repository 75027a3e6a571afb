"""Fonts that forbid to be cut, embedded whole: WeasyPrint 70 cuts all fonts of a document or none.

And where it cuts none (``full_fonts``), it knows the character of a glyph by the font's own map
alone: old-style figures and small capitals can then be neither searched nor read aloud.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from publish.editions import Face


@contextmanager
def some_fonts_whole(faces: Iterable[Face]) -> Iterator[None]:
    """Leave the files of the faces that must not be cut as they are."""
    from weasyprint.pdf.fonts import Font

    whole = {face.data for face in faces if not face.may_be_cut}
    original = Font.subset

    def subset(font: Any, *arguments: Any) -> None:
        if bytes(font.file_content) not in whole:
            original(font, *arguments)

    Font.subset = subset
    try:
        yield
    finally:
        Font.subset = original
