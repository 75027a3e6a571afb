"""A stylesheet as a list of rules without nesting, in the cascade's order, with conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import tinycss2

from publish.content.css_selectors import nested
from publish.content.css_values import split, text_of

_DROPPED: Final = frozenset(
    {
        "charset", "counter-style", "font-feature-values", "import", "keyframes",
        "page", "position-try", "property", "scope", "starting-style", "view-transition",
    }
)  # fmt: skip
_ANYWHERE: Final = frozenset({"all", "screen", "not print"})
_NOWHERE: Final = frozenset({"print", "speech", "not screen", "not all"})
_RANGE: Final = re.compile(r"\((width|height)\s*(>=|<=)\s*([\w.]+)\)")
_BETWEEN: Final = re.compile(r"\(([\d.][\w.]*)\s*<=\s*(width|height)\s*<=\s*([\d.][\w.]*)\)")

_UNLAYERED: Final = 1_000_000
"""Comes after every layer."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Declarations of elements under conditions: ``@media``, ``@supports``, ``@container``.

    Outer conditions come first. ``is_ours`` says that it stands in a sheet of ours, which is
    written for lines from left to right whatever the book's are. A rule without selectors is
    ``raw`` text.
    """

    selectors: tuple[str, ...]
    declarations: tuple[Any, ...] = ()
    conditions: tuple[str, ...] = ()
    is_ours: bool = False
    raw: str = ""


@dataclass(slots=True)
class _Reader:
    """Reads sheets one after the other; ``layers`` are in the order in which they are named."""

    is_ours: bool = False
    layers: dict[str, int] = field(default_factory=dict)
    found: list[tuple[tuple[int, ...], Rule]] = field(default_factory=list)

    def read(
        self,
        nodes: Sequence[Any],
        parents: tuple[str, ...] = (),
        conditions: tuple[str, ...] = (),
        layer: str = "",
    ) -> None:
        """Enter rules and declarations in the order in which they stand."""
        waiting: list[Any] = []
        for node in [*nodes, None]:
            if node is not None and node.type == "declaration":
                waiting.append(node)
                continue
            if waiting and parents:
                self._enter(Rule(parents, tuple(waiting), conditions, self.is_ours), layer)
            waiting = []
            if node is None:
                return
            if node.type == "qualified-rule":
                selectors = nested(node.prelude, parents)
                if selectors:
                    self.read(_children(node), selectors, conditions, layer)
            elif node.type == "at-rule":
                self._at_rule(node, parents, conditions, layer)

    def _at_rule(
        self, rule: Any, parents: tuple[str, ...], conditions: tuple[str, ...], layer: str
    ) -> None:
        keyword = rule.lower_at_keyword
        if keyword == "layer":
            names = [text_of(name) for name in split(rule.prelude)]
            inner = [self._layer(layer, name) for name in names]
            if rule.content is not None:
                self.read(_children(rule), parents, conditions, inner[0])
        elif keyword == "media" and rule.content is not None:
            query = _query(text_of(rule.prelude))
            if query is not None:
                added = (f"@media {query}",) if query else ()
                self.read(_children(rule), parents, (*conditions, *added), layer)
        elif keyword in ("supports", "container") and rule.content is not None:
            query = f"@{keyword} {text_of(rule.prelude)}"
            self.read(_children(rule), parents, (*conditions, query), layer)
        elif keyword not in _DROPPED and not parents:
            raw = tinycss2.serialize([rule])
            self._enter(Rule((), conditions=conditions, is_ours=self.is_ours, raw=raw), layer)

    def _layer(self, outer: str, name: str) -> str:
        """Return the whole name of a layer, entered with those around it."""
        for part in name.split(".") if name else [f"#{len(self.layers)}"]:
            outer = f"{outer}.{part}" if outer else part
            self.layers.setdefault(outer, len(self.layers))
        return outer

    def _enter(self, rule: Rule, layer: str) -> None:
        parts = layer.split(".") if layer else []
        names = (".".join(parts[: count + 1]) for count in range(len(parts)))
        self.found.append(((*(self.layers[name] for name in names), _UNLAYERED), rule))


def read_rules(sheets: Sequence[tuple[str, bool]]) -> list[Rule]:
    """Return the rules of sheets, given as text and whether they are ours.

    Layers are put in their order, those without one last; what is more specific in a lower layer
    then goes before what is less so in a higher, which old CSS cannot say otherwise.
    """
    reader = _Reader()
    for text, is_ours in sheets:
        reader.is_ours = is_ours
        reader.read(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))
    return [rule for _, rule in sorted(reader.found, key=lambda entry: entry[0])]


def _children(rule: Any) -> list[Any]:
    return list(
        tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    )


def _query(text: str) -> str | None:
    """Return a media query as old reading systems know it.

    ``""`` for one that holds on every screen, ``None`` for one that holds on none.
    """
    queries = list(_queries(text))
    if not queries:
        return None
    return "" if any(query in _ANYWHERE for query in queries) else ", ".join(queries)


def _queries(text: str) -> Iterator[str]:
    for query in " ".join(text.split()).split(","):
        lowered = query.strip().lower()
        kind = re.match(r"(?:only )?(not )?(\w+)", lowered)
        if lowered in _NOWHERE or (kind and not kind[1] and kind[2] in ("print", "speech")):
            continue
        plain = _BETWEEN.sub(r"(min-\2: \1) and (max-\2: \3)", query.strip())
        yield lowered if lowered in _ANYWHERE else _RANGE.sub(_old_range, plain)


def _old_range(found: re.Match[str]) -> str:
    return f"({'min' if found[2] == '>=' else 'max'}-{found[1]}: {found[3]})"
