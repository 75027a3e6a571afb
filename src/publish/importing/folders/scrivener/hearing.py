"""The words of a text in RTF, heard without pandoc: what its reading is proved against."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from publish.importing.folders.scrivener.charsets import TOKEN, codecs_of

_SILENT: Final = frozenset(
    [
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "header",
        "headerl",
        "headerr",
        "headerf",
        "footer",
        "footerl",
        "footerr",
        "footerf",
        "listtable",
        "listoverridetable",
        "listtext",
        "pntext",
        "fldinst",
        "revtbl",
        "filetbl",
        "generator",
        "object",
        "themedata",
    ]
)
_SIGNS: Final = {
    "par": "\n",
    "line": "\n",
    "tab": "\t",
    "cell": "\n",
    "row": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": "\u2003",
    "enspace": "\u2002",
}
_ESCAPED: Final = {"~": "\u00a0", "_": "\u2011", "-": "\u00ad", "\n": "\n", "\r": "\n"} | {
    sign: sign for sign in "\\{}"
}
_DEEPEST: Final = 500


def hear(data: bytes) -> str | None:
    """Return the words of an RTF, its paragraphs as lines; ``None`` for one nested too deep."""
    source = data.decode("latin-1")
    page, fonts = codecs_of(source)
    listener = _Listener(page, page, fonts)
    for match in TOKEN.finditer(source):
        listener.take(match)
        if len(listener.stack) > _DEEPEST:
            return None
    listener.flush()
    joined = "".join(listener.out)  # characters outside the first plane come in two halves
    return joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@dataclass(slots=True)
class _Listener:
    """What was heard, the groups that are open, and how much of what stands in for a sign is left.

    ``bytes`` wait for others: a character may take two.
    """

    page: str
    codec: str
    fonts: Mapping[str, str]
    out: list[str] = field(default_factory=list)
    stack: list[tuple[bool, int, str]] = field(default_factory=list)
    is_silent: bool = False
    after: int = 1
    skip: int = 0
    bytes: bytearray = field(default_factory=bytearray)

    def flush(self) -> None:
        """Hear the bytes that wait."""
        self.out.append(self.bytes.decode(self.codec, "replace"))
        self.bytes.clear()

    def take(self, match: re.Match[str]) -> None:
        """Hear one token."""
        word, number, code, sign, brace, text = match.groups()
        if self.bytes and not code:
            self.flush()
        if brace == "{":
            self.stack.append((self.is_silent, self.after, self.codec))
            self.skip = 0
        elif brace == "}":
            outside = (False, 1, self.page)
            self.is_silent, self.after, self.codec = self.stack.pop() if self.stack else outside
            self.skip = 0
        elif self.is_silent:
            return
        elif word:
            self._word(word, number)
        elif code:
            if self.skip:
                self.skip -= 1
            else:
                self.bytes.append(int(code, 16))
        elif sign:
            self.is_silent = sign == "*"
            self.out.append(_ESCAPED.get(sign, ""))
        elif text:
            self.out.append(text[self.skip :])
            self.skip = max(0, self.skip - len(text))

    def _word(self, word: str, number: str | None) -> None:
        if word == "u" and number:
            self.out.append(chr(int(number) % 65_536))
            self.skip = self.after
        elif word == "f" and number:
            self.codec = self.fonts.get(number, self.page)
        elif word == "plain":
            self.codec = self.page
        elif word == "uc":
            self.after = min(int(number or 1), 10)
        elif word == "bin" or word in _SILENT:
            self.is_silent = True
        else:
            self.out.append(_SIGNS.get(word, ""))
