"""Markdown without a tool: a folder as it is, a single file parted into its chapters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Final

from publish.catalogue import IMPORT_CHANGED_WORDS, NO_CHAPTERS, SOURCE_TOO_LARGE
from publish.diagnostics import Diagnostic, Report, Span
from publish.importing.bibliography import read_bibliography
from publish.importing.folders.bare import read_file, read_folder
from publish.importing.folders.draft import find_fences
from publish.importing.folders.project import import_foreign_folder
from publish.importing.headings import HeadingLine, find_headings, is_part_title, kind_of_title
from publish.importing.imported import Decision, Imported, Origin, excerpt
from publish.importing.matter import chapter_path, folders_of
from publish.importing.options import ImportOptions, ImportTools
from publish.importing.pandoc_metadata import quote
from publish.importing.proving import first_difference
from publish.importing.spans import Spans
from publish.publication import make_slug

_LONG: Final = 15_000
"""Words from which on a text under one heading is a book, and its sections are chapters."""

_MOST: Final = 3_000
_NOTE: Final = re.compile(r"^\[\^([^\]\s]+)\]:")
_LINK: Final = re.compile(r"^ {0,3}\[([^\]^][^\]]*)\]:[ \t]*\S")
_CALL: Final = re.compile(r"\[\^([^\]\s]+)\]")
_NAMED: Final = re.compile(r"\[([^\[\]]{1,500})\]")
_CHAPTER: Final = re.compile(
    r"(?:chapter|kapitel|chapitre|cap[íi]tulo|capitolo|глава|rozdział|kapitola)\b|[ivxlc\d]+[.:]?$",
    re.IGNORECASE,
)
_TITLE: Final = re.compile(r"^title[ \t]*=.*$", re.MULTILINE)
_SETTINGS: Final = PurePosixPath("manuscript/book.toml")

Line = tuple[str, tuple[str, int]]
"""A line, and where it stands in the source."""


def import_bare_folder(
    folder: Path, options: ImportOptions, tools: ImportTools, report: Report
) -> Imported | None:
    """Return the manuscript of a folder of Markdown that no tool builds."""
    reader = read_folder(options.language)
    works = _keys(options, tools)
    imported = import_foreign_folder(folder, reader, tools, report, works)
    if imported is None:
        return None
    order = dict(imported.facts).get("order of the files", "")
    if "nothing else" not in order:
        return imported
    remark = (
        "The files stand in the order of their names, as nothing else says one: see whether that "
        "is the order of the book. Names of files in manuscript/ change it."
    )
    return replace(imported, remarks=(*imported.remarks, remark))


def import_markdown_file(
    path: Path, options: ImportOptions, tools: ImportTools, report: Report
) -> Imported | None:
    """Return the manuscript of one file; pictures may stand beside it, or in folders there."""
    path = path.resolve()  # the author may name a link; what stands beside its target is the book's
    reader = read_file(path.name, options.language)
    works = _keys(options, tools)
    imported = import_foreign_folder(path.parent, reader, tools, report, works)
    if imported is None:
        return None
    return _Parting(imported, path.name).run(tools, report)


def _keys(options: ImportOptions, tools: ImportTools) -> list[str]:
    """Return the keys of the author's bibliography, which the text may cite; faults come later."""
    found = read_bibliography(options, tools, lambda _: None)
    return [work.key for work in found.works] if found else []


@dataclass(slots=True)
class _Chapter:
    lines: list[Line]
    title: str = ""
    is_part: bool = False
    has_heading: bool = True
    was: str = ""

    def __post_init__(self) -> None:
        numbers = [number for line, (_, number) in self.lines if line.strip()]
        if numbers:
            first, last = min(numbers), max(numbers)
            self.was = f"line {first}" if first == last else f"lines {first} to {last}"


