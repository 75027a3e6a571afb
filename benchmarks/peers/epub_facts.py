"""What stands in an EPUB, read from its bytes alone: nothing here is shared with ``publish``."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urldefrag

from lxml import etree

_NS: Final = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
    "m": "http://www.w3.org/1998/Math/MathML",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
}
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_TYPE: Final = "{http://www.idpf.org/2007/ops}type"
_WORD: Final = re.compile(r"[^\W\d_]{2,}")

Tree = Any
"""An element of lxml's; its stubs do not know what an XPath finds."""


@dataclass(frozen=True, slots=True)
class Epub:
    """An opened EPUB: its members, its package document, its content documents by path."""

    members: dict[str, bytes]
    size: int
    folder: str
    package: Tree
    documents: dict[str, Tree]
    spine: tuple[str, ...]

    def find(self, path: str) -> list[Tree]:
        """Return what an XPath finds in all content documents of the spine, in order."""
        found: list[Tree] = []
        for name in self.spine:
            found += self.documents[name].xpath(path, namespaces=_NS)
        return found


def open_epub(path: Path) -> Epub:
    """Read an EPUB. Raises ``KeyError`` or ``etree.XMLSyntaxError`` where it cannot be followed."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    container: Tree = etree.fromstring(members["META-INF/container.xml"])
    root = container.xpath("string(//c:rootfile/@full-path)", namespaces=_NS)
    folder = posixpath.dirname(root)
    package: Tree = etree.fromstring(members[root])
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, recover=True)
    documents, names = {}, {}
    for item in package.iterfind("o:manifest/o:item", _NS):
        name = posixpath.normpath(posixpath.join(folder, unquote(str(item.get("href")))))
        names[str(item.get("id"))] = name
        if item.get("media-type") == "application/xhtml+xml":
            documents[name] = etree.fromstring(members[name], parser)
    refs = [str(ref.get("idref")) for ref in package.iterfind("o:spine/o:itemref", _NS)]
    spine = tuple(dict.fromkeys(names[ref] for ref in refs if names[ref] in documents))
    return Epub(members, path.stat().st_size, folder, package, documents, spine)


def facts(epub: Epub) -> dict[str, str]:
    """Return what was found, by the name of the feature, in the order of the table."""
    return dict(
        (
            *_metadata(epub),
            *_navigation(epub),
            *_semantics(epub),
            *_notes(epub),
            *_language(epub),
            *_pictures_and_tables(epub),
            *_looks(epub),
            ("broken links inside the book", str(_broken(epub))),
            ("content documents", str(len(epub.spine))),
            ("size of the file, KiB", f"{epub.size / 1024:.0f}"),
        )
    )


def words(epub: Epub) -> Counter[str]:
    """Return how often each word stands in the spine; markup joins what it divides."""
    text: Counter[str] = Counter()
    for name in epub.spine:
        body = epub.documents[name].find("h:body", _NS)
        if body is not None:
            text.update(_WORD.findall(_text(body).casefold().replace("\u00ad", "")))
    return text


def _text(element: Tree) -> str:
    blocks = {"p", "li", "td", "th", "dt", "dd", "br", "div", "h1", "h2", "h3", "tr", "figcaption"}
    parts: list[str] = []

    def walk(at: Tree) -> None:
        parts.append(at.text or "")
        for child in at:
            if isinstance(child.tag, str):
                walk(child)
                if etree.QName(child).localname in blocks:
                    parts.append(" ")
            parts.append(child.tail or "")

    walk(element)
    return "".join(parts)


def _all(epub: Epub, path: str) -> list[str]:
    return [str(value).strip() for value in epub.package.xpath(path, namespaces=_NS)]


def _names(values: list[str], prefix: str = "") -> str:
    return ", ".join(sorted({value.removeprefix(prefix) for value in values})) or "–"


def _counted(number: int) -> str:
    return str(number) if number else "–"


def _metadata(epub: Epub) -> Iterator[tuple[str, str]]:
    properties = [each for each in _all(epub, "//o:meta/@property") if each.startswith("schema:")]
    yield "accessibility metadata", _names(properties, "schema:")
    features = _all(epub, "//o:meta[@property='schema:accessibilityFeature']/text()")
    yield "accessibility features named", _names(features)
    described = _all(epub, "//o:meta[@property='dcterms:conformsTo']/text()")
    links = _all(epub, "//o:link[@rel='dcterms:conformsTo']/@href")
    yield "dcterms:conformsTo", _names(described + links)
    yield "identifiers", _counted(len(_all(epub, "//dc:identifier/text()")))
    yield "contributors' roles", _names(_all(epub, "//o:meta[@property='role']/text()"))
    yield (
        "names to sort by (file-as)",
        _counted(len(_all(epub, "//o:meta[@property='file-as']/text()"))),
    )
    elements = {etree.QName(each).localname for each in epub.package.iterfind("*/dc:*", _NS)}
    yield "Dublin Core elements", _names(sorted(elements))


def _nav(epub: Epub, kind: str) -> list[Tree]:
    navs = (nav for each in epub.documents.values() for nav in each.iterfind(".//h:nav", _NS))
    return [nav for nav in navs if kind in (nav.get(_TYPE) or "").split()]


def _navigation(epub: Epub) -> Iterator[tuple[str, str]]:
    contents = _nav(epub, "toc")
    entries = [link for nav in contents for link in nav.iterfind(".//h:a", _NS)]
    depth = max((len(list(link.iterancestors(f"{{{_NS['h']}}}ol"))) for link in entries), default=0)
    yield "contents: entries, levels", f"{len(entries)}, {depth}"
    marks = [link for nav in _nav(epub, "landmarks") for link in nav.iterfind(".//h:a", _NS)]
    yield "landmarks", _names([str(link.get(_TYPE)) for link in marks])
    pages = [link for nav in _nav(epub, "page-list") for link in nav.iterfind(".//h:a", _NS)]
    yield "page list", _counted(len(pages))
    breaks = epub.find("//*[@role='doc-pagebreak']")
    yield "page breaks in the text", _counted(len(breaks))
    ncx = [data for name, data in epub.members.items() if name.endswith(".ncx")]
    points = len(etree.fromstring(ncx[0]).findall(".//n:navPoint", _NS)) if ncx else 0
    yield "NCX for old readers: entries", _counted(points)


def _semantics(epub: Epub) -> Iterator[tuple[str, str]]:
    typed = [each for each in epub.find("//h:body//*") if each.get(_TYPE)]
    with_role = [each for each in typed if each.get("role")]
    yield "elements with epub:type, of these with a role", f"{len(typed)}, {len(with_role)}"
    kinds = [kind for each in typed for kind in str(each.get(_TYPE)).split()]
    yield "kinds of epub:type", _counted(len(set(kinds)))


def _notes(epub: Epub) -> Iterator[tuple[str, str]]:
    calls = [
        link
        for link in epub.find("//h:a[@href]")
        if "noteref" in (link.get(_TYPE) or "").split() or link.get("role") == "doc-noteref"
    ]
    yield "note calls", _counted(len(calls))
    places = {name: _ids(tree) for name, tree in epub.documents.items()}
    targets = [_target(epub, link, places) for link in calls]
    pairs = [
        (target, call) for target, call in zip(targets, calls, strict=True) if target is not None
    ]
    found = [target for target, _ in pairs]
    yield "… that lead to their note", _counted(len(found))
    kinds = {"footnote", "endnote", "rearnote"}
    marked = [
        note
        for note in found
        if kinds & set((note.get(_TYPE) or "").split()) or note.get("role") == "doc-footnote"
    ]
    yield "… to a note marked as one (it pops up)", _counted(len(marked))
    asides = [note for note in marked if etree.QName(note).localname == "aside"]
    yield "… in an aside", _counted(len(asides))
    back = [note for note, call in pairs if _leads_back(note, call)]
    yield "… with a link back", _counted(len(back))
    yield (
        "calls with sup inside the link",
        _counted(sum(link.find(".//h:sup", _NS) is not None for link in calls)),
    )


def _leads_back(note: Tree, call: Tree) -> bool:
    """Return whether a link in the note leads to its call, or to what the call stands in."""
    ids = {each.get("id") for each in (call, *call.iterancestors()) if each.get("id")}
    links = note.findall(".//h:a[@href]", _NS)
    return any(urldefrag(unquote(str(link.get("href"))))[1] in ids for link in links)


def _ids(tree: Tree) -> dict[str, Tree]:
    return {str(each.get("id")): each for each in tree.iterfind(".//*[@id]")}


def _target(epub: Epub, link: Tree, places: dict[str, dict[str, Tree]]) -> Tree | None:
    here = next(
        name for name, tree in epub.documents.items() if tree is link.getroottree().getroot()
    )
    path, fragment = urldefrag(unquote(str(link.get("href"))))
    there = posixpath.normpath(posixpath.join(posixpath.dirname(here), path)) if path else here
    return places.get(there, {}).get(fragment)


def _language(epub: Epub) -> Iterator[tuple[str, str]]:
    roots = [epub.documents[name] for name in epub.spine]
    yield (
        "documents with their language",
        f"{sum(bool(each.get('lang') or each.get(_LANG)) for each in roots)} of {len(roots)}",
    )
    passages = epub.find("//h:body//*[@lang or @xml:lang]")
    yield "passages in a language of their own", _counted(len(passages))
    spoken = [each for each in passages if each.get(_LANG)]
    yield "… with xml:lang, as XML asks", _counted(len(spoken))


def _pictures_and_tables(epub: Epub) -> Iterator[tuple[str, str]]:
    images = epub.find("//h:body//h:img")
    described = [each for each in images if (each.get("alt") or "").strip()]
    yield "pictures, of these with alternative text", f"{len(images)}, {len(described)}"
    yield "formulas in MathML", _counted(len(epub.find("//m:math")))
    tables = epub.find("//h:table")
    captions = [each for each in tables if each.find("h:caption", _NS) is not None]
    scoped = [each for each in tables if each.find(".//h:th[@scope]", _NS) is not None]
    yield "tables, with caption, with th scope", f"{len(tables)}, {len(captions)}, {len(scoped)}"


def _looks(epub: Epub) -> Iterator[tuple[str, str]]:
    fonts = {
        n: len(d)
        for n, d in epub.members.items()
        if n.lower().endswith((".ttf", ".otf", ".woff", ".woff2"))
    }
    yield "fonts: files, KiB", f"{len(fonts)}, {sum(fonts.values()) / 1024:.0f}" if fonts else "–"
    cover = _all(epub, "//o:item[contains(@properties, 'cover-image')]/@href")
    yield "cover, pixels", _pixels(epub, cover[0]) if cover else "–"
    sheets = [d.decode("utf-8", "replace") for n, d in epub.members.items() if n.endswith(".css")]
    css = re.sub(r"/\*.*?\*/", "", "\n".join(sheets), flags=re.DOTALL)
    yield "var() left in stylesheets", _counted(len(re.findall(r"\bvar\(", css)))
    body = re.findall(r"(?:^|[},;\s])(?:html|body|p)\s*(?:,[^{}]*)?\{([^}]*)\}", css)
    forced = [
        rule for rule in body if re.search(r"(?<![-\w])(?:color|background(?:-color)?)\s*:", rule)
    ]
    yield "colours forced on body text", _counted(len(forced))


def _pixels(epub: Epub, href: str) -> str:
    import io

    from PIL import Image

    data = epub.members[posixpath.normpath(posixpath.join(epub.folder, unquote(href)))]
    try:
        with Image.open(io.BytesIO(data)) as image:
            return f"{image.width} × {image.height}"
    except OSError:
        return "no raster picture"


def _broken(epub: Epub) -> int:
    places = {name: _ids(tree) for name, tree in epub.documents.items()}
    broken = 0
    for name, tree in epub.documents.items():
        for link in tree.iterfind(".//h:a[@href]", _NS):
            href = unquote(str(link.get("href")))
            if re.match(r"[a-z][a-z0-9+.-]*:", href):
                continue
            path, fragment = urldefrag(href)
            there = (
                posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            )
            known = there in epub.members and (not fragment or fragment in places.get(there, {}))
            broken += not known
    return broken
