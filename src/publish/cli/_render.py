"""Diagnostics said for people, for programs and for GitHub."""

from __future__ import annotations

from collections.abc import Iterable

import click

from publish.diagnostics import Diagnostic, Ledger, Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_ANNOTATIONS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render_text(diagnostic: Diagnostic, *, colour: bool = False) -> str:
    """Return ``path:line:column: error: message [CODE]``, and the hint on a line of its own."""
    level = f"{diagnostic.level}:"
    if colour:
        level = click.style(level, fg=_COLOURS[diagnostic.level], bold=True)
    place = f"{diagnostic.span}: " if diagnostic.span else ""
    line = f"{place}{level} {diagnostic.message} [{diagnostic.rule.code}]"
    return f"{line}\n  hint: {diagnostic.hint}" if diagnostic.hint else line


def render_github(diagnostic: Diagnostic) -> str:
    """Return a workflow command that GitHub shows beside the line."""
    properties = {"title": diagnostic.rule.code}
    if diagnostic.span:
        properties["file"] = str(diagnostic.span.path)
        if diagnostic.span.line:
            properties["line"] = str(diagnostic.span.line)
        if diagnostic.span.column:
            properties["col"] = str(diagnostic.span.column)
    words = ",".join(f"{key}={_property(value)}" for key, value in sorted(properties.items()))
    message = f"{diagnostic.message} [{diagnostic.rule.code}]"
    if diagnostic.hint:
        message += f"\nhint: {diagnostic.hint}"
    return f"::{_ANNOTATIONS[diagnostic.level]} {words}::{_escaped(message)}"


def render_github_error(message: str, hint: str | None) -> str:
    """Return a workflow command for what stopped the run, when no diagnostic says it."""
    words = f"{message}\nhint: {hint}" if hint else message
    return f"::error title=publish::{_escaped(words)}"


def render_count(ledger: Ledger) -> str:
    """Return how many problems there are: "2 problems (1 error, 1 warning)"."""
    counts = [
        _number(count, str(severity))
        for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE)
        if (count := ledger.count(severity))
    ]
    return f"{_number(len(ledger), 'problem')} ({', '.join(counts)})"


def worth_saying(ledger: Ledger, *, quiet: bool) -> Iterable[Diagnostic]:
    """Return the diagnostics to show; when quiet, notes are left out."""
    return (one for one in ledger if not (quiet and one.level is Severity.NOTE))


def _number(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
