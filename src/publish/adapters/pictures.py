"""Pictures judged before they enter a book: of a kind that books hold, whole, and closed."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from publish.catalogue import IMAGE_BROKEN, IMAGE_FORMAT, UNSAFE_IMAGE
from publish.content.addresses import image_href
from publish.diagnostics import Diagnostic, Report, Span
from publish.editions import Resource

# The core media types of EPUB 3.3, section 3.2; print takes the same.
_TYPES: Final = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
}
_ACTIVE: Final = frozenset({"script", "foreignObject", "iframe", "audio", "video", "handler"})
_REMOTE: Final = re.compile(r"url\(\s*['\"]?(?!#|data:)|@import", re.IGNORECASE)


def judge_pictures(
    files: Mapping[str, bytes], places: Mapping[str, Span | None], report: Report
) -> dict[str, Resource]:
    """Return the pictures as resources, keyed by source; what cannot be shown is reported."""
    pictures: dict[str, Resource] = {}
    for source, data in files.items():
        span = places.get(source)
        media_type = _judge(source, data, span, report)
        if media_type:
            href = PurePosixPath(image_href(source))
            pictures[source] = Resource(href, media_type, data)
    return pictures


def picture_width(data: bytes) -> int | None:
    """Return the width in pixels of a picture made of pixels, ``None`` of a drawing."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as image:
            return int(image.size[0])
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None


def _judge(source: str, data: bytes, span: Span | None, report: Report) -> str | None:
    if PurePosixPath(source).suffix.lower() == ".svg" or b"<svg" in data[:1000]:
        return _judge_drawing(source, data, span, report)
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as image:
            kind = str(image.format)
            image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        message = f'image "{source}" cannot be read'
        report(Diagnostic(IMAGE_BROKEN, message, span, "export it again"))
        return None
    if kind not in _TYPES:
        message = f'image "{source}" is of the kind {kind}'
        report(Diagnostic(IMAGE_FORMAT, message, span, "convert it to JPEG, PNG or SVG"))
        return None
    return _TYPES[kind]


def _judge_drawing(source: str, data: bytes, span: Span | None, report: Report) -> str | None:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        words = str(error.msg).split(", line")[0]
        message = f'image "{source}" cannot be read: {words[:1].lower()}{words[1:]}'
        report(Diagnostic(IMAGE_BROKEN, message, span, "export it again"))
        return None
    if etree.QName(root).localname != "svg":
        message = f'image "{source}" is not an SVG drawing'
        report(Diagnostic(IMAGE_BROKEN, message, span, "export it again"))
        return None
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        attributes = {str(key): str(value) for key, value in element.items()}
        reason = _unsafe(etree.QName(element).localname, attributes, element.text or "")
        if reason:
            message = f'image "{source}" {reason}'
            report(Diagnostic(UNSAFE_IMAGE, message, span, "export a plain SVG"))
            return None
    return "image/svg+xml"


def _unsafe(name: str, attributes: Mapping[str, str], text: str) -> str | None:
    """Return what an element of a drawing would do that a book must not, or ``None``."""
    if name in _ACTIVE:
        return f'holds "{name}"'
    if name == "style" and _REMOTE.search(text):
        return "reaches outside in its style"
    for key, value in attributes.items():
        local = key.rpartition("}")[2]
        if local.lower().startswith("on"):
            return f'holds a script in "{local}"'
        closed = value.startswith(("#", "data:image/")) or name == "a"
        if local == "href" and not closed:
            return f'reaches outside to "{value[:40]}"'
        if local == "style" and _REMOTE.search(value):
            return "reaches outside in its style"
    return None
