"""A Jupyter notebook as MyST: its cells, and of their outputs the texts and the pictures."""

from __future__ import annotations

import base64
import binascii
import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from publish.catalogue import BROKEN_DOCUMENT
from publish.diagnostics import Diagnostic, Span
from publish.importing.folders.outline import Dropped, Lines, Prepared
from publish.importing.folders.source_folder import SourceFolder, listed, mapping

_PICTURES: Final = (("image/svg+xml", ".svg"), ("image/png", ".png"), ("image/jpeg", ".jpg"))
_LONGEST_OUTPUT: Final = 20_000
"""Characters of one printed output that a book shows."""


@dataclass(slots=True)
class _Notebook:
    folder: SourceFolder
    name: str
    text: str
    at: int = 0
    line: int = 1
    lost: bool = False
    pictures: int = 0
    dropped: list[Dropped] = field(default_factory=list)

    def place(self, line: str) -> int:
        """Return the line of the file that holds a line of a cell, as far as it can be found."""
        if self.lost or not line.strip():
            return self.line
        for ascii_only in (False, True):
            written = json.dumps(line, ensure_ascii=ascii_only)[1:-1]
            found = self.text.find(written, self.at)
            if found >= 0:
                self.line += self.text.count("\n", self.at, found)
                self.at = found
                return self.line
        self.lost = True  # looking on in a file that is written otherwise would take long
        return self.line


def read_notebook(folder: SourceFolder, name: str, text: str) -> Prepared | None:
    """Return the lines of a notebook; pictures among its outputs become files of the folder.

    The number of a line is that in the notebook's own file. ``None`` for what is no notebook.
    """
    try:
        data = mapping(json.loads(text))
    except (ValueError, RecursionError):
        message = f'"{name}" is no notebook that can be read'
        hint = "open it in Jupyter and save it again"
        folder.report(Diagnostic(BROKEN_DOCUMENT, message, Span(PurePosixPath(name)), hint))
        return None
    book = _Notebook(folder, name, text)
    kernel = mapping(mapping(data.get("metadata")).get("kernelspec"))
    language = re.sub(r"\W", "", str(kernel.get("language") or "python")) or "python"
    lines: Lines = []
    cells = data.get("cells")
    for cell in map(mapping, cells if isinstance(cells, list) else []):
        if lines:
            lines.append(("", name, book.line))
        lines += _cell(book, cell, language)
    return lines, book.dropped


def _cell(book: _Notebook, cell: Mapping[str, Any], language: str) -> Lines:
    source = _joined(cell.get("source"))
    kind = cell.get("cell_type")
    if kind == "raw" and not source.startswith("---"):
        book.dropped.append(Dropped(book.name, book.line, source))
        return []
    if kind == "code":
        return _code(book, cell, source, language)
    for name, bundle in mapping(cell.get("attachments")).items():
        asked = f"attachment:{name}"
        path = _picture(book, mapping(bundle)) if asked in source else ""
        if path:
            book.dropped.append(Dropped(book.name, book.line, asked))
            source = source.replace(asked, posixpath.basename(path))
    return [(line, book.name, book.place(line)) for line in source.split("\n")]


def _code(book: _Notebook, cell: Mapping[str, Any], source: str, language: str) -> Lines:
    tags = " ".join(map(str, listed(mapping(cell.get("metadata")).get("tags"))))
    if not source.strip():
        return []
    fence = "`" * max(3, 1 + max(map(len, re.findall(r"`+", source)), default=0))
    placed = [(line, book.name, book.place(line)) for line in source.split("\n")]
    first, last = placed[0][2], placed[-1][2]
    lines: Lines = [(f"{fence}{{code-cell}} {language}", book.name, first)]
    lines += [(f":tags: [{tags}]", book.name, first)] if tags else []
    lines += [(":outputs: kept", book.name, first), ("", book.name, first), *placed]
    lines += [(fence, book.name, last)]
    if not re.search(r"remove[-_](?:cell|output)", tags):
        for output in listed(cell.get("outputs"))[:200]:
            lines += [(line, book.name, last) for line in _output(book, mapping(output))]
    return lines


def _output(book: _Notebook, output: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of an output: a picture, a text, or what says that there is none."""
    kind = output.get("output_type")
    bundle = mapping(output.get("data"))
    printed = _joined(output.get("text") if kind == "stream" else bundle.get("text/plain"))
    if kind == "error":
        printed = "\n".join(map(str, listed(output.get("traceback"))))
    if path := _picture(book, bundle):
        yield from ("", f"```{{image}} {posixpath.basename(path)}", "```")
    elif "text/markdown" in bundle:
        yield from ("", *_joined(bundle["text/markdown"]).split("\n"))
    elif "text/latex" in bundle:
        yield from ("", "```{math}", _joined(bundle["text/latex"]).strip().strip("$"), "```")
    elif (bundle and not printed.strip()) or (
        "text/html" in bundle
        and "<table" not in printed
        and (re.match(r"<[\w.]+ (?:object|at) ", printed))
    ):
        yield from ("", "```{output}", ", ".join(sorted(map(str, bundle))), "```")
    elif printed.strip():
        clean = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", printed).strip("\n")[:_LONGEST_OUTPUT]
        fence = "`" * max(3, 1 + max(map(len, re.findall(r"`+", clean)), default=0))
        yield from ("", f"{fence}{{printed}}", *clean.split("\n"), fence)


def _picture(book: _Notebook, bundle: Mapping[str, Any]) -> str:
    """Enter the picture of an output among the files of the folder; return its path or ``""``."""
    for kind, ending in _PICTURES:
        if kind not in bundle:
            continue
        content = _joined(bundle[kind])
        try:
            data = (
                content.encode() if ending == ".svg" else base64.b64decode(content, validate=False)
            )
        except (binascii.Error, ValueError):
            continue
        if not data:
            continue
        book.pictures += 1
        stem = re.sub(r"[^\w-]+", "-", posixpath.splitext(posixpath.basename(book.name))[0])
        path = posixpath.join(
            posixpath.dirname(book.name), f"{stem}-output-{book.pictures}{ending}"
        )
        book.folder.made[path] = data
        return path
    return ""


def _joined(value: object) -> str:
    return "".join(map(str, value)) if isinstance(value, list) else str(value or "")
