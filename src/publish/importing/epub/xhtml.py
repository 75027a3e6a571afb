"""Content documents as trees: by a parser that loads nothing, broken ones as far as they go."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from publish.importing.packages import BrokenPackageError

DEEPEST: Final = 200
"""Elements in one another: more are no book."""

_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_OPS: Final = "{http://www.idpf.org/2007/ops}"
LANGUAGES: Final = (f"{_XML}lang", "lang")
"""The attributes that name a language, the one that counts first."""

_DOCTYPE: Final = re.compile(rb"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ENTITY: Final = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_CONTROL: Final = re.compile("[\x80-\x9f]")
_KEPT: Final = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})


def parse(data: bytes, name: str) -> tuple[Any, bool]:
    """Return the root of a document, and whether it had to be mended.

    Entities of HTML are characters; others stay as they are written. Raises ``BrokenPackageError``.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = re.sub(rb"<\?xml.*?\?>", b"", data.decode("utf-16", "replace").encode(), count=1)
    plain = _ENTITY.sub(_character, _DOCTYPE.sub(b"", data, count=1))
    if _deepest(plain) > DEEPEST * 4:
        raise BrokenPackageError(f'"{name}" has elements nested too deep', too_large=True)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    mended = False
    try:
        root = etree.fromstring(plain.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        mended = True
        lenient = etree.HTMLParser(no_network=True, encoding="utf-8")
        try:
            root = etree.fromstring(re.sub(rb"<\?xml.*?\?>", b"", plain), lenient)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise BrokenPackageError(f'"{name}" cannot be read') from error
    if root is None:
        raise BrokenPackageError(f'"{name}" is empty')
    if any(depth > DEEPEST for depth in _depths(root)):
        raise BrokenPackageError(f'"{name}" has elements nested too deep', too_large=True)
    if _CONTROL.search(plain.decode("utf-8", "replace")) or b"&#" in plain:
        _set_right(root)
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction, etree.Entity)
    return root, mended


def _set_right(root: Any) -> None:
    """Let controls that are signs of Windows-1252, as every browser takes them, be those signs."""
    for one in root.iter():
        if one.text and isinstance(one.tag, str):
            one.text = _CONTROL.sub(_sign, one.text)
        if one.tail:
            one.tail = _CONTROL.sub(_sign, one.tail)


def _sign(match: re.Match[str]) -> str:
    return match[0].encode("latin-1").decode("cp1252", "ignore")


def _deepest(data: bytes) -> int:
    """Return how deep tags could be nested, before any parser sees them."""
    depth = deepest = 0
    for match in re.finditer(rb"<(/?)[A-Za-z][^>]*?(/?)>", data):
        if match[2]:
            continue
        depth += -1 if match[1] else 1
        deepest = max(deepest, depth)
    return deepest


def _depths(root: Any) -> Iterator[int]:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        yield depth


def _character(match: re.Match[bytes]) -> bytes:
    name = match[1]
    if name in _KEPT:
        return match[0]
    found = html.unescape(f"&{name.decode()};")
    return (
        b"&amp;" + name + b";"
        if found.startswith("&")
        else found.encode("ascii", "xmlcharrefreplace")
    )


def tag(element: Any) -> str:
    """Return the name of an element without its namespace, in lower case."""
    name = element.tag
    return name.rsplit("}", 1)[-1].lower() if isinstance(name, str) else ""


def kinds(element: Any) -> set[str]:
    """Return what ``epub:type`` and ``role`` say that an element is, roles without ``doc-``."""
    said = element.get(f"{_OPS}type") or element.get("epub:type") or ""
    roles = (element.get("role") or "").split()
    return {*said.lower().split(), *(role.removeprefix("doc-") for role in roles)}


def classes(element: Any) -> list[str]:
    """Return the classes of an element."""
    return (element.get("class") or "").split()


def language(element: Any) -> str:
    """Return the language that an element names for itself."""
    found = next((said for name in LANGUAGES if (said := element.get(name))), "")
    return found.strip()


def is_generated(element: Any) -> bool:
    """Return whether the words of an element are ours: we mark what we make."""
    return element.get("data-generated") is not None


def body_of(root: Any) -> Any:
    """Return the body of a document, or its root where there is none."""
    return next((one for one in root.iter() if tag(one) == "body"), root)


def page_of(picture: Any) -> Any:
    """Return a document that shows a picture which stood in the spine by itself."""
    root = etree.Element("html")
    etree.SubElement(etree.SubElement(root, "body"), "p").append(picture)
    return root


def words(element: Any) -> str:
    """Return the text of an element on one line."""
    return " ".join("".join(element.itertext()).split())
