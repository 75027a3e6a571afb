"""Selectors: nesting written out, and those of newer CSS said in older or kept to themselves.

A reading system that does not know one selector of a list drops the whole rule.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

import tinycss2

from publish.content.css_values import split, text_of

ROOTS: Final = frozenset({":root", "html", "body", ":scope", "*"})
"""Selectors of elements whose custom properties hold everywhere."""

_OLD_PSEUDO: Final = frozenset(
    {
        "active", "after", "before", "checked", "disabled", "empty", "enabled", "first-child",
        "first-letter", "first-line", "first-of-type", "focus", "hover", "lang", "last-child",
        "last-of-type", "link", "not", "nth-child", "nth-last-child", "nth-last-of-type",
        "nth-of-type", "only-child", "only-of-type", "root", "target", "visited",
    }
)  # fmt: skip
"""https://www.w3.org/TR/selectors-3/#selectors"""
_ALTERNATIVES: Final = frozenset({"is", "matches", "-webkit-any", "-moz-any"})
_PSEUDO: Final = re.compile(r"::?([\w-]+)")
_NEW_SYNTAX: Final = re.compile(r"\bof\b[^)]*\)|\s[is]\s*\]|\|\||&")
_STRING: Final = re.compile(r'"[^"]*"|\'[^\']*\'')
_COMBINATOR: Final = re.compile(r"[\s>+~]")
_BETWEEN: Final = re.compile(r"(\s*[>+~]\s*|\s+)")
_SIMPLE: Final = re.compile(r"\[[^\]]*\]|::?[\w-]+(?:\([^()]*\))?|[.#]?[\w-]+|\*")
_MANY: Final = 64


def nested(prelude: Sequence[Any], parents: tuple[str, ...]) -> tuple[str, ...]:
    """Return the selectors of a rule inside rules with the selectors ``parents``."""
    found: list[str] = []
    for selector in split(prelude):
        count = _ampersands(selector)
        if not parents:
            found.append(_filled(selector, iter([":root"] * count)))
        elif not count:
            found += [f"{parent} {text_of(selector)}" for parent in parents]
        elif len(parents) ** count > _MANY:
            found += [_filled(selector, itertools.repeat(parent)) for parent in parents]
        else:
            choices = itertools.product(parents, repeat=count)
            found += [_filled(selector, iter(choice)) for choice in choices]
    return tuple(dict.fromkeys(text for text in found if text))


def _ampersands(tokens: Sequence[Any]) -> int:
    count = 0
    for token in tokens:
        if _is_parent(token):
            count += 1
        count += _ampersands(_inside(token))
    return count


def _is_parent(node: Any) -> bool:
    return bool(node == "&")


def _inside(token: Any) -> Sequence[Any]:
    if token.type == "function":
        return list(token.arguments)
    return list(token.content) if token.type == "() block" else []


def _filled(tokens: Sequence[Any], parents: Iterator[str]) -> str:
    """Return a selector with each ``&`` as its parent: ``.x&`` in ``p`` is ``p.x``."""
    parts: list[str] = []
    compound: list[str] = []

    def end() -> None:
        parts.extend(compound)
        compound.clear()

    for token in tokens:
        if _is_parent(token):
            parent = next(parents)
            if compound and compound[0][:1].isalpha():  # div&: the parent follows its type
                compound.append(parent)
            else:
                compound.insert(0, parent)
        elif token.type == "whitespace" or token in (">", "+", "~"):
            end()
            parts.append(" " if token.type == "whitespace" else str(token.value))
        elif token.type == "function" and _ampersands(token.arguments):
            compound.append(f"{token.name}({_filled(token.arguments, parents)})")
        else:
            compound.append(tinycss2.serialize([token]))
    end()
    return "".join(parts).strip()


