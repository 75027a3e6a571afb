"""The books that are measured: pandoc manuscripts, imported by ``publish import``."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring import run

PUBLISH = (sys.executable, "-m", "publish")

EDITIONS = """
[editions.epub]
notes = "chapter-end"
page-list = "none"

[editions.pdf]
notes = "foot"
"""
"""Notes where readers of each expect them; no page list, which would typeset the book first."""


@dataclass(frozen=True, slots=True)
class MeasuredBook:
    """A book twice: as pandoc takes it (``folder``) and as we do (``project``)."""

    name: str
    folder: Path
    project: Path
    words: int

    @property
    def texts(self) -> tuple[Path, ...]:
        """Return the Markdown files in reading order."""
        return texts_of(self.folder)


def texts_of(folder: Path) -> tuple[Path, ...]:
    """Return the Markdown files of a folder in the order of their names."""
    return tuple(sorted(folder.glob("*.md")))


def import_book(folder: Path, projects: Path) -> MeasuredBook:
    """Return the book of a corpus, with a project of its own under ``projects``."""
    name = folder.name
    project = projects / name
    run((*PUBLISH, "import", str(folder), "--to", str(project)), folder=projects)
    settings = project / "manuscript" / "book.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + EDITIONS, encoding="utf-8")
    words = sum(len(text.read_text(encoding="utf-8").split()) for text in texts_of(folder))
    return MeasuredBook(name, folder, project, words)
