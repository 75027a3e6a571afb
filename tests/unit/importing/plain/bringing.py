"""A plain text imported, for the tests beside it."""

from __future__ import annotations

from pathlib import PurePosixPath

from publish.diagnostics import Ledger
from publish.importing.imported import Imported
from publish.importing.options import ImportOptions, ImportTools
from publish.importing.plain import import_text
from publish.toolchain import make_import_tools

TOOLS: ImportTools = make_import_tools()

PROSE = (
    "The harbour was as old as the town, and the town was older than anybody could say, "
    "though many had tried to say it."
)
WRAPPED = (
    "The harbour was as old as the town, and the town was older than anybody\n"
    "could say, though many had tried to say it and a few had written it down\n"
    "in books that nobody read.\n"
)


def bring(text: str | bytes, **options: object) -> Imported:
    """Import a text that nothing is wrong with."""
    data = text if isinstance(text, bytes) else text.encode()
    ledger = Ledger()
    chosen = ImportOptions(**options)  # type: ignore[arg-type]
    imported = import_text(data, "text.txt", chosen, TOOLS, ledger.add)
    assert [entry.message for entry in ledger] == []
    assert imported is not None
    return imported


def markdown(imported: Imported) -> dict[str, str]:
    """Return the Markdown files by their paths in ``manuscript/``."""
    return {
        str(path.relative_to("manuscript")): data.decode()
        for path, data in imported.files.items()
        if path.suffix == ".md"
    }


def one(text: str | bytes, **options: object) -> str:
    """Return the only file that a text gives."""
    (file,) = markdown(bring(text, **options)).values()
    return file


def said(imported: Imported, kind: str) -> list[tuple[str, str, str]]:
    """Return place, words and outcome of the decisions of a kind."""
    return [
        (f"{d.place.line}:{d.place.column}" if d.place else "", d.what, d.outcome)
        for d in imported.decisions
        if d.kind == kind
    ]


def settings(imported: Imported) -> str:
    return imported.files[PurePosixPath("manuscript/book.toml")].decode()
