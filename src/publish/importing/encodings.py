"""The encoding of a text that does not tell it, by evidence that can be reported."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

_SAMPLE: Final = 200_000
"""Bytes that are looked at to tell one single-byte encoding from another."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16 LE"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16 BE"),
)
NAMES: Final[dict[str, str]] = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "cp1252": "Windows-1252",
    "cp1251": "Windows-1251",
    "koi8-r": "KOI8-R",
    "cp866": "IBM 866",
    "mac-roman": "Mac Roman",
}
"""The encodings that are told apart, and what people call them."""

_WESTERN: Final = re.compile(
    r"[A-Za-z][à-öø-ÿœ]|[à-öø-ÿœ][a-z]|\w’\w|[“‘„«]\w|\w[.,!?…]?[”’»]|\w ?[–—]|[©§£°\xa0…•]"
)
_CYRILLIC: Final = re.compile(r"[А-ЯЁІЇЄҐЎ]?[а-яёіїєґў]{2,}|(?<!\w)[а-яёі](?!\w)")
_UPSIDE_DOWN: Final = re.compile(r"[а-яё][А-ЯЁ]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the name of its encoding, and how that is known."""

    text: str
    encoding: str
    evidence: str


def decode_source(data: bytes, asked: str = "") -> Decoded | None:
    """Return the text of a source, ``None`` where it is none in an encoding that we know.

    ``asked`` is the encoding that the author names; it is taken or nothing is.
    """
    if asked:
        return _as_asked(data, asked)
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            text = _decoded(data, codec)
            evidence = "a byte order mark at the beginning"
            return None if text is None else Decoded(text, name, evidence)
    if b"\0" in data:
        return _wide(data)
    text = _decoded(data, "utf-8")
    if text is not None:
        plain = data.isascii()
        why = "no byte above 127" if plain else "every byte above 127 is part of a UTF-8 sequence"
        return Decoded(text, "UTF-8", why)
    return _single_byte(data)


def _as_asked(data: bytes, asked: str) -> Decoded | None:
    try:
        name = codecs.lookup(asked).name
    except LookupError:
        return None
    if name == "utf-8":
        name = "utf-8-sig"
    text = _decoded(data, name)
    return None if text is None else Decoded(text.removeprefix("\ufeff"), asked, "named by you")


def _decoded(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None


def wide_codec(data: bytes) -> str:
    """Return the codec of UTF-16 without its mark, ``""`` where bytes are not in it.

    Of two bytes one is small nearly always: it names the block of Latin, Greek or Cyrillic letters.
    """
    sample = data[: _SAMPLE // 2 * 2]
    for codec, high, low in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        small = sum(high.count(byte) for byte in (0, 1, 3, 4, 5, 32))
        if small > 0.97 * len(high) and low.count(0) < 0.01 * len(low) and high.count(0):
            return codec
    return ""


def _wide(data: bytes) -> Decoded | None:
    """Return a text in UTF-16 without its mark."""
    codec = wide_codec(data)
    text = _decoded(data, codec) if codec else None
    if text is None or "\0" in text:
        return None
    return Decoded(text, NAMES[codec], "every other byte names one of a few blocks of letters")


def _single_byte(data: bytes) -> Decoded | None:
    """Return the text in the single-byte encoding in which it looks most like words."""
    sample = data[:_SAMPLE]
    high = sum(1 for byte in sample if byte > 127) or 1
    scores = {}
    for codec in ("cp1252", "cp1251", "koi8-r", "cp866", "mac-roman"):
        # A byte that the encoding has no character for speaks against it, yet may be a slip.
        text = sample.decode(codec, "replace")
        scores[codec] = _likeness(text, codec) / high - 2 * text.count("\ufffd") / high
    best = max(scores, key=lambda codec: scores[codec])
    if scores[best] < 0.4:
        return None
    whole = _decoded(data, best)
    if whole is None:
        return None
    others = ", ".join(
        f"{NAMES[codec]} {100 * max(score, 0):.0f} %"
        for codec, score in scores.items()
        if codec != best
    )
    share = 100 * min(scores[best], 1)
    return Decoded(
        whole,
        NAMES[best],
        f"not UTF-8; {share:.0f} % of the bytes above 127 make words in it ({others})",
    )


def _likeness(text: str, codec: str) -> float:
    """Return how many characters above 127 stand where such characters stand in words."""
    if codec in ("cp1252", "mac-roman"):
        # The first is what most texts are in; the second must be better to be believed.
        return len(_WESTERN.findall(text)) * (1.0 if codec == "cp1252" else 0.9)
    in_words = sum(map(len, _CYRILLIC.findall(text)))
    return in_words - 3 * len(_UPSIDE_DOWN.findall(text))
