"""Resolve ``var()`` and ``calc()`` in a value, as far as a stylesheet alone can."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import tinycss2

_UNKNOWN_FUNCTIONS: Final = frozenset(
    {
        "abs", "clamp", "cos", "element", "env", "exp", "fit-content", "hypot", "leader", "log",
        "max", "min", "minmax", "mod", "pow", "rem", "round", "running", "sign", "sin", "sqrt",
        "string", "tan", "target-counter", "target-counters", "target-text",
    }
)  # fmt: skip
_UNKNOWN_UNITS: Final = ("lh", "cap", "ic", "vw", "vh", "vi", "vb", "vmin", "vmax")
_TOO_DEEP: Final = 16
"""Custom properties nested deeper than this refer to one another in a circle."""

Quantity = tuple[float, str]
"""A number and its unit: ``""`` for none, ``%`` for a percentage."""


def resolved(
    tokens: Sequence[Any], properties: Mapping[str, list[Any]], *, content: bool = False
) -> list[Any] | None:
    """Return the value with variables and arithmetic resolved; ``None`` where plain CSS cannot.

    ``content`` says that the value is the ``content`` property's, where ``attr()`` is plain CSS.
    """
    substituted = _substituted(tokens, properties, 0)
    if substituted is None:
        return None
    computed: list[Any] = []
    for token in substituted:
        if token.type == "function" and token.lower_name == "calc":
            quantity = _sum(token.arguments)
            if quantity is None:
                return None
            computed.append(_token(quantity))
        elif _is_plain(token, content=content):
            computed.append(token)
        else:
            return None
    return computed


def _substituted(
    tokens: Sequence[Any], properties: Mapping[str, list[Any]], depth: int
) -> list[Any] | None:
    if depth > _TOO_DEEP:
        return None
    result: list[Any] = []
    for token in tokens:
        if token.type != "function":
            result.append(token)
            continue
        if token.lower_name == "var":
            replacement = _variable(token.arguments, properties)
            inner = (
                None if replacement is None else _substituted(replacement, properties, depth + 1)
            )
            if inner is None:
                return None
            result += inner
            continue
        arguments = _substituted(token.arguments, properties, depth + 1)
        if arguments is None:
            return None
        result.append(
            tinycss2.ast.FunctionBlock(
                token.source_line, token.source_column, token.name, arguments
            )
        )
    return result


def _variable(arguments: Sequence[Any], properties: Mapping[str, list[Any]]) -> list[Any] | None:
    """Return the value of a custom property, or what follows the comma."""
    names = [token.value for token in arguments if token.type == "ident"]
    if names and names[0] in properties:
        return _stripped(properties[names[0]])
    commas = [index for index, node in enumerate(arguments) if node == ","]
    return _stripped(arguments[commas[0] + 1 :]) if commas else None


def _stripped(tokens: Sequence[Any]) -> list[Any]:
    """Return the tokens without white space around them."""
    places = [index for index, token in enumerate(tokens) if token.type != "whitespace"]
    return list(tokens[places[0] : places[-1] + 1]) if places else []


def _is_plain(token: Any, *, content: bool) -> bool:
    if token.type == "function":
        name = token.lower_name
        if name in _UNKNOWN_FUNCTIONS or (name == "attr" and not content):
            return False
        return all(_is_plain(argument, content=content) for argument in token.arguments)
    return token.type != "dimension" or not token.lower_unit.endswith(_UNKNOWN_UNITS)


def _token(quantity: Quantity) -> Any:
    value, unit = quantity
    number = f"{value:.4f}".rstrip("0").rstrip(".")
    return tinycss2.parse_one_component_value(f"{'0' if number == '-0' else number}{unit}")


def _sum(tokens: Sequence[Any]) -> Quantity | None:
    """Compute a sum of products; ``None`` where units differ or a term is unknown."""
    total: Quantity | None = None
    sign = 1.0
    term: list[Any] = []
    for node in [*tokens, None]:
        # A sign is an operator only where a term stands before it.
        if node is not None and not (node in ("+", "-") and _stripped(term)):
            term.append(node)
            continue
        quantity = _product(term)
        if quantity is None or (total is not None and total[1] != quantity[1]):
            return None
        total = ((total[0] if total else 0.0) + sign * quantity[0], quantity[1])
        sign, term = (-1.0 if node == "-" else 1.0), []
    return total


def _product(tokens: Sequence[Any]) -> Quantity | None:
    factors = [token for token in tokens if token.type != "whitespace"]
    if len(factors) % 2 == 0:
        return None
    result = _factor(factors[0])
    for operator, token in zip(factors[1::2], factors[2::2], strict=True):
        factor = _factor(token)
        if result is None or factor is None or operator not in ("*", "/"):
            return None
        result = _multiplied(result, factor) if operator == "*" else _divided(result, factor)
    return result


def _multiplied(left: Quantity, right: Quantity) -> Quantity | None:
    if left[1] and right[1]:
        return None
    return (left[0] * right[0], left[1] or right[1])


def _divided(left: Quantity, right: Quantity) -> Quantity | None:
    return None if right[1] or not right[0] else (left[0] / right[0], left[1])


def _factor(token: Any) -> Quantity | None:
    if token.type == "number":
        return (token.value, "")
    if token.type == "percentage":
        return (token.value, "%")
    if token.type == "dimension":
        return None if token.lower_unit.endswith(_UNKNOWN_UNITS) else (token.value, token.unit)
    if token.type == "() block":
        return _sum(token.content)
    if token.type == "function" and token.lower_name == "calc":
        return _sum(token.arguments)
    return None
