"""The book that ``_bookdown.yml`` and the head of ``index.Rmd`` describe."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final

from publish.importing.folders.outline import Entry, Outline
from publish.importing.folders.source_folder import SourceFolder, listed, mapping, parse_yaml

_TAKEN: Final = (
    "title",
    "subtitle",
    "author",
    "date",
    "description",
    "bibliography",
    "csl",
    "lang",
    "cover-image",
    "rights",
    "keywords",
    "abstract",
    "publisher",
)
_HEAD = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)


def read_bookdown(folder: SourceFolder) -> Outline:
    """Return the book of a bookdown folder."""
    name = next(name for name in ("_bookdown.yml", "_bookdown.yaml") if folder.has(name))
    data = folder.yaml(name)
    files = _files(folder, data.get("rmd_files"))
    if not files:
        places = [""] + [
            str(one).strip("/") for one in listed(data.get("rmd_subdir")) if one is not True
        ]
        files = [file for place in places for file in _found(folder, place)]
    index = next((file for file in files if PurePosixPath(file).stem == "index"), "")
    files.sort(key=lambda file: file != index)
    text = folder.text(index) or "" if index else ""
    head = _HEAD.match(text)
    keys = parse_yaml(head[1], PurePosixPath(index), folder.report) if head else {}
    metadata = {key: keys[key] for key in _TAKEN if key in keys}
    if "`r" in str(metadata.get("date", "")):
        del metadata["date"]  # the day of the build, as code: no date of the book's
    return Outline("bookdown", "bookdown", name, tuple(map(Entry, files)), metadata)


def _files(folder: SourceFolder, value: object) -> list[str]:
    """Return the files of ``rmd_files``, which may be parted by output: the web's stands."""
    if mapping(value):
        value = mapping(value).get("html") or next(iter(mapping(value).values()), None)
    return [str(item) for item in listed(value)]


def _found(folder: SourceFolder, place: str) -> list[str]:
    root = folder.root / place
    if not folder.inside(place or ".") or not root.is_dir():
        return []
    found = (path for path in root.iterdir() if path.suffix in (".Rmd", ".rmd"))
    names = (path.relative_to(folder.root).as_posix() for path in found)
    return sorted(name for name in names if not PurePosixPath(name).name.startswith("_"))
