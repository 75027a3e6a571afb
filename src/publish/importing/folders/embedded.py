"""Pictures that stand in a text of Markdown itself, as programs of offices export them."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from typing import Final

from publish.importing.word.pictures import kind_of_picture

DATA: Final = re.compile(r"data:image/[\w.+-]{1,40};base64,([A-Za-z0-9+/=_-]+)")
"""A picture in a text."""

_LARGEST: Final = 56_000_000
"""Signs of a picture that is read."""


def take_embedded(
    text: str, stem: str, is_taken: Callable[[str, bytes], bool]
) -> tuple[str, dict[str, bytes]]:
    """Return a text with the path of a file in the place of each picture in it, and these files.

    What is no picture that a book shows stays. ``is_taken`` is whether a path is another's
    file.
    """
    found: dict[str, bytes] = {}
    number = 0

    def turn(match: re.Match[str]) -> str:
        nonlocal number
        data = _decoded(match[1])
        ending = kind_of_picture(data)
        if not ending:
            return match[0]
        path = ""
        while not path or is_taken(path, data):
            number += 1
            path = f"images/{stem}-picture-{number}{ending}"
        found[path] = data
        return path

    return DATA.sub(turn, text), found


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text) if len(text) < _LARGEST else b""
    except (binascii.Error, ValueError):
        return b""
