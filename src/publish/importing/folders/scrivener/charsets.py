"""The code pages of an RTF: pandoc 3.9 takes every byte for one of Western Europe's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

TOKEN: Final = re.compile(
    r"\\([A-Za-z]+)(-?\d+)? ?|\\'([0-9a-fA-F]{2})|\\([^A-Za-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
"""A control word with its number, a byte, a control sign, a brace, or text."""

_FONT: Final = re.compile(r"\\f(\d+)(?:\\[A-Za-z]+-?\d*)*?\\fcharset(\d+)")
_PAGE: Final = re.compile(r"\\ansicpg(\d+)")
_CODECS: Final = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "cp936",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}


def codecs_of(source: str) -> tuple[str, Mapping[str, str]]:
    """Return the code page of an RTF, and those of its fonts that have another."""
    found = _PAGE.search(source[:5000])
    page = f"cp{found[1]}" if found else "cp1252"
    try:
        b"a".decode(page)
    except LookupError:
        page = "cp1252"
    fonts = {
        number: _CODECS[int(charset)]
        for number, charset in _FONT.findall(source[:200_000])
        if int(charset) in _CODECS
    }
    return page, fonts


def spelt_out(data: bytes) -> bytes:
    """Return an RTF whose bytes of other code pages are written as characters of Unicode."""
    source = data.decode("latin-1")
    page, fonts = codecs_of(source)
    if page == "cp1252" and not fonts:
        return data
    out: list[str] = []
    stack: list[str] = []
    codec, pending, after_sign = page, bytearray(), False
    for match in TOKEN.finditer(source):
        word, number, code, _sign, brace, _text = match.groups()
        if code and not after_sign:
            pending.append(int(code, 16))
            continue
        if pending:
            out += [_written(character) for character in pending.decode(codec, "replace")]
            pending.clear()
        if brace == "{":
            stack.append(codec)
        elif brace == "}":
            codec = stack.pop() if stack else page
        elif word == "f" and number:
            codec = fonts.get(number, page)
        elif word in ("plain", "deff"):
            codec = page
        after_sign = word == "u"
        out.append(match[0])
    return "".join(out).encode("latin-1", "replace")


def _written(character: str) -> str:
    units = character.encode("utf-16-le", "surrogatepass")
    numbers = [int.from_bytes(units[at : at + 2], "little") for at in range(0, len(units), 2)]
    return "".join(
        f"{{\\uc1\\u{number - 65_536 if number > 32_767 else number}?}}" for number in numbers
    )
