"""A text in RTF said again in Word's XML: groups are walked once, each with its own look.

Here are words, looks and paragraphs; ``texts``, ``things`` and ``destinations`` add the groups that
have a purpose of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final
from xml.sax.saxutils import escape

from publish.importing.packages import LARGEST_PART, BrokenPackageError
from publish.importing.rtf.codepages import Fonts, codec_of, decode
from publish.importing.rtf.drawings import Drawing
from publish.importing.rtf.looks import (
    Layout,
    Letters,
    Style,
    overlaid,
    run_properties,
    set_layout,
    set_letters,
)
from publish.importing.rtf.stories import Meter, Numbers, Row, Story
from publish.importing.rtf.tokens import Token, read_tokens

BODY, BOXES, ASIDE = 0, 5_000_000, 40_000_000
"""Where the numbers of the paragraphs of each kind of text begin; those of notes are Word's."""

_NO_XML: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SAID: Final = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "softline": "\n",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "zwbo": "\u200b",
    "zwnbo": "\u2060",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
}
_SYMBOLS: Final = {"~": "\u00a0", "-": "\u00ad", "_": "\u2011", "\t": "\t", ":": ":"}


class Purpose(IntEnum):
    """What words in a group are for."""

    TEXT = 0
    CODE = 1
    CAPTURE = 2
    PICTURE = 3
    SKIP = 4


@dataclass(slots=True)
class Frame:
    """A group that is open; ``close`` is done at its end.

    ``fallback`` bytes stand in for each letter of Unicode.
    """

    letters: Letters
    layout: Layout
    purpose: Purpose
    fallback: int
    is_optional: bool = False
    close: Callable[[], None] | None = None
    only: str = ""


@dataclass(slots=True)
class Comment:
    """A comment: its number, who wrote it, its paragraphs."""

    identifier: str
    author: str
    blocks: str


@dataclass(slots=True)
class Found:
    """What a document is made of, in Word's XML."""

    body: str = ""
    notes: dict[str, list[str]] = field(default_factory=lambda: {"footnote": [], "endnote": []})
    comments: list[Comment] = field(default_factory=list)
    heads: list[tuple[str, str]] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)
    styles: dict[tuple[str, int], Style] = field(default_factory=dict)
    numbering: str = ""
    properties: dict[str, str] = field(default_factory=dict)
    custom: list[tuple[str, str]] = field(default_factory=list)
    page: dict[str, int] = field(default_factory=dict)
    unknown_letters: int = 0


