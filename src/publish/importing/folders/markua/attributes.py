"""Attribute lists of Markua, ``{id: sea, width: 50%}``, and of Leanpub's Markdown, ``{#sea}``."""

from __future__ import annotations

import re
from typing import Final

_PAIR: Final = re.compile(
    r"([A-Za-z][\w-]*)[ \t]*[:=][ \t]*"
    r"(\"(?:[^\"\\\n]|\\.)*\"|“[^”\n]*”|'[^'\n]*'|"
    r"[^,\s}]+(?:[ \t]+[^,:=}\s]+(?![\w-]*[ \t]*[:=]))*)"
)
_ID: Final = re.compile(r"(?:^|[\s,{])#([A-Za-z][\w:.-]*)")
_LINE: Final = re.compile(r"^[ \t]{0,3}\{([^{}\n]*)\}[ \t]*$")


def read_attributes(text: str) -> dict[str, str]:
    """Return the pairs of an attribute list; its id is ``id``, a word alone has no value."""
    found: dict[str, str] = {}
    for key, value in _PAIR.findall(text):
        plain = value.strip()
        if len(plain) > 1 and plain[0] in "\"'“":
            plain = re.sub(r"\\(.)", r"\1", plain[1:-1])
        found[key.lower()] = plain
    bare = _PAIR.sub("", text)
    if match := _ID.search(bare):
        found["id"] = match[1]
    for word in re.findall(r"(?:^|[\s,])/?([A-Za-z][\w-]*)(?=$|[\s,])", bare):
        found.setdefault(word.lower(), "")
    return found


def attribute_line(line: str) -> dict[str, str] | None:
    """Return the attributes of a line that is nothing but an attribute list."""
    match = _LINE.match(line)
    if match is None:
        return None
    inner = match[1].strip()
    is_list = re.match(r"(?:#[A-Za-z]|/?[A-Za-z][\w-]*[ \t]*(?:$|[:=,]))", inner)
    return read_attributes(inner) if is_list else None
