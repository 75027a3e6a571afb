"""LibreOffice documents."""

from __future__ import annotations

from pathlib import Path

from publish.diagnostics import Report
from publish.importing.imported import Imported
from publish.importing.options import ImportOptions, ImportTools


def import_odt(
    path: Path, options: ImportOptions, tools: ImportTools, report: Report
) -> Imported | None:
    """Return the manuscript that a document of LibreOffice's gives."""
    raise NotImplementedError
