"""Resolve ``var()``, arithmetic and colours in a value, as far as a stylesheet alone can."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import tinycss2

from publish.content.css_colours import COLOUR_FUNCTIONS, plain_colour
from publish.content.css_sums import KNOWN_LATE, Quantity, computed_sum, is_late_unit

_PAGE_FUNCTIONS: Final = frozenset(
    {
        "element", "leader", "running", "string", "target-counter", "target-counters",
        "target-text",
    }
)  # fmt: skip
"""Paged media's: no reading system has them."""
_TOO_DEEP: Final = 16
"""Custom properties nested deeper than this refer to one another in a circle."""

Tokens = Sequence[Any]
"""Tokens of tinycss2, which has no types."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """A value twice: in CSS that every reading system reads, and in that of the newer ones.

    ``plain`` is ``None`` where old CSS cannot say it, ``modern`` where the plain one says it all.
    """

    plain: tuple[Any, ...] | None = field(default=None)
    modern: tuple[Any, ...] | None = field(default=None)


def substituted(
    tokens: Tokens, properties: Mapping[str, Tokens], depth: int = 0
) -> list[Any] | None:
    """Return the value without ``var()``; ``None`` where a custom property has no value."""
    if depth > _TOO_DEEP:
        return None
    result: list[Any] = []
    for token in tokens:
        if token.type != "function":
            result.append(token)
            continue
        is_variable = token.lower_name == "var"
        inner = _variable(token.arguments, properties) if is_variable else token.arguments
        replacement = None if inner is None else substituted(inner, properties, depth + 1)
        if replacement is None:
            return None
        result += replacement if is_variable else [_function(token, replacement)]
    return result


def spell(tokens: Tokens, *, content: bool = False) -> Spelled:
    """Return a value without ``var()`` as old and new reading systems need it.

    ``content`` says that the value is the ``content`` property's, where ``attr()`` is plain CSS.
    """
    if any(_names(tokens, _PAGE_FUNCTIONS)):
        return Spelled()
    plain: list[Any] = []
    is_exact = True
    for token in tokens:
        found, exact = _plain(token, content=content)
        if found is None:
            return Spelled(None, tuple(tokens))
        is_exact = is_exact and exact
        plain.append(found)
    return Spelled(tuple(plain), None if is_exact else tuple(tokens))


def by_scheme(tokens: Tokens) -> tuple[list[Any], list[Any]]:
    """Return the value in a light and in a dark colour scheme: ``light-dark()`` resolved."""
    light: list[Any] = []
    dark: list[Any] = []
    for token in tokens:
        if token.type != "function":
            light.append(token)
            dark.append(token)
            continue
        pieces = split(token.arguments) if token.lower_name == "light-dark" else []
        if len(pieces) == 2:
            light += by_scheme(pieces[0])[0]
            dark += by_scheme(pieces[1])[1]
        else:
            inner = by_scheme(token.arguments)
            light.append(_function(token, inner[0]))
            dark.append(_function(token, inner[1]))
    return light, dark


def split(tokens: Tokens, mark: str = ",") -> list[list[Any]]:
    """Return the pieces of a value between its commas, without white space around them."""
    pieces: list[list[Any]] = [[]]
    for node in tokens:
        if node == mark:
            pieces.append([])
        else:
            pieces[-1].append(node)
    return [stripped(piece) for piece in pieces]


def stripped(tokens: Tokens) -> list[Any]:
    """Return the tokens without white space around them."""
    places = [index for index, token in enumerate(tokens) if token.type != "whitespace"]
    return list(tokens[places[0] : places[-1] + 1]) if places else []


def text_of(tokens: Tokens) -> str:
    """Return the text of tokens, white space between them as one space, strings as they are."""
    pieces = (" " if node.type == "whitespace" else tinycss2.serialize([node]) for node in tokens)
    return "".join(pieces).strip()


def _function(token: Any, arguments: list[Any]) -> Any:
    return tinycss2.ast.FunctionBlock(token.source_line, token.source_column, token.name, arguments)


def _variable(arguments: Tokens, properties: Mapping[str, Tokens]) -> Tokens | None:
    """Return the value of a custom property, or what follows the comma."""
    names = [token.value for token in arguments if token.type == "ident"]
    if names and names[0] in properties:
        return stripped(properties[names[0]])
    commas = [index for index, node in enumerate(arguments) if node == ","]
    return stripped(arguments[commas[0] + 1 :]) if commas else None


def _names(tokens: Tokens, wanted: frozenset[str]) -> Iterator[str]:
    for token in tokens:
        if token.type == "function":
            if token.lower_name in wanted:
                yield token.lower_name
            yield from _names(token.arguments, wanted)


def _plain(token: Any, *, content: bool) -> tuple[Any | None, bool]:
    """Return the token in old CSS, or nothing, and whether it says the same."""
    if token.type == "dimension":
        return (None, False) if is_late_unit(token.lower_unit) else (token, True)
    if token.type != "function":
        return token, True
    name = token.lower_name
    if name in ("calc", "min", "max", "clamp"):
        return _computed(token)
    if name in COLOUR_FUNCTIONS:
        colour = plain_colour(token)
        return colour, colour is not None
    if name == "env":
        pieces = split(token.arguments)
        return (pieces[1][0], False) if len(pieces) == 2 and len(pieces[1]) == 1 else (None, False)
    if name in KNOWN_LATE or (name == "attr" and not content):
        return None, False
    arguments: list[Any] = []
    is_exact = True
    for argument in token.arguments:
        found, exact = _plain(argument, content=content)
        if found is None:
            return None, False
        is_exact = is_exact and exact
        arguments.append(found)
    return _function(token, arguments), is_exact


def _computed(token: Any) -> tuple[Any | None, bool]:
    """Return what arithmetic comes to, or the best of what can be known before the page is."""
    quantities = [computed_sum(piece) for piece in split(token.arguments)]
    known = [quantity for quantity in quantities if quantity is not None]
    name = token.lower_name
    if not known or len(quantities) != (3 if name == "clamp" else len(quantities)):
        return None, False
    if name == "calc":
        return (_token(known[0]), True) if len(quantities) == 1 else (None, False)
    if len(known) == len(quantities) and len({unit for _, unit in known}) == 1:
        return _token(_chosen(name, known)), True
    # The middle of a clamp is what is wanted, its ends are what is bearable.
    order = (1, 0, 2) if name == "clamp" else range(len(quantities))
    best = next(found for place in order if (found := quantities[place]) is not None)
    return _token(best), False


def _chosen(name: str, quantities: Sequence[Quantity]) -> Quantity:
    if name == "clamp":
        lowest, wanted, highest = quantities
        return max(lowest, min(wanted, highest))
    return min(quantities) if name == "min" else max(quantities)


def _token(quantity: Quantity) -> Any:
    value, unit = quantity
    number = f"{value:.4f}".rstrip("0").rstrip(".")
    return tinycss2.parse_one_component_value(f"{'0' if number == '-0' else number}{unit}")
