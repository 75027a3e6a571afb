"""A second reader of RTF, which shares nothing with the first: only words, in order.

It numbers paragraphs by their ends, those of notes and of boxes apart.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import Final, Literal

from publish.importing.options import Changes

_PIECE: Final = re.compile(
    r"(?P<text>[^\\{}\r\n]+)|\\'(?P<byte>[0-9A-Fa-f]{2})"
    r"|\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})?\x20?|(?P<brace>[{}])|\\(?P<sign>[^A-Za-z])",
    re.DOTALL,
)
_FIRST: Final = {"body": 0, "foot": 10_000_000, "end": 20_000_000, "box": 5_000_000}
_DEAF_WORDS: Final = """
aftncn aftnsep aftnsepc annotation atnauthor atndate atnicn atnid atnparent atnref atntime
atrfend atrfstart author background bgPict bkmkend bkmkstart blipuid blipupi buptim category
colorschememapping colortbl comment company creatim datafield datastore defchp defpap doccomm
docvar factoidname falt fchars filetbl fldinst fonttbl footer footerf footerl footerr formfield
ftncn ftnsep ftnsepc generator gridtbl header headerf headerl headerr hlinkbase htmltag info
keycode keywords latentstyles lchars linkval listoverridetable listtable listtext manager
mhtmltag mmath mmathPict mmathPr moMath moMathPara nextfile nonesttables nonshppict objalias
objclass objdata objname objsect objtime oldcprops oldpprops oldsprops oldtprops operator
password passwordhash pgdsctbl pgp pgptbl picprop pict pn pnseclvl pntext printim private
propname protusertbl pxe revtbl revtim rsidtbl rxe shprslt staticval stylesheet subject svb tc
tcn template themedata title txe userprops wgrffmtfilter windowcaption writereservation
writereservhash xe xform xmlattrname xmlattrvalue xmlclose xmlname xmlnstbl xmlopen
"""
_DEAF: Final = frozenset(_DEAF_WORDS.split())
_HEARD_STARS: Final = frozenset({"footnote", "fldrslt", "shppict", "nesttableprops", "ud"})
_SILENT: Final = frozenset({"shp", "shpgrp", "shpinst", "sp", "sn", "sv", "do"})
_ENDS: Final = frozenset({"par", "cell", "nestcell", "sect"})
_LETTERS: Final = {
    "tab": 9, "line": 10, "lbr": 10, "softline": 10, "emdash": 0x2014, "endash": 0x2013,
    "emspace": 0x2003, "enspace": 0x2002, "qmspace": 0x2005, "bullet": 0x2022, "lquote": 0x2018,
    "rquote": 0x2019, "ldblquote": 0x201C, "rdblquote": 0x201D, "zwj": 0x200D, "zwnj": 0x200C,
    "zwbo": 0x200B, "zwnbo": 0x2060, "ltrmark": 0x200E, "rtlmark": 0x200F,
}  # fmt: skip
_SIGNS: Final = {"~": "\u00a0", "-": "\u00ad", "_": "\u2011", "\t": "\t"}
_FONT_PAGES: Final = (
    "0:1252 77:mac_roman 78:shift_jis 79:euc_kr 80:gb2312 81:big5 85:mac_greek 86:mac_turkish "
    "88:mac_latin2 89:mac_cyrillic 128:932 129:949 130:johab 134:gbk 136:950 161:1253 162:1254 "
    "163:1258 177:1255 178:1256 186:1257 204:1251 222:874 238:1250 254:437 255:850"
)
_PAGES_OF_FONTS: Final = {
    int(number): f"cp{page}" if page.isdigit() else page
    for number, page in (pair.split(":") for pair in _FONT_PAGES.split())
}
_OTHER_PAGES: Final = (
    "0:cp1252 708:cp1256 709:cp1256 936:gbk 1361:johab 10000:mac_roman 10001:shift_jis "
    "10006:mac_greek 10007:mac_cyrillic 10029:mac_latin2 10081:mac_turkish 20866:koi8_r "
    "21866:koi8_u 28591:latin_1 65001:utf-8"
)
_PAGES: Final = dict(pair.split(":") for pair in _OTHER_PAGES.split())
_DINGBATS: Final = re.compile(
    "symbol|wingdings|webdings|zapf|dingbats|mt extra|marlett|monotype sorts", re.IGNORECASE
)
_DROPPED: Final = re.compile("[\0-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")

Mode = Literal["hear", "silent", "deaf", "fonts", "either"]


@dataclass(slots=True)
class _State:
    mode: Mode = "hear"
    font: int = 0
    gone: bool = False
    new: bool = False
    stand_ins: int = 1
    star: bool = False
    heard: bool = False
    story: str = ""


@dataclass(slots=True)
class _Story:
    kind: str
    is_gone: bool = False
    words: list[str] = field(default_factory=list)
    told: list[tuple[int, str]] = field(default_factory=list)
    boxed: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Font:
    charset: int = 1
    page: int = 0
    name: str = ""


@dataclass(slots=True)
class _Hearing:
    changes: Changes
    page: str = "cp1252"
    is_utf8: bool = False
    first_font: int = 0
    fonts: dict[int, _Font] = field(default_factory=dict)
    state: _State = field(default_factory=_State)
    outer: list[_State] = field(default_factory=list)
    stories: list[_Story] = field(default_factory=lambda: [_Story("body")])
    last: dict[str, int] = field(default_factory=lambda: dict(_FIRST))
    notes: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: {"foot": [], "end": []})
    raw: list[str] = field(default_factory=list)
    half: int = 0
    waits: int = 0

    def say(self, text: str) -> None:
        """Hear words."""
        self.half = 0
        state = self.state
        if state.mode == "fonts":
            if state.font in self.fonts:
                self.fonts[state.font].name += text
            return
        font = self.fonts.get(state.font)
        if state.mode != "hear" or self.is_gone():
            return
        if font and font.charset == 2 and _DINGBATS.search(font.name) and text.strip():
            text = "".join(sign for sign in text if sign.isspace())
        self.stories[-1].words.append(_DROPPED.sub("", text))

    def is_gone(self) -> bool:
        """Return whether a change takes away what is said now."""
        if self.changes == "accept":
            return self.state.gone
        return self.changes == "reject" and self.state.new

    def settle(self) -> None:
        """Turn bytes into words."""
        if self.raw:
            raw = "".join(self.raw).encode("latin-1")
            self.raw = []
            high = not raw.isascii()
            page = "utf-8" if high and self.is_utf8 else self.page_of(self.state.font)
            self.say(raw.decode(page, "replace"))

    def page_of(self, number: int) -> str:
        """Return the code page of a font."""
        font = self.fonts.get(number)
        if font is None or self.state.mode == "fonts":
            return self.page
        if font.page:
            return _page(font.page)
        if font.charset == 0:
            meant = {_PAGES_OF_FONTS.get(one.charset) for one in self.fonts.values()}
            return "cp1252" if self.page in meant else self.page
        return _PAGES_OF_FONTS.get(font.charset, self.page)

    def end_paragraph(self) -> None:
        """End a paragraph, and those of the boxes in it."""
        story = self.stories[-1]
        self.last[story.kind] += 1
        story.told.append((self.last[story.kind], "".join(story.words)))
        story.told += story.boxed
        story.words, story.boxed = [], []

    def begin_story(self, kind: str) -> None:
        """Begin a text of its own."""
        story = _Story(kind, is_gone=self.is_gone())
        self.state.mode, self.state.story = "hear", kind
        self.state.gone = self.state.new = False
        self.state.font = self.first_font
        self.stories.append(story)

    def end_story(self) -> None:
        """End it."""
        self.end_paragraph()
        story = self.stories.pop()
        if story.kind == "box":
            self.stories[-1].boxed += [] if story.is_gone else story.told
        else:
            self.notes[story.kind] += story.told

    # Pieces

    def brace(self, sign: str) -> bool:
        """Open or close a group; return whether the text goes on."""
        self.settle()
        self.waits = 0
        if sign == "{":
            state = self.state
            state.heard, state.star, self.half = True, False, 0
            self.outer.append(state)
            mode: Mode = "deaf" if state.mode == "either" else state.mode
            self.state = _State(mode, state.font, state.gone, state.new, state.stand_ins)
            return True
        if self.state.story:
            self.end_story()
        self.state = self.outer.pop() if self.outer else _State()
        return bool(self.outer)

    def word(self, word: str, number: int | None) -> None:
        """Hear a control word."""
        waits, self.waits = self.waits, 0
        state = self.state
        state.heard = True
        if word == "u":
            if number is not None and state.mode != "deaf":
                self.unicode(number & 0xFFFF)
                self.waits = state.stand_ins
            return
        if waits and word in _LETTERS:
            self.waits = waits - 1
            return
        star, state.star = state.star, False
        if state.mode == "deaf" and not (
            word == "ud" and self.outer and self.outer[-1].mode == "either"
        ):
            return
        self.settle()
        if star and word not in _HEARD_STARS and word not in _SILENT:
            state.mode = "deaf"
        elif word in _LETTERS:
            self.say(chr(_LETTERS[word]))
        elif word in _ENDS:
            if state.mode == "hear":
                self.end_paragraph()
        elif not self.purpose(word):
            self.look(word, number)

    def unicode(self, point: int) -> None:
        """Hear a letter of Unicode, or half of one."""
        self.settle()
        if 0xD800 <= point < 0xDC00:
            self.half = point
        elif 0xDC00 <= point < 0xE000:
            high, self.half = self.half, 0
            self.say(chr(0x10000 + ((high - 0xD800) << 10) + point - 0xDC00) if high else "\ufffd")
        else:
            self.half = 0
            self.say(chr(point))

    def purpose(self, word: str) -> bool:
        """Give a group its purpose; return whether the word names one."""
        state = self.state
        if word == "fonttbl":
            state.mode = "fonts"
        elif word in ("footnote", "shptxt", "dptxbxtext"):
            can = ("hear",) if word == "footnote" else ("hear", "silent")
            is_noting = any(story.kind in self.notes for story in self.stories)
            if word == "footnote" and state.mode == "hear" and is_noting:
                return True
            if state.mode in can:
                self.begin_story("foot" if word == "footnote" else "box")
            else:
                state.mode = "deaf"
        elif word == "ftnalt":
            if self.stories[-1].kind == "foot":
                self.stories[-1].kind = "end"
        elif word == "upr":
            state.mode = "either"
        elif word == "ud":
            if self.outer and self.outer[-1].mode == "either":
                state.mode = "hear" if len(self.outer) < 2 else self.outer[-2].mode
        elif word in _SILENT and state.mode == "hear":
            state.mode = "silent"
        elif word in _DEAF:
            state.mode = "deaf"
        else:
            return word in _SILENT
        return True

    def look(self, word: str, number: int | None) -> None:
        """Heed what a word says of the letters that follow."""
        state = self.state
        if word in ("f", "deff"):
            state.font = number or 0
            if word == "deff":
                self.first_font = state.font
            elif state.mode == "fonts":
                self.fonts[state.font] = _Font()
        elif state.mode == "fonts" and word in ("fcharset", "cpg"):
            font = self.fonts.setdefault(state.font, _Font())
            if word == "cpg":
                font.page = max(number or 0, 0)
            else:
                font.charset = number if number is not None else 1
        elif word == "uc":
            state.stand_ins = min(max(number or 0, 0), 20)
        elif word in ("ansicpg", "mac", "pc", "pca"):
            self.page = _page({"mac": 10000, "pc": 437, "pca": 850}.get(word, number or 0))
        elif word in ("deleted", "mvf"):
            state.gone = number != 0
        elif word in ("revised", "mvt"):
            state.new = number != 0
        elif word == "plain":
            state.gone = state.new = False
            state.font = self.first_font

    def sign(self, sign: str) -> None:
        """Hear a backslash with a sign."""
        if sign == "*":
            self.state.star = not self.state.heard
            return
        self.state.heard, self.state.star = True, False
        if sign in "\r\n":
            self.word("par", None)
        elif self.waits:
            self.waits -= 1
        elif sign in "{}\\":
            self.raw.append(sign)
        elif sign in _SIGNS:
            self.settle()
            self.say(_SIGNS[sign])

    def hear_bytes(self, text: str) -> None:
        """Hear bytes, but those that stand in for a letter."""
        self.state.heard, self.state.star = True, False
        if self.state.mode == "deaf":
            return
        kept = text[self.waits :]
        self.waits = max(self.waits - len(text), 0)
        if kept:
            self.half = 0
            self.raw.append(kept)


def _page(number: int) -> str:
    """Return the codec of a code page."""
    name = _PAGES.get(str(number), f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def read_rtf_witness(data: bytes, changes: Changes) -> dict[int, str]:
    """Return the words of each paragraph by its number, those of notes last.

    ``data`` has been found bounded before.
    """
    text = data.decode("latin-1")
    hearing = _Hearing(changes)
    if not data.isascii():
        try:
            data.decode("utf-8")
            hearing.is_utf8 = True
        except UnicodeDecodeError:
            pass
    at = 0
    while at < len(text):
        match = _PIECE.match(text, at)
        if match is None:
            at += 1
            continue
        at = match.end()
        kind = match.lastgroup
        if kind == "text":
            hearing.hear_bytes(match["text"])
        elif kind == "byte":
            hearing.hear_bytes(chr(int(match["byte"], 16)))
        elif kind in ("word", "number"):
            number = int(match["number"]) if match["number"] else None
            if match["word"] == "bin":
                at += max(number or 0, 0)
            else:
                hearing.word(match["word"], number)
        elif kind == "sign":
            hearing.sign(match["sign"])
        elif not hearing.brace(match["brace"]):
            break
    while hearing.outer:
        hearing.brace("}")
    hearing.settle()
    hearing.end_paragraph()
    told = [*hearing.stories[0].told, *hearing.notes["foot"], *hearing.notes["end"]]
    return dict(told)
