"""An import written to the disk: whole, with its report, or not at all."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from publish.importing.imported import Imported
from publish.importing.report import render_json, render_markdown
from publish.project_folder import create_project


def write_imported(target: Path, imported: Imported) -> None:
    """Write the project and its report into ``target``, which is absent or empty.

    Everything is written beside it and moved there in one step. Raises ``OutputError``.
    """
    create_project(
        target,
        {
            PurePosixPath(".gitignore"): b"/build/\n/dist/\n",
            **imported.files,
            PurePosixPath("import-report.md"): render_markdown(imported).encode(),
            PurePosixPath("import-report.json"): render_json(imported).encode(),
        },
    )
