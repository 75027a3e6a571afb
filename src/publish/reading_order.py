"""The order of a book: the author's, with generated pages where the trade puts them."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Final, cast, get_args

from publish.model.book import Kind, Role

GENERATED_PAGES: Final = (
    "half-title",
    "title-page",
    "copyright-page",
    "contents",
    "notes",
    "bibliography",
)

FOLDERS: Final[dict[str, Role]] = {
    "frontmatter": "frontmatter",
    "chapters": "bodymatter",
    "backmatter": "backmatter",
}

WRITTEN_KINDS: Final[frozenset[Kind]] = frozenset(get_args(Kind)) - {"contents", "notes"}
"""What a file can be; a title page or a copyright page takes the place of the generated one."""

# The order of the trade. Files of the body keep their own order, so they share one rank.
_FRONT: Final = (
    "half-title",
    "title-page",
    "copyright-page",
    "dedication",
    "epigraph",
    "contents",
    "foreword",
    "preface",
    "acknowledgments",
    "introduction",
    "matter",
)
_BACK: Final = (
    "conclusion",
    "epilogue",
    "afterword",
    "acknowledgments",
    "appendix",
    "matter",
    "glossary",
    "notes",
    "bibliography",
    "colophon",
)
_BODY_RANK: Final = 100
_BACK_RANK: Final = 200

_NUMBER = re.compile(r"^[\d._ -]+(?=\D)")
_FIRST_HEADING = re.compile(r"^#[ \t]+[^\n]*?\{([^{}\n]*)\}[ \t]*#*[ \t]*$|^#[ \t]", re.MULTILINE)
_CLASS = re.compile(r"\.([\w-]+)")


def kind_of_name(path: PurePosixPath) -> Kind | None:
    """Return what a file is by its name without the number, where the name is one of ours."""
    stem = _NUMBER.sub("", path.stem).lower()
    return next((kind for kind in WRITTEN_KINDS if kind == stem), None)


def kind_of(path: PurePosixPath, text: str) -> Kind | None:
    """Return what a file is by a class on its first heading, else by its name."""
    heading = _FIRST_HEADING.search(text)
    for word in _CLASS.findall(heading[1] or "") if heading else ():
        if word in WRITTEN_KINDS:
            return cast("Kind", word)
    return kind_of_name(path)


def role_of(path: PurePosixPath, kind: Kind | None) -> Role:
    """Return where in the book a file belongs: by its folder, else by its kind, else in the body.

    ``path`` is relative to ``manuscript/``.
    """
    folder = path.parts[0] if len(path.parts) > 1 else ""
    if folder in FOLDERS:
        return FOLDERS[folder]
    if kind in ("dedication", "epigraph", "foreword", "preface", "acknowledgments"):
        return "frontmatter"
    if kind in ("appendix", "glossary", "bibliography", "colophon"):
        return "backmatter"
    return "bodymatter"


def default_order(paths: Iterable[PurePosixPath]) -> tuple[PurePosixPath, ...]:
    """Return the files that a book without ``order`` holds, in reading order.

    The three folders, each by name; in the front and the back, files without numbers stand in the
    order of the trade. Without these folders, the files beside ``book.toml``.
    """
    found = sorted(paths, key=str)
    in_folders = [path for path in found if len(path.parts) == 2 and path.parts[0] in FOLDERS]
    if not in_folders:
        flat = [path for path in found if len(path.parts) == 1 and not is_readme(path)]
        return tuple(sorted(flat, key=_role_rank))
    ordered: list[PurePosixPath] = []
    for folder, role in FOLDERS.items():
        files = [path for path in in_folders if path.parts[0] == folder and not is_readme(path)]
        if role != "bodymatter" and not any(path.name[0].isdigit() for path in files):
            files.sort(key=lambda path, role=role: rank(kind_of_name(path), role))  # type: ignore[misc]
        ordered += files
    return tuple(ordered)


def is_readme(path: PurePosixPath) -> bool:
    """Return whether a file speaks about the manuscript rather than in it."""
    return path.stem.lower() == "readme"


def expand(entry: str, paths: Sequence[PurePosixPath], taken: set[str]) -> list[PurePosixPath]:
    """Return the files that an entry of ``order`` names; a glob leaves those already ``taken``."""
    if not is_glob(entry):
        return [path for path in paths if str(path) == entry]
    pattern = re.compile(_translate(entry))
    return [path for path in paths if pattern.fullmatch(str(path)) and str(path) not in taken]


def is_glob(entry: str) -> bool:
    """Return whether an entry of ``order`` stands for several files."""
    return any(mark in entry for mark in "*?[")


def _translate(glob: str) -> str:
    """Return a pattern in which ``*`` stays in its folder and ``**`` does not."""
    pieces = []
    for part in glob.split("/"):
        if part == "**":
            pieces.append("(?:[^/]+/)*")
        else:
            inner = fnmatch.translate(part).removeprefix("(?s:").removesuffix(r")\Z")
            pieces.append(inner.replace(".*", "[^/]*") + "/")
    return "".join(pieces).removesuffix("/")


def rank(kind: Kind | None, role: Role) -> int:
    """Return the place of a division in the order of the trade."""
    word = kind or "matter"
    if role == "frontmatter":
        return _FRONT.index(word) if word in _FRONT else _FRONT.index("matter")
    if role == "backmatter":
        return _BACK_RANK + _BACK.index(word if word in _BACK else "matter")
    return _BODY_RANK


def place_generated(items: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    """Return names in the order of the finished book, generated pages put where they belong.

    ``items`` are the names listed, each with its rank. Pages of the front stand before the first
    item that the trade puts after them; pages of the back after the last that it puts before.
    """
    placed = list(items)
    listed = {name for name, _ in placed}
    front = [page for page in GENERATED_PAGES if page in _FRONT and page not in listed]
    for page in front:
        own = _FRONT.index(page)
        later = (index for index, (_, other) in enumerate(placed) if other > own)
        placed.insert(next(later, len(placed)), (page, own))
    for page in ("notes", "bibliography"):
        if page in listed:
            continue
        own = rank(cast("Kind", page), "backmatter")
        earlier = [index for index, (_, other) in enumerate(placed) if other <= own]
        placed.insert(earlier[-1] + 1 if earlier else len(placed), (page, own))
    return tuple(name for name, _ in placed)


def rank_of_page(page: str) -> int:
    """Return the place of a generated page in the order of the trade."""
    role: Role = "frontmatter" if page in _FRONT else "backmatter"
    return rank(cast("Kind", page), role)


def _role_rank(path: PurePosixPath) -> int:
    kind = kind_of_name(path)
    role = role_of(path, kind)
    return {"frontmatter": 0, "bodymatter": 1, "backmatter": 2}[role]
