"""Which letters the bytes of a text are: code pages of documents and of fonts."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from typing import Final

_CHARSETS: Final = {
    0: "cp1252", 77: "mac_roman", 78: "shift_jis", 79: "euc_kr", 80: "gb2312", 81: "big5",
    85: "mac_greek", 86: "mac_turkish", 88: "mac_latin2", 89: "mac_cyrillic", 128: "cp932",
    129: "cp949", 130: "johab", 134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_PAGES: Final = {
    0: "cp1252", 708: "cp1256", 709: "cp1256", 936: "gbk", 1361: "johab", 10000: "mac_roman",
    10001: "shift_jis", 10006: "mac_greek", 10007: "mac_cyrillic", 10029: "mac_latin2",
    10081: "mac_turkish", 20866: "koi8_r", 21866: "koi8_u", 28591: "latin_1", 65001: "utf-8",
}  # fmt: skip
_WESTERN: Final = "cp1252"
_SYMBOL_CHARSET: Final = 2
_SYMBOL_FONTS: Final = (
    "symbol", "wingdings", "webdings", "zapf", "dingbats", "mt extra", "marlett", "monotype sorts",
)  # fmt: skip


def codec_of(page: int) -> str:
    """Return the codec of a code page of Windows, that of Western Europe where it is unknown."""
    name = _PAGES.get(page, f"cp{page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return _WESTERN


@dataclass(frozen=True, slots=True)
class Font:
    """A font: its name, the ``charset`` it is said to have, and a code page of its own, or 0."""

    name: str
    charset: int = 1
    page: int = 0

    @property
    def is_symbols(self) -> bool:
        """Return whether its letters are signs, by their place in the font."""
        named = self.name.lower()
        return self.charset == _SYMBOL_CHARSET and any(one in named for one in _SYMBOL_FONTS)


@dataclass(slots=True)
class Fonts:
    """The fonts of a document by their numbers; ``codec`` is the document's own."""

    codec: str = _WESTERN
    known: dict[int, Font] = field(default_factory=dict)
    _codecs: dict[int, str] = field(default_factory=dict)

    def add(self, fonts: dict[int, Font]) -> None:
        """Enter fonts."""
        self.known |= fonts
        self._codecs = {}

    def name(self, number: int) -> str:
        """Return the name of a font."""
        found = self.known.get(number)
        return found.name if found else ""

    def is_symbols(self, number: int) -> bool:
        """Return whether the letters of a font are signs."""
        found = self.known.get(number)
        return found is not None and found.is_symbols

    def codec_of(self, number: int) -> str:
        """Return the codec of words in a font."""
        if number not in self._codecs:
            self._codecs[number] = self._find(self.known.get(number))
        return self._codecs[number]

    def _find(self, font: Font | None) -> str:
        if font is None:
            return self.codec
        if font.page:
            return codec_of(font.page)
        if font.charset == 0 and not self._is_meant():
            return self.codec
        return _CHARSETS.get(font.charset, self.codec)

    def _is_meant(self) -> bool:
        """Return whether Western fonts are so: a Cyrillic document has Cyrillic fonts, too.

        Programs that know little call every font Western.
        """
        own = {_CHARSETS.get(font.charset, "") for font in self.known.values()}
        return self.codec in own


def decode(raw: bytes, codec: str) -> str:
    """Return the letters that bytes are; U+FFFD for one that is none."""
    return raw.decode(codec, "replace")
