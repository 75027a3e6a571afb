"""An import run in a test, and what it comes to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.unit.importing.word.word_files import png_bytes, word_bytes

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
    def text(self) -> str:
        """Return the Markdown of all chapters."""
        assert self.imported is not None, self.codes
        return "\n".join(
            data.decode() for path, data in self.imported.files.items() if path.suffix == ".md"
        )

    @property
    def settings(self) -> str:
        """Return ``book.toml``."""
        assert self.imported is not None
        found = (d for path, d in self.imported.files.items() if path.name == "book.toml")
        return next(found).decode()

    def told(self, kind: str) -> list[str]:
        """Return what was decided of a kind."""
        assert self.imported is not None
        return [one.what for one in self.imported.decisions if one.kind == kind]

    @property
    def unkept(self) -> str:
        """Return what is not in the book, a line each."""
        assert self.imported is not None
        return "\n".join(one.what for one in self.imported.unkept)


Import = Callable[..., Outcome]
Parts = dict[str, str | bytes]


@pytest.fixture
def do_import(tmp_path: Path) -> Import:
    """Return a function: a document's bytes to what its import comes to."""

    def function(data: bytes, name: str = "book.docx", **options: Any) -> Outcome:
        path = tmp_path / name
        path.write_bytes(data)
        ledger = Ledger()
        imported = import_source(path, ImportOptions(**options), make_import_tools(), ledger.add)
        told = [f"{one.rule.code} {one.message}" for one in ledger]
        return Outcome(imported, [re.sub(r" .*", "", one) for one in told] if imported else told)

    return function


@pytest.fixture
def word(do_import: Import) -> Import:
    """Return a function: the body of a Word document, and its parts, to what its import gives."""

    def function(
        *body: str, parts: dict[str, str | bytes] | None = None, **options: Any
    ) -> Outcome:
        return do_import(word_bytes("".join(body), **(parts or {})), **options)

    return function


@pytest.fixture(scope="session")
def png() -> bytes:
    """Return a picture of four white points."""
    return png_bytes()
