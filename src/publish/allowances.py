"""The author's own severities and allowances, ``[rules.CODE]``, applied to what was found."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from publish.book_toml import PATH
from publish.catalogue import UNUSED_ALLOWANCE
from publish.config import Config, RuleConfig
from publish.diagnostics import Diagnostic, Span, with_severity


def apply_rules(
    found: Iterable[Diagnostic], config: Config, *, complete: bool
) -> tuple[Diagnostic, ...]:
    """Return what is left to say.

    An allowance that allowed nothing is said only of a ``complete`` run: one that made every
    edition, as others may not have come to what it allows.
    """
    rules = {rule.code: rule for rule in config.rules}
    used: set[str] = set()
    left = []
    for diagnostic in found:
        rule = rules.get(diagnostic.rule.code)
        if rule is None:
            left.append(diagnostic)
        elif _is_allowed(diagnostic, rule):
            used.add(rule.code)
        else:
            changed = with_severity(diagnostic, rule.severity) if rule.severity else diagnostic
            left.append(changed)
    if complete:
        left += [
            _unused(rule, config) for rule in config.rules if rule.allow and rule.code not in used
        ]
    return tuple(left)


def _is_allowed(diagnostic: Diagnostic, rule: RuleConfig) -> bool:
    if diagnostic.span is None:
        return "*" in rule.allow
    path = diagnostic.span.path
    return any(pattern == "*" or _matches(path, pattern) for pattern in rule.allow)


def _matches(path: PurePosixPath, pattern: str) -> bool:
    """Return whether a path is of the pattern, relative to the project or to ``manuscript/``."""
    return path.match(pattern) or str(path) == pattern


def _unused(rule: RuleConfig, config: Config) -> Diagnostic:
    row = dict(config.provenance).get(f"rules.{rule.code}", "").split(":")
    span = Span(PATH, int(row[1]), int(row[2])) if len(row) == 3 else Span(PATH)
    message = f'allowance of "{rule.code}" is not needed'
    return Diagnostic(UNUSED_ALLOWANCE, message, span, "remove it")
