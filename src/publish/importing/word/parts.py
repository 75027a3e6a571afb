"""The parts of a Word document beside its text: styles, relations, properties, comments."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from publish.importing.packages import Package
from publish.importing.word.style_table import StyleTable
from publish.importing.word.works import B, Work, read_word_work

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/",
        b"http://schemas.openxmlformats.org/drawingml/2006/",
    ),
)
_SOURCES: Final = B[1:-1].encode()
_FALSE: Final = frozenset({"0", "false", "off", "none"})
_MONOSPACE: Final = ("courier", "consolas", "mono", "menlo", "lucida console")


def val(element: Any, name: str = "val") -> str:
    """Return an attribute of Word's, ``""`` where there is none."""
    return "" if element is None else str(element.get(W + name, ""))


def is_on(parent: Any, name: str) -> bool | None:
    """Return whether a switch is on; ``None`` where it is not said."""
    found = None if parent is None else parent.find(W + name)
    return None if found is None else val(found).lower() not in _FALSE


def number(text: str) -> float:
    """Return a number that a document gives, 0 where it gives none."""
    try:
        found = float(text)
    except ValueError:
        return 0.0
    return found if abs(found) < 1e9 else 0.0


def plain_namespaces(data: bytes) -> bytes:
    """Return a part of a strict document with the names that all others use."""
    head = data[:4000]
    if b"purl.oclc.org/ooxml" in head:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    return data


@dataclass(slots=True)
class Look:
    """How runs or paragraphs look; ``None`` is "as around"."""

    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    small_caps: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    language: str | None = None
    font: str | None = None

    def over(self, under: Look) -> Look:
        """Return this look, and what it does not say as ``under`` has it."""
        return Look(
            *(
                getattr(self, name) if getattr(self, name) is not None else getattr(under, name)
                for name in self.__slots__
            )
        )


def read_look(properties: Any) -> Look:
    """Return what the properties of a run say."""
    if properties is None:
        return Look()
    size = val(properties.find(W + "sz"))
    fonts = properties.find(W + "rFonts")
    return Look(
        is_on(properties, "b"),
        is_on(properties, "i"),
        is_on(properties, "caps"),
        is_on(properties, "smallCaps"),
        is_on(properties, "vanish"),
        number(size) / 2 or None,
        val(properties.find(W + "lang")) or None,
        (val(fonts, "ascii") or val(fonts, "hAnsi") or None) if fonts is not None else None,
    )


def is_monospace(font: str | None) -> bool:
    """Return whether a font is one of a typewriter."""
    return font is not None and any(name in font.lower() for name in _MONOSPACE)


@dataclass(slots=True)
class Style:
    """A style with what it inherits."""

    name: str
    role: str
    look: Look
    alignment: str = ""
    indent: tuple[float, float] = (0.0, 0.0)
    numbering: tuple[str, str] | None = None
    outline: int = 0
    starts_page: bool = False


@dataclass(slots=True)
class Styles:
    """The styles of a document by their ids; ``default`` is that of a paragraph without one."""

    paragraphs: dict[str, Style] = field(default_factory=dict)
    characters: dict[str, Style] = field(default_factory=dict)
    defaults: Look = field(default_factory=Look)
    default: str = ""

    def paragraph(self, identifier: str) -> Style:
        """Return a style of paragraphs; a plain one where it is not known."""
        found = self.paragraphs.get(identifier or self.default)
        return found or Style(identifier, "" if identifier else "text", self.defaults)


_MOST_BASES: Final = 20


