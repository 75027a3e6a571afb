"""Formulas: the control words of RTF are the names of Word's elements with an "m" before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from publish.importing.rtf.header import Group, text_of, words_of
from publish.importing.rtf.tokens import Kind

_NAME: Final = re.compile(r"m[A-Za-z]{1,20}")
_LOOKS: Final = frozenset({"mctrlPr", "mmathPict", "moMathParaPr"})
_DEEPEST: Final = 60


def write_formula(group: Group, codec: str) -> str:
    """Return a formula in Word's XML."""
    return f"<m:oMath>{''.join(_inside(group, codec, 0))}</m:oMath>"


def _name_of(group: Group) -> str:
    """Return the control word that names a group."""
    return next((word for word, _ in words_of(group) if _NAME.fullmatch(word)), "")


def _inside(group: Group, codec: str, depth: int) -> Iterator[str]:
    """Yield what stands in a group: elements, and words beside them."""
    words: Group = []
    for one in group:
        if isinstance(one, list):
            yield _run(words, codec)
            words = []
            yield _element(one, codec, depth + 1) if depth < _DEEPEST else ""
        elif one[0] in (Kind.BYTES, Kind.SYMBOL) or one[1] == "u":
            words.append(one)
    yield _run(words, codec)


def _run(words: Group, codec: str) -> str:
    said = text_of(words, codec)
    return f"<m:r><m:t>{escape(said)}</m:t></m:r>" if said.strip() else ""


def _element(group: Group, codec: str, depth: int) -> str:
    name = _name_of(group)
    if name in _LOOKS:
        return ""
    if name == "mr":
        return _run(list(_flat(group, depth)), codec)
    inside = "".join(_inside(group, codec, depth))
    if name in ("", "moMath", "moMathPara", "mmath"):
        return inside
    own = name[1:]
    if not own.endswith("Pr"):
        return f"<m:{own}>{inside}</m:{own}>"
    said = "".join(
        f"<m:{_name_of(one)[1:]} m:val={quoteattr(text_of(one, codec).strip())}/>"
        for one in group
        if isinstance(one, list) and _name_of(one) and _name_of(one) not in _LOOKS
    )
    return f"<m:{own}>{said}</m:{own}>"


def _flat(group: Group, depth: int) -> Group:
    """Return a group without braces in it."""
    found: Group = []
    for one in group:
        if not isinstance(one, list):
            found.append(one)
        elif depth < _DEEPEST:
            found += _flat(one, depth + 1)
    return found
