"""What can be wrong with a manuscript, as values; the codes themselves are in ``catalogue``."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath


class Severity(enum.StrEnum):
    """How bad: an error spoils the book, a warning wants a look, a note informs."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a file of the author's; lines and columns count from 1.

    ``path`` is relative to the project. A column is never given without a line.
    """

    path: PurePosixPath
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        numbers = (str(n) for n in (self.line, self.column) if n is not None)
        return ":".join((str(self.path), *numbers))

    @property
    def order(self) -> tuple[str, int, int]:
        """Return the sort key: file, line, column."""
        return (str(self.path), self.line or 0, self.column or 0)


@dataclass(frozen=True, slots=True)
class Rule:
    """An entry of the catalogue: code, default severity, what it is about.

    ``advice`` tells an author, in a sentence or two, what to do.
    """

    code: str
    severity: Severity
    summary: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem, said once.

    ``message`` begins in lower case, has no full stop, quotes the thing; ``hint`` is an imperative.
    """

    rule: Rule
    message: str
    span: Span | None = None
    hint: str | None = None
    severity: Severity | None = None

    @property
    def level(self) -> Severity:
        """Return the severity in force: the author's, or the rule's."""
        return self.severity or self.rule.severity


Report = Callable[[Diagnostic], None]


@dataclass(slots=True)
class Ledger:
    """Every problem of a run, each once; ``add`` is a ``Report``."""

    _entries: dict[tuple[str, str, str], Diagnostic] = field(default_factory=dict)

    def add(self, diagnostic: Diagnostic) -> None:
        """Enter a problem; the same problem at the same place is entered once."""
        key = (diagnostic.rule.code, str(diagnostic.span), diagnostic.message)
        self._entries.setdefault(key, diagnostic)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(in_order(self._entries.values()))

    def __len__(self) -> int:
        return len(self._entries)

    def count(self, severity: Severity) -> int:
        """Return how many problems have this severity."""
        return sum(1 for entry in self._entries.values() if entry.level is severity)

    @property
    def has_errors(self) -> bool:
        """Return whether the book would be wrong in a reader's hands."""
        return self.count(Severity.ERROR) > 0

    def settle(self, entries: Iterable[Diagnostic]) -> None:
        """Replace everything, once the author's own severities and allowances are applied."""
        self._entries.clear()
        for entry in entries:
            self.add(entry)


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return diagnostics sorted by place, those without a place last."""

    def key(entry: Diagnostic) -> tuple[bool, tuple[str, int, int], str, str]:
        place = entry.span.order if entry.span else ("", 0, 0)
        return (entry.span is None, place, entry.rule.code, entry.message)

    return sorted(diagnostics, key=key)


def with_severity(diagnostic: Diagnostic, severity: Severity) -> Diagnostic:
    """Return the diagnostic with the severity that ``book.toml`` sets for its code."""
    return replace(diagnostic, severity=severity)


def foreign(owner: str, code: str, severity: Severity, summary: str = "") -> Rule:
    """Return a rule for another program's message, such as ``epubcheck:RSC-005``."""
    return Rule(f"{owner}:{code}", severity, summary or f"reported by {owner}")