def read_styles(root: Any, table: StyleTable) -> Styles:
    """Return the styles of a document, resolved, with what they mean by ``table``."""
    styles = Styles()
    if root is None:
        return styles
    styles.defaults = read_look(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    raw = {val(one, "styleId"): one for one in root.iterfind(W + "style")}
    for identifier, element in raw.items():
        kind = val(element, "type")
        if kind not in ("paragraph", "character"):
            continue
        chain = list(_chain(element, raw))
        style = _resolve(chain, table, kind, styles.defaults)
        if kind == "character":
            styles.characters[identifier] = style
            continue
        styles.paragraphs[identifier] = style
        if val(element, "default").lower() in ("1", "true", "on"):
            styles.default = identifier
    return styles


def _chain(element: Any, raw: dict[str, Any]) -> Iterator[Any]:
    """Yield a style and what it is based on."""
    for _ in range(_MOST_BASES):
        yield element
        base = raw.get(val(element.find(W + "basedOn")))
        if base is None:
            return
        element = base


def _resolve(chain: list[Any], table: StyleTable, kind: str, defaults: Look) -> Style:
    of = table.of_paragraph if kind == "paragraph" else table.of_character
    name = val(chain[0].find(W + "name"))
    role = ""
    for depth, one in enumerate(chain):
        own = (val(one.find(W + "name")), val(one, "styleId"))
        role = of(*own)
        if role == "text" and depth:  # all styles are based on the text's: that says nothing
            role = ""
            break
        if role:
            break
    look = Look()
    for one in chain:
        look = look.over(read_look(one.find(W + "rPr")))
    style = Style(name, role, look.over(defaults) if kind == "paragraph" else look)
    for one in reversed(chain):
        read_paragraph_properties(one.find(W + "pPr"), style)
    if kind == "paragraph" and 1 <= style.outline <= 6 and role in ("", "text"):
        style.role = f"heading-{style.outline}"
    return style


def read_paragraph_properties(properties: Any, style: Style) -> None:
    """Enter what the properties of a paragraph say over what a style says."""
    if properties is None:
        return
    alignment = val(properties.find(W + "jc"))
    if alignment:
        style.alignment = {"start": "left", "end": "right"}.get(alignment, alignment)
    indent = properties.find(W + "ind")
    if indent is not None:
        left = val(indent, "left") or val(indent, "start")
        right = val(indent, "right") or val(indent, "end")
        style.indent = (
            number(left) / 20 if left else style.indent[0],
            number(right) / 20 if right else style.indent[1],
        )
    numbering = properties.find(W + "numPr")
    if numbering is not None:
        identifier = val(numbering.find(W + "numId"))
        before = style.numbering or ("", "0")
        level = val(numbering.find(W + "ilvl")) or before[1]
        identifier = identifier or before[0]
        style.numbering = None if identifier in ("", "0") else (identifier, level)
    outline = val(properties.find(W + "outlineLvl"))
    if outline.isdigit():
        style.outline = int(outline) + 1 if int(outline) < 9 else 0
    page = is_on(properties, "pageBreakBefore")
    if page is not None:
        style.starts_page = page


@dataclass(frozen=True, slots=True)
class Relation:
    """What an id in a part leads to: another part, or an address outside."""

    target: str
    kind: str
    is_outside: bool


def read_relations(package: Package, part: str) -> dict[str, Relation]:
    """Return what the ids of a part lead to; parts by their names in the archive."""
    folder, name = posixpath.split(part)
    root = package.tree(f"{folder}/_rels/{name}.rels")
    found = {}
    for one in root if root is not None else ():
        target = str(one.get("Target", ""))
        is_outside = one.get("TargetMode") == "External"
        if not is_outside:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = str(one.get("Type", "")).rpartition("/")[2]
        found[str(one.get("Id", ""))] = Relation(target, kind, is_outside)
    return found


def read_sources(package: Package) -> tuple[dict[str, Work], str]:
    """Return Word's own list of works by their tags, and the address of its style."""
    for name in sorted(package.names):
        if re.fullmatch(r"customXml/item\d+\.xml", name) and _SOURCES in package.read(name):
            root = package.tree(name)
            style = str(root.get("SelectedStyle", ""))
            name_of_style = re.sub(r"[^a-z]+", "-", style.lower()).strip("-")
            works = {
                " ".join((one.findtext(f"{B}Tag") or "").split()): read_word_work(one)
                for one in root.iter(f"{B}Source")
            }
            return works, f"styles/{name_of_style}" if style else ""
    return {}, ""


@dataclass(frozen=True, slots=True)
class Properties:
    """What a document says of itself; ``citation_style`` is the address of Zotero's style."""

    title: str = ""
    creator: str = ""
    citation_style: str = ""


def read_properties(package: Package) -> Properties:
    """Return what a document says of itself."""
    dublin = "{http://purl.org/dc/elements/1.1/}"
    root = package.tree("docProps/core.xml")
    title = creator = ""
    if root is not None:
        title = " ".join((root.findtext(f"{dublin}title") or "").split())
        creator = " ".join((root.findtext(f"{dublin}creator") or "").split())
    custom = package.tree("docProps/custom.xml")
    preferences = ""
    if custom is not None:
        preferences = "".join(
            "".join(one.itertext())
            for one in sorted(custom, key=lambda one: str(one.get("name", "")))
            if str(one.get("name", "")).startswith(("ZOTERO_PREF", "Mendeley Citation Style"))
        )
    return Properties(title, creator, preferences)
