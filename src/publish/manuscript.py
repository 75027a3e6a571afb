"""What the author wrote and where: the only reader of the author's files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from publish.book_toml import PATH, guess
from publish.catalogue import (
    BROKEN_STYLE,
    EMPTY_CHAPTER,
    FILE_MISSING,
    NO_CHAPTERS,
    OUTSIDE_PROJECT,
    UNUSED_FILE,
)
from publish.citation_styles import find_style, list_styles
from publish.config import Config
from publish.diagnostics import Diagnostic, Report, Span
from publish.model.book import Role
from publish.project_files import ProjectFiles
from publish.reading_order import (
    GENERATED_PAGES,
    default_order,
    expand,
    is_glob,
    is_readme,
    kind_of,
    place_generated,
    rank,
    rank_of_page,
    role_of,
)

FOLDER: Final = PATH.parent


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A Markdown file as written: UTF-8, LF, NFC.

    ``path`` is relative to the project. ``role`` comes from its folder or its place in ``order``.
    """

    path: PurePosixPath
    text: str = field(repr=False)
    role: Role


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that the book shows: an image; ``path`` is relative to the project."""

    path: PurePosixPath
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Manuscript:
    """Everything the author gave, in reading order.

    ``order`` names sources by path and generated pages by kind (``title-page``, ``contents`` …), in
    the order of the finished book; ``bibliography`` holds the files' paths and texts; ``style`` is
    the CSL style as text, ``None`` when nothing is to be cited.
    """

    root: Path
    config: Config
    sources: tuple[SourceFile, ...]
    order: tuple[str, ...]
    bibliography: tuple[SourceFile, ...] = ()
    style: str | None = field(default=None, repr=False)


def read_manuscript(config: Config, report: Report) -> Manuscript:
    """Return everything the author gave; what is wrong with it goes to ``report``."""
    files = ProjectFiles(config.project, report)
    found = files.find(FOLDER, (".md",))
    listed = _listed(config, found, report)
    sources: list[SourceFile] = []
    items: list[tuple[str, int]] = []
    for entry in listed:
        if isinstance(entry, str):
            items.append((entry, rank_of_page(entry)))
            continue
        path = FOLDER / entry
        text = files.read_text(path, Span(path))
        if text is None:
            continue
        if not text.strip():
            hint = "write it, or take the file out of the book"
            report(Diagnostic(EMPTY_CHAPTER, f'"{path.name}" has no text', Span(path), hint))
            continue
        kind = kind_of(entry, text)
        role = role_of(entry, kind)
        sources.append(SourceFile(path, text, role))
        # A file of the author's that is the bibliography takes the generated page's place.
        items.append((str(path), rank(kind, role)))
    if not sources and not any(isinstance(entry, PurePosixPath) for entry in listed):
        hint = "add manuscript/chapters/01-first.md that begins with `# Title`"
        report(Diagnostic(NO_CHAPTERS, "the manuscript has no chapters", Span(PATH), hint))
    _report_unused(found, listed, report)
    bibliography = tuple(
        SourceFile(path, text, "backmatter")
        for path in config.bibliography
        if (text := files.read_text(path, _named("bibliography", path, config), "bibliography"))
        is not None
    )
    return Manuscript(
        root=config.project,
        config=config,
        sources=tuple(sources),
        order=place_generated(items),
        bibliography=bibliography,
        style=_read_style(config, files, report) if bibliography or _names_style(config) else None,
    )


def read_assets(
    manuscript: Manuscript, paths: Mapping[str, Span | None] | Iterable[str], report: Report
) -> dict[str, bytes]:
    """Return the bytes of images by their path, relative to the project.

    A mapping tells for each path where in the text it is named; what cannot be read is reported
    there.
    """
    places = paths if isinstance(paths, Mapping) else dict.fromkeys(paths)
    files = ProjectFiles(manuscript.root, report)
    assets: dict[str, bytes] = {}
    for path in sorted(places):
        data = files.read_image(path, places[path])
        if data is not None:
            assets[path] = data
    return assets


def read_cover(manuscript: Manuscript, report: Report) -> Asset | None:
    """Return the picture that ``cover`` names, ``None`` where none is named or can be read."""
    path = manuscript.config.cover
    if path is None:
        return None
    span = _named("cover", path, manuscript.config)
    data = ProjectFiles(manuscript.root, report).read_bytes(path, span, "cover")
    return None if data is None else Asset(path, data)


def read_fonts(manuscript: Manuscript, report: Report) -> tuple[Asset, ...]:
    """Return the author's own font files."""
    files = ProjectFiles(manuscript.root, report)
    config = manuscript.config
    return tuple(
        Asset(path, data)
        for path in config.fonts
        if (data := files.read_bytes(path, _named("fonts", path, config), "fonts")) is not None
    )


