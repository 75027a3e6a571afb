"""What styles mean, by their names: ours, and before it the author's own table."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path, PurePosixPath
from typing import Any, Final

from publish.catalogue import BROKEN_STYLE_TABLE
from publish.diagnostics import Diagnostic, Report, Span
from publish.errors import ConfigError

_NOISE: Final = re.compile(r"[\s_\-–()*]+")
_COPY: Final = re.compile(r"(?:zchn|char|car|знак)\d*$|\+.*$")
_LARGEST: Final = 1_000_000


def fold_name(name: str) -> str:
    """Return the name of a style as names are compared."""
    return _NOISE.sub("", name.casefold())


@dataclass(frozen=True, slots=True)
class StyleTable:
    """Roles of styles of paragraphs and of characters, by folded name."""

    paragraph: dict[str, str]
    character: dict[str, str]

    def of_paragraph(self, *names: str) -> str:
        """Return the role of a style with these names, the first that is known; ``""`` if none."""
        return _first(self.paragraph, names)

    def of_character(self, *names: str) -> str:
        """Return the role of a style of characters."""
        return _first(self.character, names)


def _first(table: dict[str, str], names: tuple[str, ...]) -> str:
    for name in names:
        folded = fold_name(name)
        for known in (folded, _COPY.sub("", folded)):
            if known in table:
                return table[known]
    return ""


@cache
def _ours() -> dict[str, Any]:
    text = (resources.files("publish.importing.word") / "styles.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def roles() -> dict[str, tuple[str, ...]]:
    """Return the roles that there are, of paragraphs and of characters."""
    return {kind: tuple(table) for kind, table in _ours().items()}


def read_style_table(path: Path | None, report: Report) -> StyleTable | None:
    """Return what styles mean; ``None`` where the author's table is wrong, and told.

    Raises ``ConfigError`` where there is no such file.
    """
    tables: dict[str, dict[str, str]] = {kind: {} for kind in _ours()}
    for kind, table in _ours().items():
        for role, names in table.items():
            for name in names:
                tables[kind].setdefault(fold_name(name), role)
    if path is not None:
        asked = _read_table(path, report)
        if asked is None:
            return None
        for kind, table in asked.items():
            tables[kind].update(table)
    return StyleTable(tables["paragraph"], tables["character"])


def _read_table(path: Path, report: Report) -> dict[str, dict[str, str]] | None:
    if not path.is_file() or path.stat().st_size > _LARGEST:
        raise ConfigError(f'"{path}" is no table of styles', hint="name a file in TOML")
    span = Span(PurePosixPath(path.name))
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        report(Diagnostic(BROKEN_STYLE_TABLE, f"not TOML: {error}", span, "correct it"))
        return None
    found: dict[str, dict[str, str]] = {}
    for kind, table in data.items():
        known = roles().get(kind)
        if known is None or not isinstance(table, dict):
            hint = "write [paragraph] or [character]"
            message = f'"{kind}" is not a kind of style'
            report(Diagnostic(BROKEN_STYLE_TABLE, message, span, hint))
            return None
        found[kind] = {}
        for role, names in table.items():
            listed = [names] if isinstance(names, str) else names
            if role not in known:
                message, hint = f'"{role}" is nothing that a style means', ", ".join(known)
                report(Diagnostic(BROKEN_STYLE_TABLE, message, span, f"write one of: {hint}"))
                return None
            if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
                message = f'"{role}" must be a list of names of styles'
                hint = f'write {role} = ["Name of the style"]'
                report(Diagnostic(BROKEN_STYLE_TABLE, message, span, hint))
                return None
            found[kind].update({fold_name(name): role for name in listed})
    return found
