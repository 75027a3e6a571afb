"""Say a stylesheet in the CSS that every reading system reads.

Legacy RMSDK refuses a whole book for one ``min()``; Kindle knows no custom properties. So nesting,
layers, custom properties, arithmetic, colours and the directions of writing are resolved here, the
page's own rules go, and older spellings stand before the newer ones. What only newer reading
systems can do stands after what all can, behind ``@supports``: the others read past it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import tinycss2

from publish.content.css_logical import Flow, physical, turned
from publish.content.css_rules import Rule, read_rules
from publish.content.css_scopes import Scope, scopes_of, values_for
from publish.content.css_selectors import groups
from publish.content.css_values import by_scheme, spell, split, stripped, substituted, text_of

# direction and unicode-bidi: EPUB 3.3, 6.3.1.3; the rest is paged media's.
_DROPPED_PROPERTIES: Final = frozenset(
    {
        "bookmark-label", "bookmark-level", "bookmark-state", "direction", "footnote-display",
        "footnote-policy", "hyphenate-limit-chars", "hyphenate-limit-zone", "page", "string-set",
        "unicode-bidi", "size", "marks", "bleed",
    }
)  # fmt: skip
_DROPPED_VALUES: Final[Mapping[str, frozenset[str]]] = {
    "float": frozenset({"footnote"}),
    "position": frozenset({"fixed", "sticky"}),
}
_LATE_VALUES: Final[Mapping[str, frozenset[str]]] = {
    "display": frozenset({"flex", "grid", "inline-flex", "inline-grid", "contents", "flow-root"}),
}
_DROPPED_PSEUDO_ELEMENTS: Final = ("::footnote-call", "::footnote-marker", "::cue")
_PAGE_BREAKS: Final[Mapping[str, str]] = {
    "auto": "auto", "avoid": "avoid", "avoid-page": "avoid", "page": "always", "always": "always",
    "left": "left", "right": "right", "recto": "right", "verso": "left",
}  # fmt: skip
_PREFIXED: Final[Mapping[str, tuple[str, ...]]] = {
    "hyphens": ("-epub-hyphens", "-webkit-hyphens"),
    "line-break": ("-epub-line-break", "-webkit-line-break"),
    "text-combine-upright": ("-epub-text-combine", "-webkit-text-combine"),
    "text-emphasis": ("-epub-text-emphasis", "-webkit-text-emphasis"),
    "text-emphasis-style": ("-epub-text-emphasis-style", "-webkit-text-emphasis-style"),
    "text-orientation": ("-epub-text-orientation", "-webkit-text-orientation"),
    "writing-mode": ("-epub-writing-mode", "-webkit-writing-mode"),
}
"""https://www.w3.org/TR/epub-33/#sec-css-prefixed"""
_DARK: Final = "@media (prefers-color-scheme: dark)"
_FROM_RIGHT: Final = ':where([dir="rtl"]) '

Line = tuple[str, tuple[str, ...], str]
"""A declaration as text, the conditions of its own, and the property that it sets."""


def flatten(css: str, flow: Flow | None = None) -> str:
    """Return the stylesheet in old CSS, what cannot be said in it behind ``@supports``."""
    return flatten_all([(css, False)], flow or Flow())


def flatten_all(
    sheets: Sequence[tuple[str, bool]], flow: Flow, *, families: Sequence[str] = ()
) -> str:
    """Return sheets as one, in the order of the cascade, each given with whether it is ours.

    A custom property has the value that is set on the rule's own elements, on those that its
    selector names around them, or on the root; other places that set it, and conditions, become
    rules of their own. Ours are written for lines from left to right and are turned with the book;
    they fall back on ``families``, the author's own, before a font of the reading system's.
    """
    rules = [
        _with_families(kept, families)
        for rule in read_rules(sheets)
        if (kept := _in_flow(rule, flow))
    ]
    scopes = scopes_of(rules)
    written = [entry for rule in rules for entry in _written(rule, scopes, flow)]
    parts = (
        _wrapped(conditions, [text for _, text in group])
        for conditions, group in itertools.groupby(written, key=lambda entry: entry[0])
    )
    return "\n".join(parts) + "\n"


def _in_flow(rule: Rule, flow: Flow) -> Rule | None:
    """Return what of a rule can hold in a book of this flow, of ours without asking for it."""
    selectors = [
        selector
        for selector in rule.selectors
        if not any(name in selector for name in _DROPPED_PSEUDO_ELEMENTS)
    ]
    if flow.direction == "rtl":
        # In such a book everything stands in an element from right to left.
        selectors = [selector.removeprefix(_FROM_RIGHT) for selector in selectors]
    elif not flow.is_mixed and rule.is_ours:
        selectors = [selector for selector in selectors if '[dir="rtl"]' not in selector]
    if rule.selectors and not selectors:
        return None
    return Rule(tuple(selectors), rule.declarations, rule.conditions, rule.is_ours, rule.raw)


def _with_families(rule: Rule, families: Sequence[str]) -> Rule:
    """Return a rule of ours with these families before the generic one."""
    if not (families and rule.is_ours):
        return rule
    return replace(
        rule, declarations=tuple(_falling_back(entry, families) for entry in rule.declarations)
    )


