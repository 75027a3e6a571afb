"""The styles of a LibreOffice document, resolved, with what they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from publish.importing.word.foreign import Foreign
from publish.importing.word.formats import span_words, with_role
from publish.importing.word.noted import Format
from publish.importing.word.parts import Look, is_monospace
from publish.importing.word.style_table import StyleTable

_NS: Final = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE: Final = f"{_NS}office:1.0}}"
META: Final = f"{_NS}meta:1.0}}"
STYLE: Final = f"{_NS}style:1.0}}"
TEXT: Final = f"{_NS}text:1.0}}"
TABLE: Final = f"{_NS}table:1.0}}"
DRAW: Final = f"{_NS}drawing:1.0}}"
SVG: Final = f"{_NS}svg-compatible:1.0}}"
FO: Final = f"{_NS}xsl-fo-compatible:1.0}}"
XLINK: Final = "{http://www.w3.org/1999/xlink}"

_LENGTH: Final = re.compile(r"(-?\d+(?:\.\d+)?)(pt|cm|mm|in|px)")
_POINTS: Final = {"pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0, "px": 0.75}
_MOST_BASES: Final = 20


@dataclass(slots=True)
class OpenStyle:
    """A style with what it inherits; ``flags`` are as ``noted.Format`` has them."""

    name: str = ""
    role: str = ""
    look: Look = field(default_factory=Look)
    flags: tuple[str, ...] = ()
    raised: str = ""
    alignment: str = ""
    indent: tuple[float, float] = (0.0, 0.0)
    starts_page: bool = False


@dataclass(slots=True)
class OpenStyles:
    """The styles of a document by family and name."""

    raw: dict[tuple[str, str], Any]
    table: StyleTable
    _made: dict[tuple[str, str], OpenStyle] = field(default_factory=dict)

    def paragraph(self, name: str) -> OpenStyle:
        """Return a style of paragraphs."""
        return self._style("paragraph", name)

    def span(self, name: str) -> OpenStyle:
        """Return a style of characters."""
        return self._style("text", name)

    def _style(self, family: str, name: str) -> OpenStyle:
        key = (family, name)
        if key not in self._made:
            self._made[key] = self._resolve(family, name)
        return self._made[key]

    def _resolve(self, family: str, name: str) -> OpenStyle:
        chain: list[Any] = []
        at = name
        while (family, at) in self.raw and len(chain) < _MOST_BASES:
            chain.append(self.raw[family, at])
            at = str(chain[-1].get(f"{STYLE}parent-style-name", ""))
        known = at if (family, at) not in self.raw else ""
        found = OpenStyle(role="text" if family == "paragraph" else "")
        of = self.table.of_paragraph if family == "paragraph" else self.table.of_character
        is_named = False
        for one in chain:
            own = str(one.get(f"{STYLE}name", ""))
            shown = str(one.get(f"{STYLE}display-name", "")) or _plain(own)
            if not is_named and not one.get("automatic"):
                found.name, is_named = shown, True
            role = of(shown, own)
            if role:
                found.role = role if role != "text" or shown == found.name else ""
                break
        else:
            role = of(_plain(known)) if known else ""
            found.role = role or found.role
            found.name = found.name or _plain(known)
        for one in reversed(chain):
            _enter(one, found)
        return found


def read_open_styles(roots: list[Any], table: StyleTable) -> OpenStyles:
    """Return the styles that stand in the parts of a document."""
    raw = {}
    for root in roots:
        for one in root.iter(f"{STYLE}style") if root is not None else ():
            parent = one.getparent()
            if parent is not None and parent.tag == f"{OFFICE}automatic-styles":
                one.set("automatic", "1")
            raw[str(one.get(f"{STYLE}family", "")), str(one.get(f"{STYLE}name", ""))] = one
    return OpenStyles(raw, table)


def span_format(
    style: OpenStyle, around: Look, flags: tuple[str, ...], foreign: Foreign, role: str
) -> tuple[Look, Format]:
    """Return how words of a style look inside others, in a paragraph that means ``role``."""
    look = style.look.over(around)
    is_head = role.startswith("heading") or role in ("title", "part", "caption")
    is_paragraph = style.role == role
    own = [flag for flag in style.flags if not (is_head and flag == "b")]
    if is_paragraph and role != "":
        own = []
    mine = [flag for flag in flags if not _undone(flag, style.look)]
    mine += [flag for flag in own if flag not in mine]
    meaning = "" if is_paragraph else style.role
    mine = with_role(mine, meaning)
    if not meaning and not is_paragraph and role != "code" and is_monospace(style.look.font):
        meaning = "code"
    return look, Format(tuple(mine), style.raised, span_words(look, meaning, foreign, ""))


def _undone(flag: str, look: Look) -> bool:
    return (flag == "b" and look.bold is False) or (flag == "i" and look.italic is False)


def _enter(element: Any, style: OpenStyle) -> None:
    """Enter what a style says over what it inherits."""
    words = element.find(f"{STYLE}text-properties")
    if words is not None:
        _enter_look(words, style)
    paragraph = element.find(f"{STYLE}paragraph-properties")
    if paragraph is not None:
        alignment = str(paragraph.get(f"{FO}text-align", ""))
        style.alignment = {"start": "left", "end": "right"}.get(alignment, alignment) or (
            style.alignment
        )
        left, right = paragraph.get(f"{FO}margin-left"), paragraph.get(f"{FO}margin-right")
        style.indent = (
            _points(left) if left else style.indent[0],
            _points(right) if right else style.indent[1],
        )
        style.starts_page = style.starts_page or paragraph.get(f"{FO}break-before") == "page"


def _enter_look(words: Any, style: OpenStyle) -> None:
    flags = list(style.flags)
    for flag, name, on in (
        ("b", f"{FO}font-weight", ("bold", "600", "700", "800", "900")),
        ("i", f"{FO}font-style", ("italic", "oblique")),
        ("smallCaps", f"{FO}font-variant", ("small-caps",)),
    ):
        value = words.get(name)
        if value is not None:
            flags = [one for one in flags if one != flag] + ([flag] if value in on else [])
    for flag, name in (
        ("u", f"{STYLE}text-underline-style"),
        ("strike", f"{STYLE}text-line-through-style"),
    ):
        value = words.get(name)
        if value is not None:
            flags = [one for one in flags if one != flag] + ([flag] if value != "none" else [])
    style.flags = tuple(flags)
    weight, slant = words.get(f"{FO}font-weight"), words.get(f"{FO}font-style")
    language = words.get(f"{FO}language")
    country = words.get(f"{FO}country")
    tag = None
    if language and language not in ("none", "zxx"):
        tag = f"{language}-{country}" if country and country != "none" else language
    display = words.get(f"{TEXT}display")
    position = str(words.get(f"{STYLE}text-position", "")).split(" ")[0]
    if position:
        style.raised = _raised(position)
    transform = words.get(f"{FO}text-transform")
    own = Look(
        bold=None if weight is None else "b" in flags,
        italic=None if slant is None else "i" in flags,
        caps=None if transform is None else transform == "uppercase",
        hidden=None if display is None else display == "none",
        size=_points(words.get(f"{FO}font-size")) or None,
        language=tag,
        font=words.get(f"{STYLE}font-name") or words.get(f"{FO}font-family"),
    )
    style.look = own.over(style.look)


def _raised(position: str) -> str:
    if position.startswith(("sub", "-")):
        return "subscript"
    return "" if position in ("0%", "") else "superscript"


def _points(text: str | None) -> float:
    found = _LENGTH.fullmatch(text or "")
    return float(found[1]) * _POINTS[found[2]] if found else 0.0


def _plain(name: str) -> str:
    """Return the name of a style without its escapes."""
    return re.sub(r"_([0-9a-f]{2})_", lambda match: chr(int(match[1], 16)), name)
