"""Pictures of a folder, copied once and led to from where the chapters will stand."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from publish.importing.folders.draft import Draft
from publish.importing.folders.links import SCHEME
from publish.importing.folders.source_folder import SourceFolder, joined

_IMAGE: Final = re.compile(
    r"!\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\(\s*(?:<([^>\n]*)>|([^)\s]+))(?:\s+(\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
    r"(\{[^}\n]*\})?"
)
_NAMED: Final = re.compile(r"[ \t]*\(\\#(fig:[\w.-]+)\)[ \t]*")
_FAR: Final = "not fetched: save it in images/ and name it; its caption stands"
_PICTURES: Final = (".jpg", ".jpeg", ".png", ".svg", ".gif", ".webp")

PLACEHOLDER: Final = "picture-to-come.svg"
_FRAME: Final = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="600" height="300" viewBox="0 0 600 300">'
    b'<rect x="2" y="2" width="596" height="296" fill="none" stroke="#888" stroke-width="2" '
    b'stroke-dasharray="12 8"/></svg>\n'
)


@dataclass(slots=True)
class Pictures:
    """The pictures of the folder that the book shows: copied once, by path in the folder."""

    folder: SourceFolder
    roots: Sequence[str]
    copied: dict[str, bytes] = field(default_factory=dict)

    def find(self, draft: Draft, path: str, offset: int) -> str:
        """Return the path of a picture in the folder, ``""`` for one that no book can hold."""
        places = _places(path, draft, self.roots)
        name = next((one for one in places if self.folder.has(one)), "")
        if not name or not name.lower().endswith(_PICTURES):
            draft.lose(offset, f"picture {path}", _why(self.folder, path, draft, bool(name)))
            return ""
        if name not in self.copied:
            data = self.folder.data(name, draft.place(offset))
            if data is None:
                return ""
            self.copied[name] = data
        return name

    def hold_a_place(self) -> None:
        """Add the empty frame that stands for pictures which the folder does not have."""
        self.copied[PLACEHOLDER] = _FRAME

    def follow(self, draft: Draft) -> None:
        """Lead pictures to their copies; one that is absent or far leaves its words."""
        for match in _IMAGE.finditer(draft.text):
            if not draft.is_code(match.start()):
                self._image(draft, match)

    def _image(self, draft: Draft, match: re.Match[str]) -> None:
        path = match[2] if match[2] is not None else match[3]
        named = _NAMED.match(match[1])
        label = f"#{named[1]}" if named else ""
        if not label and (found := re.search(r"#[\w:.-]+", match[5] or "")):
            label = found[0]
        has_words = bool(match[1][named.end() if named else 0 :].strip())
        name = ""
        if SCHEME.match(path):
            draft.lose(match.start(), f"picture {path}", _FAR)
        else:
            name = self.find(draft, path, match.start())
        if named:
            draft.replace(match.start(1), match.start(1) + named.end(), "")
        if name:
            title = f" {match[4]}" if match[4] else ""
            marks = _marks(match[5], label)
            draft.replace(match.end(1), match.end(), f"](<../{name}>{title}){marks}", "](#)")
            return
        marks = " ".join([*([label] if label else []), ".picture-missing"])
        stays = has_words or label
        draft.replace(match.start(), match.start() + (1 if stays else 2), "")
        draft.replace(
            match.end(1), match.end(), f"]{{{marks}}}" if stays else "", "]" if stays else ""
        )


def quoted(text: str) -> str:
    """Return words as an attribute in straight quotation marks holds them."""
    return " ".join(text.replace('"', "”").split())


def _marks(text: str | None, label: str) -> str:
    """Return the attributes of a picture that ours know too, its label first."""
    found = re.findall(r"[#.][\w:.-]+|[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s}]+)", text or "")
    kept = [label] if label else []
    for mark in found:
        key, _, value = mark.partition("=")
        if key in ("alt", "fig-alt"):
            kept.append(f"alt={value}")
        elif key == "width" and re.fullmatch(r"\"?\d+%\"?", value):
            kept.append(mark)
    return "{" + " ".join(kept) + "}" if kept else ""


def _places(path: str, draft: Draft, roots: Sequence[str]) -> list[str]:
    clean = unquote(path).split("#")[0].split("?")[0]
    base = posixpath.dirname(draft.entry.path)
    return [joined(root, clean) for root in dict.fromkeys((base, *roots))]


def _why(folder: SourceFolder, path: str, draft: Draft, is_there: bool) -> str:
    if is_there:
        return "left out: books hold JPEG, PNG, SVG, GIF and WebP; its caption stands"
    if not folder.inside(_places(path, draft, ())[0]):
        return "not read: it lies outside the folder; its caption stands"
    return "the folder has no such file; its caption stands"