def _falling_back(entry: Any, families: Sequence[str]) -> Any:
    *named, last = split(entry.value)
    if entry.lower_name != "font-family" or not named or last[0].type != "ident":
        return entry
    stack = [text_of(name) for name in named]
    stack += [name for family in families if (name := f'"{family}"') not in stack]
    value = ", ".join((*stack, text_of(last)))
    return tinycss2.parse_one_declaration(f"font-family: {value}")


def _wrapped(conditions: tuple[str, ...], rules: Sequence[str]) -> str:
    text = "\n".join(rules)
    for condition in reversed(_merged(conditions)):
        text = f"{condition} {{\n{text}\n}}"
    return text


def _merged(conditions: tuple[str, ...]) -> list[str]:
    """Return the conditions, media queries in one another as one: old CSS does not nest them."""
    merged: list[str] = []
    for condition in conditions:
        query = condition.removeprefix("@media ")
        before = merged[-1] if merged else ""
        nests = before.startswith("@media ") and condition.startswith("@media (")
        if nests and "," not in before + condition:
            merged[-1] = f"{before} and {query}"
        else:
            merged.append(condition)
    return merged


def _written(
    rule: Rule, scopes: Sequence[Scope], flow: Flow
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the text of a rule under its conditions, then that of its variants."""
    if rule.raw:
        yield rule.conditions, rule.raw
        return
    base = values_for(rule, scopes)
    lines = [tuple(_lines(entry, base, flow, rule)) for entry in rule.declarations]
    yield from _blocks(rule, [line for group in lines for line in group])
    for scope in scopes:
        if scope.holds_for(rule) or not rule.selectors:
            continue
        values = {**base, **scope.properties}
        changed: list[Line] = []
        for entry, before in zip(rule.declarations, lines, strict=True):
            after = tuple(_lines(entry, values, flow, rule))
            if after != before:
                changed += after
        if changed:
            yield from _blocks(scope.variant(rule), changed)


def _blocks(rule: Rule, lines: Sequence[Line]) -> Iterator[tuple[tuple[str, ...], str]]:
    for selectors in groups(rule.selectors):
        for own, group in itertools.groupby(_in_order(lines), key=lambda line: line[1]):
            added = tuple(one for one in own if one not in rule.conditions)
            text = "; ".join(text for text, _, _ in group)
            yield (*rule.conditions, *added), f"{', '.join(selectors)} {{ {text} }}"


def _in_order(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without conditions first, unless one sets again what a condition did.

    A rule then stays one rule.
    """
    conditional = {name for _, own, name in lines if own}
    if any(not own and name in conditional for _, own, name in lines[_first(lines) :]):
        return list(lines)
    return sorted(lines, key=lambda line: bool(line[1]))


def _first(lines: Sequence[Line]) -> int:
    """Return the index of the first line that has a condition."""
    return next((index for index, (_, own, _) in enumerate(lines) if own), len(lines))


def _lines(
    entry: Any, properties: Mapping[str, Sequence[Any]], flow: Flow, rule: Rule
) -> Iterator[Line]:
    """Yield what becomes of a declaration."""
    if entry.name.startswith("--") or entry.lower_name in _DROPPED_PROPERTIES:
        return
    tokens = substituted(entry.value, properties)
    if tokens is None:
        return
    importance = " !important" if entry.important else ""
    light, dark = by_scheme(stripped(tokens))
    shown = list(_spelled(entry.lower_name, light, importance, flow, rule))
    yield from shown
    if text_of(light) != text_of(dark):
        for text, own, name in _spelled(entry.lower_name, dark, importance, flow, rule):
            yield text, (_DARK, *own), name


def _spelled(
    name: str, tokens: Sequence[Any], importance: str, flow: Flow, rule: Rule
) -> Iterator[Line]:
    declared = turned(name, tokens) if flow.is_vertical and rule.is_ours else [(name, tokens)]
    for said, value in declared:
        for sided, tokens_of_side in physical(said, value, flow):
            yield from _line(sided, tokens_of_side, importance)


def _line(name: str, tokens: Sequence[Any], importance: str) -> Iterator[Line]:
    value = spell(tokens, content=name == "content")
    plain = text_of(value.plain or ())
    modern = text_of(value.modern or ())
    if plain.lower() in _LATE_VALUES.get(name, ()):
        plain, modern = "", plain
    if plain and plain.lower() not in _DROPPED_VALUES.get(name, ()):
        for spelling, older in (*_older(name, plain), (name, plain)):
            yield f"{spelling}: {older}{importance}", (), name
    if modern:
        condition = f"@supports ({name}: {modern})"
        yield f"{name}: {modern}{importance}", (condition,), name


def _older(name: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield the older spellings of a declaration, which stand before it."""
    if name in ("break-before", "break-after", "break-inside") and value in _PAGE_BREAKS:
        yield f"page-{name}", _PAGE_BREAKS[value]
    elif name == "font-variant-caps" and value in ("normal", "small-caps"):
        yield "font-variant", value
    elif name == "overflow-wrap" and value == "break-word":
        yield "word-wrap", value
    elif name == "overflow-wrap" and value == "anywhere":
        yield "word-wrap", "break-word"
        yield "overflow-wrap", "break-word"
    elif name == "text-combine-upright" and value in ("all", "none"):
        for prefixed in _PREFIXED[name]:
            yield prefixed, "horizontal" if value == "all" else "none"
    else:
        for prefixed in _PREFIXED.get(name, ()):
            yield prefixed, value
