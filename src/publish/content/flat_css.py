"""Say a stylesheet in the CSS that every reading system reads.

Legacy RMSDK refuses a whole book for one ``min()``; Kindle knows no custom properties. So nesting,
custom properties and arithmetic are resolved here, the page's own rules go, and older spellings
stand before the newer ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import tinycss2

from publish.content.css_values import resolved

_UNWRAPPED: Final = frozenset({"all", "screen", "all, screen", "screen, all"})
_DROPPED_RULES: Final = frozenset(
    {
        "charset",
        "container",
        "counter-style",
        "import",
        "keyframes",
        "layer",
        "page",
        "property",
        "supports",
    }
)
# direction and unicode-bidi: EPUB 3.3, 6.3.1.3; the rest is paged media's.
_DROPPED_PROPERTIES: Final = frozenset(
    {
        "bookmark-label", "bookmark-level", "bookmark-state", "direction", "footnote-display",
        "footnote-policy", "hyphenate-limit-chars", "hyphenate-limit-zone", "page", "string-set",
        "unicode-bidi", "size", "marks", "bleed",
    }
)  # fmt: skip
_DROPPED_VALUES: Final[Mapping[str, frozenset[str]]] = {
    "display": frozenset({"flex", "grid", "inline-flex", "inline-grid"}),
    "float": frozenset({"footnote"}),
    "position": frozenset({"fixed", "sticky"}),
}
_DROPPED_PSEUDO_ELEMENTS: Final = ("::footnote-call", "::footnote-marker", "::cue")
_PAGE_BREAKS: Final[Mapping[str, str]] = {
    "auto": "auto", "avoid": "avoid", "avoid-page": "avoid", "page": "always", "always": "always",
    "left": "left", "right": "right", "recto": "right", "verso": "left",
}  # fmt: skip

Rules = Iterator[str]


def flatten(css: str) -> str:
    """Return the stylesheet without nesting, custom properties, arithmetic and the page.

    Custom properties count where ``:root`` sets them, the last value for all, as no reading system
    that needs this knows more. A declaration that cannot be said in plain CSS is left out.
    """
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    properties = dict(_root_properties(rules))
    return "\n".join(_flat_rules(rules, properties)) + "\n"


def _root_properties(rules: Sequence[Any]) -> Iterator[tuple[str, list[Any]]]:
    for rule in rules:
        if rule.type == "at-rule" and _is_unwrapped(rule):
            yield from _root_properties(_children(rule))
        elif rule.type == "qualified-rule" and tinycss2.serialize(rule.prelude).strip() == ":root":
            for entry in _children(rule):
                if entry.type == "declaration" and entry.name.startswith("--"):
                    yield entry.name, entry.value


def _is_unwrapped(rule: Any) -> bool:
    query = " ".join(tinycss2.serialize(rule.prelude).lower().split())
    return rule.lower_at_keyword == "media" and rule.content is not None and query in _UNWRAPPED


def _children(rule: Any) -> list[Any]:
    return list(
        tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    )


def _flat_rules(
    rules: Sequence[Any], properties: Mapping[str, list[Any]], parents: tuple[str, ...] = ()
) -> Rules:
    for rule in rules:
        if rule.type == "qualified-rule":
            yield from _flat_rule(rule, properties, parents)
        elif rule.type == "at-rule":
            yield from _flat_at_rule(rule, properties, parents)


def _flat_rule(rule: Any, properties: Mapping[str, list[Any]], parents: tuple[str, ...]) -> Rules:
    selectors = _nested(_selectors(rule.prelude), parents)
    yield from _block(selectors, _children(rule), properties)


def _block(
    selectors: tuple[str, ...], entries: Sequence[Any], properties: Mapping[str, list[Any]]
) -> Rules:
    """Yield a rule for the declarations under ``selectors``, then one for each nested rule."""
    lines = [
        line
        for entry in entries
        if entry.type == "declaration"
        for line in _declarations(entry, properties)
    ]
    if selectors and lines:
        yield f"{', '.join(selectors)} {{ {'; '.join(lines)} }}"
    if selectors:
        yield from _flat_rules(
            [entry for entry in entries if entry.type != "declaration"], properties, selectors
        )


def _flat_at_rule(
    rule: Any, properties: Mapping[str, list[Any]], parents: tuple[str, ...]
) -> Rules:
    keyword, query = rule.lower_at_keyword, tinycss2.serialize(rule.prelude).strip()
    if keyword in _DROPPED_RULES or (keyword == "media" and "print" in query.lower().split()):
        return
    if keyword != "media" or rule.content is None:
        yield tinycss2.serialize([rule])
        return
    if parents:
        inner = list(_block(parents, _children(rule), properties))
    else:
        inner = list(_flat_rules(_children(rule), properties))
    if _is_unwrapped(rule):
        yield from inner
    elif inner:
        rules = "\n".join(inner)
        yield f"@media {query} {{\n{rules}\n}}"


def _selectors(prelude: Sequence[Any]) -> list[str]:
    """Return the selectors of a list, without those of the page's pseudo-elements."""
    selectors: list[list[Any]] = [[]]
    for node in prelude:
        if node == ",":
            selectors.append([])
        else:
            selectors[-1].append(node)
    texts = (_on_one_line(selector) for selector in selectors)
    return [text for text in texts if not any(name in text for name in _DROPPED_PSEUDO_ELEMENTS)]


def _nested(selectors: Sequence[str], parents: tuple[str, ...]) -> tuple[str, ...]:
    if not parents:
        return tuple(selectors)
    return tuple(
        selector.replace("&", parent) if "&" in selector else f"{parent} {selector}"
        for parent in parents
        for selector in selectors
    )


def _declarations(entry: Any, properties: Mapping[str, list[Any]]) -> Iterator[str]:
    name = entry.lower_name
    if entry.name.startswith("--") or name in _DROPPED_PROPERTIES:
        return
    tokens = resolved(entry.value, properties, content=name == "content")
    if tokens is None:
        return
    value = _on_one_line(tokens)
    if not value or value.lower() in _DROPPED_VALUES.get(name, ()):
        return
    importance = " !important" if entry.important else ""
    for spelling, older in (*_older(name, value), (name, value)):
        yield f"{spelling}: {older}{importance}"


def _on_one_line(tokens: Sequence[Any]) -> str:
    """Return the text of tokens, white space between them as one space, strings as they are."""
    pieces = (" " if node.type == "whitespace" else tinycss2.serialize([node]) for node in tokens)
    return "".join(pieces).strip()


def _older(name: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield the older spellings of a declaration, which stand before it."""
    if name in ("break-before", "break-after", "break-inside") and value in _PAGE_BREAKS:
        yield f"page-{name}", _PAGE_BREAKS[value]
    elif name == "font-variant-caps" and value in ("normal", "small-caps"):
        yield "font-variant", value
    elif name == "hyphens":
        yield "-epub-hyphens", value
        yield "-webkit-hyphens", value
    elif name == "overflow-wrap" and value == "break-word":
        yield "word-wrap", value
