"""Where a custom property has which value, as far as a stylesheet alone can tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from publish.content.css_rules import Rule
from publish.content.css_selectors import ROOTS, is_inside, within


@dataclass(frozen=True, slots=True)
class Scope:
    """Values of custom properties, the conditions under which they hold, and in which elements.

    Without ``selectors`` they hold in every element.
    """

    selectors: tuple[str, ...]
    conditions: tuple[str, ...]
    properties: Mapping[str, Sequence[Any]]

    def holds_for(self, rule: Rule) -> bool:
        """Return whether the values hold wherever a rule does."""
        if not set(self.conditions) <= set(rule.conditions):
            return False
        return not self.selectors or all(
            any(is_inside(selector, scope) for scope in self.selectors)
            for selector in rule.selectors
        )

    def variant(self, rule: Rule) -> Rule:
        """Return a rule's elements where these values hold, too; its declarations are the same."""
        added = tuple(one for one in self.conditions if one not in rule.conditions)
        selectors = within(rule.selectors, self.selectors) if self.selectors else rule.selectors
        return Rule(selectors, rule.declarations, (*rule.conditions, *added), rule.is_ours)


def scopes_of(rules: Sequence[Rule]) -> list[Scope]:
    """Return the scopes that the rules open, in the order of the cascade."""
    return [scope for rule in rules for scope in _scopes(rule)]


def _scopes(rule: Rule) -> Iterator[Scope]:
    properties = {
        entry.name: entry.value for entry in rule.declarations if entry.name.startswith("--")
    }
    if not properties:
        return
    if any(selector in ROOTS for selector in rule.selectors):
        yield Scope((), rule.conditions, properties)
    elif rule.selectors:
        yield Scope(rule.selectors, rule.conditions, properties)


def values_for(rule: Rule, scopes: Sequence[Scope]) -> dict[str, Sequence[Any]]:
    """Return the values of custom properties that hold wherever a rule does.

    What is set in the rule's own elements goes before what is set everywhere.
    """
    holding = [scope for scope in scopes if scope.holds_for(rule)]
    holding.sort(key=lambda scope: bool(scope.selectors))
    return {name: value for scope in holding for name, value in scope.properties.items()}
