"""What has been read of a text in RTF, as the parts of a Word document in memory."""

from __future__ import annotations

import io
import zipfile
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from publish.importing.packages import Package
from publish.importing.rtf.codepages import Fonts
from publish.importing.rtf.looks import (
    Letters,
    Style,
    layout_properties,
    run_properties,
    style_properties,
)
from publish.importing.rtf.reading import Found

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/"
_SPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}relationships" xmlns:m="{_OFFICE}math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_DUBLIN: Final = "http://purl.org/dc/elements/1.1/"


def pack(found: Found, fonts: Fonts, plain: Letters) -> Package:
    """Return a document that ``importing.word`` reads."""
    page = "".join(
        (
            f'<w:pgSz w:w="{found.page.get("paperw", 0)}"/>',
            f'<w:pgMar w:left="{found.page.get("margl", 0)}" '
            f'w:right="{found.page.get("margr", 0)}"/>',
        )
    )
    parts: dict[str, bytes] = {
        "word/document.xml": _part(
            "document", f"<w:body>{found.body}<w:sectPr>{page}</w:sectPr></w:body>"
        ),
        "word/styles.xml": _part("styles", _styles(found.styles, fonts, plain)),
        "word/numbering.xml": _part("numbering", found.numbering),
        "word/_rels/document.xml.rels": _relations(list(found.media)),
        "docProps/core.xml": _properties(found.properties),
        "docProps/custom.xml": _custom(found.custom),
    }
    for kind, notes in found.notes.items():
        written = "".join(
            f'<w:{kind} w:id="{number}">{blocks}</w:{kind}>'
            for number, blocks in enumerate(notes, 2)
        )
        parts[f"word/{kind}s.xml"] = _part(f"{kind}s", written)
    comments = "".join(
        f"<w:comment w:id={quoteattr(one.identifier)} w:author={quoteattr(one.author)}>"
        f"{one.blocks}</w:comment>"
        for one in found.comments
    )
    parts["word/comments.xml"] = _part("comments", comments)
    for number, (kind, blocks) in enumerate(found.heads, 1):
        parts[f"word/{kind}{number:05d}.xml"] = _part("hdr", blocks)
    for name, data in found.media.items():
        parts[f"word/media/{name}"] = data
    return _packed(parts)


def _packed(parts: dict[str, bytes]) -> Package:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part)
    return Package(frozenset(parts), zipfile.ZipFile(data))


def _part(name: str, content: str) -> bytes:
    return f'<?xml version="1.0"?><w:{name} {_SPACES}>{content}</w:{name}>'.encode()


def _styles(styles: dict[tuple[str, int], Style], fonts: Fonts, plain: Letters) -> str:
    written = []
    for (kind, number), style in styles.items():
        if kind not in ("s", "cs"):
            continue
        name = "paragraph" if kind == "s" else "character"
        default = ' w:default="1"' if (kind, number) == ("s", 0) else ""
        font = fonts.name(style.letters.font)
        base = f'<w:basedOn w:val="{kind}{style.base}"/>' if style.base != number else ""
        if kind == "s":
            look = style_properties(style.letters, font)
            layout = f"<w:pPr>{layout_properties(style.layout)}</w:pPr>"
        else:
            look, layout = run_properties(style.letters, plain, font), ""
        written.append(
            f'<w:style w:type="{name}" w:styleId="{kind}{number}"{default}>'
            f"<w:name w:val={quoteattr(style.name)}/>"
            f"{base}{layout}<w:rPr>{look}</w:rPr></w:style>"
        )
    return "".join(written)


def _relations(names: list[str]) -> bytes:
    written = "".join(
        f'<Relationship Id="media{number}" Type="{_OFFICE}relationships/image" '
        f"Target={quoteattr(f'media/{name}')}/>"
        for number, name in enumerate(names, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}relationships">{written}</Relationships>'.encode()


def _properties(said: dict[str, str]) -> bytes:
    written = "".join(f"<d:{name}>{escape(text)}</d:{name}>" for name, text in said.items())
    return f'<properties xmlns:d="{_DUBLIN}">{written}</properties>'.encode()


def _custom(said: list[tuple[str, str]]) -> bytes:
    written = "".join(
        f"<property name={quoteattr(name)}><value>{escape(text)}</value></property>"
        for name, text in said
    )
    return f"<properties>{written}</properties>".encode()
