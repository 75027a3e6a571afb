"""``publish check``: all that a build would say, or a finished file judged."""

from __future__ import annotations

from pathlib import Path

import click

from publish.cli._session import Session, common_options, current


@click.command(
    "check",
    epilog="""\b
Examples:
  publish check                        everything a build would say
  publish check --format json          the same, for a program
  publish check dist/my-book.epub      EPUBCheck's opinion of a finished file""",
)
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@common_options
def check_command(file: Path | None) -> None:
    """Say all that a build would say; write nothing.

    With FILE, let EPUBCheck judge a finished EPUB.
    """
    session = current()
    if file is not None:
        _check_file(session, file)
        return
    from publish.cli._work import finish, load_config, make

    config = load_config(session)
    make(session, config, config.editions, validate=False, keep_refused=False)
    finish(session, [])
    _say_clean(session)


def _check_file(session: Session, file: Path) -> None:
    from publish.adapters.validators import EpubCheck
    from publish.artifact import Artifact
    from publish.cli._work import finish, stop
    from publish.diagnostics import Severity
    from publish.errors import ConfigError, ValidationError

    if file.suffix.lower() != ".epub":
        raise click.UsageError(f'"{file}" is not an .epub; other files cannot be judged yet')
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ConfigError(f'cannot read "{file}": {error.strerror}') from error
    artifact = Artifact(file.name, "application/epub+zip", data)
    EpubCheck().check(artifact, report=session.ledger.add)
    errors = session.ledger.count(Severity.ERROR)
    warnings = session.ledger.count(Severity.WARNING)
    if errors or (session.strict and warnings):
        stop(session, ValidationError(f'EPUBCheck refuses "{file.name}"'))
    finish(session, [])
    _say_clean(session)


def _say_clean(session: Session) -> None:
    if not len(session.ledger) and not session.quiet and session.format == "text":
        click.echo("no problems", err=True)
