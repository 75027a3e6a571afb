"""``publish doctor``: which tools are here, which are missing, and the line to type."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from publish.cli._session import common_options, current, has_colour


@click.command(
    "doctor",
    epilog="""\b
Examples:
  publish doctor
  publish doctor --format json""",
)
@common_options
def doctor_command() -> None:
    """Say which tools are here and which are missing.

    Exit status 5 where one is missing without which no book can be made.
    """
    from publish.errors import ToolMissingError
    from publish.toolchain import take_inventory

    session = current()
    found = take_inventory()
    if session.format == "json":
        click.echo(json.dumps([asdict(one) for one in found], indent=2))
    else:
        width = max(len(one.name) for one in found)
        for one in found:
            click.echo(_line(one.name.ljust(width), one.version, one.needed, one.hint))
    missing = [one.name for one in found if one.required and not one.version]
    if missing:
        raise ToolMissingError(f"missing: {', '.join(missing)}")


def _line(name: str, version: str, needed: str, hint: str) -> str:
    if version:
        return f"{name}  {version}"
    word = "missing"
    if has_colour(sys.stdout):
        word = click.style(word, fg="red", bold=True)
    return f"{name}  {word}, needed for {needed}: {hint}"
