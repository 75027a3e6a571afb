"""What the building commands share: settings resolved, the ledger told, the result written."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from publish.artifact import Artifact, write_artifact, write_file
from publish.cli._progress import progress_of
from publish.cli._render import render_count, render_github, render_text, worth_saying
from publish.cli._session import Session, has_colour
from publish.config import Config, EditionConfig
from publish.diagnostics import Ledger, Severity
from publish.errors import (
    ConfigError,
    ManuscriptError,
    OutputError,
    PublishError,
    ValidationError,
)
from publish.shops import ShopName

if TYPE_CHECKING:
    from publish.page_list.remembering import Remembered
    from publish.pipeline import Build

NOTHING: Final = "nothing was written"

_SETTINGS_CODES: Final = frozenset({"M005", "M006", "M007", "M008", "M016"})


def load_config(session: Session) -> Config:
    """Return the settings; raise ``ConfigError`` where ``book.toml`` is not TOML at all."""
    from publish.resolution import Options, resolve
    from publish.toolchain import find_last_change

    project = session.project
    config = resolve(
        project,
        os.environ,
        report=session.ledger.add,
        last_change=find_last_change(project),
        options=Options(strict=session.strict),
    )
    if any(entry.rule.code == "M006" for entry in session.ledger):
        stop(session, ConfigError("book.toml cannot be read"))
    if session.format == "text" and not session.quiet:
        _say_surroundings(session, config)
    return config


def _say_surroundings(session: Session, config: Config) -> None:
    """Say what a reader of the log may wonder about: with -v the date and the engines."""
    from publish.toolchain import engine_versions

    sources = dict(config.provenance)
    if session.verbose:
        click.echo(f"project: {config.project}", err=True)
        click.echo(f"modified: {config.metadata.modified} ({sources['book.modified']})", err=True)
        engines = ", ".join(f"{name} {found}" for name, found in engine_versions().items())
        click.echo(f"engines: {engines}", err=True)


def choose(config: Config, names: Sequence[str], *, form: str = "") -> tuple[EditionConfig, ...]:
    """Return the editions named, or all of a format; raise ``ConfigError`` for an unknown name."""
    known = {edition.name: edition for edition in config.editions}
    missing = [name for name in names if name not in known]
    if missing:
        raise ConfigError(
            f'there is no edition "{missing[0]}"', hint=f"choose one of: {', '.join(known)}"
        )
    chosen = [known[name] for name in names] if names else list(config.editions)
    chosen = [edition for edition in chosen if not form or edition.format == form]
    if not chosen:
        word = {"epub": "an EPUB", "pdf": "a PDF"}.get(form, "anything")
        raise ConfigError(
            f"no edition of book.toml is {word}", hint=f"add [editions.{form or 'epub'}]"
        )
    return tuple(chosen)


def choose_for(shop: ShopName, editions: Sequence[EditionConfig]) -> EditionConfig:
    """Return the first of the editions that is for a shop, else the first, made for it.

    An edition that book.toml does not make for the shop has the shop's name, and so has its file.
    """
    ready = next((edition for edition in editions if edition.shop == shop), None)
    return ready or replace(editions[0], name=shop, shop=shop)


def make(
    session: Session,
    config: Config,
    editions: Sequence[EditionConfig],
    *,
    validate: bool,
    keep_refused: bool = True,
) -> tuple[tuple[Artifact, ...], bytes]:
    """Return the artifacts and the build report; stop where a problem forbids it.

    Artifacts that were refused are kept in ``build/``, unless nothing shall be written.
    """
    from publish.report import render_report
    from publish.toolchain import engine_versions

    result, failure = attempt(session, config, editions, validate=validate)
    if keep_refused:
        _remember_pages(config, result.pages)
    if failure:
        if result.artifacts and keep_refused:
            kept = [write_artifact(one, config.project / "build") for one in result.artifacts]
            names = ", ".join(f'"{shown(path)}"' for path in kept)
            failure.hint = f"look at {names}, kept for you; dist/ is as it was"
        stop(session, failure)
    report = render_report(
        config,
        result.artifacts,
        session.ledger,
        words=result.words,
        engines=engine_versions(),
    )
    return result.artifacts, report


def attempt(
    session: Session,
    config: Config,
    editions: Sequence[EditionConfig],
    *,
    validate: bool,
    written: str = NOTHING,
) -> tuple[Build, PublishError | None]:
    """Return what was built, and why it may not leave the house, if it may not.

    ``written`` says what is written of a book that was bound and refused.
    """
    from publish.pipeline import build
    from publish.toolchain import make_tools

    tools = make_tools(validate=validate)
    with progress_of(session) as progress:
        result = build(
            config,
            tools,
            editions=editions,
            ledger=session.ledger,
            progress=progress,
            remembered=_remembered_pages(config),
        )
    written = written if result.is_bound else NOTHING
    return result, judge(session.ledger, config, is_bound=result.is_bound, written=written)


def _remembered_pages(config: Config) -> dict[str, Remembered]:
    from publish.page_list.remembering import FILENAME, from_json

    try:
        return from_json((config.project / FILENAME).read_bytes())
    except OSError:
        return {}


def _remember_pages(config: Config, pages: Mapping[str, Remembered]) -> None:
    """Keep the pages that were set, for the next EPUB of the same text."""
    from publish.page_list.remembering import FILENAME, to_json

    names = {edition.name for edition in config.editions}
    before = _remembered_pages(config)
    kept = {name: each for name, each in {**before, **pages}.items() if name in names}
    if kept != before:
        with suppress(OutputError):  # they can be set again; a folder that is full speaks below
            write_file(config.project / FILENAME, to_json(kept))


def judge(
    ledger: Ledger, config: Config, *, is_bound: bool, written: str = NOTHING
) -> PublishError | None:
    """Return why the build fails, or ``None`` where it may leave the house."""
    errors = [entry for entry in ledger if entry.level is Severity.ERROR]
    if any(entry.rule.code in _SETTINGS_CODES for entry in errors):
        return ConfigError("book.toml has errors; nothing was written")
    if errors and is_bound and any(_is_verdict(entry.rule.code) for entry in errors):
        return ValidationError(f"the book was refused; {written}")
    if errors:
        return ManuscriptError(f"the manuscript has errors; {written}")
    if config.strict and ledger.count(Severity.WARNING):
        return ManuscriptError("there are warnings, and --strict lets none pass")
    return None


def tell(session: Session) -> None:
    """Say every problem on stderr; JSON is said with the result."""
    session.is_told = True
    if session.format == "json":
        return
    for diagnostic in worth_saying(session.ledger, quiet=session.quiet):
        if session.format == "github":
            click.echo(render_github(diagnostic), err=True)
        else:
            click.echo(render_text(diagnostic, colour=has_colour(sys.stderr)), err=True)
    if len(session.ledger) and not session.quiet:
        click.echo(render_count(session.ledger), err=True)


def stop(session: Session, error: PublishError) -> None:
    """Tell every problem, then end with the error."""
    tell(session)
    if session.format == "json":
        say_json(session, [], error=error)
    raise error


def finish(session: Session, paths: Sequence[Path], artifacts: Sequence[Artifact] = ()) -> None:
    """Tell every problem, then the paths on stdout."""
    tell(session)
    if session.format == "json":
        say_json(session, paths, artifacts)
        return
    for path in paths:
        click.echo(str(shown(path)))


def say_json(
    session: Session,
    paths: Sequence[Path],
    artifacts: Sequence[Artifact] = (),
    *,
    error: PublishError | None = None,
) -> None:
    """Print everything as one JSON document."""
    from publish.report import describe_artifact, describe_diagnostic

    described: list[dict[str, Any]] = [describe_artifact(artifact) for artifact in artifacts]
    for entry, path in zip(described, paths, strict=False):
        entry["path"] = str(shown(path))
    data = {
        "artifacts": described or [{"path": str(shown(path))} for path in paths],
        "diagnostics": [describe_diagnostic(diagnostic) for diagnostic in session.ledger],
        "error": {"message": str(error), "hint": error.hint} if error else None,
        "status": error.exit_code if error else 0,
    }
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def write_all(
    config: Config, artifacts: Sequence[Artifact], report: bytes, folder: Path
) -> list[Path]:
    """Write artifacts and the build report into a folder; return the artifacts' paths."""
    from publish.report import FILENAME

    paths = [write_artifact(artifact, folder) for artifact in artifacts]
    write_file(folder / FILENAME, report)
    return paths


def shown(path: Path) -> Path:
    """Return a path as short as it can be said from here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def named(path: Path) -> Path:
    """Return a path as short as it can be said, but with a name."""
    short = shown(path)
    return short if short.name else path


def _is_verdict(code: str) -> bool:
    return code.startswith("W0") or ":" in code
