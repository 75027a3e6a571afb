"""Which tool builds a folder, by the file of contents that stands in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from publish.diagnostics import Report
from publish.importing.folders.bookdown import read_bookdown
from publish.importing.folders.jupyter_book import read_jupyter_book
from publish.importing.folders.leanpub import CONTENTS, read_leanpub
from publish.importing.folders.mdbook import read_mdbook
from publish.importing.folders.myst_project import read_myst
from publish.importing.folders.outline import Outline
from publish.importing.folders.quarto import read_quarto
from publish.importing.folders.source_folder import SourceFolder
from publish.importing.folders.text_folder import is_text_folder, read_text_folder

TOOLS: Final[tuple[tuple[tuple[str, ...], Callable[[SourceFolder], Outline]], ...]] = (
    (("_quarto.yml", "_quarto.yaml"), read_quarto),
    (("book.toml", "src/SUMMARY.md"), read_mdbook),
    (("_bookdown.yml", "_bookdown.yaml"), read_bookdown),
    (("myst.yml", "myst.yaml"), read_myst),
    (("_toc.yml", "_toc.yaml"), read_jupyter_book),
    (CONTENTS, read_leanpub),
)
"""The files that tell a tool, the surest first, and what reads its book."""


def recognise_tool(folder: Path, report: Report) -> Callable[[SourceFolder], Outline] | None:
    """Return what reads the book of a folder, ``None`` for plain Markdown."""
    for names, reader in TOOLS:
        if any((folder / name).is_file() for name in names):
            return reader
    return read_text_folder if is_text_folder(SourceFolder(folder, report)) else None
