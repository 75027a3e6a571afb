"""``publish inspect``: any stage of the road, as JSON."""

from __future__ import annotations

import dataclasses
import enum
import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

import click

from publish.cli._session import Session, common_options_without_format, current

if TYPE_CHECKING:
    from publish.config import Config, EditionConfig
    from publish.pipeline import Draft, Tools

STAGES: Final = {
    "settings": "every key of book.toml",
    "rules": "every diagnostic code",
    "styles": "every citation style",
    "shops": "what each shop asks of an EPUB",
    "config": "the settings of this book, and where each comes from",
    "manuscript": "the files as read, in reading order",
    "book": "the book as understood",
    "documents": "the content documents of an edition",
    "edition": "all that goes into an edition",
}


@click.command(
    "inspect",
    epilog="""\b
Examples:
  publish inspect config
  publish inspect book | jq '.divisions[].id'
  publish inspect documents --edition pdf
  publish inspect rules --format markdown > docs/rules.md""",
    help="Print what a stage of the road holds, as JSON.\n\n\b\nStages:\n"
    + "\n".join(f"  {name:<11} {words}" for name, words in STAGES.items()),
)
@click.argument("stage", type=click.Choice(list(STAGES)))
@click.option("--edition", metavar="NAME", help="Which edition; else the first.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "markdown"]),
    default="json",
    help="Markdown for settings, rules and shops only.",
)
@common_options_without_format
def inspect_command(stage: str, edition: str | None, form: str) -> None:
    """Print what a stage of the road holds."""
    from publish import reference

    if form == "markdown":
        if stage not in ("settings", "rules", "shops"):
            raise click.UsageError("only settings, rules and shops can be had as Markdown")
        click.echo(getattr(reference, f"render_{stage}")(), nl=False)
        return
    if stage in ("settings", "rules", "styles", "shops"):
        value: object = getattr(reference, f"list_{stage}")()
    else:
        value = _of_book(current(), stage, edition)
    click.echo(json.dumps(as_json(value), ensure_ascii=False, indent=2))


def _of_book(session: Session, stage: str, edition: str | None) -> object:
    from publish.cli._progress import SilentProgress
    from publish.cli._work import choose, load_config, tell
    from publish.manuscript import read_manuscript
    from publish.pipeline import read_draft
    from publish.toolchain import make_tools

    config = load_config(session)
    value: object
    if stage == "config":
        value = _config(config)
    elif stage == "manuscript":
        value = read_manuscript(config, session.ledger.add)
    else:
        tools = make_tools()
        manuscript = read_manuscript(config, session.ledger.add)
        draft = read_draft(manuscript, tools, report=session.ledger.add, progress=SilentProgress())
        chosen = choose(config, [edition] if edition else [])[0]
        value = draft.book if stage == "book" else _edition(stage, draft, tools, chosen, session)
    tell(session)
    return value


def _edition(
    stage: str, draft: Draft, tools: Tools, edition: EditionConfig, session: Session
) -> object:
    from publish.pipeline import prepare_epub_edition, prepare_print_edition

    report = session.ledger.add
    if edition.format == "epub":
        book = prepare_epub_edition(draft, tools, edition, report=report)
        return book.documents if stage == "documents" else book
    printed = prepare_print_edition(draft, tools, edition, report=report)
    if stage == "documents":
        return tuple(unit.document for unit in printed.units)
    return printed


def _config(config: Config) -> dict[str, object]:
    data = {
        field.name: getattr(config, field.name)
        for field in dataclasses.fields(config)
        if field.name not in ("project", "provenance")
    }
    return {**data, "from": dict(config.provenance)}


def as_json(value: object) -> Any:
    """Return a value as JSON can say it; bytes are told by their size and digest."""
    if isinstance(value, enum.Enum):
        return value.value
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, bytes):
        return {"size": len(value), "sha256": hashlib.sha256(value).hexdigest()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        named = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return {"@": type(value).__name__, **{k: as_json(v) for k, v in named.items()}}
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(map(str, value))
    if isinstance(value, list | tuple):
        return [as_json(item) for item in value]
    return str(value) if isinstance(value, PurePath | date) else repr(value)
