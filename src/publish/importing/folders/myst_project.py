"""The book that ``myst.yml`` describes, the form of Jupyter Book since its second version."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from publish.importing.folders.jupyter_book import find_text, matching, read_jupyter_book
from publish.importing.folders.outline import Entry, Outline
from publish.importing.folders.source_folder import SourceFolder, joined, listed, mapping

_TAKEN: Final = ("title", "subtitle", "description", "date", "keywords")
_DEEPEST: Final = 20
_INDEXES: Final = ("index", "readme", "main")


def read_myst(folder: SourceFolder) -> Outline:
    """Return the book of a MyST project: its first page is front matter."""
    contents = next(name for name in ("myst.yml", "myst.yaml") if folder.has(name))
    data = folder.yaml(contents)
    project = {**_extended(folder, data), **mapping(data.get("project"))}
    settings: tuple[str, ...] = (contents,)
    toc = listed(project.get("toc"))
    if not toc and any(folder.has(name) for name in ("_toc.yml", "_toc.yaml")):
        older = read_jupyter_book(folder)
        entries, contents = older.entries, older.contents
        settings = (*settings, *older.settings_files)
    elif toc:
        entries = _with_front(list(_entries(folder, toc, 0)))
    else:
        entries = _with_front(_unlisted(folder, project))
    metadata = _metadata(folder, project, mapping(data.get("site")))
    extras = {"macros": project.get("math"), "substitutions": project.get("substitutions")}
    return Outline(
        "MyST", "myst", contents, entries, metadata, settings_files=settings, extras=extras
    )


def _extended(folder: SourceFolder, data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the settings of the files of the folder that a project extends."""
    found: dict[str, Any] = {}
    for name in listed(data.get("extends"))[:20]:
        if folder.has(str(name)):
            found |= mapping(folder.yaml(str(name)).get("project"))
    return found


def _entries(folder: SourceFolder, items: list[object], depth: int) -> Iterator[Entry]:
    if depth > _DEEPEST:
        return
    for item in map(mapping, items):
        children = listed(item.get("children"))
        if item.get("file"):
            yield Entry(find_text(folder, str(item["file"])), depth=depth)
            yield from _entries(folder, children, depth + 1)
        elif item.get("pattern") or item.get("glob"):
            pattern = str(item.get("pattern") or item.get("glob"))
            found = matching(folder, pattern)
            if item.get("sort") == "descending":
                found.reverse()
            yield from (Entry(name, depth=depth) for name in found)
        elif children:
            title = str(item.get("title") or "").strip()
            if title and not depth:
                yield Entry("", kind="part", title=title)
                yield from _entries(folder, children, 0)
            else:
                if title:
                    yield Entry("", title=title, depth=depth)
                yield from _entries(folder, children, depth + 1 if title else depth)


def _with_front(entries: list[Entry]) -> tuple[Entry, ...]:
    """Return entries once each, the first as front matter unless it is the only one."""
    seen: set[str] = set()
    kept = []
    for entry in entries:
        if not entry.path or entry.path not in seen:
            seen.add(entry.path)
            kept.append(entry)
    if len(kept) > 1 and kept[0].path and not kept[1].depth:
        kept[0] = Entry(kept[0].path, "frontmatter", unnumbered=True)
    return tuple(kept)


def _unlisted(folder: SourceFolder, project: Mapping[str, Any]) -> list[Entry]:
    """Return the texts of a folder without a table of contents, by their names."""
    excluded = map(str, listed(project.get("exclude")))
    left = {name for pattern in excluded for name in matching(folder, pattern)}
    names = [
        name
        for name in folder.names()
        if name.endswith((".md", ".ipynb"))
        and name not in left
        and not any(part.startswith(("_", ".")) for part in PurePosixPath(name).parts)
    ]

    def order(name: str) -> tuple[object, ...]:
        stem = posixpath.splitext(posixpath.basename(name))[0].lower()
        return (posixpath.dirname(name), stem not in _INDEXES, name)

    return [Entry(name) for name in sorted(names, key=order)]


def _metadata(
    folder: SourceFolder, project: Mapping[str, Any], site: Mapping[str, Any]
) -> dict[str, object]:
    metadata: dict[str, object] = {key: project[key] for key in _TAKEN if project.get(key)}
    if not metadata.get("title") and site.get("title"):
        metadata["title"] = site["title"]
    if authors := listed(project.get("authors") or project.get("author")):
        metadata["author"] = [
            one if isinstance(one, str) else mapping(one).get("name") or "" for one in authors
        ]
    if doi := project.get("doi"):
        metadata["identifier"] = f"doi:{str(doi).split('doi.org/')[-1]}"
    if language := project.get("language"):
        metadata["lang"] = str(language)
    license_ = project.get("license")
    said = mapping(license_).get("content") or license_
    if said and not isinstance(said, Mapping):
        metadata["rights"] = str(said)
    if publisher := mapping(project.get("venue")).get("title") or project.get("publisher"):
        metadata["publisher"] = str(publisher)
    works = [str(one) for one in listed(project.get("bibliography"))]
    if not works:  # without any named, all of the folder are read
        works = [name for name in folder.names() if name.endswith(".bib") and "_build/" not in name]
    local = [joined("", name) for name in works if "://" not in name]
    if local:
        metadata["bibliography"] = local
    return metadata
