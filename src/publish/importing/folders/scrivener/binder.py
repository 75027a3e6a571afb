"""The binder of a Scrivener project: what stands in the draft, in which order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

_SAFE: Final = re.compile(r"[\w-]{1,80}")
_SECTION: Final = re.compile(r"section|head|chapter|part\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """A text or folder of the binder; ``line`` is where the binder's file names it.

    ``names_section`` says whether its type is that of a section with a heading.
    """

    id: str
    kind: str
    title: str
    is_included: bool
    names_section: bool
    line: int
    children: tuple[Item, ...]

    @property
    def is_folder(self) -> bool:
        """Return whether others stand in it."""
        return self.kind == "Folder" or bool(self.children)

    def texts(self) -> Iterator[Item]:
        """Yield it and all that stands in it, in order."""
        yield self
        for child in self.children:
            yield from child.texts()


@dataclass(frozen=True, slots=True)
class Binder:
    """The draft, what stands beside it, and what the project says of the book."""

    draft: tuple[Item, ...]
    others: tuple[Item, ...]
    title: str
    author: str


def read_binder(root: Any) -> Binder | None:
    """Return the binder of a project's file, ``None`` for a file that is none."""
    binder = root.find("Binder")
    if binder is None:
        return None
    types = {
        str(one.get("ID")): "".join(one.itertext()).strip() for one in root.iterfind(".//Type[@ID]")
    }
    marked = root.find(".//IncludeInCompile") is not None
    items = tuple(_item(one, types, marked) for one in binder.iterfind("BinderItem"))
    draft = next((one for one in items if one.kind == "DraftFolder"), None)
    name = _text(root, ".//FullName")
    if not name:
        name = " ".join(filter(None, (_text(root, ".//FirstName"), _text(root, ".//LastName"))))
    return Binder(
        draft.children if draft else (),
        tuple(one for one in items if one is not draft and one.kind != "TrashFolder"),
        _text(root, ".//ProjectTitle"),
        name,
    )


def _item(element: Any, types: dict[str, str], marked: bool) -> Item:
    id_ = element.get("UUID") or element.get("ID") or ""
    title = _text(element, "Title") or element.get("Title") or ""
    said = _text(element, "MetaData/IncludeInCompile")
    details = element.find("MetaData")
    # A project of Windows has no mark where it is switched off; one without details has it on.
    is_plain = details is None or len(details) == 0
    included = said.lower() == "yes" if said else (is_plain or not marked)
    kind = types.get(_text(element, "MetaData/SectionType"), "")
    return Item(
        id_ if _SAFE.fullmatch(id_) else "",
        element.get("Type") or "",
        " ".join(title.split()),
        included,
        _SECTION.search(kind) is not None and "scene" not in kind.lower(),
        element.sourceline or 0,
        tuple(_item(one, types, marked) for one in element.iterfind("Children/BinderItem")),
    )


def _text(element: Any, path: str) -> str:
    found = element.find(path)
    return "" if found is None else "".join(found.itertext()).strip()
