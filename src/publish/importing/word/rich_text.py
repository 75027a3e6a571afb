"""RTF."""

from __future__ import annotations

from pathlib import Path

from publish.diagnostics import Report
from publish.importing.imported import Imported
from publish.importing.options import ImportOptions, ImportTools


def import_rich_text(
    path: Path, options: ImportOptions, tools: ImportTools, report: Report
) -> Imported | None:
    """Return the manuscript that an RTF file gives."""
    raise NotImplementedError
