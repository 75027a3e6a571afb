"""EPUBs made in tests."""

from __future__ import annotations

import io
import zipfile

PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3"/></svg>'
)
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
METADATA = "<dc:title>The Sea</dc:title><dc:language>en</dc:language>"

Parts = dict[str, bytes]


def page(body: str, attributes: str = "") -> str:
    """Return a content document."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title>t</title></head><body {attributes}>{body}</body></html>"
    )


def parts(*bodies: str, metadata: str = METADATA, contents: str = "", extra: str = "") -> Parts:
    """Return the parts of an EPUB with a document for each body, ``c1.xhtml`` and so on."""
    names = [f"c{number}" for number in range(1, len(bodies) + 1)]
    items = "".join(
        f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>'
        for name in names
    )
    refs = "".join(f'<itemref idref="{name}"/>' for name in names)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:opf="http://www.idpf.org/2007/opf">{metadata}</metadata><manifest>{items}'
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f'<item id="pic" href="sea.svg" media-type="image/svg+xml"/>{extra}</manifest>'
        f"<spine>{refs}</spine></package>"
    )
    made: Parts = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": CONTAINER.encode(),
        "OPS/book.opf": package.encode(),
        "OPS/sea.svg": PICTURE,
        "OPS/nav.xhtml": page(f'<nav epub:type="toc"><ol>{contents}</ol></nav>').encode(),
    }
    for name, body in zip(names, bodies, strict=True):
        whole = body if body.startswith("<?xml") else page(body)
        made[f"OPS/{name}.xhtml"] = whole.encode()
    return made


def packed(made: Parts) -> bytes:
    """Return an archive of parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in made.items():
            archive.writestr(name, data)
    return target.getvalue()


def epub(*bodies: str, metadata: str = METADATA, contents: str = "", extra: str = "") -> bytes:
    """Return an EPUB with a document for each body."""
    return packed(parts(*bodies, metadata=metadata, contents=contents, extra=extra))
