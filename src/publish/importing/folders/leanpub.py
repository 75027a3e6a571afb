"""The book that ``Book.txt`` of Leanpub lists, in Markua or in its older Markdown."""

from __future__ import annotations

import posixpath
import re
from typing import Final

from publish.importing.folders.outline import Entry, Outline
from publish.importing.folders.source_folder import SourceFolder, joined
from publish.model.book import Role

CONTENTS: Final = ("manuscript/Book.txt", "Book.txt")
_ROLES: Final[dict[str, Role]] = {
    "frontmatter": "frontmatter",
    "mainmatter": "bodymatter",
    "backmatter": "backmatter",
}
MATTER: Final = re.compile(r"^\{(frontmatter|mainmatter|backmatter)\}[ \t]*$", re.MULTILINE)
_LISTED: Final = re.compile(r"\{?(frontmatter|mainmatter|backmatter)\}?:?")
_SETTING: Final = re.compile(
    r"\b(title|subtitle|author|language|publisher)[ \t]*[:=][ \t]*\"([^\"\n]*)\""
)
_COVERS: Final = ("title_page", "cover")


def read_leanpub(folder: SourceFolder) -> Outline:
    """Return the book of a Leanpub folder; what the website alone knows of it is not there."""
    contents = next(name for name in CONTENTS if folder.has(name))
    base = posixpath.dirname(contents)
    role: Role = "bodymatter"
    entries: list[Entry] = []
    metadata: dict[str, object] = {}
    for line in (folder.text(contents) or "").split("\n"):
        name = line.strip().lstrip("\ufeff")
        if not name or name.startswith(("#", "%")):
            continue
        if match := _LISTED.fullmatch(name):
            role = _ROLES[match[1]]
            continue
        path = joined(base, name)
        text = (folder.text(path) or "") if folder.has(path) else ""
        marks = list(MATTER.finditer(text))
        heading = re.search(r"^-?#{1,6}[ \t]", text, re.MULTILINE)
        first = heading.start() if heading else len(text)
        for mark in marks:
            if mark.start() < first:
                role = _ROLES[mark[1]]
        if not marks or MATTER.sub("", text).strip():
            entries.append(Entry(path, role))
        for mark in marks:
            role = _ROLES[mark[1]]
        if not metadata:
            metadata = dict(_SETTING.findall(text[:2000].split("\n#")[0]))
    if metadata.get("language"):
        metadata["lang"] = metadata.pop("language")
    if cover := _cover(folder, base):
        metadata["cover-image"] = cover
    roots = tuple(joined(base, place) for place in ("resources", "images"))
    return Outline(
        "Leanpub", "markua", contents, tuple(entries), metadata, base, picture_roots=roots
    )


def is_markua(folder: SourceFolder, outline: Outline) -> bool:
    """Return whether a book is in Markua: its pictures are resources."""
    prefix = f"{outline.base}/resources/" if outline.base else "resources/"
    return any(name.startswith(prefix) for name in folder.names())


def _cover(folder: SourceFolder, base: str) -> str:
    for place in ("resources", "images", "."):
        for stem in _COVERS:
            for ending in (".png", ".jpg", ".jpeg"):
                name = joined(base, f"{place}/{stem}{ending}")
                if folder.has(name):
                    return name
    return ""
