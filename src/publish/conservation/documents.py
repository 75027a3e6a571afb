"""The words of content documents, read from the vocabulary of ``docs/content.md``."""

from __future__ import annotations

import enum
import itertools
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element


class Voice(enum.Enum):
    """Who speaks: the author in the text or in a note, or the book itself.

    A ``MARKER`` is the number of a list item, which an engine draws when it likes; the text of a
    ``FOLIO`` is the id whose folio stands there.
    """

    BODY = "body"
    NOTE = "note"
    GENERATED = "generated"
    MARKER = "marker"
    FOLIO = "folio"


Piece = tuple[Voice, str]

_SILENT: Final = frozenset({"head", "script", "style", "svg", "template", "colgroup"})
_INLINE: Final = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "dfn", "em", "i", "kbd", "mark", "q", "s"}
    | {"rp", "rt", "ruby", "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr"}
)
_SETTING_APART: Final = frozenset({"line", "formula-display"})
"""Classes of spans that are lines or blocks of their own."""

_BREAK: Final = "\n"
_WRAPPER: Final = (
    b'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>'
)


@dataclass(frozen=True, slots=True)
class Streams:
    """What documents say, in order.

    ``flow`` is what runs through the pages, ``foot`` what stands at their feet, ``floats`` are
    figures that stand on another page than the text around them; each is cut into
    pieces by voice. Alternatives, long descriptions of pictures and formulas stand apart.
    """

    flow: tuple[Piece, ...] = field(repr=False)
    foot: tuple[Piece, ...] = field(default=(), repr=False)
    floats: tuple[Piece, ...] = field(default=(), repr=False)
    alternatives: tuple[str, ...] = ()
    formulas: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()

    def text(self, voice: Voice) -> str:
        """Return all that one voice says."""
        pieces = itertools.chain(self.flow, self.foot, self.floats)
        return "".join(text for speaker, text in pieces if speaker is voice)


def read_documents(
    documents: Iterable[tuple[str, str | bytes]], floated: Set[str] = frozenset()
) -> Streams:
    """Return the streams of documents, given as href and XHTML in reading order.

    ``floated`` are the ids of the elements that stand in a stream of their own.

    XHTML is a whole file or, as in ``ContentDocument.body``, the children of its body.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    walk = _Walk(floated)
    for _, xhtml in documents:
        data = xhtml.encode() if isinstance(xhtml, str) else xhtml
        root = etree.fromstring(_whole(data), parser)
        walk.element(root, walk.flow, Voice.BODY)
    return Streams(
        tuple(walk.flow),
        tuple(walk.foot),
        tuple(walk.floats),
        tuple(walk.alternatives),
        tuple(walk.formulas),
        tuple(walk.descriptions),
    )


def _whole(data: bytes) -> bytes:
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"<?xml", b"<!DOCTYPE", b"<html")):
        return data
    return _WRAPPER + data + b"</body></html>"


@dataclass(slots=True)
class _Walk:
    """A walk through documents; ``flow`` and ``foot`` grow as it goes."""

    floated: Set[str] = frozenset()
    flow: list[Piece] = field(default_factory=list)
    floats: list[Piece] = field(default_factory=list)
    foot: list[Piece] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    in_description: bool = False

    def element(self, element: _Element, into: list[Piece], voice: Voice) -> None:
        name = str(element.tag).rpartition("}")[2]
        if name in _SILENT:
            return
        if self.floated and name in ("figure", "table") and element.get("id") in self.floated:
            into = self.floats
        if name == "math" and self.in_description:
            into.append((voice, element.get("alttext", "")))
        elif name == "math":
            self.formulas.append(element.get("alttext", ""))
        elif name == "img":
            self._picture(element, voice)
        elif element.get("role") == "doc-footnote":
            self._inside(element, into, _voice(element, Voice.NOTE), apart=True)
        elif name == "section" and "description" in element.get("class", "").split():
            self._description(element)
        elif name == "section" and "footnotes" in element.get("class", "").split():
            self._inside(element, self.foot, voice, apart=True)
        elif name == "span":
            self._span(element, into, _voice(element, voice))
        else:
            speaker = Voice.GENERATED if name == "nav" else _voice(element, voice)
            if name == "ol" and speaker is not Voice.GENERATED:
                self._ordered_list(element, into, speaker)
            else:
                self._inside(element, into, speaker, apart=name not in _INLINE)

    def _inside(
        self, element: _Element, into: list[Piece], voice: Voice, *, apart: bool = False
    ) -> None:
        if apart:
            into.append((voice, _BREAK))
        if element.text:
            into.append((voice, element.text))
        for child in element:
            if isinstance(child.tag, str):
                self.element(child, into, voice)
            if child.tail:
                into.append((voice, child.tail))
        if apart:
            into.append((voice, _BREAK))

    def _span(self, element: _Element, into: list[Piece], voice: Voice) -> None:
        classes = element.get("class", "").split()
        if target := element.get("data-page-of"):
            into.append((Voice.FOLIO, target))
        apart = not _SETTING_APART.isdisjoint(classes)
        if tex := element.get("data-tex"):
            self._spoken_formula(element, tex, into, voice, apart=apart)
        else:
            self._inside(element, into, voice, apart=apart)

    def _spoken_formula(
        self, element: _Element, tex: str, into: list[Piece], voice: Voice, *, apart: bool
    ) -> None:
        """Enter a formula that the author says in words: both are compared."""
        into.append((voice, _BREAK if apart else ""))
        if self.in_description:
            into.append((voice, tex))
            return
        self.formulas.append(tex)
        said = (child.get("alttext") or child.get("alt") for child in element)
        self.alternatives += [words for words in said if words]

    def _ordered_list(self, element: _Element, into: list[Piece], voice: Voice) -> None:
        number = int(element.get("start", "1"))
        style = element.get("type", "1")
        for item in element.iterchildren("{*}li"):
            number = int(item.get("value", number))
            into.append((Voice.MARKER, list_number(number, style)))
            self.element(item, into, voice)
            number += 1

    def _picture(self, element: _Element, voice: Voice) -> None:
        alternative = element.get("alt", "")
        if "formula" in element.get("class", "").split():
            self.formulas.append(alternative)
        elif voice is not Voice.GENERATED:
            # On paper a long description stands in the same text, after the end of a line.
            short, _, description = alternative.partition("\n")
            self.alternatives.append(short)
            if description:
                self.descriptions.append(description)

    def _description(self, element: _Element) -> None:
        """Enter a long description: its words, formulas among them."""
        apart: list[Piece] = []
        self.in_description = True
        self._inside(element, apart, Voice.BODY)
        self.in_description = False
        self.descriptions.append("".join(text for voice, text in apart if voice is Voice.BODY))


def _voice(element: _Element, voice: Voice) -> Voice:
    return voice if element.get("data-generated") is None else Voice.GENERATED


def list_number(number: int, style: str) -> str:
    """Return the number of a list item as HTML's ``type`` attribute asks for it."""
    if number < 1 or style == "1":
        return str(number)
    text = _roman(number) if style in "iI" else _alphabetic(number)
    return text.upper() if style.isupper() else text


def _roman(number: int) -> str:
    numerals = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    text = ""
    for numeral, value in zip(numerals, values, strict=True):
        text += numeral * (number // value)
        number %= value
    return text


def _alphabetic(number: int) -> str:
    text = ""
    while number:
        number, letter = divmod(number - 1, 26)
        text = chr(ord("a") + letter) + text
    return text
