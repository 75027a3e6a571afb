"""The list of samples: where each is found, and the hash of its packed EPUB."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LIST: Final = Path(__file__).with_name("samples.toml")


@dataclass(frozen=True, slots=True)
class Repository:
    """A public repository at a commit; a clone of it is looked for under ``folder``."""

    address: str
    commit: str
    folder: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample; ``path`` is its folder in the repository, or its file where it is packed.

    ``left`` are the files that are not packed beside sound and film: see ``packing.SILENT``.
    """

    name: str
    repository: Repository
    path: str
    sha256: str
    language: str
    features: tuple[str, ...]
    left: tuple[str, ...] = ()


def read_list(path: Path = LIST) -> tuple[Sample, ...]:
    """Return the samples in the order of the list."""
    found = []
    for each in tomllib.loads(path.read_text("utf-8"))["repository"]:
        repository = Repository(each["address"], each["commit"], each["folder"])
        found += [
            Sample(
                one["name"],
                repository,
                one["path"],
                one["sha256"],
                one["language"],
                tuple(one["features"]),
                tuple(one.get("left", ())),
            )
            for one in each["sample"]
        ]
    return tuple(found)
