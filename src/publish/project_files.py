"""The files of a project: text as the book holds it, images as bytes, nothing from outside."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from publish.book_toml import guess
from publish.catalogue import (
    CHARACTER_IN_TEXT,
    FILE_MISSING,
    IMAGE_BROKEN,
    IMAGE_FORMAT,
    IMAGE_MISSING,
    IMAGE_REMOTE,
    NOT_UTF8,
    OUTSIDE_PROJECT,
)
from publish.diagnostics import Diagnostic, Report, Rule, Span

# Everything that XML 1.0 forbids (section 2.2), and the C1 controls, which no font draws.
# The bidirectional overrides show words in another order than they are written in.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ufffe\uffff]")
_SCHEME = re.compile(r"(?i)([a-z][a-z\d+.-]+):|//")


@dataclass(frozen=True, slots=True)
class ProjectFiles:
    """The project's folder; nothing outside it is read, links included."""

    project: Path
    report: Report

    def find(self, under: PurePosixPath, suffixes: tuple[str, ...]) -> list[PurePosixPath]:
        """Return the files of a folder and those in it, sorted, relative to it."""
        folder = self.project / under
        relative = (
            path.relative_to(folder)
            for path in folder.rglob("*")
            if path.suffix.lower() in suffixes and path.is_file()
        )
        # The same name may be composed on the disk and decomposed in book.toml, or the reverse.
        names = {_composed(path.as_posix()) for path in relative if not _is_hidden(path)}
        return sorted((PurePosixPath(name) for name in names if self._is_name(name)), key=str)

    def read_text(self, path: PurePosixPath, span: Span | None, key: str = "") -> str | None:
        """Return the text of a file; ``span`` is where it is named, ``key`` the setting's name."""
        data = self.read_bytes(path, span, key)
        return None if data is None else decode(data, path, self.report)

    def read_bytes(self, path: PurePosixPath, span: Span | None, key: str = "") -> bytes | None:
        """Return the bytes of a file that ``book.toml`` or a folder names."""
        return self._read(path, span, FILE_MISSING, key)

    def _is_name(self, name: str) -> bool:
        """Return whether a file's name is text; bytes that are none come as lone surrogates."""
        shown = name.encode("utf-8", "replace").decode("utf-8")
        if shown != name:
            message = f'the name of "{shown}" is not UTF-8'
            self.report(Diagnostic(NOT_UTF8, message, hint="rename the file"))
        return shown == name

    def read_image(self, path: str, span: Span | None) -> bytes | None:
        """Return the bytes of an image."""
        scheme = _SCHEME.match(path)
        if scheme:
            embedded = scheme[0].lower() == "data:"
            rule = IMAGE_FORMAT if embedded else IMAGE_REMOTE
            what = "is written into the text" if embedded else "lies on the network"
            hint = "save it in the project and name the file"
            self.report(Diagnostic(rule, f'image "{path[:60]}" {what}', span, hint))
            return None
        name = path if (self.project / path).exists() else unquote(path)
        data = self._read(PurePosixPath(name), span, IMAGE_MISSING, "")
        if data == b"":
            self.report(
                Diagnostic(IMAGE_BROKEN, f'image "{name}" is empty', span, "export it again")
            )
            return None
        return data

    def _read(self, path: PurePosixPath, span: Span | None, rule: Rule, key: str) -> bytes | None:
        prefix = f"{key} " if key else ("image " if rule is IMAGE_MISSING else "")
        full = self._on_disk(path)
        root = self.project.resolve()
        if not full.resolve().is_relative_to(root):
            message = f'{prefix}"{path}" leads out of the project'
            hint = "copy the file into the project and name it there"
            self.report(Diagnostic(OUTSIDE_PROJECT, message, span, hint))
            return None
        try:
            return full.read_bytes()
        except OSError as error:
            what, hint = f"cannot be read: {error.strerror}", "check the file's rights"
            if isinstance(error, IsADirectoryError):
                what, hint = "is a folder", "name a file"
            elif isinstance(error, FileNotFoundError | NotADirectoryError):
                what, hint = (
                    "does not exist",
                    self._near(path) or "correct the name, or add the file",
                )
            self.report(Diagnostic(rule, f'{prefix}"{path}" {what}', span, hint))
            return None

    def _on_disk(self, path: PurePosixPath) -> Path:
        """Return the path whose name is composed as the disk has it."""
        full = self.project / path
        if full.exists():
            return full
        here = self.project
        for part in path.parts:
            is_there = (here / part).exists() or not here.is_dir()
            names = () if is_there else sorted(entry.name for entry in here.iterdir())
            here /= next((name for name in names if _composed(name) == _composed(part)), part)
        return here

    def _near(self, path: PurePosixPath) -> str | None:
        folder = (self.project / path).parent
        names = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
        stems = {PurePosixPath(name).stem: name for name in sorted(names)}
        near = guess(path.stem, stems)
        return f'write "{stems[near[7:-1]]}"' if near else guess(path.name, names, cutoff=0.8)


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def normalise(text: str) -> str:
    """Return text as the book holds it: LF, NFC, no byte order mark."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", plain)


def decode(data: bytes, path: PurePosixPath, report: Report) -> str | None:
    """Return the text of a file, ``None`` where it is not UTF-8; bad characters are reported."""
    try:
        text = normalise(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        report(_not_utf8(data, error.start, path))
        return None
    for match in _CONTROL.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        name = f"U+{ord(match[0]):04X}"
        message = f'control character "{name}" in the text'
        report(Diagnostic(CHARACTER_IN_TEXT, message, Span(path, line, column), "delete it"))
    return _CONTROL.sub("", text)


def _not_utf8(data: bytes, start: int, path: PurePosixPath) -> Diagnostic:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Diagnostic(
            NOT_UTF8, "the file is UTF-16, not UTF-8", Span(path, 1, 1), "save the file as UTF-8"
        )
    line_start = data.rfind(b"\n", 0, start) + 1
    column = len(data[line_start:start].decode("utf-8", "replace")) + 1
    span = Span(path, data.count(b"\n", 0, start) + 1, column)
    message = f'byte "0x{data[start]:02X}" is not UTF-8'
    return Diagnostic(NOT_UTF8, message, span, "save the file as UTF-8")
