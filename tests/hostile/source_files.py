"""Sources made in the test, as bad as one likes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from tests.unit.importing.epub.epub_files import packed, parts
from tests.unit.importing.word.word_files import SPACES, paragraph

NONE: Mapping[str, bytes] = {}
TEXT = paragraph("The wind rose.")
Files = dict[str, bytes]


def zipped(files: dict[str, bytes | str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def docx(inside: str, head: str = "", more: Mapping[str, bytes | str] = NONE) -> bytes:
    body = f"<w:body>{inside}</w:body>"
    document = f"{head}<w:document {SPACES}>{body}</w:document>"
    return zipped({"word/document.xml": document, **more})


ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def odt(inside: str, head: str = "", more: Mapping[str, bytes | str] = NONE) -> bytes:
    body = f"<office:body><office:text>{inside}</office:text></office:body>"
    content = f"{head}<office:document-content {ODF}>{body}</office:document-content>"
    mimetype = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": mimetype, "content.xml": content, **more})


def epub(body: str, more: Mapping[str, bytes] = NONE) -> bytes:
    return packed(parts(f"<h1>A</h1>{body}") | dict(more))


def html(body: str, head: str = "<!DOCTYPE html>") -> bytes:
    return f"{head}<html><body><h1>A</h1>{body}</body></html>".encode()
