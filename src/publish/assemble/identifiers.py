"""Ids: unique in the book, valid XML names, the same when another chapter is edited."""

from __future__ import annotations

import re
import unicodedata

_LEADING_NUMBER = re.compile(r"^[\d\s._-]+(?=\D)")
_OTHER = re.compile(r"[^a-z0-9]+")
_NOT_IN_NAME = re.compile(r"[^\w.-]+")


def slug(text: str, fallback: str = "section") -> str:
    """Return a short ASCII name in lower case for text in any script.

    Cyrillic and Greek have no decomposition into Latin letters; then ``fallback`` serves.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    ascii_text = "".join(c for c in decomposed if not unicodedata.combining(c))
    name = _OTHER.sub("-", ascii_text).strip("-")
    if not name:
        return fallback
    return name if name[0].isalpha() else f"{fallback}-{name}"


def stem_slug(stem: str) -> str:
    """Return the name of a file without its ordering number: ``03-moscow`` gives ``moscow``."""
    return slug(_LEADING_NUMBER.sub("", stem) or stem, "text")


def xml_name(label: str) -> str:
    """Return a label as a valid XML name (XML 1.0, production 5, without colons).

    Colons are legal in ids but not in names, and reading systems stumble over them.
    """
    name = _NOT_IN_NAME.sub("-", label.replace(":", "-"))
    return name if name and (name[0].isalpha() or name[0] == "_") else f"id-{name}"


class Names:
    """Gives each wish a name that nobody else has; ``taken`` is shared by the whole book."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def claim(self, wish: str) -> str:
        """Return ``wish``, or it with the first number that makes it unique."""
        name, number = wish, 2
        while name in self._taken:
            name, number = f"{wish}-{number}", number + 1
        self._taken.add(name)
        return name
