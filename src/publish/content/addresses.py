"""Where things are: the addresses of documents, pictures and formulas, and those of the web."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath
from typing import Final

_PLAIN_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]*")
_TAKEN: Final = frozenset({"nav", "toc", "cover"})
"""Documents that a binder adds; a chapter called "Cover" must not be one of them."""

_IMAGE_FOLDER: Final = PurePosixPath("manuscript/images")
_OPENABLE: Final = re.compile(r"(?:https?://|mailto:)[^\s/]", re.IGNORECASE)
_UNSAFE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})|[\x00-\x20\"<>\\^`{|}\x7f]")


def document_href(identifier: str) -> str:
    """Return the address of a division's document: its id, made safe for every file system."""
    return f"{_safe(identifier, kept=identifier not in _TAKEN)}.xhtml"


def image_href(source: str, suffix: str = "") -> str:
    """Return the address of a picture: its name, with a mark where two could be the same.

    ``suffix`` is that of another kind of file, in which an edition has the picture.
    """
    path = PurePosixPath(source)
    own = path.suffix.lower()
    suffix = suffix or own
    is_ours = path.parent == _IMAGE_FOLDER and path.suffix == own == suffix
    return f"images/{_safe(path.stem, kept=is_ours, key=source)}{suffix}"


def formula_href(mathml: str, suffix: str = ".svg") -> str:
    """Return the address of a formula's drawing: the same formula is drawn once."""
    return f"formulas/{_mark(mathml, length=16)}{suffix}"


def web_address(target: str) -> str | None:
    """Return a target as a valid URL, ``None`` unless a reading system may open it.

    Only http, https and mailto: anything else would run or open something on a reader's device.
    """
    if not _OPENABLE.match(target):
        return None
    return _UNSAFE.sub(lambda match: f"%{ord(match[0]):02X}", target)


def _safe(name: str, *, kept: bool, key: str | None = None) -> str:
    """Return the name where it may be ``kept`` and is plain, else a plain one with a mark."""
    if kept and _PLAIN_NAME.fullmatch(name):
        return name
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return "-".join(filter(None, (plain[:40].strip("-"), _mark(key or name, length=8))))


def _mark(value: str, *, length: int) -> str:
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:length]
