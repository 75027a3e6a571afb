"""The texts of a Scrivener project, each an RTF, read by pandoc and proved by hearing them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from publish.catalogue import FOLDER_TOO_DEEP, IMPORT_CHANGED_WORDS
from publish.diagnostics import Diagnostic, Span
from publish.errors import ToolFailedError
from publish.importing.folders.scrivener.binder import Item
from publish.importing.folders.scrivener.charsets import spelt_out
from publish.importing.folders.scrivener.hearing import hear
from publish.importing.folders.scrivener.marks import Marks, heard_apart
from publish.importing.folders.source_folder import SourceFolder
from publish.importing.options import ImportTools
from publish.importing.packages import BrokenPackageError, parse_xml

_PICTURE: Final = re.compile(rb"\{(?:\\\*\\shppict ?\{)?\\pict\b([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}")
_HEX: Final = re.compile(rb"(?:[0-9a-fA-F]{2})+")
_SCRIV: Final = re.compile(r"scrivcmt://([\w-]+)")


@dataclass(slots=True)
class Text:
    """A text of the binder: its blocks, and what must be heard of them."""

    item: Item
    path: str
    blocks: list[Any] = field(default_factory=list, repr=False)
    heard: str = ""
    notes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Texts:
    """Reads the texts of a project; pictures in them become files of the folder."""

    folder: SourceFolder
    tools: ImportTools

    def place(self, item: Item, name: str = "content.rtf") -> str:
        """Return where something of an item stands, in either form of the project."""
        old = {"content.rtf": ".rtf", "synopsis.txt": "_synopsis.txt", "notes.rtf": "_notes.rtf"}
        tried = [f"Files/Data/{item.id}/{name}"]
        if name == "content.rtf":
            tried += [f"Files/Data/{item.id}/content.txt", f"Files/Docs/{item.id}.txt"]
        tried.append(f"Files/Docs/{item.id}{old.get(name, f'.{name}')}")
        return next((path for path in tried if item.id and self.folder.has(path)), "")

    def read(self, item: Item) -> Text | None:
        """Return the text of an item, empty for one without; ``None`` where it cannot be read."""
        path = self.place(item)
        text = Text(item, path)
        data = self.folder.data(path) if path else None
        if not data:
            return text if not path or data == b"" else None
        if path.endswith(".txt"):
            words = data.decode("utf-8", "replace")
            paragraphs = [one for one in words.splitlines() if one.strip()]
            text.blocks = [{"t": "Para", "c": _inlines(one)} for one in paragraphs]
            text.heard = words
            return text
        heard = hear(data)
        blocks = self._blocks(data) if heard is not None else None
        if heard is None or blocks is None:
            message = f'the text of "{item.title}" is no RTF that can be read'
            hint = "open it in Scrivener and save it again, or export the draft as Markdown"
            self.folder.report(
                Diagnostic(FOLDER_TOO_DEEP, message, Span(PurePosixPath(path)), hint)
            )
            return None
        notes, remarks, said = self._comments(item)
        pictures = dict(self._pictures(item, data))
        marks = Marks(notes, remarks, lambda name: pictures.get(PurePosixPath(name).stem, ""))
        text.blocks = marks.blocks(blocks)
        text.heard, inline = heard_apart(heard)
        called = [id_ for id_ in _SCRIV.findall(data.decode("latin-1")) if id_ in said]
        text.notes = _in_order(inline, [said[id_] for id_ in called], data)
        text.comments, text.links, text.lost = marks.comments, marks.links, marks.lost
        return text

    def _blocks(self, data: bytes) -> list[Any] | None:
        try:
            return self.tools.read_document(spelt_out(data), "rtf")
        except ToolFailedError:
            return None

    def _comments(self, item: Item) -> tuple[dict[str, list[Any]], dict[str, str], dict[str, str]]:
        """Return the notes that stand apart from the text, its comments, and the notes' words."""
        path = self.place(item, "content.comments") or self.place(item, "comments")
        data = self.folder.data(path) if path else None
        if not data:
            return {}, {}, {}
        try:
            root = parse_xml(data, path)
        except BrokenPackageError as error:
            span = Span(PurePosixPath(path))
            hint = "open the project in Scrivener and save it again"
            self.folder.report(Diagnostic(FOLDER_TOO_DEEP, str(error), span, hint))
            return {}, {}, {}
        notes: dict[str, list[Any]] = {}
        remarks: dict[str, str] = {}
        said: dict[str, str] = {}
        for one in list(root.iterfind(".//Comment"))[:20_000]:
            id_, source = str(one.get("ID") or ""), "".join(one.itertext()).strip().encode()
            words = (hear(source) or "") if source.startswith(b"{\\rtf") else source.decode()
            if str(one.get("Footnote", "")).lower() not in ("yes", "true"):
                remarks[id_] = words
                continue
            blocks = self._blocks(source) if source.startswith(b"{\\rtf") else None
            notes[id_] = blocks or [{"t": "Para", "c": _inlines(words)}]
            said[id_] = words
        return notes, remarks, said

    def _pictures(self, item: Item, data: bytes) -> Iterator[tuple[str, str]]:
        """Yield pandoc's name of each picture in a text, and the file that it becomes."""
        for number, match in enumerate(_PICTURE.finditer(data), 1):
            digits = re.sub(rb"\\[A-Za-z]+-?\d* ?|\{[^{}]*\}|\s+", b"", match[1])
            kind = ".png" if b"pngblip" in match[1] else ".jpg" if b"jpegblip" in match[1] else ""
            if not kind or not _HEX.fullmatch(digits):
                continue
            picture = bytes.fromhex(digits.decode("ascii"))
            path = f"images/{item.id.lower()}-{number}{kind}"
            self.folder.made[path] = picture
            yield hashlib.sha1(picture, usedforsecurity=False).hexdigest(), f"../{path}"


def _in_order(inline: list[str], apart: list[str], data: bytes) -> list[str]:
    """Return the notes of a text in the order of their calls."""
    if not inline or not apart:
        return inline or apart
    source = data.decode("latin-1")
    places = [(match.start(), False) for match in re.finditer(r"\\\\Scrv_fn=", source)]
    places += [(match.start(), True) for match in _SCRIV.finditer(source)]
    rows, sides = iter(inline), iter(apart)
    return [next(sides if is_apart else rows, "") for _at, is_apart in sorted(places)]


def _inlines(text: str) -> list[Any]:
    out: list[Any] = []
    for word in text.split():
        out += [{"t": "Space"}, {"t": "Str", "c": word}]
    return out[1:]


def changed(message: str, path: str) -> Diagnostic:
    """Return what is reported where a text would not be the same."""
    hint = "send us this project; nothing was written, and nothing of it is lost"
    return Diagnostic(IMPORT_CHANGED_WORDS, message, Span(PurePosixPath(path)), hint)
