"""An EPUB imported in a test, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from publish.diagnostics import Ledger
from publish.importing.imported import Imported
from publish.importing.options import ImportOptions
from publish.importing.sources import import_source
from publish.toolchain import make_import_tools


@dataclass
class Outcome:
    """What an import of a test came to."""

    imported: Imported | None
    codes: list[str]

    @property
    def files(self) -> dict[str, str]:
        """Return the texts by their paths in ``manuscript/``."""
        assert self.imported is not None, self.codes
        return {
            path.relative_to("manuscript").as_posix(): data.decode()
            for path, data in self.imported.files.items()
            if path.suffix in (".md", ".toml")
        }

    @property
    def text(self) -> str:
        """Return the Markdown of all chapters."""
        return "\n".join(text for path, text in self.files.items() if path.endswith(".md"))


Import = Callable[[bytes], Outcome]


@pytest.fixture
def do_import(tmp_path: Path) -> Import:
    def run(data: bytes) -> Outcome:
        source = tmp_path / "book.epub"
        source.write_bytes(data)
        ledger = Ledger()
        imported = import_source(source, ImportOptions(), make_import_tools(), ledger.add)
        return Outcome(imported, [f"{one.rule.code} {one.message}" for one in ledger])

    return run
