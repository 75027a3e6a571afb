"""Cross-references in the form of citations: ``@fig:dolls`` names a label of the book."""

from __future__ import annotations

import re
from collections.abc import Iterable

from publish.adapters.pandoc.program import Json
from publish.manuscript import SourceFile

REFERENCES = "publish-references"
"""The class of the span that stands for such a citation until it is decoded."""

_LABEL = re.compile(r"\{[^{}\n]*#([\w:.-]+)")


def labels_of(sources: Iterable[SourceFile]) -> frozenset[str]:
    """Return the labels that authors gave, in every source."""
    return frozenset(label for source in sources for label in _LABEL.findall(source.text))


def turn_references(value: Json, labels: frozenset[str], works: Iterable[str]) -> None:
    """Turn, in place, citations of labels that are no works into spans of empty links."""
    known = labels - frozenset(works)
    if known:
        _turn(value, known)


def _turn(value: Json, labels: frozenset[str]) -> None:
    if isinstance(value, list):
        for item in value:
            _turn(item, labels)
    elif isinstance(value, dict):
        content: Json = value.get("c")
        if value.get("t") == "Cite":
            if all(citation["citationId"] in labels for citation in content[0]):
                value["t"] = "Span"
                value["c"] = [["", [REFERENCES], []], _links(content[0])]
        elif isinstance(content, list):
            _turn(content, labels)


def _links(citations: Iterable[Json]) -> list[Json]:
    out: list[Json] = []
    for citation in citations:
        if out:
            out += [{"t": "Str", "c": ","}, {"t": "Space"}]
        if citation["citationPrefix"]:
            out += [*citation["citationPrefix"], {"t": "Space"}]
        target = f"#{citation['citationId']}"
        out.append({"t": "Link", "c": [["", [], []], [], [target, ""]]})
        out += citation["citationSuffix"]
    return out
