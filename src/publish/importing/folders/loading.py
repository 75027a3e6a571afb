"""A chapter of another tool as text: what it includes put in, its head taken off."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from publish.catalogue import FOLDER_TOO_DEEP, NOT_IMPORTABLE
from publish.diagnostics import Diagnostic, Span
from publish.importing.folders.draft import Dropped
from publish.importing.folders.outline import Dialect
from publish.importing.folders.source_folder import (
    LARGEST_CHAPTER,
    SourceFolder,
    joined,
    mapping,
    parse_yaml,
)

_QUARTO: Final = re.compile(r"^\s*\{\{<\s*include\s+(\S+?)\s*>\}\}\s*$")
_MDBOOK: Final = re.compile(
    r"(?<!\\)\{\{\s*#(?:include|rustdoc_include|playground|playpen)\s+([^\s:}]+)([^}\s]*)[^}]*\}\}"
)
_CHILD: Final = re.compile(r"^```\{r[^}]*\bchild\s*=\s*['\"]([^'\"]+)['\"][^}]*\}\s*$")
_ANCHOR: Final = re.compile(r"ANCHOR(_END)?:\s*([\w-]+)")
_MOST: Final = 500
_DEEPEST: Final = 8


@dataclass(slots=True)
class Loaded:
    """The lines of a chapter, each with its file and line, and the keys of its head.

    ``included`` are the files that stand in it, each with what of it was asked for; ``dropped`` is
    what of them all is not in the lines.
    """

    lines: list[tuple[str, str, int]] = field(default_factory=list, repr=False)
    head: Mapping[str, Any] = field(default_factory=dict)
    included: list[tuple[str, str]] = field(default_factory=list, repr=False)
    dropped: list[Dropped] = field(default_factory=list, repr=False)


def load(folder: SourceFolder, name: str, dialect: Dialect, asked: Span) -> Loaded | None:
    """Return a chapter, ``None`` where it cannot be read."""
    if dialect == "myst":
        from publish.importing.folders.myst import load_myst

        return load_myst(folder, name, asked)
    text = folder.text(name, asked)
    if text is None:
        return None
    loaded = Loaded()
    if dialect == "multimarkdown":
        loaded.lines = [(line, name, number) for number, line in enumerate(text.split("\n"), 1)]
        return loaded
    if name.endswith(".ipynb"):
        cells = notebook_text(text)
        if cells is None:
            message = f'"{name}" is no notebook: it cannot be read as JSON'
            hint = "open it in Jupyter and save it again"
            folder.report(Diagnostic(NOT_IMPORTABLE, message, Span(PurePosixPath(name)), hint))
            return None
        text = cells
    first, skipped = text, 0
    if text.startswith(("---\n", "--- \n")):
        end = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE).search(text, 4)
        if end:
            body = text[text.index("\n") + 1 : end.start()]
            loaded.head = parse_yaml(body, PurePosixPath(name), folder.report)
            loaded.dropped.append(Dropped(name, 1, body))
            first, skipped = text[end.end() :], text.count("\n", 0, end.end())
    _Expansion(folder, dialect, loaded).expand(first, (name,), skipped)
    return loaded


@dataclass(slots=True)
class _Expansion:
    """The lines of a chapter while the files that it includes are put in."""

    folder: SourceFolder
    dialect: Dialect
    loaded: Loaded
    size: int = 0

    def expand(self, text: str, way: tuple[str, ...], skipped: int = 0) -> None:
        """Enter the lines of a text; ``way`` ends in its file, after those that include it."""
        name = way[-1]
        in_child = False
        for number, line in enumerate(text.split("\n"), skipped + 1):
            if in_child:
                in_child = not line.startswith("```")
                self.loaded.dropped.append(Dropped(name, number, line))
                continue
            match = _found(line, self.dialect)
            if match is None:
                self.loaded.lines.append((line, name, number))
                continue
            in_child = line.startswith("```")
            inner = self._inner(line, match, way, number)
            if inner is None:
                self.loaded.lines.append((line, name, number))
                in_child = False
                continue
            self.loaded.dropped.append(Dropped(name, number, match[0]))
            target = joined(posixpath.dirname(name), match[1])
            self.loaded.included.append((target, inner))
            if self.dialect == "mdbook":
                inner = line[: match.start()] + inner.rstrip("\n") + line[match.end() :]
            self.expand(inner, (*way, target))

    def _inner(
        self, line: str, match: re.Match[str], way: tuple[str, ...], number: int
    ) -> str | None:
        """Return the text that a directive asks for, ``None`` where it cannot be had."""
        target = joined(posixpath.dirname(way[-1]), match[1])
        asked = Span(PurePosixPath(way[-1]), number, match.start() + 1)
        inner = None
        if len(way) <= _DEEPEST and target not in way and len(self.loaded.included) <= _MOST:
            inner = self.folder.text(target, asked)
            self.size += len(inner or "")
            if self.size <= LARGEST_CHAPTER:
                if inner is not None and self.dialect == "mdbook":
                    return "\n".join(_selected(inner.split("\n"), match[2].lstrip(":")))
                return inner
        message = f'"{match[1]}" is included within itself, too deep or too often'
        self.folder.report(Diagnostic(FOLDER_TOO_DEEP, message, asked, "include it once"))
        return None


def _found(line: str, dialect: Dialect) -> re.Match[str] | None:
    if dialect == "mdbook":
        return _MDBOOK.search(line)
    return _QUARTO.match(line) or _CHILD.match(line)


def _selected(lines: list[str], what: str) -> list[str]:
    """Return the lines that an include asks for: by numbers, by an anchor, or all."""
    if numbers := re.fullmatch(r"(\d{0,9})(:?)(\d{0,9})", what) if what else None:
        start = max(int(numbers[1] or 1) - 1, 0)
        end = int(numbers[3] or len(lines)) if numbers[2] else start + 1
        return lines[start:end]
    chosen, inside = [], not what
    for line in lines:
        mark = _ANCHOR.search(line)
        if mark:
            if mark[2] == what:
                inside = not mark[1]
        elif inside:
            chosen.append(line)
    return chosen


def notebook_text(text: str) -> str | None:
    """Return the cells of a Jupyter notebook as Markdown, ``None`` for a text that is none.

    Its outputs are not read.
    """
    try:
        data = mapping(json.loads(text))
    except (ValueError, RecursionError):
        return None
    kernel = mapping(mapping(data.get("metadata")).get("kernelspec"))
    language = re.sub(r"\W", "", str(kernel.get("language") or "python")) or "python"
    parts = []
    cells = data.get("cells")
    for cell in map(mapping, cells if isinstance(cells, list) else []):
        source = cell.get("source")
        body = "".join(map(str, source)) if isinstance(source, list) else str(source or "")
        if cell.get("cell_type") == "code":
            fence = "`" * max(3, 1 + max(map(len, re.findall(r"`+", body)), default=0))
            body = f"{fence}{{{language}}}\n{body}\n{fence}"
        parts.append(body)
    return "\n\n".join(part for part in parts if part.strip()) + "\n"