def read_styles(manuscript: Manuscript, report: Report) -> dict[str, str]:
    """Return the texts of the author's ``styles/`` by their path in it."""
    files = ProjectFiles(manuscript.root, report)
    paths = files.find(PurePosixPath("styles"), (".css", ".toml"))
    read = {path: files.read_text("styles" / path, Span("styles" / path)) for path in paths}
    return {str(path): text for path, text in read.items() if text is not None}


def _listed(
    config: Config, found: list[PurePosixPath], report: Report
) -> tuple[PurePosixPath | str, ...]:
    """Return files, relative to ``manuscript/``, and generated pages in the author's order."""
    if not config.order:
        return default_order(found)
    taken = {entry for entry in config.order if not is_glob(entry)}
    listed: dict[PurePosixPath | str, None] = {}
    for entry in config.order:
        if entry in GENERATED_PAGES:
            listed[entry] = None
            continue
        named = expand(entry.removeprefix("./"), found, taken)
        if not named:
            report(_missing_entry(entry, found, config))
        listed.update(dict.fromkeys(named))
    return tuple(listed)


def _missing_entry(entry: str, found: list[PurePosixPath], config: Config) -> Diagnostic:
    names = (*GENERATED_PAGES, *map(str, found))
    span = _place_of("order", entry, config)
    if ".." in PurePosixPath(entry).parts or PurePosixPath(entry).is_absolute():
        return Diagnostic(
            OUTSIDE_PROJECT, f'order names "{entry}", which is not in manuscript/', span
        )
    what = "matches no file" if is_glob(entry) else "does not exist"
    return Diagnostic(
        FILE_MISSING, f'order names "{entry}", which {what}', span, guess(entry, names)
    )


def _place_of(key: str, value: str, config: Config) -> Span:
    """Return where ``book.toml`` names a value: the line with its words, else that of the key."""
    row = dict(config.provenance).get(f"book.{key}", "").split(":")
    line = int(row[1]) if len(row) == 3 else None
    try:
        lines = (config.project / PATH).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return Span(PATH, line)
    for number, written in enumerate(lines[(line or 1) - 1 :], start=line or 1):
        for mark in "\"'":
            column = written.find(f"{mark}{value}{mark}")
            if column >= 0:
                return Span(PATH, number, column + 2)
    return Span(PATH, line)


def _named(key: str, path: PurePosixPath, config: Config) -> Span:
    """Return where ``book.toml`` names a file under its own folder."""
    written = path.relative_to(FOLDER) if path.is_relative_to(FOLDER) else path
    return _place_of(key, str(written), config)


def _report_unused(
    found: list[PurePosixPath], listed: Iterable[PurePosixPath | str], report: Report
) -> None:
    used = set(listed)
    for path in found:
        if path not in used and not is_readme(path):
            message = f'"{path}" is not part of the book'
            report(Diagnostic(UNUSED_FILE, message, Span(FOLDER / path), "add it to `order`"))


def _names_style(config: Config) -> bool:
    return dict(config.provenance).get("book.csl", "default") != "default"


def _read_style(config: Config, files: ProjectFiles, report: Report) -> str | None:
    if config.csl.endswith(".csl"):
        path = PurePosixPath(config.csl)
        return files.read_text(path, _named("csl", path, config), "csl")
    style = find_style(config.csl)
    if style is None:
        span = _place_of("csl", config.csl, config)
        hint = guess(config.csl, list_styles()) or "run `publish inspect styles` to see every name"
        message = f'citation style "{config.csl}" is not known'
        report(Diagnostic(BROKEN_STYLE, message, span, hint))
        return None
    return style.read_text(encoding="utf-8")
