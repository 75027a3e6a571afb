"""Word documents made in the test, of the XML that Word itself writes."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
STYLES = {
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "Title": "Title",
    "Quote": "Quote",
    "Caption": "caption",
    "Epigraph": "Epigraph",
    "EpigraphSource": "Epigraph Source",
    "Verse": "Verse",
    "House": "House Extract",
}


def run(text: str, look: str = "") -> str:
    """Return a run of text."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph; what is not markup is text."""
    runs = "".join(one if one.startswith("<") else run(one) for one in content)
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{properties}</w:pPr>{runs}</w:p>"


def field(code: str, shown: str) -> str:
    """Return a complex field with what it shows."""
    code = code.replace("&", "&amp;").replace("<", "&lt;")
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def part(name: str, content: str) -> str:
    """Return an XML part of a Word document."""
    return f'<?xml version="1.0"?><w:{name} {SPACES}>{content}</w:{name}>'


def word_bytes(body: str, **parts: str | bytes) -> bytes:
    """Return a Word document; ``parts`` are those beside the text, "__" standing for "/"."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in STYLES.items()
    )
    files: dict[str, str | bytes] = {
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/styles.xml": part("styles", styles),
    }
    for name, data in parts.items():
        files[name.replace("__", "/").replace("_xml", ".xml").replace("_png", ".png")] = data
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def png_bytes() -> bytes:
    """Return a picture of four white points."""
    head = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * 6) * 2)
    chunks = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    written = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)
