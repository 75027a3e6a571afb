"""Where an EPUB has the pages of its print edition from: this run, the last one, or set for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from publish.allowances import apply_rules
from publish.artifact import TypesetBook
from publish.book_toml import PATH
from publish.catalogue import PAGES_UNPLACED
from publish.config import Config, EditionConfig
from publish.diagnostics import Diagnostic, Ledger, Report, Severity, Span
from publish.editions import PrintEdition
from publish.errors import ToolError
from publish.page_list import Pagination, pagination_of
from publish.page_list.remembering import Remembered
from publish.ports import Progress


@dataclass(frozen=True, slots=True)
class Paging:
    """The pages of print editions in a run.

    ``remembered`` are those of runs before, ``found`` those of this one, by the name of the
    edition. ``key`` says what an edition's pages depend on.
    """

    config: Config
    remembered: Mapping[str, Remembered]
    key: Callable[[EditionConfig], str]
    prepare: Callable[[EditionConfig, Report], PrintEdition]
    bind: Callable[[PrintEdition, Report], TypesetBook]
    progress: Progress
    found: dict[str, Remembered] = field(default_factory=dict)

    def add(self, edition: EditionConfig, pages: TypesetBook) -> Pagination:
        """Enter the pages of a print edition that has just been set."""
        pagination = pagination_of(pages.pages, edition.notes)
        self.found[edition.name] = Remembered(self.key(edition), pagination)
        return pagination

    def pages_of(self, name: str, report: Report) -> Pagination | None:
        """Return the pages of a print edition, ``None`` where it cannot be set.

        Pages set in this run go first, then those remembered of the same text, which are as true;
        without either, the edition is set, and what it suffers from is its own affair.
        """
        edition = next((each for each in self.config.editions if each.name == name), None)
        if edition is None or name in self.found:
            return self.found[name].pagination if edition else None
        before = self.remembered.get(name)
        if before is not None and before.key == self.key(edition):
            with self.progress.step(f'page list: the pages of "{name}" as last set'):
                return before.pagination
        with self.progress.step(f'page list: setting "{name}" for its pages'):
            pages = self._set(edition)
        if pages is None:
            message = f'the EPUB has no page list, as "{name}" cannot be set'
            hint = f"run `publish pdf --edition {name}` to see why"
            report(Diagnostic(PAGES_UNPLACED, message, Span(PATH), hint, Severity.NOTE))
            return None
        return self.add(edition, pages)

    def _set(self, edition: EditionConfig) -> TypesetBook | None:
        own = Ledger()
        try:
            prepared = self.prepare(edition, own.add)
            pages = None if is_spoiled(own, self.config) else self.bind(prepared, own.add)
        except ToolError:
            return None
        return None if is_spoiled(own, self.config) else pages


def is_spoiled(entries: Iterable[Diagnostic], config: Config) -> bool:
    """Return whether an error is among problems, once the author's own severities hold."""
    left = apply_rules(entries, config, complete=False)
    return any(entry.level is Severity.ERROR for entry in left)
