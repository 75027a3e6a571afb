"""The texts of a Scrivener project, read and proved as passages in RTF; then its own marks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from publish.catalogue import BROKEN_DOCUMENT
from publish.diagnostics import Diagnostic, Span
from publish.importing.folders.scrivener.binder import Item
from publish.importing.folders.scrivener.marks import Marks, heard_apart
from publish.importing.folders.source_folder import SourceFolder
from publish.importing.options import ImportOptions, ImportTools
from publish.importing.packages import BrokenPackageError, parse_xml
from publish.importing.rtf import RtfPassages, read_rtf_passages

_CALL: Final = re.compile(r"\[\^([\w.-]+)\]")
_OLD: Final = {"content.rtf": ".rtf", "synopsis.txt": "_synopsis.txt", "notes.rtf": "_notes.rtf"}


@dataclass(slots=True)
class Text:
    """A text of the binder: its blocks, and the words that must be found of it, notes apart."""

    item: Item
    path: str
    blocks: list[Any] = field(default_factory=list, repr=False)
    heard: str = ""
    notes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    styles: int = 0


@dataclass(slots=True)
class Texts:
    """All texts of a project, by the id of their item; ``passages`` is what reading them gave."""

    folder: SourceFolder
    tools: ImportTools
    found: dict[str, Text] = field(default_factory=dict, repr=False)
    passages: RtfPassages | None = None

    def place(self, item: Item, name: str = "content.rtf") -> str:
        """Return where something of an item stands, in either form of the project."""
        tried = [f"Files/Data/{item.id}/{name}"]
        if name == "content.rtf":
            tried += [f"Files/Data/{item.id}/content.txt", f"Files/Docs/{item.id}.txt"]
        tried.append(f"Files/Docs/{item.id}{_OLD.get(name, f'.{name}')}")
        return next((path for path in tried if item.id and self.folder.has(path)), "")

    def read(self, items: Sequence[Item], options: ImportOptions) -> bool:
        """Read the texts of items; return whether all could be read and kept their words."""
        sources: list[tuple[PurePosixPath, bytes]] = []
        ids: list[tuple[str, str]] = []
        remarks: dict[str, dict[str, str]] = {}
        for item in items:
            path = self.place(item)
            data = self.folder.data(path) if path else b""
            if data is None:
                return False
            self.found[item.id or item.title] = Text(item, path)
            notes, remarks[item.id] = self._comments(item)
            for id_, source in [("", data), *notes.items()]:
                sources.append((PurePosixPath(path or "text"), _as_rtf(source)))
                ids.append((item.id or item.title, id_))
        filled = [at for at, (_path, data) in enumerate(sources) if data]
        self.passages = read_rtf_passages(
            [sources[at] for at in filled], options, self.tools, self.folder.report
        )
        if self.passages is None:
            return False
        blocks = self._blocks(self.passages.texts)
        back = self.tools.read_back(self.passages.texts)
        apart: dict[tuple[str, str], tuple[list[Any], str]] = {}
        for at, tree, words in zip(filled, blocks, back, strict=True):
            if words is None:
                return False
            apart[ids[at]] = (tree, "\n".join([words.body, *words.notes]))
        for (id_, note), at in zip(ids, range(len(ids)), strict=True):
            if not note and at in filled:
                words = back[filled.index(at)]
                body = words.body if words else ""
                self._finish(id_, apart, body, list(words.notes if words else ()), remarks)
        return True

    def _finish(
        self,
        id_: str,
        apart: Mapping[tuple[str, str], tuple[list[Any], str]],
        body: str,
        own: list[str],
        remarks: Mapping[str, Mapping[str, str]],
    ) -> None:
        """Act upon Scrivener's own marks in one text."""
        text = self.found[id_]
        notes = {note: found for (owner, note), found in apart.items() if owner == id_ and note}
        blocks = {note: tree for note, (tree, _words) in notes.items()}
        marks = Marks(blocks, remarks.get(id_, {}))
        text.blocks = marks.blocks(apart[id_, ""][0])
        text.heard, inline = heard_apart(body)
        text.notes = [*own, *inline, *(notes[one][1] for one in marks.called)]
        text.comments, text.links, text.styles = marks.comments, marks.links, marks.styles

    def _blocks(self, texts: Sequence[str]) -> list[list[Any]]:
        """Return the blocks of texts in Markdown, read by one process."""
        whole = []
        for number, text in enumerate(texts):
            own = _CALL.sub(lambda call, number=number: f"[^p{number}-{call[1]}]", text)  # type: ignore[misc]
            whole.append(f"::::::::::::::::: {{.passage}}\n{own}\n:::::::::::::::::\n")
        read = self.tools.read_document("\n".join(whole).encode(), "markdown") or []
        return [block["c"][1] for block in read if block.get("t") == "Div"]

    def _comments(self, item: Item) -> tuple[dict[str, bytes], dict[str, str]]:
        """Return the notes that stand apart from a text, and what its comments say."""
        path = self.place(item, "content.comments") or self.place(item, "comments")
        data = self.folder.data(path) if path else None
        if not data:
            return {}, {}
        try:
            root = parse_xml(data, path)
        except BrokenPackageError as error:
            hint = "open the project in Scrivener and save it again"
            span = Span(PurePosixPath(path))
            self.folder.report(Diagnostic(BROKEN_DOCUMENT, str(error), span, hint))
            return {}, {}
        notes: dict[str, bytes] = {}
        remarks: dict[str, str] = {}
        for one in list(root.iterfind(".//Comment"))[:20_000]:
            id_, source = str(one.get("ID") or ""), "".join(one.itertext()).strip()
            if str(one.get("Footnote", "")).lower() in ("yes", "true"):
                notes[id_] = source.encode()
            else:
                plain = re.sub(r"\{\\\*?[^{}]*\}|\\[A-Za-z]+-?\d* ?|[{}]", " ", source)
                remarks[id_] = " ".join(plain.split())
        return notes, remarks


def _as_rtf(data: bytes) -> bytes:
    """Return a text as RTF; a plain one has a paragraph a line."""
    if not data.strip() or data.lstrip().startswith(b"{\\rtf"):
        return data.strip()
    lines = []
    for line in data.decode("utf-8", "replace").splitlines():
        units = line.encode("utf-16-le", "surrogatepass")
        numbers = [int.from_bytes(units[at : at + 2], "little") for at in range(0, len(units), 2)]
        lines.append("".join(f"\\u{n - 65_536 if n > 32_767 else n}?" for n in numbers))
    return ("{\\rtf1\\ansi\\uc1 " + "\\par\n".join(lines) + "\\par}").encode()
