"""``publish proof``: how good the pages are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publish.cli._session import Session, common_options, current

if TYPE_CHECKING:
    from publish.config import Config, EditionConfig
    from publish.errors import PublishError, ValidationError
    from publish.pipeline import Build
    from publish.proof.examination import Proof
    from publish.proof.gate import Limit
    from publish.proof.report import Heading


def _read_limits(
    context: click.Context, parameter: click.Parameter, values: Sequence[str]
) -> tuple[Limit, ...]:
    from publish.book_toml import guess
    from publish.proof.gate import read_limit
    from publish.proof.terms import TERMS

    limits = []
    for value in values:
        try:
            limits.append(read_limit(value))
        except KeyError as error:
            key = str(error.args[0])
            hint = guess(key, TERMS) or f"choose one of: {', '.join(TERMS)}"
            raise click.BadParameter(
                f'no such figure "{key}"; {hint}', context, parameter
            ) from None
        except ValueError as error:
            raise click.BadParameter(str(error), context, parameter) from None
    return tuple(limits)


@click.command(
    "proof",
    epilog="""\b
Examples:
  publish proof                      build/proof/report.html
  publish proof print -o proof       of another edition, into proof/
  publish proof --fail-over ladders=0 --fail-over loose=1%
                                     a gate: status 7 where a figure is higher

docs/proof.md says what each figure means.""",
)
@click.argument("edition", required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where the report goes; else build/proof/.",
)
@click.option(
    "--fail-over",
    "limits",
    multiple=True,
    metavar="KEY=VALUE",
    callback=_read_limits,
    help="Refuse the book where a figure, or its share (1%), is higher; may be repeated.",
)
@common_options
def proof_command(edition: str | None, output: Path | None, limits: tuple[Limit, ...]) -> None:
    """Say how good the pages are: figures, flaws with pictures, all spreads.

    Builds the PDF of EDITION, else the first, and writes report.html, report.json, pictures of the
    flaws and contact sheets beside it, of a book that is refused too. dist/ stays as it is.
    """
    from publish.cli._work import attempt, load_config, stop

    session = current()
    config = load_config(session)
    chosen = _choose(config, edition)
    written = "only the report was written"
    result, failure = attempt(session, config, [chosen], validate=False, written=written)
    if failure and not result.typeset:
        stop(session, failure)
    proof = _examine(result)
    folder = output or config.project / "build" / "proof"
    report = _write(session, _heading(config, chosen, result), result, proof, folder)
    failure = failure or _refusal(proof, limits)
    _tell(session, proof, report, failure)
    if failure:
        raise failure


def _choose(config: Config, name: str | None) -> EditionConfig:
    from publish.cli._work import choose
    from publish.errors import ConfigError

    if name is None:
        return choose(config, [], form="pdf")[0]
    (chosen,) = choose(config, [name])
    if chosen.format != "pdf":
        printed = [edition.name for edition in config.editions if edition.format == "pdf"]
        hint = f"choose one of: {', '.join(printed)}" if printed else "add [editions.pdf]"
        raise ConfigError(f'edition "{name}" is an EPUB: it has no pages', hint=hint)
    return chosen


def _examine(result: Build) -> Proof:
    from dataclasses import replace

    from publish.proof.examination import examine
    from publish.proof.places import at_its_line

    proof = examine(result.typeset[0])
    sources = {source.path: source.text for source in result.sources}
    flaws = tuple(at_its_line(flaw, sources) for flaw in proof.flaws)
    return replace(proof, flaws=flaws)


def _heading(config: Config, edition: EditionConfig, result: Build) -> Heading:
    from publish.proof.report import Heading

    metadata = config.metadata
    name = result.typeset[0].artifact.filename
    return Heading(metadata.title, metadata.language, edition.name, name)


def _write(session: Session, heading: Heading, result: Build, proof: Proof, folder: Path) -> Path:
    """Write the report into a folder; return its path."""
    from publish.artifact import write_artifact, write_file
    from publish.cli._progress import progress_of
    from publish.proof.html import render_html
    from publish.proof.report import render_json
    from publish.proof.sheets import contact_sheets, shown_flaws
    from publish.toolchain import draw_proof

    artifact = result.typeset[0].artifact
    shown, sheets = shown_flaws(proof.flaws), contact_sheets(proof.pages)
    with progress_of(session) as progress:
        flaws, spreads = draw_proof(artifact.data, shown, sheets, progress)
    _replace(folder / "pictures", flaws)
    _replace(folder / "sheets", spreads)
    write_artifact(artifact, folder)
    write_file(folder / "report.json", render_json(heading, proof, shown, sheets))
    report = folder / "report.html"
    write_file(report, render_html(heading, proof, shown, sheets, {**flaws, **spreads}))
    return report


def _replace(folder: Path, pictures: Mapping[str, bytes]) -> None:
    """Write pictures into a folder, and take away those of an earlier proof."""
    from publish.artifact import write_file
    from publish.proof.sheets import is_picture_name

    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            if is_picture_name(path.name) and path.name not in pictures and path.is_file():
                path.unlink()
    for name, data in pictures.items():
        write_file(folder / name, data)


def _refusal(proof: Proof, limits: Sequence[Limit]) -> ValidationError | None:
    from publish.errors import ValidationError
    from publish.proof.gate import judge

    breaches = list(judge(proof, limits))
    if not breaches:
        return None
    return ValidationError(
        "the pages were refused: " + "; ".join(map(str, breaches)),
        hint="look at the report, mend the lines named, or allow more",
    )


def _tell(session: Session, proof: Proof, report: Path, failure: PublishError | None) -> None:
    """Say the problems and the figures on stderr, the report's path on stdout."""
    from publish.cli._work import say_json, shown, tell
    from publish.proof.said import table

    tell(session)
    if session.format == "json":
        say_json(session, [report], error=failure)
        return
    if not session.quiet:
        for line in table(proof):
            click.echo(line, err=True)
    click.echo(str(shown(report.resolve())))
