"""``publish new``: a small, complete, building book to write over."""

from __future__ import annotations

import datetime
import os
import shlex
from importlib.metadata import PackageNotFoundError, metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from typing import Final

import click

from publish import __version__
from publish.cli._session import common_options, current

STYLES: Final = ("classic", "modern", "academic")
"""Our designs; to find them on the disk would keep ``--help`` waiting."""

# A wheel would treat these names as its own if they had their dots.
_DOTTED: Final = {"dot-gitignore": ".gitignore", "dot-github": ".github"}


@click.command(
    "new",
    epilog="""\b
Examples:
  publish new my-book
  publish new --style academic thesis
  cd my-book && publish build""",
)
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--style",
    type=click.Choice(STYLES),
    default=STYLES[0],
    help="The design; book.toml may name another later.",
)
@common_options
def new_command(directory: Path, style: str) -> None:
    """Begin a book in DIR: a small one that builds, to write over.

    DIR does not exist yet, or is empty.
    """
    from publish.cli._work import finish, named, shown
    from publish.project_folder import create_project

    session = current()
    target = directory.resolve()
    create_project(named(target), template_files(target.name, _year(), style))
    if not session.quiet and session.format == "text":
        click.echo(f"next: cd {shlex.quote(str(shown(target)))} && publish build", err=True)
    finish(session, [target])


def template_files(name: str, year: str, style: str) -> dict[PurePosixPath, bytes]:
    """Return the files of a new book, its name, year and design written in."""
    from publish.importing.pandoc_metadata import quote

    title = name.replace("-", " ").replace("_", " ").strip().title() or "A Book"
    words = {
        "@TITLE@": quote(title),
        "@YEAR@": year,
        "@NAME@": title,
        "@INSTALL@": _source(),
        "@STYLE@": f'"{style}"'.ljust(27),
        "@STYLES@": ", ".join(f'"{other}"' for other in STYLES if other != style),
        "@SECTIONS@": ("true" if style == "academic" else "false").ljust(17),
    }
    found: dict[PurePosixPath, bytes] = {}
    for path, entry in _walk(files("publish.cli") / "template", PurePosixPath()):
        text = entry.read_text(encoding="utf-8")
        for mark, word in words.items():
            text = text.replace(mark, word)
        found[path] = text.encode()
    return found


def _walk(folder: Traversable, path: PurePosixPath) -> list[tuple[PurePosixPath, Traversable]]:
    found: list[tuple[PurePosixPath, Traversable]] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        inner = path / _DOTTED.get(entry.name, entry.name)
        found += _walk(entry, inner) if entry.is_dir() else [(inner, entry)]
    return found


_LAST_MOMENT: Final = 253402300800
"""Seconds from 1970 to the year 10000, which no calendar here can tell."""


def _year() -> str:
    """Return the year in which the book is begun: the one thing that may come from the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit() and int(epoch) < _LAST_MOMENT:
        return str(datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).year)
    return str(datetime.date.today().year)


def _source() -> str:
    """Return what a workflow installs: our own address, where the package tells one."""
    try:
        addresses = metadata("publish").get_all("Project-URL") or []
    except PackageNotFoundError:
        addresses = []
    for line in addresses:
        label, _, address = str(line).partition(", ")
        if label.lower() in ("source", "repository"):
            return f"git+{address}@v{__version__}"
    return f"publish=={__version__}"
