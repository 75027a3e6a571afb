"""What classes of a stylesheet look like: italic, bold, small capitals. Nothing else is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_RULE: Final = re.compile(r"([^{}@]{1,2000})\{([^{}]{0,4000})\}")
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_SELECTOR: Final = re.compile(r"(?:[a-z]+[1-6]?)?\.([\w-]+)")
_LOOKS: Final = {
    "Emph": re.compile(r"font-style\s*:\s*(?:italic|oblique)"),
    "Strong": re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)"),
    "SmallCaps": re.compile(r"font-variant(?:-caps)?\s*:\s*(?:all-)?small-caps"),
    "Underline": re.compile(r"text-decoration\s*:\s*underline"),
    "Strikeout": re.compile(r"text-decoration\s*:\s*line-through"),
    "Superscript": re.compile(r"vertical-align\s*:\s*super"),
    "Subscript": re.compile(r"vertical-align\s*:\s*sub\b"),
}


def read_looks(sheets: Sequence[str]) -> dict[str, list[str]]:
    """Return by class how its words look."""
    looks: dict[str, list[str]] = {}
    for sheet in sheets:
        for selectors, declarations in _RULE.findall(_COMMENT.sub("", sheet[:2_000_000])):
            found = [look for look, pattern in _LOOKS.items() if pattern.search(declarations)]
            for selector in selectors.split(",") if found else ():
                match = _SELECTOR.fullmatch(selector.strip())
                if match:
                    looks.setdefault(match[1], []).extend(found)
    return looks
