"""The proof of a revision: two trees differ in nothing but signs, emphasis and new citations."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

_SIGNS: Final = re.compile(r"[\W_]+")
_OPAQUE: Final = frozenset({"Code", "CodeBlock", "Math", "RawInline", "RawBlock"})
_COUNTED: Final = frozenset({"citationNoteNum", "citationHash"})
_SPACES: Final = frozenset({"Space", "SoftBreak"})


def is_same_but_signs(
    before: Sequence[Any] | None,
    after: Sequence[Any] | None,
    cited: Mapping[str, int],
    targets: Collection[str] = (),
) -> bool:
    """Return whether letters, code, formulas, addresses, attributes and structure are the same.

    ``before`` and ``after`` are blocks of pandoc's tree, ``None`` for a text that cannot be read.
    ``cited`` counts the citations that ``after`` has more, by their keys. ``targets`` are the names
    to which links lead: a heading's name, which pandoc makes of its words, may be another unless it
    is one of them.
    """
    if before is None or after is None:
        return False
    one, other = _Content(cited, targets), _Content(cited, targets)
    one.add(before)
    other.add(after)
    one.flush()
    other.flush()
    return one.parts == other.parts and other.cited - one.cited == Counter(cited)


class _Content:
    """A tree as a row: letters, and what else there is between them."""

    def __init__(self, keys: Collection[str], targets: Collection[str]) -> None:
        self.parts: list[str] = []
        self.cited: Counter[str] = Counter()
        self._keys, self._targets = keys, targets
        self._letters: list[str] = []

    def flush(self) -> None:
        """Let the letters that were gathered be a part."""
        letters = _SIGNS.sub("", unicodedata.normalize("NFKC", "".join(self._letters)))
        if letters:
            self.parts.append(letters)
        self._letters = []

    def add(self, value: Any) -> None:
        """Enter a part of a tree."""
        if isinstance(value, dict):
            self._add_node(value)
        elif isinstance(value, list):
            self._mark("[")
            for one in value:
                self.add(one)
            self._mark("]")
        else:
            self._mark(str(value))

    def _mark(self, part: str) -> None:
        self.flush()
        self.parts.append(f"\0{part}")

    def _add_node(self, value: Mapping[str, Any]) -> None:
        kind = value.get("t")
        content: Any = value.get("c")
        if kind == "Str":
            self._letters.append(content)
        elif kind == "Emph":
            for one in content:
                self.add(one)
        elif kind == "Quoted":
            for one in content[1]:
                self.add(one)
        elif kind == "Cite" and self._is_plain(content[0]):
            self.cited[content[0][0]["citationId"]] += 1
        elif kind == "Cite":
            self._mark(json.dumps([_bare(one) for one in content[0]]))
        elif kind in _OPAQUE:
            self._mark(json.dumps(content))
        elif kind == "Header":
            level, (name, *rest), inlines = content
            self._mark(f"Header {level} {name if name in self._targets else ''}")
            self.add([rest, inlines])
        elif kind not in _SPACES:
            self._mark(str(kind))
            if content is not None:
                self.add(content)

    def _is_plain(self, citations: Sequence[Mapping[str, Any]]) -> bool:
        """Return whether a citation is of one work that was cited, and has nothing beside."""
        if len(citations) != 1 or citations[0]["citationId"] not in self._keys:
            return False
        return not citations[0]["citationPrefix"] and not citations[0]["citationSuffix"]


def _bare(citation: Mapping[str, Any]) -> dict[str, Any]:
    """Return a citation without the number of its note, which those before it change."""
    return {key: citation[key] for key in sorted(citation) if key not in _COUNTED}
