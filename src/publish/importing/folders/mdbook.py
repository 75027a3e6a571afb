"""The book that ``book.toml`` and ``SUMMARY.md`` of mdBook describe."""

from __future__ import annotations

import re
import tomllib
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from publish.catalogue import BROKEN_TOML
from publish.diagnostics import Diagnostic, Span
from publish.importing.folders.outline import Entry, Outline
from publish.importing.folders.source_folder import SourceFolder, joined, mapping

_ITEM = re.compile(r"^(\s*)[-*+]\s+\[(.*?)\]\(<?([^)>]*)>?\)\s*$")
_LOOSE = re.compile(r"^\[(.*?)\]\(<?([^)>]*)>?\)\s*$")


def read_mdbook(folder: SourceFolder) -> Outline:
    """Return the book of an mdBook folder: loose links before and after the list are its matter."""
    settings = _settings(folder)
    book = mapping(settings.get("book"))
    base = str(book.get("src") or "src").strip("/")
    contents = joined(base, "SUMMARY.md")
    metadata: dict[str, object] = {}
    for key, own in (("title", "title"), ("author", "authors"), ("description", "description")):
        if book.get(own):
            metadata[key] = book[own]
    metadata["lang"] = str(book.get("language") or "en")
    entries = _entries(folder.text(contents) or "", base)
    return Outline("mdBook", "mdbook", contents, entries, metadata, base, ("book.toml",))


def _settings(folder: SourceFolder) -> dict[str, Any]:
    if not folder.has("book.toml"):
        return {}
    try:
        return tomllib.loads(folder.text("book.toml") or "")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        span = Span(PurePosixPath("book.toml"))
        folder.report(Diagnostic(BROKEN_TOML, f"book.toml: {error}", span))
        return {}


def _entries(text: str, base: str) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    widths: list[int] = []
    seen_list = False
    for number, line in enumerate(text.split("\n"), 1):
        item, loose = _ITEM.match(line), _LOOSE.match(line)
        if item:
            seen_list = True
            width = len(item[1].expandtabs(4))
            widths = [one for one in widths if one < width]
            if item[3]:
                path = joined(base, unquote(item[3]))
                entries.append(Entry(path, title=item[2], depth=len(widths)))
            else:
                entries.append(Entry("", title=item[2], depth=len(widths), line=number))
            widths.append(width)
        elif loose and loose[2]:
            path = joined(base, unquote(loose[2]))
            role = "backmatter" if seen_list else "frontmatter"
            entries.append(Entry(path, role, title=loose[1], unnumbered=True))  # type: ignore[arg-type]
        elif line.startswith("# ") and (entries or seen_list or not _is_title(text, line)):
            entries.append(Entry("", kind="part", title=line[2:].strip()))
    return tuple(entries)


def _is_title(text: str, line: str) -> bool:
    """Return whether a heading is that of the summary itself: its first one, by its place."""
    return text.lstrip().startswith(line)
