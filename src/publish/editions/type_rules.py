"""What the rules of a stylesheet ask text to be set in: bold, italic, which families.

No cascade is resolved: of a selector its last part is kept, and whether that is all of it. Only the
languages of a condition are looked at, because the shared stylesheet has rules for scripts that
most books have no letter of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import tinycss2

BOLD_FROM: Final = 600
"""The lightest weight that asks for a bold face (CSS Fonts 4, 5.2)."""

_LANGUAGES: Final = re.compile(r":lang\(([^()]*)\)", re.IGNORECASE)
_UNSPOKEN: Final = "::unspoken"
"""Stands in a selector for languages that the book has no word of."""
_ARGUMENTS: Final = re.compile(r"\([^()]*\)|\[[^\]]*\]")
_CERTAIN: Final = re.compile(r"[\w-]*(\.[\w-]+)*")
"""A selector of one element and classes alone."""
_PSEUDO: Final = re.compile(r"::?[\w-]+")
_COMBINATOR: Final = re.compile(r"[\s>+~]+")
_NAME: Final = re.compile(r"([.#]?)((?:[\w-]|[^\x00-\x7f])+)")
INHERIT: Final = "inherit"
"""Stands in a set of families for those of the element around."""


@dataclass(frozen=True, slots=True)
class Families:
    """The families that there are, in lower case."""

    all: tuple[str, ...]
    monospaced: frozenset[str]


@dataclass(frozen=True, slots=True)
class Type:
    """What text may be set in; of a rule, what it asks for: no families where it names none."""

    bold: bool = False
    italic: bool = False
    families: frozenset[str] = frozenset()

    def __or__(self, other: Type) -> Type:
        return Type(
            self.bold or other.bold,
            self.italic or other.italic,
            self.families | other.families,
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by the last part of its selector; ``element`` is ``""`` where that names none.

    ``is_certain`` where the selector has no other part: the rule applies to all that it names.
    """

    element: str
    classes: frozenset[str]
    is_certain: bool
    type: Type


def qualified_rules(
    rules: Iterable[Any], spoken: frozenset[str]
) -> Iterator[tuple[list[str], list[Any]]]:
    """Yield the selectors and the declarations of every rule, those under a condition too.

    ``spoken`` are the primary subtags of the book's languages: a selector for others is left out.
    """
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = _selectors(tinycss2.serialize(rule.prelude), spoken)
            yield selectors, declarations_of(rule.content)
        elif rule.type == "at-rule" and rule.content and rule.lower_at_keyword == "media":
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True)
            yield from qualified_rules(inner, spoken)


def _selectors(prelude: str, spoken: frozenset[str]) -> list[str]:
    """Return the selectors that may apply, what their conditions say left out."""

    def spoken_of(match: re.Match[str]) -> str:
        ranges = (each.strip(" \"'").lower() for each in match[1].split(","))
        primary = {each.split("-")[0] for each in ranges}
        return ":lang" if "*" in primary or primary & spoken else _UNSPOKEN

    prelude = _LANGUAGES.sub(spoken_of, prelude)
    while _ARGUMENTS.search(prelude):
        # What is left of a condition is a pseudo-class: the rule is not certain.
        prelude = _ARGUMENTS.sub(":is", prelude)
    return [selector for selector in prelude.split(",") if _UNSPOKEN not in selector]


def declarations_of(content: Any) -> list[Any]:
    """Return the declarations of a rule's block or of a ``style`` attribute."""
    parsed = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return [entry for entry in parsed if entry.type == "declaration"]


def rules_of(rules: Iterable[Any], families: Families, spoken: frozenset[str]) -> Iterator[Rule]:
    """Yield the rules of parsed stylesheets that ask for a style, a weight or a family."""
    for rule in rules:
        is_conditional = rule.type != "qualified-rule"
        for selectors, declarations in qualified_rules((rule,), spoken):
            asked = asked_type(declarations, families)
            if asked == Type():
                continue
            for selector in selectors:
                last = _COMBINATOR.split(_PSEUDO.sub("", selector).strip())[-1]
                names = _NAME.findall(last)
                classes = frozenset(name for mark, name in names if mark == ".")
                element = next((name.lower() for mark, name in names if not mark), "")
                is_certain = not is_conditional and bool(_CERTAIN.fullmatch(selector.strip()))
                yield Rule(element, classes, is_certain, asked)


def asked_type(declarations: Iterable[Any], families: Families) -> Type:
    """Return what declarations ask for, all of them together."""
    asked = Type()
    for declaration in declarations:
        name = declaration.lower_name
        if name not in {"font", "font-family", "font-style", "font-weight"}:
            continue
        words = {token.lower_value for token in declaration.value if token.type == "ident"}
        asked |= Type(
            bold=bool(words & {"bold", "bolder"}) or _is_heavy(declaration.value),
            italic=bool(words & {"italic", "oblique"}),
            families=_named(name, declaration.value, words, families),
        )
    return asked


def _named(name: str, value: Any, words: set[str], families: Families) -> frozenset[str]:
    """Return the families that a declaration names, those of a generic name included."""
    if name not in {"font", "font-family"}:
        return frozenset()
    text = tinycss2.serialize(value).lower()
    named = {family for family in families.all if family in text}
    if "monospace" in words:
        named |= families.monospaced
    return frozenset(named | (words & {INHERIT}))


def _is_heavy(tokens: Iterable[Any]) -> bool:
    return any(token.type == "number" and token.value >= BOLD_FROM for token in tokens)


def reset_elements(qualified: Iterable[tuple[list[str], list[Any]]], name: str) -> frozenset[str]:
    """Return the elements that a rule of their own makes upright, or light, wherever they are."""
    found: set[str] = set()
    for selectors, declarations in qualified:
        values = [
            tinycss2.serialize(declaration.value).strip().lower()
            for declaration in declarations
            if declaration.lower_name == name
        ]
        if values and values[-1] in {"normal", "inherit", "400"}:
            found.update(selector.strip() for selector in selectors)
    return frozenset(found)
