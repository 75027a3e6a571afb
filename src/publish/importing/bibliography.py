"""The bibliography that comes with a source: copied as it is, read for what it names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from publish.diagnostics import Ledger, Report
from publish.errors import ConfigError
from publish.importing.linking import NamedWork, read_work
from publish.importing.options import ImportOptions, ImportTools
from publish.manuscript import SourceFile
from publish.project_files import decode

_SUFFIXES = (".bib", ".json", ".yaml", ".yml", ".ris")
_LARGEST = 20_000_000


@dataclass(frozen=True, slots=True)
class Bibliography:
    """A file of works: its name in the manuscript, ``""`` without one, its bytes, its works."""

    name: str = ""
    data: bytes = field(default=b"", repr=False)
    works: tuple[NamedWork, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """Return the keys of the works."""
        return frozenset(work.key for work in self.works)


def read_bibliography(
    options: ImportOptions, tools: ImportTools, report: Report
) -> Bibliography | None:
    """Return the author's bibliography, an empty one without any; ``None`` where it is broken.

    Raises ``ConfigError`` where there is no such file.
    """
    path = options.bibliography
    if path is None:
        return Bibliography()
    if path.suffix.lower() not in _SUFFIXES:
        raise ConfigError(
            f'"{path}" is no bibliography', hint=f"name a file that ends in {', '.join(_SUFFIXES)}"
        )
    if not path.is_file() or path.stat().st_size > _LARGEST:
        what = "is too large" if path.is_file() else "is not a file"
        raise ConfigError(f'"{path}" {what}', hint="name the file of your bibliography")
    data = path.read_bytes()
    name = PurePosixPath(path.name)
    ledger = Ledger()
    text = decode(data, name, ledger.add)
    entries: Sequence[Mapping[str, Any]] = ()
    if text is not None:
        entries = tools.read_works(SourceFile(name, text, "backmatter"), ledger.add)
    for diagnostic in ledger:
        report(diagnostic)
    if text is None or ledger.has_errors:
        return None
    works: dict[str, NamedWork] = {}
    for entry in entries:
        work = read_work(entry)
        works.setdefault(work.key, work)
    is_plain = re.fullmatch(r"\w[\w .()-]*", path.name)
    name_here = path.name if is_plain else f"references{path.suffix.lower()}"
    return Bibliography(name_here, data, tuple(works.values()))
