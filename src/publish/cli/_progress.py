"""Long work told on stderr: live bars on a terminal, plain lines elsewhere, nothing when quiet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from publish.cli._session import Session, is_live
from publish.ports import Progress, Step

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID


class _NoStep:
    def advance(self, amount: int = 1) -> None:
        """Say nothing."""


class SilentProgress:
    """Tells nobody."""

    def step(self, name: str, total: int | None = None) -> AbstractContextManager[Step]:
        """Open a step that nobody hears of."""
        del name, total
        return nullcontext(_NoStep())


class PlainProgress:
    """Says each step as a line when it begins."""

    def step(self, name: str, total: int | None = None) -> AbstractContextManager[Step]:
        """Say the step's name, and how much there is of it."""
        click.echo(f"{name} …" if not total or total < 2 else f"{name} ({total}) …", err=True)
        return nullcontext(_NoStep())


@dataclass(frozen=True, slots=True)
class _BarStep:
    bars: Bars
    task: TaskID

    def advance(self, amount: int = 1) -> None:
        """Move the bar."""
        self.bars.advance(self.task, amount)


@dataclass(slots=True)
class LiveProgress:
    """Draws a bar for each step under way; a finished step leaves its line."""

    bars: Bars = field(init=False)

    def __post_init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bars

        self.bars = Bars(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
        )

    @contextmanager
    def step(self, name: str, total: int | None = None) -> Iterator[Step]:
        """Open a bar."""
        task = self.bars.add_task(name, total=total)
        try:
            yield _BarStep(self.bars, task)
        finally:
            done = self.bars.tasks[self.bars.task_ids.index(task)].completed
            self.bars.update(task, total=total or done or 1, completed=total or done or 1)


@contextmanager
def progress_of(session: Session) -> Iterator[Progress]:
    """Yield who is told of long work in this session."""
    if session.quiet or session.format == "json":
        yield SilentProgress()
    elif not is_live() or session.format == "github":
        yield PlainProgress()
    else:
        live = LiveProgress()
        with live.bars:
            yield live
