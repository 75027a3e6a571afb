"""A folder of Markdown with pandoc's ``metadata.yaml``, made into a manuscript of ours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Final

from publish.catalogue import FILE_MISSING, NO_CHAPTERS, OUTSIDE_PROJECT
from publish.diagnostics import Diagnostic, Report, Span
from publish.importing.folders.bounds import out_of_bounds
from publish.importing.folders.source_folder import SourceFolder
from publish.importing.headings import (
    HeadingLine,
    find_headings,
    is_part_title,
    kind_of_title,
    promote,
)
from publish.importing.imported import Imported, Origin
from publish.importing.pandoc_metadata import (
    PandocMetadata,
    parse_metadata,
    translate_metadata,
    write_book_toml,
)
from publish.model.book import Kind, Role
from publish.project_files import decode
from publish.reading_order import FOLDERS, is_readme, kind_of_name

METADATA_NAMES: Final = ("metadata.yaml", "metadata.yml", "meta.yaml", "meta.yml")
_MARKDOWN: Final = (".md", ".markdown")
_PICTURES: Final = (".jpg", ".jpeg", ".png", ".svg", ".gif", ".webp", ".tif", ".tiff")
_FRONT_KINDS: Final = frozenset(
    {"dedication", "epigraph", "foreword", "preface", "acknowledgments", "introduction", "matter"}
)
_BACK_KINDS: Final = frozenset(
    {"afterword", "acknowledgments", "appendix", "glossary", "bibliography", "colophon"}
)
_REFERENCES = re.compile(r"^(?::::+|<div)[^\n]*(?:#refs\b|id=[\"']?refs\b)", re.MULTILINE)
_NUMBERED = re.compile(r"^\d+[._ -]*")
_TARGET = re.compile(
    r"(!\[(?:[^\[\]]|\[[^\]]*\])*\]\(\s*<?)([^)\s>]+)|(^\[[^\]^@]+\]:\s*<?)(\S+)", re.M
)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A Markdown file on its way; ``changes`` says what is no longer byte for byte."""

    name: str
    data: bytes = field(repr=False)
    text: str = field(repr=False)
    kind: Kind | None
    role: Role = "bodymatter"
    target: str = ""
    changes: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[HeadingLine, ...]:
        """Return the headings of the text."""
        return find_headings(self.text)

    @property
    def first_level(self) -> int:
        """Return the level of the first heading, 0 without one."""
        return self.headings[0].level if self.headings else 0

    @property
    def path(self) -> PurePosixPath:
        """Return where the file will stand in ``manuscript/``."""
        folder = next(name for name, role in FOLDERS.items() if role == self.role)
        return PurePosixPath(folder, self.target or self.name)


def import_pandoc_folder(folder: Path, report: Report) -> Imported:
    """Return a manuscript made of a pandoc folder; what is wrong with it goes to ``report``."""
    source = SourceFolder(folder, report)
    names = sorted(
        path.name
        for path in folder.iterdir()
        if path.suffix.lower() in _MARKDOWN and source.has(path.name)
    )
    chapters = [_read_chapter(folder, name, report) for name in names if not _is_about(name)]
    if not chapters:
        hint = "name the folder that holds the Markdown files"
        report(Diagnostic(NO_CHAPTERS, "the folder has no Markdown files", None, hint))
    metadata = _read_metadata(folder, chapters, report)
    arranged = _name_targets(_assign_roles(_raise_chapters(chapters)))
    pictures = _pictures(folder)
    arranged = [_follow_images(chapter, pictures) for chapter in arranged]
    files = {PurePosixPath("manuscript", chapter.path): chapter.data for chapter in arranged}
    files[PurePosixPath("manuscript/book.toml")] = write_book_toml(metadata).encode()
    copied = dict.fromkeys((*pictures, *(str(path) for path in metadata.files)))
    for name in copied:
        data = _read_file(folder, name, report)
        if data is not None:
            files[PurePosixPath("manuscript", name)] = data
    used = {*names, *copied, *METADATA_NAMES}
    left = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    left_behind = tuple(sorted(name for name in left if name not in used and name[0] != "."))
    remarks = (*_order_remarks(arranged), *metadata.remarks)
    return Imported(
        source=folder.resolve().name,
        kind="a folder of Markdown",
        files=files,
        origins=tuple(map(_origin, arranged)),
        remarks=remarks,
        left_behind=left_behind,
        lines={
            PurePosixPath("manuscript", chapter.path): [
                (chapter.name, number) for number in range(1, chapter.text.count("\n") + 2)
            ]
            for chapter in arranged
        },
    )


def _origin(chapter: Chapter) -> Origin:
    changed = "; ".join(chapter.changes) or "no, byte for byte"
    return Origin(chapter.name, PurePosixPath("manuscript", chapter.path), changed)


def _is_about(name: str) -> bool:
    return is_readme(PurePosixPath(name))


def _read_chapter(folder: Path, name: str, report: Report) -> Chapter:
    source = SourceFolder(folder, report)
    data = source.data(name) or b""
    text = decode(data, PurePosixPath(name), report) or ""
    if problem := out_of_bounds(text, name):
        report(problem)
        data, text = b"", ""
    headings = find_headings(text)
    classes = re.findall(r"\.([\w-]+)", headings[0].attributes) if headings else []
    kind: Kind | None = None
    if _REFERENCES.search(text) and len(headings) <= 1:
        kind = "bibliography"
    elif "part" in classes or (headings and is_part_title(headings[0].title)):
        kind = "part"
    elif headings and headings[0].level == 1:
        kind = kind_of_title(headings[0].title)
    return Chapter(name, data, text, kind or kind_of_name(PurePosixPath(name)))


