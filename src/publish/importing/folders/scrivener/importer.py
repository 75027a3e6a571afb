"""A Scrivener project made into a project of ours: the draft, as its binder orders it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any, Final

from publish.catalogue import IMPORT_CHANGED_WORDS, NO_CHAPTERS, NOT_IMPORTABLE
from publish.conservation import words
from publish.diagnostics import Diagnostic, Span
from publish.importing.folders.outline import Entry, Outline
from publish.importing.folders.project import import_outline
from publish.importing.folders.scrivener.binder import Binder, Item, read_binder
from publish.importing.folders.scrivener.texts import Text, Texts
from publish.importing.folders.source_folder import SourceFolder
from publish.importing.headings import is_part_title, kind_of_title
from publish.importing.imported import Decision, Imported, Unkept, excerpt
from publish.importing.options import ImportOptions, ImportTools, ReadBack
from publish.importing.packages import BrokenPackageError, parse_xml
from publish.importing.proving import first_difference

_TEXTS: Final = ("Text", "Folder", "")
_BREAKS: Final = re.compile(r"^[\s*#~⁂•·]*$", re.MULTILINE)
_RULE: Final = re.compile(r"^-{72}$", re.MULTILINE)
_FRONT: Final = ("dedication", "epigraph", "foreword", "preface", "acknowledgments", "introduction")
_BACK: Final = ("afterword", "appendix", "glossary", "bibliography", "colophon")


@dataclass(slots=True)
class _Chapter:
    """A file of the manuscript: its heading, and the texts that stand under it."""

    item: Item
    kind: str
    blocks: list[Any] = field(default_factory=list, repr=False)
    heard: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Import:
    folder: SourceFolder
    tools: ImportTools
    contents: str
    texts: Texts
    decisions: list[Decision] = field(default_factory=list)
    unkept: list[Unkept] = field(default_factory=list)
    apart: list[Text] = field(default_factory=list)

    def place(self, item: Item) -> Span:
        return Span(PurePosixPath(self.contents), item.line or None)

    def chapters(self, binder: Binder) -> Iterator[_Chapter]:
        for item in binder.draft:
            inner = [child for child in item.children if child.is_folder and child.children]
            if item.is_folder and (inner or (item.children and is_part_title(item.title))):
                yield self._chapter(item, "part", ())
                for child in item.children:
                    yield self._chapter(child, "chapter", child.children)
            else:
                yield self._chapter(item, "chapter", item.children)

    def _chapter(self, item: Item, kind: str, children: tuple[Item, ...]) -> _Chapter:
        chapter = _Chapter(item, kind)
        if not item.is_included and not children:
            self._leave(item)
            return chapter
        title = [{"t": "Str", "c": item.title}] if item.title else []
        classes = ["part"] if kind == "part" else []
        if title:
            chapter.blocks.append({"t": "Header", "c": [1, ["", classes, []], title]})
            chapter.heard.append(item.title)
            evidence = f"a {item.kind.lower()} of the draft"
            self.decisions.append(Decision(kind, item.title, evidence, self.place(item)))
        if item.is_included:
            self._enter(chapter, item)
        for child in children:
            self._scene(chapter, child, 2)
        return chapter

    def _scene(self, chapter: _Chapter, item: Item, level: int) -> None:
        """Enter what stands under a chapter: a scene after a break, or a section by its type."""
        if not item.is_included and not item.children:
            self._leave(item)
            return
        has_heading = bool(item.title) and (item.names_section or bool(item.children))
        if has_heading:
            title = [{"t": "Str", "c": item.title}]
            chapter.blocks.append({"t": "Header", "c": [min(level, 6), ["", [], []], title]})
            chapter.heard.append(item.title)
        elif chapter.blocks and chapter.blocks[-1]["t"] not in ("Header", "HorizontalRule"):
            chapter.blocks.append({"t": "HorizontalRule"})
        before = len(chapter.blocks)
        if item.is_included:
            self._enter(chapter, item)
        if not has_heading:
            if len(chapter.blocks) == before and chapter.blocks[-1]["t"] == "HorizontalRule":
                chapter.blocks.pop()
            elif item.title:
                where = "left out: a scene has no heading in the book"
                self.unkept.append(Unkept(f"title: {item.title}", where, self.place(item)))
        for child in item.children:
            self._scene(chapter, child, level + 1)

    def _enter(self, chapter: _Chapter, item: Item) -> None:
        text = self._read(item)
        if text is None:
            return
        chapter.blocks += text.blocks
        chapter.heard.append(text.heard)
        chapter.notes += text.notes

    def _read(self, item: Item) -> Text | None:
        text = self.texts.found.get(item.id or item.title)
        if text is None or item.kind not in _TEXTS:
            what = f"{item.kind}: {item.title}"
            self.unkept.append(Unkept(what, "left out: no text", self.place(item)))
            return None
        span = self.place(item)
        for comment in text.comments:
            said = Unkept(f"comment: {excerpt(comment)}", "left out: a comment", span)
            self.unkept.append(said)
        for link in text.links:
            alone = "its words stand without it: it leads to nothing in the book"
            self.unkept.append(Unkept(f"link {link}", alone, span))
        if text.styles:
            plain = "its words stand as any text: mark it with a `:::` block"
            often = f", {text.styles} times" if text.styles > 1 else ""
            self.unkept.append(Unkept(f"style of Scrivener's own{often}", plain, span))
        for name in ("synopsis.txt", "notes.rtf"):
            if path := self.texts.place(item, name):
                what = f"{name.split('.', maxsplit=1)[0]} of {item.title}"
                self.unkept.append(Unkept(what, f"left out: not part of the draft: {path}", span))
        return text

    def _leave(self, item: Item) -> None:
        """Keep a text that is not to be compiled beside the book."""
        text = self._read(item)
        if text is not None and text.blocks:
            self.apart.append(text)
        where = "set-apart/: not included in the compile" if text and text.blocks else "left out"
        self.unkept.append(Unkept(f"text: {item.title}", where, self.place(item)))


def import_scrivener(
    folder: SourceFolder, options: ImportOptions, tools: ImportTools, name: str
) -> Imported | None:
    """Return the project that a Scrivener project gives; nothing is written."""
    contents = next((one for one in folder.names() if re.fullmatch(r"[^/]+\.scrivx", one)), "")
    data = folder.data(contents) if contents else None
    binder = None
    span = Span(PurePosixPath(contents or name))
    try:
        binder = read_binder(parse_xml(data, contents)) if data else None
    except BrokenPackageError as error:
        folder.report(Diagnostic(NOT_IMPORTABLE, str(error), span, "export the draft as Markdown"))
        return None
    if binder is None:
        message = f'"{name}" is no Scrivener project: it has no binder'
        folder.report(Diagnostic(NOT_IMPORTABLE, message, span, "name the folder that ends .scriv"))
        return None
    work = _Import(folder, tools, contents, Texts(folder, tools))
    items = [one for item in binder.draft for one in item.texts() if one.kind in _TEXTS]
    if not work.texts.read(items, options):
        return None
    chapters = [chapter for chapter in work.chapters(binder) if chapter.blocks]
    if not chapters:
        hint = "put the texts into the draft, and include them in the compile"
        folder.report(Diagnostic(NO_CHAPTERS, "the draft has no texts", span, hint))
        return None
    texts = [
        _RULE.sub("* * *", text) for text in tools.write_markdown([one.blocks for one in chapters])
    ]
    for chapter, read in zip(chapters, tools.read_back(texts), strict=True):
        if fault := _fault(chapter, read):
            path = PurePosixPath(work.texts.place(chapter.item) or contents)
            hint = "send us this project; nothing was written, and nothing of it is lost"
            folder.report(Diagnostic(IMPORT_CHANGED_WORDS, fault, Span(path), hint))
            return None
    entries = tuple(_entries(folder, chapters, texts))
    for item in (child for other in binder.others for child in other.texts()):
        if item.kind not in ("Root", "TrashFolder"):
            place = work.place(item)
            where = "left out: it does not stand in the draft"
            work.unkept.append(Unkept(f"{item.kind}: {item.title}", where, place))
    metadata: dict[str, object] = {"title": binder.title or PurePosixPath(name).stem}
    if binder.author:
        metadata["author"] = binder.author
    outline = Outline("Scrivener", "plain", contents, entries, metadata)
    imported = import_outline(folder, outline, tools)
    return imported and replace(_told(imported, work, tools), source=name)


def _fault(chapter: _Chapter, read: ReadBack | None) -> str:
    """Return what a chapter would lose or change of its texts, ``""`` for nothing."""
    if read is None:
        return f'"{chapter.item.title}" cannot be read back'
    heard = _BREAKS.sub("", "\n".join(chapter.heard))
    if found := first_difference(heard, (), [ReadBack(_BREAKS.sub("", read.body), ())]):
        return f'a word of "{chapter.item.title}" would be "{found.found}", not "{found.expected}"'
    if sorted(map(words, chapter.notes)) != sorted(map(words, read.notes)):
        return f'a note of "{chapter.item.title}" would be changed'
    return ""


def _entries(folder: SourceFolder, chapters: list[_Chapter], texts: list[str]) -> Iterator[Entry]:
    for number, (chapter, text) in enumerate(zip(chapters, texts, strict=True), 1):
        stem = re.sub(r"[^\w-]+", "-", chapter.item.title).strip("-") or "text"
        path = f"Draft/{number:03d} {stem}.md"
        folder.made[path] = text.encode()
        kind = kind_of_title(chapter.item.title)
        if chapter.kind == "part":
            yield Entry(path, kind="part")
        elif kind in _BACK and number > 1:
            yield Entry(path, "backmatter", kind)
        else:
            yield Entry(path)


def _told(imported: Imported, work: _Import, tools: ImportTools) -> Imported:
    files = dict(imported.files)
    if work.apart:
        written = tools.write_markdown([one.blocks for one in work.apart])
        for number, (one, text) in enumerate(zip(work.apart, written, strict=True), 1):
            stem = re.sub(r"[^\w-]+", "-", one.item.title).strip("-").lower() or "text"
            files[PurePosixPath("set-apart", f"{number:02d}-{stem}.md")] = text.encode()
    passages = work.texts.passages
    files |= passages.files if passages else {}
    return replace(
        imported,
        files=files,
        left_behind=(),
        decisions=(*work.decisions, *(passages.decisions if passages else ())),
        unkept=(*work.unkept, *(passages.unkept if passages else ()), *imported.unkept),
        remarks=(*_remarks(work), *imported.remarks),
    )


def _remarks(work: _Import) -> Iterator[str]:
    if work.unkept:
        yield f"Not in the book: {len(work.unkept)} things; import-report.md lists each."