class Reading:
    """A reading under way: frames of groups, texts, and bytes that are not letters yet."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.found = Found()
        self.fonts = Fonts()
        self.plain = Letters()
        self.frame = Frame(Letters(), Layout(), Purpose.TEXT, 1)
        self.frames: list[Frame] = []
        self.tokens: Iterator[Token] = read_tokens(data, name)
        self.meter = Meter()
        self.story = Story(Numbers(BODY), self.meter)
        self.drawings: list[Drawing] = []
        self.captured: list[str] = []
        self._raw: list[bytes] = []
        self._skip = 0
        self._high = ""
        self._size = 0
        self._is_begun = False
        self._is_marked = False
        self._known: dict[tuple[object, ...], str] = {}
        self._is_utf8 = _is_utf8(data)

    # Words

    def flush(self) -> None:
        """Turn bytes into letters."""
        if not self._raw:
            return
        raw = b"".join(self._raw)
        self._raw = []
        codec = self.fonts.codec_of(self.frame.letters.font)
        if self._is_utf8 and not raw.isascii():
            codec = "utf-8"
        self.say(decode(raw, codec))

    def take_bytes(self, raw: bytes) -> None:
        """Take bytes of a text, but those that stand for a letter that has been said."""
        self._is_begun = self.frame.is_optional = False
        if self.frame.purpose is Purpose.SKIP:
            return
        if self.frame.purpose is Purpose.PICTURE:
            if self.drawings:
                self.drawings[-1].hex.append(raw)
            return
        if self._skip:
            gone = min(self._skip, len(raw))
            self._skip -= gone
            raw = raw[gone:]
        if raw:
            self._high = ""
            self._size += len(raw)
            if self._size > LARGEST_PART:
                message = f'"{self.name}" has more than {LARGEST_PART:,} bytes of text'
                raise BrokenPackageError(message, too_large=True)
            self._raw.append(raw)

    def letter(self, number: int) -> None:
        """Say a letter by its number; two may make one."""
        self.flush()
        point = number & 0xFFFF
        if 0xD800 <= point < 0xDC00:
            self._high = chr(point)
            return
        sign = chr(point)
        if 0xDC00 <= point < 0xE000:
            pair = (self._high + sign).encode("utf-16-le", "surrogatepass")
            sign = pair.decode("utf-16-le", "replace") if self._high else "\ufffd"
        self._high = ""
        self.say(sign)

    def say(self, text: str) -> None:
        """Add words where they belong."""
        self._high = ""
        text = _NO_XML.sub("", text)
        frame = self.frame
        if not text or frame.purpose >= Purpose.PICTURE:
            return
        if frame.purpose is Purpose.CAPTURE:
            self.captured.append(text)
        elif frame.purpose is Purpose.CODE:
            code = f'<w:instrText xml:space="preserve">{escape(text)}</w:instrText>'
            self.story.put(code, frame.letters)
        elif self.fonts.is_symbols(frame.letters.font) and text.strip():
            self._say_symbols(text)
        else:
            if self._is_marked and text[0] == "\u00a0":  # the gap after the mark of a note
                text = f" {text[1:]}"
            self._is_marked = False
            self.found.unknown_letters += text.count("\ufffd")
            self.story.write(text, self.properties(), frame.letters)

    def _say_symbols(self, text: str) -> None:
        """Add letters of a font of signs: what they are, their place in the font tells."""
        letters = self.frame.letters
        name = escape(self.fonts.name(letters.font), {'"': "&quot;"})
        for sign in text:
            raw = sign.encode("cp1252", "replace")
            code = ord(sign) if 0xF000 <= ord(sign) < 0xF100 else 0xF000 + raw[0]
            if sign.isspace():
                self.story.write(sign, self.properties(), letters)
            else:
                self.story.put(f'<w:sym w:font="{name}" w:char="{code:04X}"/>', letters)

    def properties(self) -> str:
        """Return in Word's XML how letters look now."""
        letters, style = self.frame.letters, self.frame.layout.style
        key = (style, *letters.key)
        written = self._known.get(key)
        if written is None:
            written = self._known[key] = self._write_properties(letters, style)
        return written

    def _write_properties(self, letters: Letters, style: int) -> str:
        known = self.found.styles.get(("s", style))
        base = known.letters if known else self.plain
        character = self.found.styles.get(("cs", letters.style))
        named = ""
        if character is not None:
            named = f'<w:rStyle w:val="cs{letters.style}"/>'
            base = overlaid(base, character.letters, self.plain)
        return named + run_properties(letters, base, self.fonts.name(letters.font))

    # Control words

    def set(self, word: str, number: int | None) -> bool:
        """Do what a control word says that holds wherever it stands; return whether it did."""
        frame, story = self.frame, self.story
        if word in _SAID:
            self.say(_SAID[word])
        elif word == "par":
            if frame.purpose is Purpose.TEXT:
                story.end_paragraph(frame.layout, frame.letters)
        elif word == "plain":
            frame.letters = self.plain.copy()
        elif word == "pard":
            frame.layout = Layout()
        elif word == "uc":
            frame.fallback = min(max(number or 0, 0), 20)
        elif not set_letters(frame.letters, word, number):
            return set_layout(frame.layout, word, number) or self._set_table(word, number)
        return True

    def _set_table(self, word: str, number: int | None) -> bool:
        frame, story = self.frame, self.story
        row = story.row
        match word:
            case "trowd":
                story.row = Row()
            case "trleft":
                row.left = number or 0
            case "trhdr":
                row.is_head = True
            case "cellx":
                row.end_cell(number or 0)
            case "clvmgf":
                row.begun.goes_down = "restart"
            case "clvmrg":
                row.begun.goes_down = "continue"
            case "clmrg":
                row.begun.goes_right = "continue"
            case "cell" | "nestcell" if frame.purpose is Purpose.TEXT:
                least = 1 if word == "cell" else 2
                depth = max(frame.layout.depth, least) if word == "nestcell" else 1
                story.end_cell(frame.layout, frame.letters, depth)
            case "row" | "nestrow":
                story.end_row(1 if word == "row" else max(frame.layout.depth, 2))
            case _:
                return self._set_break(word, number)
        return True

    def _set_break(self, word: str, number: int | None) -> bool:
        frame, story = self.frame, self.story
        match word:
            case "page" | "column" if frame.purpose is Purpose.TEXT:
                story.put(f'<w:br w:type="{word}"/>', frame.letters)
            case "sect" if frame.purpose is Purpose.TEXT:
                story.end_section(frame.layout, frame.letters)
            case "chftn":
                self._is_marked = True
            case "ansicpg":
                self.fonts.codec = codec_of(number or 0)
            case "mac":
                self.fonts.codec = codec_of(10000)
            case "pc":
                self.fonts.codec = codec_of(437)
            case "pca":
                self.fonts.codec = codec_of(850)
            case "deff":
                self.plain.font = number or 0
            case "deflang":
                self.plain.language = number or 0
            case "paperw" | "margl" | "margr":
                self.found.page[word] = number or 0
            case _:
                return False
        return True

    def open(self) -> None:
        """Begin a group."""
        self.flush()
        self._is_begun, self._high = True, ""
        outer = self.frame
        outer.is_optional = False
        self.frames.append(outer)
        self._skip = 0
        self.frame = Frame(outer.letters.copy(), outer.layout.copy(), outer.purpose, outer.fallback)
        if outer.only:  # of two ways to say a thing, the one that says all letters
            self.frame.purpose = Purpose.SKIP

    def end(self) -> None:
        """End a group."""
        self.flush()
        self._is_begun = False
        self._skip = 0
        close = self.frame.close
        if close is not None:
            close()
        if self.frames:
            self.frame = self.frames.pop()

    def symbol(self, sign: str) -> None:
        """Do what a backslash and a sign say."""
        is_begun, self._is_begun = self._is_begun, False
        self.frame.is_optional = sign == "*" and is_begun
        if sign == "*":
            return
        if sign in "\r\n":
            self._skip = 0
            self.flush()
            self.set("par", None)
        elif self._skip:
            self._skip -= 1
        elif sign in "{}\\":
            self.take_bytes(sign.encode())
        elif sign in _SYMBOLS and (sign != ":" or self.frame.purpose is Purpose.CAPTURE):
            self.flush()
            self.say(_SYMBOLS[sign])

    def unicode(self, number: int | None) -> None:
        """Say a letter of Unicode; bytes that stand for it follow."""
        self._is_begun = False
        if number is not None and self.frame.purpose < Purpose.PICTURE:
            self.letter(number)
            self._skip = self.frame.fallback

    def skips_word(self, word: str) -> bool:
        """Return whether a control word stands for a letter that has been said."""
        skips, self._skip = self._skip, 0
        self._is_begun = False
        if skips and word in _SAID:
            self._skip = skips - 1
            return True
        return False

    def take_data(self, data: bytes) -> None:
        """Take bytes that are written as they are."""
        if self.frame.purpose is Purpose.PICTURE and self.drawings:
            self.drawings[-1].data.append(data)


def _is_utf8(data: bytes) -> bool:
    """Return whether bytes that should be of a code page are UTF-8, as some programs write."""
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
