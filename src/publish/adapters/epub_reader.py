"""Read a finished EPUB back: the documents of its spine, in order, from the bytes alone."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Final
from urllib.parse import unquote

from publish.errors import ValidationError

_CONTAINER: Final = "META-INF/container.xml"
_OCF: Final = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF: Final = "{http://www.idpf.org/2007/opf}"


def spine_documents(data: bytes) -> tuple[tuple[str, bytes], ...]:
    """Return href (relative to the package) and bytes of every document of the spine, in order.

    Raises ``ValidationError`` where the archive or its package document cannot be followed.
    """
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            container = etree.fromstring(archive.read(_CONTAINER))
            root = container.find(f".//{_OCF}rootfile")
            if root is None:
                raise ValidationError("the EPUB names no package document")
            path = str(root.get("full-path"))
            package = etree.fromstring(archive.read(path))
            folder = posixpath.dirname(path)
            hrefs = {
                str(item.get("id")): unquote(str(item.get("href")))
                for item in package.iterfind(f"{_OPF}manifest/{_OPF}item")
            }
            spine = [
                hrefs[str(item.get("idref"))]
                for item in package.iterfind(f"{_OPF}spine/{_OPF}itemref")
            ]
            return tuple((href, archive.read(posixpath.join(folder, href))) for href in spine)
    except (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise ValidationError(f"the EPUB cannot be read back: {error}") from error
