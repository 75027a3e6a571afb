"""``book.toml`` of a book of another tool: what its own settings say of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from publish.diagnostics import Span
from publish.importing.folders.outline import Outline
from publish.importing.folders.source_folder import SourceFolder, listed, mapping
from publish.importing.imported import Unkept
from publish.importing.pandoc_metadata import translate_metadata, write_book_toml

Made = tuple[str, dict[str, bytes], tuple[tuple[str, str], ...], tuple[Unkept, ...]]


def book_toml(folder: SourceFolder, outline: Outline) -> Made:
    """Return the settings, the files that they name, facts for the report, and what is missing."""
    data = dict(outline.metadata)
    span = Span(PurePosixPath(outline.contents))
    unkept: list[Unkept] = []
    named: dict[str, bytes] = {}
    data["author"] = [_person(one) for one in listed(data.pop("author", None))]

    def take(path: str, what: str) -> bool:
        found = folder.data(path, span)
        if found is None:
            unkept.append(Unkept(f"{what} {path}", "the folder has no such file", span))
            return False
        named[PurePosixPath(path).as_posix()] = found
        return True

    works = [str(one) for one in listed(data.pop("bibliography", None))]
    works = [PurePosixPath(path).as_posix() for path in works if take(path, "bibliography")]
    if works:
        data["bibliography"] = works
    csl = str(data.get("csl") or "")
    if csl.endswith(".csl") and "://" not in csl and not take(csl, "citation style"):
        del data["csl"]
    cover = str(data.get("cover-image") or "")
    if cover and not (cover.lower().endswith((".jpg", ".jpeg", ".png")) and take(cover, "cover")):
        del data["cover-image"]
    metadata = translate_metadata(data, fallback_title=folder.root.resolve().name)
    numbers = "none" if outline.dialect == "markdown" else "arabic"
    settings = {**metadata.settings, "chapter-numbers": numbers}
    text = write_book_toml(
        type(metadata)(settings, metadata.people, metadata.series, metadata.files)
    )
    if outline.dialect in ("quarto", "bookdown"):
        text = text.replace("[book]\n", "[book]\nsection-numbers = true\n", 1)
    facts = tuple(("Settings", remark) for remark in metadata.remarks)
    return text, named, facts[:1] if len(facts) == 1 else _numbered(facts), tuple(unkept)


def _numbered(facts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((f"{name} ({number})", said) for number, (name, said) in enumerate(facts, 1))


def _person(value: object) -> object:
    """Return an author as a name, which may be given by its parts."""
    if not isinstance(value, Mapping):
        return re.sub(r"\s+", " ", str(value)).strip()
    name = value.get("name")
    parts = mapping(name)
    if parts:
        whole = parts.get("literal") or f"{parts.get('given', '')} {parts.get('family', '')}"
        return str(whole).strip()
    return str(name or "")
