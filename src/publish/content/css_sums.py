"""Arithmetic of stylesheets, for what is known before there is a page: ``calc()`` of one unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

KNOWN_LATE: Final = frozenset(
    {
        "abs", "acos", "anchor", "anchor-size", "asin", "atan", "atan2", "calc-size", "cos", "exp",
        "fit-content", "hypot", "if", "log", "minmax", "mod", "pow", "progress", "rem", "round",
        "sibling-count", "sibling-index", "sign", "sin", "sqrt", "tan",
    }
)  # fmt: skip
"""Functions that old reading systems do not know."""
_LATE_UNITS: Final = (
    "lh", "cap", "ic", "vw", "vh", "vi", "vb", "vmin", "vmax", "cqw", "cqh", "cqi", "cqb", "cqmin",
    "cqmax",
)  # fmt: skip

Quantity = tuple[float, str]
"""A number and its unit: ``""`` for none, ``%`` for a percentage."""


def is_late_unit(unit: str) -> bool:
    """Return whether a unit, in lower case, is one that old reading systems do not know."""
    return unit.endswith(_LATE_UNITS)


def computed_sum(tokens: Sequence[Any]) -> Quantity | None:
    """Compute a sum of products; ``None`` where units differ or a term is unknown."""
    total: Quantity | None = None
    sign = 1.0
    term: list[Any] = []
    for node in [*tokens, None]:
        # A sign is an operator only where a term stands before it.
        if node is not None and not (node in ("+", "-") and _holds(term)):
            term.append(node)
            continue
        quantity = _product(term)
        if quantity is None or (total is not None and total[1] != quantity[1]):
            return None
        total = ((total[0] if total else 0.0) + sign * quantity[0], quantity[1])
        sign, term = (-1.0 if node == "-" else 1.0), []
    return total


def _holds(term: Sequence[Any]) -> bool:
    return any(token.type != "whitespace" for token in term)


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
        return None if is_late_unit(token.lower_unit) else (token.value, token.lower_unit)
    if token.type == "() block":
        return computed_sum(token.content)
    if token.type == "function" and token.lower_name == "calc":
        return computed_sum(token.arguments)
    return None
