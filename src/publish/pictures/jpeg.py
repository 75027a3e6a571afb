"""JPEG files without what a reader shall not have: cut segment by segment, no pixel touched.

Segments and their marks: ITU-T T.81, annex B; CIPA DC-008 (Exif), DC-007 (several pictures).
"""

from __future__ import annotations

import re
from typing import Final

_KEPT: Final = {
    0xE0: b"JFIF\0",
    0xEE: b"Adobe",
    0xE2: b"ICC_PROFILE\0",
}
"""Segments of applications that say how the pixels are to be read."""

_ICC: Final = 0xE2
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_STANDING: Final = frozenset({0x01, *range(0xD0, 0xD8)})
"""Marks without a length."""

_MARK: Final = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])", re.DOTALL)
"""The next mark after the data of a scan: stuffed bytes and restarts belong to the data."""


def bare_jpeg(data: bytes, *, profile: bool = True) -> bytes:
    """Return the picture without metadata, thumbnails, comments and whatever follows its end.

    The pixels are the same bytes. ``profile`` keeps the colour profile. Raises ``ValueError``
    where the file is not made of segments. The orientation goes with the metadata.
    """
    parts = [b"\xff\xd8"]
    at = 2
    while True:
        if data[at : at + 1] != b"\xff":
            raise ValueError("no mark where a segment should begin")
        while data[at + 1 : at + 2] == b"\xff":
            at += 1
        if at + 1 >= len(data):
            raise ValueError("the picture has no end")
        code = data[at + 1]
        if code == _END:
            parts.append(b"\xff\xd9")
            break
        if code in _STANDING:
            parts.append(data[at : at + 2])
            at += 2
            continue
        after = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if after > len(data):
            raise ValueError("a segment is cut short")
        if code == _SCAN:
            found = _MARK.search(data, after)
            if found is None:
                raise ValueError("the picture has no end")
            after = found.start()
        if _is_kept(code, data[at + 4 : at + 16], profile=profile):
            parts.append(data[at:after])
        at = after
    bare = b"".join(parts)
    return data if bare == data else bare


def _is_kept(code: int, head: bytes, *, profile: bool) -> bool:
    if code == _ICC and not profile:
        return False
    if 0xE0 <= code <= 0xEF:
        return head.startswith(_KEPT.get(code, b"\xff"))
    return code != 0xFE