@dataclass(slots=True)
class _Parting:
    """A file on its way to be several; what is decided on the way."""

    imported: Imported
    name: str
    decisions: list[Decision] = field(default_factory=list)
    title: str = ""

    def run(self, tools: ImportTools, report: Report) -> Imported | None:
        """Return the import with a file for each chapter, proved against the one."""
        (whole,) = (path for path in self.imported.files if path.suffix == ".md")
        text = self.imported.files[whole].decode().rstrip("\n")
        lines = list(zip(text.split("\n"), self.imported.lines[whole], strict=True))
        lines, notes, links = _definitions(lines)
        chapters = self._chapters(lines)
        if len(chapters) > _MOST:
            message = f"the text has {len(chapters):,} chapters; an import makes {_MOST:,}"
            span, hint = Span(PurePosixPath(self.name)), "part it into several books"
            report(Diagnostic(SOURCE_TOO_LARGE, message, span, hint))
            return None
        _give_back(chapters, notes, links)
        for one in chapters:
            one.lines = _tightened(one.lines)
        texts = ["".join(f"{line}\n" for line, _ in one.lines) or "\n" for one in chapters]
        if self.title:
            without = re.sub(r"^#[^#\n].*$", "", text, count=1, flags=re.MULTILINE)
        else:
            without = text
        read = tools.read_back([without, *texts])
        files = [one for one in read[1:] if one is not None]
        old = read[0]
        if old is not None and not any(map(str.isalnum, old.body)):
            message, hint = f'"{self.name}" has no words', "name a file with text"
            report(Diagnostic(NO_CHAPTERS, message, Span(PurePosixPath(self.name)), hint))
            return None
        if old is None or len(files) < len(texts):
            self._refuse("a chapter cannot be read back", report)
            return None
        if difference := first_difference(old.body, old.notes, files):
            said = f'"{difference.found}" and not "{difference.expected}"'
            self._refuse(f"word {difference.word + 1:,} would be {said}", report)
            return None
        return self._replaced(whole, chapters, texts)

    def _refuse(self, message: str, report: Report) -> None:
        hint = "send us this file; nothing was written, and nothing of it is lost"
        span = Span(PurePosixPath(self.name))
        report(Diagnostic(IMPORT_CHANGED_WORDS, message, span, hint))

    def _decide(self, kind: str, what: str, evidence: str, line: tuple[str, int]) -> None:
        place = Span(PurePosixPath(line[0] or self.name), line[1] or 1, 1)
        self.decisions.append(Decision(kind, excerpt(what), evidence, place))

    def _chapters(self, lines: list[Line]) -> list[_Chapter]:
        found = find_headings("\n".join(line for line, _ in lines))
        headings, lines = self._without_title(found, lines)
        marks = [one for one in headings if one.level == 1]
        bounds = [one.line for one in marks]
        if not bounds or any(line.strip() for line, _ in lines[: bounds[0]]):
            bounds = [0, *bounds]
            marks = [HeadingLine(-1, 1, "", ""), *marks]
        else:
            bounds[0] = 0
        chapters: list[_Chapter] = []
        for mark, start, end in zip(marks, bounds, [*bounds[1:], len(lines)], strict=True):
            chapter = _Chapter(lines[start:end], mark.title, has_heading=mark.line >= 0)
            if chapter.has_heading and len(marks) > 1:
                self._decide(
                    "chapter", mark.title, "a heading of the first level", lines[mark.line][1]
                )
            chapters += self._in_part(chapter) if is_part_title(mark.title) else [chapter]
        return chapters

    def _without_title(
        self, headings: Sequence[HeadingLine], lines: list[Line]
    ) -> tuple[Sequence[HeadingLine], list[Line]]:
        """Take the only first heading as the title of a book whose chapters are one level lower."""
        firsts = [one for one in headings if one.level == 1]
        lower = [one for one in headings if one.level == 2]
        if len(firsts) != 1 or firsts[0] is not headings[0] or len(lower) < 2:
            return headings, lines
        count = sum(line.count(" ") + 1 for line, _ in lines if line.strip())
        named = sum(1 for one in lower if _CHAPTER.match(one.title) or kind_of_title(one.title))
        if (count < _LONG and named * 2 <= len(lower)) or is_part_title(firsts[0].title):
            return headings, lines
        self.title = firsts[0].title
        evidence = "the only heading of the first level; its chapters are of the second"
        self._decide("title", self.title, evidence, lines[firsts[0].line][1])
        lines = [
            ("", place) if at == firsts[0].line else (line, place)
            for at, (line, place) in enumerate(lines)
        ]
        lines = _raised(lines)
        return find_headings("\n".join(line for line, _ in lines)), lines

    def _in_part(self, part: _Chapter) -> list[_Chapter]:
        """Return a part, and the chapters in it one level nearer to the first."""
        headings = find_headings("\n".join(line for line, _ in part.lines))
        bounds = [one.line for one in headings if one.level == 2]
        part.is_part = True
        first = headings[0].line
        self._decide("part", part.title, "the words of its heading", part.lines[first][1])
        if not bounds:
            part.lines = _marked(part.lines, first)
            return [part]
        found = [_Chapter(_marked(part.lines[: bounds[0]], first), part.title, is_part=True)]
        titles = [one.title for one in headings if one.level == 2]
        for title, start, end in zip(titles, bounds, [*bounds[1:], len(part.lines)], strict=True):
            found.append(_Chapter(_raised(part.lines[start:end]), title))
        return found

    def _replaced(
        self, whole: PurePosixPath, chapters: Sequence[_Chapter], texts: Sequence[str]
    ) -> Imported:
        files = {path: data for path, data in self.imported.files.items() if path != whole}
        lines, origins = {}, []
        changed = next(one.changed for one in self.imported.origins if one.path == whole)
        for path, chapter, text in zip(_paths(chapters), chapters, texts, strict=True):
            files[path] = text.encode()
            lines[path] = [place for _, place in chapter.lines]
            said = "a chapter of its own" if len(chapters) > 1 else changed
            origins.append(Origin(chapter.was, path, said))
        if self.title:
            settings = files[_SETTINGS].decode()
            files[_SETTINGS] = _TITLE.sub(
                lambda _: f"title = {quote(self.title)}", settings, count=1
            ).encode()
        return replace(
            self.imported,
            files=files,
            origins=tuple(origins),
            lines=lines,
            decisions=(*self.decisions, *self.imported.decisions),
        )