def groups(selectors: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the selectors that every reading system knows, then the others by what they ask for."""
    spelled = dict.fromkeys(text for each in selectors for text in _older(each))
    found: dict[frozenset[str], list[str]] = {frozenset(): []}
    for text in spelled:
        found.setdefault(_news(text), []).append(text)
    yield from (tuple(group) for group in found.values() if group)


def _news(selector: str) -> frozenset[str]:
    """Return what in a selector is not of Selectors Level 3."""
    bare = _STRING.sub('""', selector)
    names = {name.lower() for name in _PSEUDO.findall(bare)} - _OLD_PSEUDO
    return frozenset(names | {found[0] for found in _NEW_SYNTAX.finditer(bare)})


def _older(selector: str) -> Iterator[str]:
    """Yield a selector with its alternatives written out, and as it is where that says less.

    ``:where()`` stays: written out it would weigh more, and go before what it stands behind.
    """
    tokens = tinycss2.parse_component_value_list(selector)
    for index, token in enumerate(tokens):
        if token.type != "function" or index == 0 or tokens[index - 1] != ":":
            continue
        before, after = tokens[: index - 1], tokens[index + 1 :]
        choices = split(token.arguments)
        is_simple = all(_is_compound(choice) for choice in choices)
        if token.lower_name in _ALTERNATIVES:
            for choice in choices:
                yield from _older(_joined(before, choice) + _text(after))
            if not is_simple:
                yield selector
            return
        if token.lower_name == "not" and len(choices) > 1 and is_simple:
            chain = "".join(f":not({text_of(choice)})" for choice in choices)
            yield from _older(_text(before) + chain + _text(after))
            return
    yield selector


def _is_compound(tokens: Sequence[Any]) -> bool:
    return not any(token.type == "whitespace" or token in (">", "+", "~") for token in tokens)


def _joined(before: Sequence[Any], choice: Sequence[Any]) -> str:
    """Return a choice after what stands before it; a type goes to the head of its compound."""
    ends = [
        index + 1
        for index, token in enumerate(before)
        if token.type == "whitespace" or token in (">", "+", "~")
    ]
    start = max(ends, default=0)
    if choice and choice[0].type == "ident":
        return _text(before[:start]) + text_of(choice) + _text(before[start:])
    return _text(before) + text_of(choice)


def _text(tokens: Sequence[Any]) -> str:
    pieces = (" " if node.type == "whitespace" else tinycss2.serialize([node]) for node in tokens)
    return "".join(pieces)


def within(selectors: Sequence[str], scopes: Sequence[str]) -> tuple[str, ...]:
    """Return the selectors of the same elements, where these are or stand in one of ``scopes``."""
    found: list[str] = []
    for selector in selectors:
        for scope in scopes:
            if is_inside(selector, scope):
                found.append(selector)
            elif selector not in ROOTS:
                found.append(f"{scope} {selector}")
                found += _met(selector, scope)
    return tuple(dict.fromkeys(found))


def is_inside(selector: str, scope: str) -> bool:
    """Return whether a selector begins with a scope: its elements are that, or stand in it."""
    rest = selector[len(scope) :]
    return selector.startswith(scope) and (not rest or bool(_COMBINATOR.match(rest)))


def _met(selector: str, scope: str) -> Iterator[str]:
    """Yield the selectors in which the scope is the element itself or one that it names around."""
    pieces = [piece.strip() for piece in _BETWEEN.split(selector.strip())]
    *outer, own = (piece.strip() for piece in _BETWEEN.split(scope))
    for place in range(len(pieces) - 1, -1, -2):
        if place + 1 < len(pieces) and pieces[place + 1] in ("+", "~"):
            return
        both = _both(pieces[place], own)
        if both and (place == 0 or not outer):
            yield _spelled([*outer, *pieces[:place], both, *pieces[place + 1 :]])


def _spelled(pieces: Sequence[str]) -> str:
    """Return compounds and the combinators between them as a selector."""
    return "".join(f" {piece} " if piece in (">", "+", "~") else piece or " " for piece in pieces)


def _both(one: str, other: str) -> str:
    """Return the compound of elements that are of two compounds, ``""`` where there are none."""
    simple, added = _SIMPLE.findall(one), _SIMPLE.findall(other)
    types = [name for name in (*simple, *added) if name[0] not in ".#[:"]
    if len(set(types)) > 1 or "::" in other:
        return ""
    rest = [name for name in dict.fromkeys((*simple, *added)) if name not in types]
    return "".join((*types[:1], *sorted(rest, key=lambda name: name.startswith("::"))))
