"""A text in RTF imported in a test, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.unit.importing.word.conftest import Import, Outcome, do_import, png

__all__ = ["do_import", "png"]

Rtf = Callable[..., Outcome]
FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fmodern\fcharset0 Courier New;}"
    r"{\f2\fnil\fcharset2 Symbol;}{\f3\froman\fcharset204{\*\fname Times;}Times New Roman Cyr;}"
    r"{\f4\fnil\fcharset128 MS Mincho;}{\f5\fnil\fcharset238 Times New Roman CE;}}"
)
STYLES = (
    r"{\stylesheet{\ql\f0\fs24\snext0 Normal;}{\s1\b\f0\fs32\outlinelevel0\sbasedon0 heading 1;}"
    r"{\s2\i\f0\fs24\sbasedon0 Quote;}{\s3\f0\fs24\sbasedon0 Epigraph;}{\s4\f0\fs24 caption;}"
    r"{\s5\f0\fs24 House Extract;}{\*\cs10\additive Default Paragraph Font;}"
    r"{\*\cs11\additive\i Emphasis;}}"
)
HEAD = r"\pard\plain\s1\b\fs32 The storm\par\pard\plain\fs24 "


@pytest.fixture
def rtf(do_import: Import) -> Rtf:
    """Return a function: what stands in a document after its tables to what its import gives."""

    def function(*body: str, head: str = r"\ansi\ansicpg1252\deff0", **options: Any) -> Outcome:
        text = f"{{\\rtf1{head}{FONTS}{STYLES}\n{''.join(body)}}}"
        return do_import(text.encode("latin-1"), "book.rtf", **options)

    return function
