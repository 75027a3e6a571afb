"""``publish import``: a manuscript of a pandoc folder."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import click

from publish.cli._session import common_options, current


@click.command(
    "import",
    epilog="""\b
Examples:
  publish import ~/old-book --to my-book
  cd my-book && publish build""",
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "target",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where the new project goes: a folder that does not exist yet, or is empty.",
)
@common_options
def import_command(folder: Path, target: Path) -> None:
    """Make a manuscript of a folder of Markdown files with pandoc's metadata.yaml.

    Files are read in the order of their names. Their words are copied byte for byte; what is
    changed or left behind stands in import-report.md.
    """
    from publish.cli._work import finish, named, stop
    from publish.errors import ManuscriptError
    from publish.importing.pandoc_folder import import_pandoc_folder, render_report
    from publish.project_folder import create_project

    session = current()
    imported = import_pandoc_folder(folder, session.ledger.add)
    if session.ledger.has_errors:
        stop(session, ManuscriptError("the folder has errors; nothing was written"))
    report = render_report(imported, folder.resolve().name).encode()
    files = {
        **imported.files,
        PurePosixPath("import-report.md"): report,
        PurePosixPath(".gitignore"): b"/build/\n/dist/\n",
    }
    create_project(named(target.resolve()), files)
    if not session.quiet and session.format == "text":
        for remark in imported.remarks:
            click.echo(f"note: {remark}", err=True)
    finish(session, [target.resolve()])
