"""The document that pandoc is given: five small parts, written by us, and nothing of a stranger's.

Only the definitions of lists are the source's own.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Final
from xml.sax.saxutils import quoteattr

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACES: Final = (
    f'xmlns:w="{_W}" xmlns:r="{_KIND}" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_TYPES: Final = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def write_canonical(
    body: str,
    notes: Sequence[str],
    spans: Mapping[str, str],
    links: Sequence[str],
    numbering: bytes,
) -> bytes:
    """Return a Word document of these parts; ``notes`` are numbered from 2."""
    footnotes = "".join(
        f'<w:footnote w:id="{number}">{note}</w:footnote>' for number, note in enumerate(notes, 2)
    )
    styles = "".join(
        f'<w:style w:type="character" w:styleId="{identifier}"><w:name w:val={quoteattr(name)}/>'
        "</w:style>"
        for name, identifier in spans.items()
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{_KIND}/hyperlink" Target={quoteattr(link)} '
        'TargetMode="External"/>'
        for number, link in enumerate(links, 101)
    )
    parts: dict[str, bytes] = {
        "[Content_Types].xml": _TYPES.encode(),
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": _part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": _relations(
            {"footnotes": "footnotes.xml", "styles": "styles.xml", "numbering": "numbering.xml"},
            related,
        ),
        "word/_rels/footnotes.xml.rels": _relations({}, related),
        "word/footnotes.xml": _part("footnotes", footnotes),
        "word/styles.xml": _part("styles", styles),
        "word/numbering.xml": numbering or _part("numbering", ""),
    }
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return archive.getvalue()


def _part(name: str, content: str) -> bytes:
    return f"{_HEAD}<w:{name} {_SPACES}>{content}</w:{name}>".encode()


def _relations(targets: Mapping[str, str], more: str = "") -> bytes:
    written = "".join(
        f'<Relationship Id="rId{number}" Type="{_KIND}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{written}{more}</Relationships>'.encode()
