"""The options that every command takes, before its name or after it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TextIO, TypeVar

import click

from publish import __version__
from publish.diagnostics import Ledger
from publish.errors import ConfigError
from publish.project_folder import find_project

Command = TypeVar("Command", bound=Callable[..., Any])
Format = Literal["text", "json", "github"]


@dataclass(slots=True)
class Session:
    """What the options say, and the ledger of the run; ``is_told`` once its problems are said."""

    start: Path | None = None
    format: Format = "text"
    strict: bool | None = None
    quiet: bool = False
    verbose: int = 0
    debug: bool = False
    ledger: Ledger = field(default_factory=Ledger)
    is_told: bool = False

    @property
    def project(self) -> Path:
        """Return the book's folder: ``-C``, else the nearest one upward.

        Raises ``ConfigError`` where there is none.
        """
        start = (self.start or Path()).resolve()
        found = find_project(start)
        if self.start is not None and found not in (start, _folder_of_manuscript(start)):
            found = None
        if found is None:
            raise ConfigError(
                f'there is no manuscript/book.toml in "{self.start or "."}"'
                + ("" if self.start else " or above"),
                hint="go to a book's folder, name one with -C, or make one: publish new DIR",
            )
        return found


def _folder_of_manuscript(start: Path) -> Path | None:
    """Return the project where ``start`` is its ``manuscript/``."""
    return start.parent if (start / "book.toml").is_file() else None


def current() -> Session:
    """Return the session of the command that runs."""
    return click.get_current_context().ensure_object(Session)


def has_colour(stream: TextIO) -> bool:
    """Return whether a stream takes colour: a terminal does, unless ``NO_COLOR`` forbids it."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def is_live(stream: TextIO = sys.stderr) -> bool:
    """Return whether moving bars make sense: on a terminal, and not in CI."""
    return stream.isatty() and os.environ.get("TERM") != "dumb" and not os.environ.get("CI")


def _store(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    source = context.get_parameter_source(parameter.name or "")
    if value is not None and source is not click.core.ParameterSource.DEFAULT:
        setattr(context.ensure_object(Session), parameter.name or "", value)


def _help(text: str) -> dict[str, Any]:
    return {"expose_value": False, "callback": _store, "help": text}


_PROJECT = click.option(
    "-C",
    "--project",
    "start",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="PUBLISH_PROJECT",
    metavar="PATH",
    **_help("The book's folder; else the nearest one upward."),
)
_FORMAT = click.option(
    "--format",
    type=click.Choice(["text", "json", "github"]),
    envvar="PUBLISH_FORMAT",
    **_help("How problems are told."),
)
_COMMON = (
    click.option(
        "--strict/--no-strict",
        default=None,
        **_help("Let warnings fail the build."),
    ),
    click.option("-q", "--quiet", is_flag=True, **_help("Say only what is wrong.")),
    click.option(
        "-v", "--verbose", count=True, **_help("Say more: the date of the book, the engines.")
    ),
    click.option("--debug", is_flag=True, **_help("Show the traceback of a bug of ours.")),
    click.version_option(__version__, "--version", message="publish %(version)s"),
    click.help_option("-h", "--help"),
)


def common_options(command: Command) -> Command:
    """Give a command the options that every command takes."""
    for option in reversed((_PROJECT, _FORMAT, *_COMMON)):
        command = option(command)
    return command


def common_options_without_format(command: Command) -> Command:
    """Give a command the common options save ``--format``, which it has of its own."""
    for option in reversed((_PROJECT, *_COMMON)):
        command = option(command)
    return command
