"""Markdown that no tool builds: one file, or a folder whose order has to be found out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import unquote

from publish.importing.folders.bounds import out_of_bounds
from publish.importing.folders.outline import Entry, Outline
from publish.importing.folders.source_folder import SourceFolder, joined, parse_yaml
from publish.importing.headings import find_headings
from publish.importing.languages import guess_language
from publish.model.book import Kind
from publish.reading_order import kind_of_name

SUFFIXES: Final = (".md", ".markdown", ".mkd")
_CONTENTS: Final = ("summary", "contents", "toc", "index", "readme", "_index", "book")
_ABOUT: Final = frozenset(
    {"readme", "license", "licence", "changelog", "contributing", "code_of_conduct", "todo"}
)
_WEIGHTS: Final = ("weight", "nav_order", "order", "sidebar_position", "position", "chapter")
_LINK: Final = re.compile(r"(?<!!)\[[^\]\n]*\]\(\s*<?([^)>\s]+)>?[^)\n]*\)|\[\[([^\]|#\n]+)")
_FIRST_WORDS: Final = re.compile(r"\d+")
_KEYS: Final = frozenset(
    {"title", "subtitle", "author", "authors", "date", "lang", "language", "bibliography", "csl"}
    | {"publisher", "rights", "description", "abstract", "keywords", "subject", "identifier"}
    | {"cover-image", "series", "contributors", "editor", "translator"}
)
_MOST: Final = 3_001
"""Files that are looked at: one more than an import makes, so that more are told."""


def read_file(name: str, language: str) -> Callable[[SourceFolder], Outline]:
    """Return what reads the book that a single file is: its head has the metadata.

    ``language`` is what the author names, ``""`` where it shall be found out.
    """

    def read(folder: SourceFolder) -> Outline:
        text = folder.text(name) or ""
        if not _is_bounded(folder, name, text):
            return Outline("Markdown", "markdown", name, (), is_file=True)
        metadata = _metadata(_head(folder, name))
        if "title" not in metadata:
            firsts = [one.title for one in find_headings(text) if one.level == 1]
            stem = re.sub(r"[-_]+", " ", PurePosixPath(name).stem).strip().title()
            metadata["title"] = firsts[0].strip("*_ ") if len(firsts) == 1 else stem or "A Book"
        _say_language(metadata, language, text)
        return Outline("Markdown", "markdown", name, (Entry(name),), metadata, is_file=True)

    return read


def read_folder(language: str) -> Callable[[SourceFolder], Outline]:
    """Return what reads the book of a folder; ``language`` as in ``read_file``."""
    return lambda folder: _read_folder(folder, language)


def _is_bounded(folder: SourceFolder, name: str, text: str) -> bool:
    """Return whether a text is within the bounds of a book; what is not, is told."""
    problem = out_of_bounds(text, name)
    if problem:
        folder.report(problem)
    return problem is None


def _say_language(metadata: dict[str, Any], language: str, text: str) -> None:
    if language:
        metadata["lang"] = language
    elif "lang" not in metadata and text.strip():
        metadata["lang"] = guess_language(text).tag


def _read_folder(folder: SourceFolder, language: str) -> Outline:
    """Return the book of a folder: its order by links, by weights in the heads, or by names."""
    found = _names(folder)
    names = [name for name in found if _is_bounded(folder, name, folder.text(name) or "")]
    heads = {name: _head(folder, name) for name in names}
    texts = {name: folder.text(name) or "" for name in names if _may_link(name)}
    contents, linked = _linked(names, texts)
    if linked:
        rest = [name for name in names if name not in linked and name != contents]
        order = [*linked, *rest]
        evidence = f"{contents} links {len(linked)} of {len(names) - 1} files, in this order"
    else:
        key, order = _weighed(names, heads)
        evidence = f"“{key}” in the head of every file" if key else _by_names(order)
    if contents and linked and _is_text(texts[contents]):
        order.insert(0, contents)
    chosen = [name for name in order if not _is_about(name)] or order
    entries = _entries(folder, chosen[:_MOST])
    first = contents if linked else (chosen[0] if chosen else "")
    metadata = _metadata(heads.get(first, {}))
    if len(chosen) > 1 and first not in (contents, "") and set(metadata) <= {"title", "lang"}:
        metadata.pop("title", None)  # the title of a chapter among others
    sample = "\n".join(folder.text(name) or "" for name in chosen[:20])
    _say_language(metadata, language, sample)
    source = first or "."
    return Outline("Markdown", "markdown", source, entries, metadata, evidence=evidence)


def _names(folder: SourceFolder) -> list[str]:
    found = (path for path in folder.root.rglob("*") if path.suffix.lower() in SUFFIXES)
    names = (path.relative_to(folder.root).as_posix() for path in found)
    kept = (name for name in names if not re.search(r"(?:^|/)(?:\.|node_modules/)", name))
    return sorted((name for name in kept if folder.has(name)), key=_natural)[:_MOST]


def _natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return the key by which names sort as people count; a folder's index stands before it."""
    name = re.sub(r"(?:_?index|readme)(\.\w+)$", r"\1", name, flags=re.IGNORECASE)
    return tuple(
        (1, int(part), "") if part.isdigit() else (0, 0, part.lower())
        for part in re.split(r"(\d{1,9})", name)
    )


