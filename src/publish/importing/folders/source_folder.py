"""A folder of a stranger's, read within bounds: nothing outside it, nothing too large."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final

from publish.catalogue import (
    BROKEN_YAML,
    FOLDER_FILE_MISSING,
    FOLDER_LEFT,
    FOLDER_TOO_DEEP,
)
from publish.diagnostics import Diagnostic, Report, Span
from publish.importing.folders.embedded import take_embedded
from publish.project_files import decode

LARGEST_FILE: Final = 20_000_000
"""Bytes of a chapter or a picture that are read."""

LARGEST_CHAPTER: Final = 5_000_000
"""Characters of a chapter with all that it includes: a million words."""

_LARGEST_SETTINGS: Final = 1_000_000
_DEEPEST: Final = 60
_ALIAS = re.compile(r"(?:^|[\s\[{,:-])[*&][\w-]+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SourceFolder:
    """The folder of an import, and where its problems go.

    ``embedded`` are pictures that stand in a text itself, by the paths that they have got.
    """

    root: Path
    report: Report
    embedded: dict[str, bytes] = field(default_factory=dict, repr=False)

    def inside(self, name: str) -> bool:
        """Return whether a path leads to a place in the folder, links of the system followed."""
        if "\0" in name or name.startswith(("/", "\\", "~")) or re.match(r"[A-Za-z]:", name):
            return False
        try:
            return (self.root / name).resolve().is_relative_to(self.root.resolve())
        except (OSError, RuntimeError):
            return False

    def has(self, name: str) -> bool:
        """Return whether a file stands in the folder."""
        try:
            is_here = name in self.embedded or (self.root / name).is_file()
            return bool(name) and self.inside(name) and is_here
        except OSError:
            return False

    def data(self, name: str, asked: Span | None = None) -> bytes | None:
        """Return a file's bytes; ``asked`` is where it is named. What is wrong is reported."""
        if not self.inside(name):
            message = f'"{name}" leads out of the folder; it is not read'
            self.report(Diagnostic(FOLDER_LEFT, message, asked, "copy the file into the folder"))
            return None
        if not self.has(name):
            message = f'"{name}" is named, and there is no such file'
            hint = "correct the name, or add the file"
            self.report(Diagnostic(FOLDER_FILE_MISSING, message, asked, hint))
            return None
        if name in self.embedded:
            return self.embedded[name]
        path = self.root / name
        if path.stat().st_size > LARGEST_FILE:
            message = (
                f'"{name}" has {path.stat().st_size:,} bytes; an import reads {LARGEST_FILE:,}'
            )
            self.report(Diagnostic(FOLDER_TOO_DEEP, message, asked, "part it"))
            return None
        return path.read_bytes()

    def text(self, name: str, asked: Span | None = None) -> str | None:
        """Return a file as text with line feeds alone."""
        data = self.data(name, asked)
        if data is None:
            return None
        text = decode(data, PurePosixPath(name), self.report)
        if text is None:
            return None
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if not name.lower().endswith((".md", ".markdown", ".qmd", ".rmd")):
            return text
        if "data:image/" in text:
            text, found = take_embedded(text, PurePosixPath(name).stem, self._is_taken)
            self.embedded.update(found)
        return text

    def _is_taken(self, name: str, data: bytes) -> bool:
        return (self.root / name).exists() or self.embedded.get(name, data) != data

    def yaml(self, name: str) -> Mapping[str, Any]:
        """Return the keys of a YAML file, ``{}`` for one that is none."""
        text = self.text(name)
        return {} if text is None else parse_yaml(text, PurePosixPath(name), self.report)


def parse_yaml(text: str, path: PurePosixPath, report: Report) -> Mapping[str, Any]:
    """Return the keys of a YAML text; aliases and deep nesting are bombs, and refused."""
    import yaml

    data: object = None
    try:
        if len(text) > _LARGEST_SETTINGS or _too_deep(text):
            raise RecursionError
        for number, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
            if isinstance(event, yaml.AliasEvent) or number > 100_000:
                raise RecursionError
        data = next(iter(yaml.safe_load_all(text)), None)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        span = Span(path, mark.line + 1, mark.column + 1) if mark else Span(path)
        hint = "put values that hold a colon or begin with a sign in quotation marks"
        report(Diagnostic(BROKEN_YAML, f"not YAML: {error.problem or error.context}", span, hint))
    except (yaml.YAMLError, ValueError) as error:
        reason = str(error).splitlines()[0]
        report(Diagnostic(BROKEN_YAML, f"not YAML: {reason}", Span(path)))
    except RecursionError:
        message = f'"{path}" has aliases, or is nested deeper or larger than the settings of a book'
        report(Diagnostic(FOLDER_TOO_DEEP, message, Span(path), "write its values out"))
    return {str(key): value for key, value in data.items()} if isinstance(data, Mapping) else {}


def _too_deep(text: str) -> bool:
    """Return whether brackets or indents nest beyond any settings; the parser would recurse."""
    depth = deepest = 0
    for char in re.findall(r"[\[\]{}]", text):
        depth = max(depth + (1 if char in "[{" else -1), 0)
        deepest = max(deepest, depth)
    dashes = max((len(run) for run in re.findall(r"(?:- )+", text)), default=0) // 2
    widths = {len(line) - len(line.lstrip(" ")) for line in text.split("\n")}
    return max(deepest, dashes, len(widths)) > _DEEPEST


def joined(base: str, name: str) -> str:
    """Return a path relative to the folder from one relative to a file's own folder."""
    if name.startswith("/"):
        return posixpath.normpath(name.lstrip("/") or ".")
    return posixpath.normpath(posixpath.join(base, name))


def listed(value: object) -> list[object]:
    """Return a value as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def mapping(value: object) -> Mapping[str, Any]:
    """Return a value as a mapping, empty if it is none."""
    return value if isinstance(value, Mapping) else {}
