"""Citations of works that the book's bibliographies do not have: they stand as typed."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from publish.importing.folders.draft import Draft

_KEY: Final = re.compile(r"(?<![\w\\@/])(-?)@(\w+(?:[:.#$%&+?<>~/-]\w+)*|\{[^{}\s]+\})")
_GROUP: Final = re.compile(r"(?<![!\\\]])\[([^\[\]]*@[^\[\]]*)\](?![(\[:{])")


def settle_citations(draft: Draft, known: Collection[str], missing: Sequence[str]) -> None:
    """Let citations of unknown works stand as words, and tell each; ``missing`` are bibliographies.

    Others of the same brackets stay citations, in brackets of their own.
    """
    for match in _GROUP.finditer(draft.text):
        if draft.is_code(match.start()) or not _unknown(match[1], known):
            continue
        parts = [part.strip() for part in match[1].split(";")]
        said = " ".join(f"[{_escaped(part, known)}]" for part in parts)
        if draft.replace(*match.span(), said):
            _tell(draft, match.start(), _unknown(match[1], known), missing)
    for match in _KEY.finditer(draft.text):
        if draft.is_code(match.start()) or not _unknown(match[0], known):
            continue
        escaped = _escaped(match[0], known)
        if draft.replace(*match.span(), escaped):
            _tell(draft, match.start(), [match[2]], missing)


def _unknown(text: str, known: Collection[str]) -> list[str]:
    return [match[2] for match in _KEY.finditer(text) if match[2].strip("{}") not in known]


def _escaped(text: str, known: Collection[str]) -> str:
    def escape(match: re.Match[str]) -> str:
        is_known = match[2].strip("{}") in known
        return match[0] if is_known else f"{match[1]}\\@{match[2]}"

    return _KEY.sub(escape, text)


def _tell(draft: Draft, offset: int, keys: Sequence[str], missing: Sequence[str]) -> None:
    lacks = " or ".join(f'"{name}"' for name in missing)
    where = (
        f"stands as typed: it may be in {lacks}, which the folder lacks"
        if missing
        else "stands as typed: no bibliography of the book has this key"
    )
    for key in keys:
        draft.lose(offset, f"citation @{key}", where)
