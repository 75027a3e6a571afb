"""``publish preview``: the book in a browser while it is written."""

from __future__ import annotations

import os
import signal
import sys
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import click

from publish.cli._session import Session, common_options_without_format, current

if TYPE_CHECKING:
    from publish.preview.desk import Desk
    from publish.preview.told import Ended


@click.command(
    "preview",
    epilog="""\b
Examples:
  publish preview                    the book of this folder, in your browser
  publish preview path/to/book --no-open
  publish preview --edition kindle --edition paperback
  publish preview --epub-only        without the pages, which take longest

docs/preview.md shows the page and lists its keys.""",
)
@click.argument(
    "path", required=False, type=click.Path(path_type=Path, file_okay=False), metavar="[PATH]"
)
@click.option(
    "--edition",
    "editions",
    multiple=True,
    metavar="NAME",
    help="The EPUB or the PDF to show; may be repeated. Else the first of each.",
)
@click.option("--epub-only", is_flag=True, help="Leave the pages out.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="The port to serve at; else a free one.",
)
@click.option("--no-open", is_flag=True, help="Open no browser.")
@common_options_without_format
def preview_command(
    path: Path | None, editions: tuple[str, ...], epub_only: bool, port: int, no_open: bool
) -> None:
    """Show the book in a browser, EPUB and pages side by side, and again on every save.

    It is served to this machine alone, and nothing is written. Ctrl-C ends it.
    """
    session = current()
    if path is not None:
        session.start = path
    _check(session, editions, pages=not epub_only)
    from publish.preview.running import Preview
    from publish.preview.told import Order

    order = Order(session.project, editions=editions, pages=not epub_only, strict=session.strict)
    preview = Preview(order, _teller(session))
    with _until_ended() as ended, preview.served(port) as url:
        click.echo(url)
        if not session.quiet:
            click.echo("made anew on every save; Ctrl-C ends it", err=True)
        if not no_open:
            _open(url)
        preview.run(ended)
    if not session.quiet:
        click.echo("ended; nothing was written", err=True)


def _check(session: Session, editions: Sequence[str], *, pages: bool) -> None:
    """Refuse an edition that there is not; what else is wrong is shown on the page."""
    from publish.diagnostics import Ledger
    from publish.preview.making import choose_editions
    from publish.resolution import resolve

    ledger = Ledger()
    config = resolve(session.project, os.environ, report=ledger.add)
    if editions and not ledger.has_errors:
        choose_editions(config, editions, pages=pages)


def _teller(session: Session) -> Callable[[Desk, Ended, float], None]:
    """Return who says in the terminal how each making of the book ended."""
    from publish.cli._render import render_count
    from publish.diagnostics import Ledger

    def told(desk: Desk, ended: Ended, seconds: float) -> None:
        if ended.story and session.debug:
            click.echo(ended.story, err=True)
        if ended.failure:
            click.echo(f"error: {ended.failure}", err=True)
            if ended.hint:
                click.echo(f"  hint: {ended.hint}", err=True)
        elif not session.quiet:
            ledger = Ledger()
            for problem in desk.problems:
                ledger.add(problem.diagnostic)
            said = render_count(ledger) if len(ledger) else "no problems"
            click.echo(f"made in {seconds:.1f} s: {said}", err=True)

    return told


@contextmanager
def _until_ended() -> Iterator[Event]:
    """Yield what is set when somebody ends the preview: Ctrl-C, or the signal to terminate."""
    ended = Event()

    def end(number: int, frame: object) -> None:
        del number, frame
        ended.set()

    names = [signal.SIGINT, signal.SIGTERM]
    before: list[tuple[signal.Signals, Any]] = [(name, signal.signal(name, end)) for name in names]
    try:
        yield ended
    finally:
        for name, handler in before:
            signal.signal(name, handler)


def _open(url: str) -> None:
    """Open the browser of a desktop; one that would run in this terminal is none."""
    has_desktop = sys.platform in {"darwin", "win32"} or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    if has_desktop:
        with suppress(webbrowser.Error):
            webbrowser.open(url)
