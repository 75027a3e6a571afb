"""The author's bibliography in a manuscript that an importer made."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from publish.importing.bibliography import Bibliography
from publish.importing.pandoc_metadata import quote

SETTINGS: Final = PurePosixPath("manuscript/book.toml")
_KEY: Final = re.compile(r"^bibliography[ \t]*=.*?$(?:\n[ \t]+.*$|\n\]$)*", re.MULTILINE)
_LANGUAGE: Final = re.compile(r"^language[ \t]*=.*$", re.MULTILINE)


def book_settings(files: Mapping[PurePosixPath, bytes]) -> Mapping[str, Any]:
    """Return the table ``book`` of the settings."""
    found = tomllib.loads(files[SETTINGS].decode()).get("book", {})
    return found if isinstance(found, Mapping) else {}


def bibliographies(book: Mapping[str, Any]) -> list[str]:
    """Return the names of the bibliographies that the settings have."""
    named = book.get("bibliography", [])
    return [str(one) for one in (named if isinstance(named, list) else [named])]


def with_bibliography(
    files: Mapping[PurePosixPath, bytes], added: Bibliography
) -> dict[PurePosixPath, bytes]:
    """Return the files with a bibliography beside those that there are; none stands twice."""
    book = book_settings(files)
    named = bibliographies(book)
    path = PurePosixPath("manuscript", added.name)
    if any(files.get(PurePosixPath("manuscript", one)) == added.data for one in named):
        return dict(files)
    number = 2
    while path in files:
        path = path.with_name(f"{PurePosixPath(added.name).stem}-{number}{path.suffix}")
        number += 1
    whole = [*named, path.name]
    value = quote(whole[0]) if len(whole) == 1 else f"[{', '.join(map(quote, whole))}]"
    lines = [f"bibliography = {value}"]
    if "csl" not in book and not named:
        lines.append('csl = "chicago-notes"')
    text = files[SETTINGS].decode()
    setting = "\n".join(lines)
    if named:
        text = _KEY.sub(lambda _: setting, text, count=1)
    elif _LANGUAGE.search(text):
        text = _LANGUAGE.sub(lambda match: f"{match[0]}\n{setting}", text, count=1)
    else:
        text = text.replace("[book]", f"[book]\n{setting}", 1)
    return {**files, SETTINGS: text.encode(), path: added.data}
