"""A chapter in MyST or a notebook, as lines with their places; what it includes is put in."""

from __future__ import annotations

import posixpath
import re
from pathlib import PurePosixPath
from typing import Final

from publish.catalogue import FOLDER_TOO_DEEP
from publish.diagnostics import Diagnostic, Span
from publish.importing.folders.loading import Loaded
from publish.importing.folders.myst.notebooks import read_notebook
from publish.importing.folders.outline import Dropped, Lines
from publish.importing.folders.source_folder import SourceFolder, joined, parse_yaml

_INCLUDE: Final = re.compile(r"^[ \t]*(`{3,}|:{3,})[ \t]*\{include\}[ \t]+(\S+)[ \t]*$")
_FENCE: Final = re.compile(r"^[ \t>]*(`{3,}|~{3,}|:{3,})(.*)$")
_SHOWS: Final = re.compile(r"(?![ \t]*\{)|[ \t]*\{(?:code|code-block|code-cell|myst|example)\}")
"""What follows the marks of a fence whose lines are shown, and never acted upon."""

_DEEPEST: Final = 8
_MOST: Final = 500


def load_myst(folder: SourceFolder, name: str, asked: Span) -> Loaded | None:
    """Return a chapter, ``None`` where it cannot be read."""
    text = folder.text(name, asked)
    if text is None:
        return None
    loaded = Loaded()
    if name.endswith(".ipynb"):
        read = read_notebook(folder, name, text)
        if read is None:
            return None
        lines, loaded.dropped = read
    else:
        lines = [(line, name, number) for number, line in enumerate(text.split("\n"), 1)]
    while lines and not lines[0][0].strip():
        lines = lines[1:]
    if lines and lines[0][0].rstrip() == "---":
        end = next(
            (at for at, one in enumerate(lines[1:], 1) if one[0].rstrip() in ("---", "...")), 0
        )
        if end:
            head = "\n".join(line for line, _path, _number in lines[1:end])
            loaded.head = parse_yaml(head, PurePosixPath(name), folder.report)
            loaded.dropped.append(Dropped(name, 1, head))
            lines = lines[end + 1 :]
    _expand(folder, lines, loaded, (name,))
    return loaded


def _expand(folder: SourceFolder, lines: Lines, loaded: Loaded, above: tuple[str, ...]) -> None:
    """Enter lines; a directive that includes a file gives way to that file's lines."""
    closing = shown = ""
    for line, path, number in lines:
        if closing:
            closing = "" if line.strip() == closing else closing
            loaded.dropped.append(Dropped(path, number, line))
            continue
        fence = _FENCE.match(line)
        if shown:
            shown = "" if fence and fence[1].startswith(shown) and not fence[2].strip() else shown
            loaded.lines.append((line, path, number))
            continue
        match = _INCLUDE.match(line)
        if match is None:
            if fence and _SHOWS.match(fence[2]):
                shown = fence[1]
            loaded.lines.append((line, path, number))
            continue
        target = joined(posixpath.dirname(path), match[2])
        place = Span(PurePosixPath(path), number, match.start(2) + 1)
        if len(above) > _DEEPEST or target in above or len(loaded.included) > _MOST:
            message = f'"{match[2]}" is included within itself, or too deep'
            folder.report(Diagnostic(FOLDER_TOO_DEEP, message, place, "include it once"))
            closing = match[1]
            continue
        inner = folder.text(target, place) if target.endswith((".md", ".txt", ".Rmd")) else None
        if inner is None:
            loaded.lines.append((line, path, number))
            continue
        closing = match[1]
        loaded.dropped.append(Dropped(path, number, line))
        loaded.included.append((target, inner))
        numbered = [(one, target, at) for at, one in enumerate(inner.split("\n"), 1)]
        _expand(folder, numbered, loaded, (*above, target))
