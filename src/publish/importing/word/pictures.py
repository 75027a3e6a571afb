"""The pictures of a document: files of kinds that books show, with the words that describe them."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from publish.importing.documents.account import Account
from publish.importing.packages import BrokenPackageError, Package
from publish.importing.word.parts import R, Relation
from publish.pictures.svg import svg_problem

_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V: Final = "{urn:schemas-microsoft-com:vml}"
_ASVG: Final = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"
_KINDS: Final = (
    (b"\x89PNG\r\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
)
_EMU: Final = 12_700
"""English metric units in a point."""

_WHOLE: Final = 97
"""A picture of so many hundredths of the measure is one of the whole measure."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the text: its path in the manuscript, what it shows, its width in per cent."""

    path: str
    alternative: str
    width: int = 0


@dataclass(slots=True)
class Pictures:
    """The pictures of one document; ``files`` are what the new project gets of them."""

    package: Package
    account: Account
    measure: float
    files: dict[PurePosixPath, bytes] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict)

    def find(self, drawing: Any, relations: dict[str, Relation], number: int) -> Iterator[Picture]:
        """Yield the pictures in a drawing; what cannot be shown is entered in the account."""
        properties = next(drawing.iter(f"{_WP}docPr"), None)
        said = "" if properties is None else properties.get("descr") or properties.get("title")
        extent = next(drawing.iter(f"{_WP}extent"), None)
        wide = 0.0 if extent is None else _number(extent.get("cx")) / _EMU
        found = False
        for one in drawing.iter(f"{_A}blip"):
            vector = next(one.iter(f"{_ASVG}svgBlip"), None)
            path = self._keep(vector, relations, number) if vector is not None else ""
            path = path or self._keep(one, relations, number)
            found = True
            if path:
                yield Picture(path, " ".join((said or "").split()), self._width(wide))
        for one in drawing.iter(f"{_V}imagedata"):
            shape = one.getparent()
            words = (shape.get("alt") if shape is not None else "") or one.get("title") or ""
            path = self._keep(one, relations, number)
            found = True
            if path:
                yield Picture(path, " ".join(str(words).split()))
        if not found and not any(one.tag.endswith("}txbxContent") for one in drawing.iter()):
            self.account.set_apart(
                f"a drawing: {said or 'without a description'}", "nowhere", number
            )

    def _width(self, points: float) -> int:
        share = round(100 * points / self.measure) if self.measure else 0
        return share if 0 < share < _WHOLE else 0

    def _keep(self, element: Any, relations: dict[str, Relation], number: int) -> str:
        """Enter the file of a picture; return its path in ``manuscript/``, ``""`` without one."""
        linked = relations.get(str(element.get(f"{R}link", "")))
        identifier = element.get(f"{R}embed") or element.get(f"{R}id") or ""
        relation = relations.get(str(identifier)) or linked
        return "" if relation is None else self.keep(relation, number)

    def keep(self, relation: Relation, number: int) -> str:
        """Enter the file that a relation leads to; return its path, ``""`` without one."""
        if relation.is_outside:
            what = f"a picture at {relation.target[:200]}"
            self.account.set_apart(what, "nowhere: nothing is fetched", number)
            return ""
        if relation.target not in self._known:
            self._known[relation.target] = self._enter(relation.target, number)
        return self._known[relation.target]

    def _enter(self, part: str, number: int) -> str:
        try:
            data = self.package.read(part)
        except BrokenPackageError as error:
            if error.too_large:
                raise
            data = b""
        if not data:
            self.account.set_apart(f"the picture {part}, which cannot be read", "nowhere", number)
            return ""
        return keep_picture(data, posixpath.basename(part), self.files, self.account, number)


def keep_picture(
    data: bytes,
    name: str,
    files: dict[PurePosixPath, bytes],
    account: Account,
    number: int,
) -> str:
    """Enter a picture under a name of ours; return its path in ``manuscript/`` or ``""``.

    What books cannot show goes to ``set-apart/``.
    """
    ending = kind_of_picture(data)
    stem = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in _stem(name))
    stem = stem.strip("-").lower() or "picture"
    folder = "manuscript/images" if ending else "set-apart"
    ending = ending or _ending(name)
    path = PurePosixPath(folder, f"{stem}{ending}")
    if files.get(path, data) != data:
        path = PurePosixPath(folder, f"{stem}-{hashlib.sha256(data).hexdigest()[:8]}{ending}")
    files[path] = data
    if folder == "set-apart":
        what = f"the picture {name}, of a kind that books do not show"
        account.set_apart(what, f"{path}: save it as PNG or SVG", number)
        return ""
    return str(path.relative_to("manuscript"))


def kind_of_picture(data: bytes) -> str:
    """Return the ending of the name of a picture that a book shows, by its content; or ``""``."""
    for head, ending in _KINDS:
        if data.startswith(head):
            return ending
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return ".webp"
    if b"<svg" in data[:4000] and svg_problem(data) is None:
        return ".svg"
    return ""


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def _ending(name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    return f".{ending}" if ending.isascii() and ending.isalnum() and len(ending) < 6 else ".bin"


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0
