"""``book.toml`` of a book of another tool: what its own settings say of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from publish.diagnostics import Span
from publish.importing.folders.outline import Outline
from publish.importing.folders.source_folder import SourceFolder, listed, mapping
from publish.importing.imported import Unkept
from publish.importing.options import ImportTools
from publish.importing.pandoc_metadata import translate_metadata, write_book_toml
from publish.manuscript import SourceFile


@dataclass(frozen=True, slots=True)
class Settings:
    """The text of ``book.toml``, the files that it names, and the keys of the works in them.

    ``missing_works`` are bibliographies that are named and not there.
    """

    text: str = field(repr=False)
    files: Mapping[str, bytes] = field(repr=False)
    keys: frozenset[str] = field(repr=False)
    missing_works: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    unkept: tuple[Unkept, ...]


def read_settings(folder: SourceFolder, outline: Outline, tools: ImportTools) -> Settings:
    """Return the settings of a book; files that are named and missing are told."""
    data = dict(outline.metadata)
    named = _Named(folder, outline)
    data["author"] = [_person(one) for one in listed(data.pop("author", None))]
    asked = [str(one) for one in listed(data.pop("bibliography", None))]
    works = [PurePosixPath(path).as_posix() for path in asked if named.take(path, "bibliography")]
    if works:
        data["bibliography"] = works
    csl = str(data.get("csl") or "")
    if csl.endswith(".csl") and "://" not in csl and not named.take(csl, "citation style"):
        del data["csl"]
    cover = str(data.get("cover-image") or "")
    is_picture = cover.lower().endswith((".jpg", ".jpeg", ".png"))
    if cover and not (is_picture and named.take(cover, "cover")):
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
    keys = {
        str(entry.get("id", ""))
        for path in works
        if (source := folder.text(path)) is not None
        for entry in tools.read_works(
            SourceFile(PurePosixPath(path), source, "backmatter"), folder.report
        )
    }
    return Settings(
        text,
        named.files,
        frozenset(keys),
        tuple(path for path in asked if PurePosixPath(path).as_posix() not in works),
        facts if len(facts) == 1 else _numbered(facts),
        tuple(named.unkept),
    )


@dataclass(slots=True)
class _Named:
    """The files that the settings name, as they are taken."""

    folder: SourceFolder
    outline: Outline
    files: dict[str, bytes] = field(default_factory=dict)
    unkept: list[Unkept] = field(default_factory=list)

    def take(self, path: str, what: str) -> bool:
        """Take a file; return whether it is there."""
        span = Span(PurePosixPath(self.outline.contents))
        found = self.folder.data(path, span)
        if found is None:
            where = "the folder has no such file"
            if maker := self._maker(PurePosixPath(path).name):
                where = f"{where}: code of the book makes it ({maker}); run it, and import again"
            self.unkept.append(Unkept(f"{what} {path}", where, span))
            return False
        self.files[PurePosixPath(path).as_posix()] = found
        return True

    def _maker(self, name: str) -> str:
        """Return where code of a chapter writes a bibliography."""
        makes = re.compile(rf"write_bib\([^`]{{0,2000}}?{re.escape(name)}")
        for entry in self.outline.entries:
            text = self.folder.text(entry.path) if self.folder.has(entry.path) else None
            if text and (found := makes.search(text)):
                return f"{entry.path}:{text.count(chr(10), 0, found.start()) + 1}"
        return ""


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
