"""The book that ``_quarto.yml`` describes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from publish.importing.folders.outline import Entry, Outline
from publish.importing.folders.source_folder import SourceFolder, listed, mapping
from publish.model.book import Role

_TAKEN: Final = (
    "title",
    "subtitle",
    "author",
    "date",
    "description",
    "abstract",
    "doi",
    "cover-image",
)
_GLOBAL: Final = ("bibliography", "csl", "lang", "title", "subtitle", "author", "date", "rights")
_TEXTS: Final = (".qmd", ".md", ".rmd", ".ipynb", ".markdown")


def read_quarto(folder: SourceFolder) -> Outline:
    """Return the book of a Quarto folder; a project that is no book has its files by name."""
    name = next(name for name in ("_quarto.yml", "_quarto.yaml") if folder.has(name))
    data = folder.yaml(name)
    book = mapping(data.get("book"))
    metadata: dict[str, object] = {key: data[key] for key in _GLOBAL if key in data}
    metadata |= {key: book[key] for key in _TAKEN if key in book}
    if "doi" in metadata:
        metadata["identifier"] = f"doi:{metadata.pop('doi')}"
    entries = [*_entries(book.get("chapters"), "bodymatter", 0)]
    if book.get("references"):
        entries += _entries([book["references"]], "backmatter", 0)
    entries += _entries(book.get("appendices"), "backmatter", 0)
    if not entries:
        found = sorted(path.name for path in folder.root.iterdir() if path.suffix.lower() in _TEXTS)
        found.sort(key=lambda file: not file.startswith("index."))
        entries = [Entry(file) for file in found if not file.lower().startswith("readme")]
    return Outline("Quarto", "quarto", name, tuple(entries), metadata)


def _entries(value: object, role: Role, depth: int) -> Iterator[Entry]:
    for item in listed(value):
        if isinstance(item, Mapping):
            yield from _section(item, role, depth)
        elif isinstance(item, str) and item.strip("-"):
            kind = "appendix" if role == "backmatter" and "references" not in item else None
            yield Entry(item, role, kind)  # type: ignore[arg-type]


def _section(item: Mapping[str, Any], role: Role, depth: int) -> Iterator[Entry]:
    part, text = item.get("part"), str(item.get("text") or "")
    file = item.get("file") or item.get("href")
    if part is not None:
        title = str(part)
        is_file = title.lower().endswith(_TEXTS) and " " not in title
        named = Entry(title, role, "part") if is_file else Entry("", role, "part", title)
        yield named
    elif isinstance(file, str):
        yield Entry(file, role, "appendix" if role == "backmatter" else None, text)
    if depth < 8:
        yield from _entries(item.get("chapters"), role, depth + 1)
