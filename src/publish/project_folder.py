"""A new project's folder: made whole or not at all, and never over another."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from publish.errors import OutputError


def find_project(start: Path) -> Path | None:
    """Return the nearest folder, from ``start`` upward, that holds ``manuscript/book.toml``."""
    for folder in (start, *start.parents):
        if (folder / "manuscript" / "book.toml").is_file():
            return folder
    return start.parent if (start / "book.toml").is_file() else None


def create_project(target: Path, files: Mapping[PurePosixPath, bytes]) -> None:
    """Write the files of a new project into ``target``, which is absent or empty.

    They are written beside it first, then moved in one step. Raises ``OutputError`` where
    ``target`` holds something or the disk refuses; then nothing is left behind.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise OutputError(
            f'"{target}" exists and is not an empty folder',
            hint="name a folder that does not exist yet; nothing is ever written over",
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
        try:
            for path, data in sorted(files.items()):
                full = beside / path
                full.parent.mkdir(parents=True, exist_ok=True)
                full.write_bytes(data)
            beside.chmod(0o755)
            if target.exists():
                target.rmdir()
            beside.rename(target)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise OutputError(
            f'cannot write "{target}": {error.strerror}',
            hint="check the folder's rights and free space",
        ) from error