def _tightened(lines: Sequence[Line]) -> list[Line]:
    """Return lines without blank ones at their ends, and one where notes were taken out."""
    text = "\n".join(line for line, _ in lines)
    code = {
        number
        for fence in find_fences(text)
        for number in range(text.count("\n", 0, fence.start), text.count("\n", 0, fence.end))
    }
    kept: list[Line] = []
    for number, one in enumerate(lines):
        is_blank = not one[0] and number not in code
        if not is_blank or (kept and kept[-1][0]):
            kept.append(one)
    while kept and not kept[-1][0]:
        kept.pop()
    return kept


def _raised(lines: Sequence[Line]) -> list[Line]:
    """Return lines with every heading below the first level one level nearer to it."""
    raised = list(lines)
    for heading in find_headings("\n".join(line for line, _ in lines)):
        if heading.level > 1:
            line, place = raised[heading.line]
            raised[heading.line] = (line[1:], place)
    return raised


def _marked(lines: Sequence[Line], at: int) -> list[Line]:
    """Return lines with the heading of a part marked as one."""
    marked = list(lines)
    line, place = marked[at]
    if ".part" not in line:
        is_open = line.rstrip().endswith("}")
        line = f"{line.rstrip()[:-1]} .part}}" if is_open else f"{line.rstrip()} {{.part}}"
    marked[at] = (line, place)
    return marked


def _paths(chapters: Sequence[_Chapter]) -> Iterator[PurePosixPath]:
    kinds = [None if one.is_part else kind_of_title(one.title) for one in chapters]
    folders = folders_of(kinds, [one.has_heading for one in chapters])
    for number, (chapter, folder, kind) in enumerate(zip(chapters, folders, kinds, strict=True), 1):
        stem = make_slug(chapter.title)[:48].strip("-") or "text"
        if folder != "chapters":
            stem = "front" if kind in (None, "matter") else str(kind)
        elif chapter.is_part:
            stem = "part"
        elif kind_of_title(stem.replace("-", " ")):
            stem = f"{stem}-text"  # its name would say what it is not
        yield PurePosixPath("manuscript", chapter_path(folder, number, len(chapters), stem))


# Definitions, which may stand far from their calls


def _definitions(
    lines: Sequence[Line],
) -> tuple[list[Line], dict[str, list[Line]], dict[str, list[Line]]]:
    """Return the lines without what defines notes and addresses, and these by their labels."""
    text = "\n".join(line for line, _ in lines)
    code = Spans((fence.start, fence.end) for fence in find_fences(text))
    kept: list[Line] = []
    notes: dict[str, list[Line]] = {}
    links: dict[str, list[Line]] = {}
    open_note: list[Line] | None = None
    at = 0
    for line, place in lines:
        is_code = bool(line) and code.around(at) is not None
        at += len(line) + 1
        note = None if is_code else _NOTE.match(line)
        if note and note[1] not in notes:
            open_note = notes[note[1]] = [(line, place)]
        elif open_note is not None and _goes_on(line, open_note):
            open_note.append((line, place))
        else:
            open_note = None
            link = None if is_code else _LINK.match(line)
            begins = not kept or not kept[-1][0].strip() or _LINK.match(kept[-1][0])
            if link and begins:
                links.setdefault(" ".join(link[1].split()).casefold(), [(line, place)])
            else:
                kept.append((line, place))
    return kept, notes, links


def _goes_on(line: str, note: Sequence[Line]) -> bool:
    """Return whether a line belongs to a note: indented, or before a blank line."""
    if not line.strip() or line.startswith(("    ", "\t")):
        return True
    return bool(note[-1][0].strip()) and not line.startswith("#")


def _give_back(
    chapters: Sequence[_Chapter], notes: dict[str, list[Line]], links: dict[str, list[Line]]
) -> None:
    """Give each chapter the notes that it calls, and the addresses that it names."""
    used: set[str] = set()
    for number, chapter in enumerate(chapters):
        text = "\n".join(line for line, _ in chapter.lines)
        wanted: set[str] = set()
        asked = _CALL.findall(text)
        while asked:
            label = asked.pop()
            if label not in wanted:
                wanted.add(label)
                asked += _CALL.findall("\n".join(line for line, _ in notes.get(label, ())))
        if number == len(chapters) - 1:  # what nobody calls is told when the book is built
            wanted |= {label for label in notes if label not in used}
        used |= wanted
        for label in (one for one in notes if one in wanted):
            chapter.lines += [("", ("", 0)), *notes[label]]
        words = " ".join(line for line, _ in chapter.lines).casefold().split()
        named = {match[1] for match in _NAMED.finditer(" ".join(words))}
        chapter.lines.append(("", ("", 0)))
        for label, defined in links.items():
            if label in named:
                chapter.lines += defined