def _head(folder: SourceFolder, name: str) -> Mapping[str, Any]:
    """Return the metadata at the head of a file; what is wrong with it is told when it is read."""
    text = folder.text(name) or ""
    if not text.startswith(("---\n", "--- \n")):
        return {}
    end = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE).search(text, 4)
    body = text[text.index("\n") + 1 : end.start()] if end else ""
    return parse_yaml(body, PurePosixPath(name), lambda _: None) if body else {}


def _metadata(head: Mapping[str, Any]) -> dict[str, Any]:
    found = {key: value for key, value in head.items() if key.lower() in _KEYS and value}
    for other, key in (("authors", "author"), ("language", "lang")):
        if other in found:
            found.setdefault(key, found.pop(other))
    return found


def _may_link(name: str) -> bool:
    return PurePosixPath(name).stem.lower() in _CONTENTS and "/" not in name


def _is_about(name: str) -> bool:
    return PurePosixPath(name).stem.lower() in _ABOUT


def _linked(names: Sequence[str], texts: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the file that links most of the others, and these in its order; else nothing."""
    best: tuple[str, list[str]] = ("", [])
    stems = {PurePosixPath(name).stem.casefold(): name for name in reversed(names)}
    for name, text in texts.items():
        found: dict[str, None] = {}
        for match in _LINK.finditer(text):
            address = unquote((match[1] or "").split("#")[0].split("?")[0])
            target = joined(posixpath.dirname(name), address) if address else ""
            wiki = stems.get((match[2] or "").strip().casefold(), "")
            for one in (target, f"{target}.md", wiki):
                if one in names and one != name:
                    found.setdefault(one)
        if len(found) > max(len(best[1]), 1) and len(found) * 2 >= len(names) - 1:
            best = (name, list(found))
    return best


def _weighed(names: Sequence[str], heads: Mapping[str, Mapping[str, Any]]) -> tuple[str, list[str]]:
    for key in _WEIGHTS:
        chapters = [name for name in names if not _is_about(name)]
        values = {name: heads[name].get(key) for name in chapters}
        numbers = {n: float(v) for n, v in values.items() if isinstance(v, int | float)}
        if len(numbers) == len(values) and len({*numbers.values()}) > 1:
            return key, sorted(numbers, key=lambda name: (numbers[name], _natural(name)))
    return "", list(names)


def _by_names(names: Sequence[str]) -> str:
    stems = [PurePosixPath(name).stem for name in names if not _is_about(name)]
    if len(stems) > 1 and all(_FIRST_WORDS.search(stem) for stem in stems):
        return "the numbers in the names of the files"
    return "the names of the files: nothing else says an order"


def _is_text(text: str) -> bool:
    """Return whether a file of contents has more to say than its links."""
    rest = _LINK.sub(" ", re.sub(r"^#.*$", " ", text, flags=re.MULTILINE))
    return len(re.findall(r"[^\W\d_]{2,}", rest)) > 60


def _entries(folder: SourceFolder, names: Sequence[str]) -> tuple[Entry, ...]:
    """Return the chapters: a file that only a first heading fills is a part of what follows."""
    levels = {name: _levels(folder.text(name) or "") for name in names}
    entries: list[Entry] = []
    in_part = False
    for at, name in enumerate(names):
        own = levels[name]
        following = levels[names[at + 1]][:1] if at + 1 < len(names) else []
        if own[:1] == [1]:
            in_part = own == [1] and following == [2]
        kind: Kind | None = "part" if in_part and own == [1] else kind_of_name(PurePosixPath(name))
        raised = 1 if in_part and own[:1] == [2] else 0
        entries.append(Entry(name, kind=kind, depth=0, raised=raised))
    return tuple(entries)


def _levels(text: str) -> list[int]:
    return [heading.level for heading in find_headings(text)]
