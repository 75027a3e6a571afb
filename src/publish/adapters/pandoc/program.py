"""The pandoc binary: where it is, which versions will do, how it is called."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from publish.adapters.process import run
from publish.errors import ToolFailedError, ToolMissingError

Json = Any
"""A value of pandoc's JSON; it goes no further than this package."""

TESTED_API = ((1, 23), (1, 24))
"""The lowest ``pandoc-api-version`` known to decode rightly, and the first that is not."""


_BOUNDS = ("+RTS", "-M4g", "-O64m", "-RTS")
"""pandoc 3.9 takes all memory there is on text such as a thousand open brackets.

Its collector leaves old values alone until they are 64 MiB: a seventh of the time of a long book.
"""


def _patience(texts: Sequence[str]) -> float:
    """Return how many seconds pandoc may take: ten times what it needs on a slow machine."""
    return 60 + sum(map(len, texts)) / 20_000


_TANGLED = "look for long runs of brackets, stars or quotation marks in one another"
"""What the author may do where pandoc takes too long or too much."""


def executable() -> str:
    """Return the path of pandoc. Raises ``ToolMissingError`` where pypandoc finds none."""
    import pypandoc

    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as error:
        raise ToolMissingError(
            "pandoc is not installed", hint="install the package pypandoc_binary"
        ) from error


def convert(source: str, *, to: str, reader: str, arguments: Sequence[str] = ()) -> str:
    """Return ``source`` converted by pandoc, in its sandbox.

    What pandoc would only warn of is found by us. Raises ``ToolFailedError`` with its own words.
    """
    done = run(
        [
            executable(),
            "--sandbox",
            "--quiet",
            f"--from={reader}",
            f"--to={to}",
            *arguments,
            *_BOUNDS,
        ],
        input=source.encode(),
        timeout=_patience([source]),
    )
    if done.status != 0:
        raise ToolFailedError(f"pandoc: {done.complaint}")
    return done.stdout.decode("utf-8")


@dataclass(slots=True)
class Reading:
    """pandoc's tree of one text, as JSON text and as values, and the record of its words.

    ``blocks`` is ``None`` for a text that pandoc cannot read; ``record`` then holds ``error``.
    """

    text: str
    blocks: list[Json] | None
    record: Json


def read_texts(texts: Sequence[str]) -> list[Reading]:
    """Return what pandoc makes of each text, read apart from the others, by one process."""
    return [
        Reading(tree, blocks_of(json.loads(tree)), json.loads(record))
        for tree, record in _read(texts)
    ]


def read_records(texts: Sequence[str]) -> list[Json | None]:
    """Return the record of the words of each text alone, ``None`` where pandoc cannot read it."""
    return [None if tree == "null" else json.loads(record) for tree, record in _read(texts)]


def _read(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Return tree and record of each text, as JSON."""
    script = resources.files("publish.adapters.pandoc") / "reader.lua"
    with tempfile.TemporaryDirectory(prefix="publish-") as name:
        folder = Path(name)
        files = [f"{number:05d}.md" for number in range(len(texts))]
        for file, text in zip(files, texts, strict=True):
            (folder / file).write_text(text, encoding="utf-8", newline="\n")
        with resources.as_file(script) as lua:
            # pandoc 3.9 dies of more than some eighty arguments to a script, so it reads the names.
            command = [executable(), "lua", str(lua), *_BOUNDS]
            names = "".join(f"{file}\n" for file in files).encode()
            try:
                done = run(command, input=names, cwd=folder, timeout=_patience(texts))
            except ToolFailedError as error:
                error.hint = _TANGLED
                raise
    if done.status != 0:
        message = f"pandoc stopped with status {done.status}: {done.complaint}"
        raise ToolFailedError(message, hint=_TANGLED)
    lines = done.stdout.decode("utf-8").split("\n")
    return list(zip(lines[:-1:2], lines[1::2], strict=True))


def blocks_of(tree: Json) -> list[Json] | None:
    """Return the blocks of a tree, ``None`` where there is none.

    Raises ``ToolMissingError`` for a version not tested.
    """
    if tree is None:
        return None
    version = tuple(tree["pandoc-api-version"][:2])
    if not TESTED_API[0] <= version < TESTED_API[1]:
        found = ".".join(map(str, tree["pandoc-api-version"]))
        raise ToolMissingError(
            f"pandoc speaks version {found} of its tree, which is not tested",
            hint="install the version of pypandoc_binary that requirements.lock names",
        )
    blocks: list[Json] = tree["blocks"]
    return blocks


def document(blocks: Sequence[Json], **metadata: str) -> str:
    """Return blocks as a JSON document that pandoc reads; ``metadata`` values are strings."""
    return json.dumps(
        {
            "pandoc-api-version": [*TESTED_API[0], 1],
            "meta": {
                key.replace("_", "-"): {"t": "MetaString", "c": value}
                for key, value in metadata.items()
            },
            "blocks": list(blocks),
        },
        ensure_ascii=False,
    )
