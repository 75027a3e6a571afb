"""The book that ``_toc.yml`` and ``_config.yml`` of Jupyter Book describe."""

from __future__ import annotations

import fnmatch
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from publish.importing.folders.outline import Entry, Outline
from publish.importing.folders.source_folder import SourceFolder, listed, mapping, parse_yaml

ENDINGS: Final = (".md", ".ipynb", ".Rmd", ".txt", ".rst")
"""What a file of a table of contents may end in, the likeliest first."""

_DEEPEST: Final = 20


def read_jupyter_book(folder: SourceFolder) -> Outline:
    """Return the book of a Jupyter Book folder: its first page is front matter."""
    contents = next(name for name in ("_toc.yml", "_toc.yaml") if folder.has(name))
    toc = _toc(folder, contents)
    names = ("_config.yml", "_config.yaml")
    settings_file = next((name for name in names if folder.has(name)), "")
    config = folder.yaml(settings_file) if settings_file else {}
    root = find_text(folder, str(toc.get("root") or toc.get("file") or "index"))
    entries = [Entry(root)]
    rest = [*_entries(folder, toc, 0)]
    if any(entry.path for entry in rest):
        entries = [Entry(root, "frontmatter", unnumbered=True)]
    entries += [entry for entry in rest if entry.path != root]
    sphinx = mapping(mapping(config.get("sphinx")).get("config"))
    mathjax = mapping(mapping(sphinx.get("mathjax3_config")).get("tex"))
    parse = mapping(config.get("parse"))
    return Outline(
        "Jupyter Book",
        "myst",
        contents,
        tuple(entries),
        _metadata(config, sphinx),
        settings_files=(settings_file,) if settings_file else (),
        extras={
            "macros": mathjax.get("macros"),
            "substitutions": parse.get("myst_substitutions"),
        },
    )


def _toc(folder: SourceFolder, contents: str) -> Mapping[str, Any]:
    """Return the table of contents; its oldest form was a list, the first item of it the root."""
    data = folder.yaml(contents)
    if data:
        return data
    text = folder.text(contents) or ""
    wrapped = "items:\n" + "\n".join(f"  {line}" for line in text.split("\n"))
    items = listed(parse_yaml(wrapped, PurePosixPath(contents), folder.report).get("items"))
    first = mapping(items[0]) if items else {}
    return {"root": first.get("file") or first.get("url"), "chapters": items[1:]}


def _entries(folder: SourceFolder, data: Mapping[str, Any], depth: int) -> Iterator[Entry]:
    """Yield the entries under a key of any of the names that the formats have."""
    if depth > _DEEPEST:
        return
    for part in listed(data.get("parts")):
        title = str(mapping(part).get("caption") or "").strip()
        if title:
            yield Entry("", kind="part", title=title)
        yield from _entries(folder, mapping(part), depth)
    for key in ("chapters", "sections"):
        for item in listed(data.get(key)):
            yield from _item(folder, mapping(item), depth)


def _item(folder: SourceFolder, item: Mapping[str, Any], depth: int) -> Iterator[Entry]:
    if item.get("part") and "file" not in item:  # the oldest form
        yield Entry("", kind="part", title=str(item["part"]))
        yield from _entries(folder, item, depth)
        return
    if pattern := item.get("glob"):
        for name in matching(folder, str(pattern)):
            yield Entry(name, depth=depth)
    elif item.get("file"):
        yield Entry(find_text(folder, str(item["file"])), depth=depth)
    elif item.get("header"):
        yield Entry("", kind="part", title=str(item["header"]))
    yield from _entries(folder, item, depth + 1)


def find_text(folder: SourceFolder, name: str) -> str:
    """Return the file that a table of contents names, which may lack its ending."""
    clean = posixpath.normpath(name.strip().lstrip("/")) if name.strip() else ""
    tried = [clean, *(clean + ending for ending in ENDINGS)]
    return next((one for one in tried if folder.has(one)), clean)


def matching(folder: SourceFolder, pattern: str) -> list[str]:
    """Return the texts of the folder that a pattern fits, in their order."""
    wide = pattern.replace("**/", "*")
    found = [
        name
        for name in folder.names()
        if fnmatch.fnmatchcase(name, wide) or fnmatch.fnmatchcase(posixpath.splitext(name)[0], wide)
    ]
    return [name for name in found if name.endswith((".md", ".ipynb", ".Rmd"))]


def _metadata(config: Mapping[str, Any], sphinx: Mapping[str, Any]) -> dict[str, object]:
    metadata: dict[str, object] = {
        key: config[key] for key in ("title", "author", "description") if config.get(key)
    }
    if language := sphinx.get("language"):
        metadata["lang"] = str(language)
    if works := listed(config.get("bibtex_bibfiles")):
        metadata["bibliography"] = [str(one) for one in works]
    if copyright_ := config.get("copyright"):
        metadata["rights"] = f"© {copyright_}"
    return metadata
