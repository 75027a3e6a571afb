"""``publish epub``, ``publish pdf`` and ``publish build``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from publish.cli._session import common_options, current
from publish.config import Config, EditionConfig
from publish.shops import NAMES, ShopName


def _build(
    names: Sequence[str],
    form: str,
    *,
    first_only: bool,
    validate: bool = False,
    has_page_list: bool = True,
) -> None:
    from publish.cli._work import choose, finish, load_config, make, write_all

    session = current()
    config = load_config(session)
    chosen = choose(config, names, form=form)
    editions: tuple[EditionConfig, ...] = chosen[:1] if first_only else chosen
    if not has_page_list:
        editions = tuple(replace(edition, page_list="") for edition in editions)
    artifacts, report = make(session, config, editions, validate=validate)
    finish(session, write_all(config, artifacts, report, _dist(config)), artifacts)


def _build_for(shop: ShopName, name: str | None, *, has_page_list: bool) -> None:
    """Make the EPUB for a shop: the edition that is for it, else the named or first one."""
    from publish.cli._work import choose, choose_for, finish, load_config, make, write_all

    session = current()
    config = load_config(session)
    chosen = choose(config, [name] if name else [], form="epub")
    edition = choose_for(shop, chosen)
    if not has_page_list:
        edition = replace(edition, page_list="")
    artifacts, report = make(session, config, (edition,), validate=False)
    finish(session, write_all(config, artifacts, report, _dist(config)), artifacts)


def _dist(config: Config) -> Path:
    return config.project / "dist"


@click.command(
    "epub",
    epilog="""\b
Examples:
  publish epub                       dist/SLUG.epub
  publish epub --no-page-list        for a quick look
  publish epub -C path/to/book -q    from anywhere, silently
  publish epub --for kindle          dist/SLUG-kindle.epub, as that shop wants it""",
)
@click.option("--edition", metavar="NAME", help="The edition of book.toml; else the first EPUB.")
@click.option("--for", "shop", type=click.Choice(NAMES), help="The shop that the EPUB is for.")
@click.option("--no-page-list", is_flag=True, help="Leave the pages of the print edition out.")
@common_options
def epub_command(edition: str | None, shop: ShopName | None, *, no_page_list: bool) -> None:
    """Make the EPUB.

    It marks and lists the pages of the print edition: those of the last build, if the book is the
    same; else they are set once more, unseen.
    """
    if shop:
        _build_for(shop, edition, has_page_list=not no_page_list)
        return
    named = [edition] if edition else []
    _build(named, "epub", first_only=True, has_page_list=not no_page_list)


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
    _build([edition] if edition else [], "pdf", first_only=True)


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