def _read_metadata(folder: Path, chapters: Sequence[Chapter], report: Report) -> PandocMetadata:
    path = next((name for name in METADATA_NAMES if (folder / name).is_file()), None)
    text, name = "", PurePosixPath(path or "metadata.yaml")
    if path:
        text = decode((folder / path).read_bytes(), name, report) or ""
    elif chapters and chapters[0].text.startswith("---\n"):
        name = PurePosixPath(chapters[0].name)
        text = re.split(r"^(?:---|\.\.\.)$", chapters[0].text[4:], maxsplit=1, flags=re.M)[0]
    return translate_metadata(parse_metadata(text, name, report), fallback_title=folder.name)


def _raise_chapters(chapters: Sequence[Chapter]) -> list[Chapter]:
    """Make parts of files that only a `#` heading opens and that `##` files follow.

    Pandoc nests by level over all files; here a chapter begins with `#`.
    """
    raised: list[Chapter] = []
    in_part = False
    for index, chapter in enumerate(chapters):
        following = chapters[index + 1].first_level if index + 1 < len(chapters) else 0
        if chapter.first_level == 1:
            alone = all(heading.level == 1 for heading in chapter.headings)
            in_part = following == 2 and (alone or chapter.kind == "part")
            inner = chapter.kind == "part" and not alone
            kind = "part" if in_part or inner else chapter.kind
            raised.append(
                _promoted(replace(chapter, kind=kind)) if inner else replace(chapter, kind=kind)
            )
        elif in_part and chapter.first_level > 1:
            raised.append(_promoted(replace(chapter, kind=None)))
        else:
            raised.append(chapter)
    return raised


def _promoted(chapter: Chapter) -> Chapter:
    text = promote(chapter.text)
    change = "headings raised by one level, as the chapter stands in a part"
    return replace(chapter, text=text, data=text.encode(), changes=(*chapter.changes, change))


def _assign_roles(chapters: Sequence[Chapter]) -> list[Chapter]:
    """Put the files before the first chapter to the front, those after the last to the back."""
    kinds = [chapter.kind for chapter in chapters]
    front = next((i for i, kind in enumerate(kinds) if kind not in _FRONT_KINDS), len(kinds))
    last = next(
        (i for i, kind in enumerate(reversed(kinds)) if kind not in _BACK_KINDS), len(kinds)
    )
    back = max(len(kinds) - last, front)
    if front == len(kinds):  # a book of prefaces only: they are its chapters
        front = 0
    assigned = []
    for index, chapter in enumerate(chapters):
        role: Role = "bodymatter"
        if index < front:
            role = "frontmatter"
        elif index >= back:
            role = "backmatter"
        assigned.append(replace(chapter, role=role))
    return assigned


def _name_targets(chapters: Sequence[Chapter]) -> list[Chapter]:
    """Give files of the front, the back and parts a name that says what they are."""
    named = []
    stems = [PurePosixPath(chapter.name).stem for chapter in chapters]
    numbered = all(_NUMBERED.match(stem) for stem in stems)
    for index, (chapter, whole) in enumerate(zip(chapters, stems, strict=True), start=1):
        prefix = _NUMBERED.match(whole)
        number = prefix[0] if prefix and numbered else f"{index:03d}-"
        stem = (whole.removeprefix(number) or "chapter") if numbered else whole
        if number.isdigit():
            number += "-"
        says = chapter.kind and (chapter.role != "bodymatter" or chapter.kind == "part")
        if says and chapter.kind != "matter":
            stem = str(chapter.kind)
        elif kind_of_name(PurePosixPath(f"{stem}.md")) in _FRONT_KINDS | _BACK_KINDS:
            stem = f"{stem}-text"  # its name would say what it is not
        elif numbered and chapter.role == "bodymatter":
            number, stem = "", whole
        named.append(replace(chapter, target=f"{number}{stem}.md"))
    return named


def _pictures(folder: Path) -> list[str]:
    found = (path for path in folder.rglob("*") if path.suffix.lower() in _PICTURES)
    inside = (path for path in found if path.is_file() and not path.is_symlink())
    return sorted(path.relative_to(folder).as_posix() for path in inside)


def _follow_images(chapter: Chapter, pictures: Sequence[str]) -> Chapter:
    """Let image paths lead from the chapter's new folder; pandoc's begin at the book's."""
    known = set(pictures)

    def lead(match: re.Match[str]) -> str:
        before, path = (match[1], match[2]) if match[1] else (match[3], match[4])
        return f"{before}../{path}" if path.removeprefix("./") in known else match[0]

    text = _TARGET.sub(lead, chapter.text)
    if text == chapter.text:
        return chapter
    change = "image paths begin with ../"
    return replace(chapter, text=text, data=text.encode(), changes=(*chapter.changes, change))


def _read_file(folder: Path, name: str, report: Report) -> bytes | None:
    path = folder / name
    span = Span(PurePosixPath("metadata.yaml"))
    if not path.resolve().is_relative_to(folder.resolve()):
        message = f'"{name}" leads out of the folder'
        report(Diagnostic(OUTSIDE_PROJECT, message, span, "copy the file into the folder"))
        return None
    if not path.is_file():
        report(Diagnostic(FILE_MISSING, f'"{name}" does not exist', span, "correct the name"))
        return None
    return path.read_bytes()


def _order_remarks(chapters: Sequence[Chapter]) -> list[str]:
    parts = sum(chapter.kind == "part" for chapter in chapters)
    renamed = sum(chapter.target != chapter.name for chapter in chapters)
    remarks = []
    if parts:
        remarks.append(f"Parts found: {parts}; the chapters after each belong to it.")
    if renamed:
        remarks.append(f"Files renamed to say what they are: {renamed}; see the table.")
    return remarks
