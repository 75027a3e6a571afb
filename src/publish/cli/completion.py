"""``publish completion``: the script that completes commands and options in a shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from publish.cli._session import common_options


@click.command(
    "completion",
    epilog="""\b
Examples:
  publish completion bash > ~/.local/share/bash-completion/completions/publish
  publish completion zsh > "${fpath[1]}/_publish"
  publish completion fish > ~/.config/fish/completions/publish.fish""",
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@common_options
def completion_command(shell: str) -> None:
    """Print the completion script of a shell."""
    from publish.cli import main

    kind = get_completion_class(shell)
    if kind is None:  # the choice above lets no other shell through
        raise click.UsageError(f"{shell} is not known")
    script = kind(main, {}, "publish", "_PUBLISH_COMPLETE")
    click.echo(script.source_template % script.source_vars())
