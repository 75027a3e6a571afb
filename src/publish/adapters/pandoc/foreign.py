"""Documents of other kinds read by pandoc, and trees written as Markdown, for imports."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from publish.adapters.pandoc.program import _BOUNDS, Json, blocks_of, document, executable
from publish.adapters.process import run
from publish.errors import ToolFailedError

_SLOWEST = 30_000
"""Bytes that pandoc reads in a second at the very least."""


def read_document(data: bytes, reader: str) -> list[Json] | None:
    """Return the blocks of a document that pandoc reads in its sandbox; ``None`` if it cannot.

    ``reader`` is pandoc's name of the format. Raises ``ToolFailedError`` where it takes too long.
    """
    with tempfile.TemporaryDirectory(prefix="publish-") as folder:
        path = Path(folder, "source")
        path.write_bytes(data)
        done = run(
            [
                executable(),
                "--sandbox",
                "--quiet",
                f"--from={reader}",
                "--to=json",
                path.name,
                *_BOUNDS,
            ],
            cwd=Path(folder),
            timeout=60 + len(data) / _SLOWEST,
        )
    if done.status != 0:
        return None
    return blocks_of(json.loads(done.stdout))


def write_markdown(trees: Sequence[Sequence[Json]]) -> list[str]:
    """Return each tree as Markdown, by one process. Raises ``ToolFailedError``."""
    script = resources.files("publish.adapters.pandoc") / "writer.lua"
    with tempfile.TemporaryDirectory(prefix="publish-") as name:
        folder = Path(name)
        files = [f"{number:05d}.json" for number in range(len(trees))]
        for file, blocks in zip(files, trees, strict=True):
            (folder / file).write_text(document(blocks), encoding="utf-8")
        size = sum((folder / file).stat().st_size for file in files)
        with resources.as_file(script) as lua:
            done = run(
                [executable(), "lua", str(lua), *_BOUNDS],
                input="".join(f"{file}\n" for file in files).encode(),
                cwd=folder,
                timeout=60 + size / _SLOWEST,
            )
        if done.status != 0:
            raise ToolFailedError(f"pandoc: {done.complaint}")
        return [(folder / file).with_suffix(".md").read_text(encoding="utf-8") for file in files]
