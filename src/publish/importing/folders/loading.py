"""A chapter of another tool as text: what it includes put in, its head taken off."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from publish.catalogue import FOLDER_TOO_DEEP
from publish.diagnostics import Diagnostic, Span
from publish.importing.folders.outline import Dialect
from publish.importing.folders.source_folder import SourceFolder, joined, mapping, parse_yaml

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
    """The lines of a chapter, each with its file and line, and the keys of its head."""

    lines: list[tuple[str, str, int]] = field(default_factory=list, repr=False)
    head: Mapping[str, Any] = field(default_factory=dict)
    included: list[str] = field(default_factory=list)


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
        from publish.importing.folders.multimarkdown import skip_head

        lines = enumerate(skip_head(text).split("\n"), 1)
        loaded.lines = [(line, name, number) for number, line in lines]
        return loaded
    if name.endswith(".ipynb"):
        text = _notebook(text)
    first, skipped = text, 0
    if text.startswith(("---\n", "--- \n")):
        end = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE).search(text, 4)
        if end:
            body = text[text.index("\n") + 1 : end.start()]
            loaded.head = parse_yaml(body, PurePosixPath(name), folder.report)
            first, skipped = text[end.end() :], text.count("\n", 0, end.end())
    _expand(folder, first, name, skipped, dialect, loaded, (name,))
    return loaded


def _expand(  # noqa: PLR0913, PLR0917
    folder: SourceFolder,
    text: str,
    name: str,
    skipped: int,
    dialect: Dialect,
    loaded: Loaded,
    above: tuple[str, ...],
) -> None:
    base = posixpath.dirname(name)
    lines = text.split("\n")
    in_child = False
    for number, line in enumerate(lines, skipped + 1):
        if in_child:
            in_child = not line.startswith("```")
            continue
        match = _found(line, dialect)
        if match is None:
            loaded.lines.append((line, name, number))
            continue
        in_child = line.startswith("```")
        target = joined(base, match[1])
        asked = Span(PurePosixPath(name), number, match.start() + 1)
        if len(above) > _DEEPEST or target in above or len(loaded.included) > _MOST:
            message = f'"{match[1]}" is included within itself, or too deep'
            folder.report(Diagnostic(FOLDER_TOO_DEEP, message, asked, "include it once"))
            continue
        inner = folder.text(target, asked)
        if inner is None:
            loaded.lines.append((line, name, number))
            continue
        loaded.included.append(target)
        if dialect == "mdbook":
            inner = "\n".join(_selected(inner.split("\n"), match[2].lstrip(":")))
            inner = line[: match.start()] + inner.rstrip("\n") + line[match.end() :]
        _expand(folder, inner, target, 0, dialect, loaded, (*above, target))


def _found(line: str, dialect: Dialect) -> re.Match[str] | None:
    if dialect == "mdbook":
        return _MDBOOK.search(line)
    return _QUARTO.match(line) or _CHILD.match(line)


def _selected(lines: list[str], what: str) -> list[str]:
    """Return the lines that an include asks for: by numbers, by an anchor, or all."""
    if re.fullmatch(r"[\d:]+", what):
        first, _, last = what.partition(":")
        start = int(first) - 1 if first else 0
        end = (int(last) if last else len(lines)) if ":" in what else start + 1
        return lines[max(start, 0) : end]
    chosen, inside = [], not what
    for line in lines:
        mark = _ANCHOR.search(line)
        if mark:
            if mark[2] == what:
                inside = not mark[1]
        elif inside:
            chosen.append(line)
    return chosen


def _notebook(text: str) -> str:
    """Return the cells of a Jupyter notebook as Markdown; its outputs are not read."""
    try:
        data = mapping(json.loads(text))
    except (ValueError, RecursionError):
        return text
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
