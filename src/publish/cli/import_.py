"""``publish import``: a manuscript of a source of any kind."""

from __future__ import annotations

from pathlib import Path

import click

from publish.cli._session import common_options, current


@click.command(
    "import",
    epilog="""\b
Examples:
  publish import essay.txt --bibliography works.bib --to my-book
  publish import ~/old-book --to my-book
  cd my-book && publish build""",
)
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "target",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where the new project goes: a folder that does not exist yet, or is empty.",
)
@click.option(
    "--bibliography",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The works that the text names (.bib, .json, .yaml, .ris): it is copied, and each work "
    "is linked where the text names it.",
)
@click.option(
    "--link/--no-link",
    default=True,
    help="Set the titles of works in italic and cite them, or leave the text alone.",
)
@click.option(
    "--cite",
    type=click.Choice(["first", "all", "none"]),
    default="first",
    help="Which mentions of a work are cited.",
)
@click.option(
    "--lost-italics",
    type=click.Choice(["propose", "likely", "possible"]),
    default="propose",
    help="Whether words between the no-break spaces of a paste from the web are set in italic.",
)
@click.option("--tidy", is_flag=True, help="Clean what was typed or scanned; each change is told.")
@click.option("--encoding", default="", metavar="NAME", help="The encoding; else it is found out.")
@click.option("--language", default="", metavar="TAG", help="The language; else it is found out.")
@click.option(
    "--styles",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="What the styles of a Word or LibreOffice document mean (TOML), beside the usual ones.",
)
@click.option(
    "--changes",
    type=click.Choice(["accept", "reject", "mark"]),
    default="accept",
    help="What becomes of tracked changes.",
)
@common_options
def import_command(source: Path, target: Path, **choices: object) -> None:
    """Make a manuscript of SOURCE.

    A plain text, a document of Word or LibreOffice, RTF, an EPUB, web pages, Markdown, a project of
    Scrivener or Ulysses, or a folder that pandoc, Quarto, bookdown, mdBook, Jupyter Book, MyST or
    Leanpub builds.

    No word is lost: the words of the new files are compared with those of the source before
    anything is written. What was understood, changed, guessed and left out stands in
    import-report.md, with the place in the source.
    """
    from publish.cli._work import finish, named, stop
    from publish.errors import ConfigError, ManuscriptError
    from publish.importing.options import ImportOptions
    from publish.importing.sources import import_source
    from publish.importing.writing import write_imported
    from publish.publication import is_language_tag
    from publish.toolchain import make_import_tools

    session = current()
    options = ImportOptions(**choices)  # type: ignore[arg-type]
    if options.language and not is_language_tag(options.language):
        hint = 'write "en", "en-GB" or "ru", as BCP 47 does'
        raise ConfigError(f'language "{options.language}" is not a language tag', hint=hint)
    imported = import_source(source, options, make_import_tools(), session.ledger.add)
    if imported is None or session.ledger.has_errors:
        what = "folder" if source.is_dir() else "source"
        stop(session, ManuscriptError(f"the {what} has errors; nothing was written"))
        return
    write_imported(named(target.resolve()), imported)
    if not session.quiet and session.format == "text":
        for remark in imported.remarks:
            click.echo(f"note: {remark}", err=True)
    finish(session, [target.resolve()])
