"""The command line: options in, exit status out; only this package prints."""

from __future__ import annotations

import importlib
import sys
import traceback
import warnings
from pathlib import Path
from typing import Any, Final

import click

from publish import __version__
from publish.cli._session import Session, common_options, has_colour
from publish.errors import PublishError

# Modules are imported when their command is asked for, so that --help stays instant.
COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "epub": ("publish.cli.build", "Make the EPUB."),
    "pdf": ("publish.cli.build", "Make the typeset PDF."),
    "build": ("publish.cli.build", "Make every edition of the book."),
    "check": ("publish.cli.check", "Say all that a build would say; write nothing."),
    "preview": ("publish.cli.preview", "Show the book in a browser, again on every save."),
    "proof": ("publish.cli.proof", "Say how good the pages are."),
    "new": ("publish.cli.new", "Begin a book: a small one that builds."),
    "import": ("publish.cli.import_", "Make a manuscript of a text or a folder."),
    "release": ("publish.cli.release", "Bundle what a release carries."),
    "inspect": ("publish.cli.inspect", "Print what any stage of the road holds."),
    "doctor": ("publish.cli.doctor", "Say which tools are here and which are missing."),
    "completion": ("publish.cli.completion", "Print the completion script of a shell."),
}


class PublishGroup(click.Group):
    """The group of commands, and the one place that turns exceptions into statuses."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run under our own name, however we were started."""
        kwargs.setdefault("prog_name", "publish")
        with warnings.catch_warnings():
            # What libraries say to programmers is nothing for an author.
            if not sys.warnoptions:
                warnings.simplefilter("ignore")
            return super().main(*args, **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the work."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, its module imported now."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command named; where there is none, the message guesses."""
        if args and args[0] not in COMMANDS and not ctx.resilient_parsing:
            from publish.book_toml import guess

            hint = guess(args[0], COMMANDS)
            ctx.fail(f'no such command "{args[0]}"' + (f"; {hint}" if hint else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what fails becomes a message and a status."""
        session = ctx.ensure_object(Session)
        try:
            return super().invoke(ctx)
        except PublishError as error:
            if session.debug:
                click.echo(traceback.format_exc(), err=True)
            _say_error(error, session)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo("interrupted; nothing was written", err=True)
            ctx.exit(130)
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except BrokenPipeError:
            raise
        except Exception as error:
            _say_bug(error, session)
            ctx.exit(1)


def _say_error(error: PublishError, session: Session) -> None:
    from publish.cli._work import say_json, tell

    if not session.is_told:
        tell(session)
        if session.format == "json":
            say_json(session, [], error=error)
    if session.format == "github" and not len(session.ledger):
        from publish.cli._render import render_github_error

        click.echo(render_github_error(str(error), error.hint), err=True)
        return
    prefix = "error:"
    if has_colour(sys.stderr):
        prefix = click.style(prefix, fg="red", bold=True)
    click.echo(f"{prefix} {error}", err=True)
    if error.hint:
        click.echo(f"  hint: {error.hint}", err=True)


def _say_bug(error: Exception, session: Session) -> None:
    """Say in one line that we failed, and keep what we need to mend it."""
    story = "".join(traceback.format_exception(error))
    if session.debug:
        click.echo(story, err=True)
    path = _save_bug(story, session)
    where = f'; the report is in "{path}", please send it to us' if path else ""
    click.echo(f"error: a bug of ours: {type(error).__name__}{where}", err=True)
    if not session.debug:
        click.echo("  hint: run again with --debug to see it here", err=True)


def _save_bug(story: str, session: Session) -> Path | None:
    from publish.artifact import write_file
    from publish.toolchain import describe_surroundings

    try:
        path = session.project / "build" / "bug-report.txt"
        shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
        command = " ".join(["publish", *sys.argv[1:]])
        text = f"publish {__version__}\n{command}\n{describe_surroundings()}\n\n{story}"
        write_file(path, text.encode())
    except (PublishError, OSError):
        return None
    return shown


@click.group(
    cls=PublishGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
    epilog="""\b
Examples:
  publish new my-book          begin a book
  publish build                make its EPUB and its PDF, in dist/
  publish check --strict       say everything that is wrong
  publish COMMAND --help       more about a command""",
)
@common_options
def main() -> None:
    """Make an EPUB and a typeset PDF of a Markdown manuscript.

    The paths of what was made go to stdout, everything else to stderr. Exit status: 0 done,
    1 a bug of ours, 2 wrong usage, 3 book.toml, 4 the manuscript, 5 a tool is missing, 6 a tool
    failed, 7 a book was refused, 8 cannot write.
    """
