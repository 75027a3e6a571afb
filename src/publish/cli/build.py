"""``publish epub``, ``publish pdf`` and ``publish build``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from publish.cli._session import common_options, current
from publish.config import Config, EditionConfig
from publish.shops import NAMES, ShopName


def _build(names: Sequence[str], form: str, *, first_only: bool, validate: bool) -> None:
    from publish.cli._work import choose, finish, load_config, make, write_all

    session = current()
    config = load_config(session)
    chosen = choose(config, names, form=form)
    editions: tuple[EditionConfig, ...] = chosen[:1] if first_only else chosen
    artifacts, report = make(session, config, editions, validate=validate)
    finish(session, write_all(config, artifacts, report, _dist(config)), artifacts)


def _build_for(shop: ShopName, name: str | None) -> None:
    """Make the EPUB for a shop: the edition that is for it, else the named or first one."""
    from publish.cli._work import choose, choose_for, finish, load_config, make, write_all

    session = current()
    config = load_config(session)
    chosen = choose(config, [name] if name else [], form="epub")
    edition = choose_for(shop, chosen)
    artifacts, report = make(session, config, (edition,), validate=False)
    finish(session, write_all(config, artifacts, report, _dist(config)), artifacts)


def _dist(config: Config) -> Path:
    return config.project / "dist"


@click.command(
    "epub",
    epilog="""\b
Examples:
  publish epub                       dist/SLUG.epub
  publish epub -C path/to/book -q    from anywhere, silently
  publish epub --for kindle          dist/SLUG-kindle.epub, as that shop wants it""",
)
@click.option("--edition", metavar="NAME", help="The edition of book.toml; else the first EPUB.")
@click.option("--for", "shop", type=click.Choice(NAMES), help="The shop that the EPUB is for.")
@common_options
def epub_command(edition: str | None, shop: ShopName | None) -> None:
    """Make the EPUB."""
    if shop:
        _build_for(shop, edition)
        return
    _build([edition] if edition else [], "epub", first_only=True, validate=False)


@click.command(
    "pdf",
    epilog="""\b
Examples:
  publish pdf                        dist/SLUG.pdf
  publish pdf --edition paperback    another edition of book.toml""",
)
@click.option("--edition", metavar="NAME", help="The edition of book.toml; else the first PDF.")
@common_options
def pdf_command(edition: str | None) -> None:
    """Make the typeset PDF."""
    _build([edition] if edition else [], "pdf", first_only=True, validate=False)


@click.command(
    "build",
    epilog="""\b
Examples:
  publish build                every edition, into dist/
  publish build epub print     these two
  publish build --check        let EPUBCheck judge the EPUB, too
  publish build --format github --strict    in a workflow""",
)
@click.argument("editions", nargs=-1, metavar="[EDITION]...")
@click.option("--check", is_flag=True, help="Let EPUBCheck judge every EPUB (needs Java).")
@common_options
def build_command(editions: tuple[str, ...], check: bool) -> None:
    """Make every edition of the book, or those named.

    A build that fails leaves dist/ as it was.
    """
    _build(editions, "", first_only=False, validate=check)
