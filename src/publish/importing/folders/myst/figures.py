"""Figures, images and tables of MyST: captions and labels go where ours have them."""

from __future__ import annotations

import posixpath
import re

from publish.importing.folders.myst.block_edits import BlockEdits
from publish.importing.folders.myst.directives import Directive
from publish.importing.folders.source_folder import joined


def figure(edits: BlockEdits, one: Directive) -> None:
    """Enter the edits of a figure or an image."""
    draft, path = edits.draft, edits.said(one)
    if not path:
        edits.plain(one)
        return
    caption = _caption(edits, one)
    id_ = edits.label(one, one.options.get("alt", "") if one.name == "image" else "")
    marks = [f"#{id_}"] if id_ and one.name == "figure" else []
    name = _picture(edits, path, one)
    close = f"]{{{' '.join([*marks, '.picture-missing'])}}}"
    opens, reads = "[", "]{.picture-missing}"
    if name:
        if alternative := one.options.get("alt", "").replace('"', "”"):
            marks.append(f'alt="{alternative}"')
        if re.fullmatch(r"\d+%", one.options.get("width", "")):
            marks.append(f"width={one.options['width']}")
        opens, reads = "![", "](#)"
        close = f"](<../{name}>)" + (f"{{{' '.join(marks)}}}" if marks else "")
    if caption is None:
        new = f"{opens}{close}" if name else (f"[]{close[1:]}" if marks else "")
        reads = f"{opens}{reads}" if new else ""
        if id_ and one.name == "image" and name:  # an image without a caption has no number
            new = f"::: {{#{id_}}}\n{one.indent}{new}\n{one.indent}:::"
        draft.claim(one.fence, one.end, new, reads)
        return
    draft.claim(one.fence, caption[0], opens)
    draft.claim(caption[1], caption[1], close, reads)
    edits.close(one, "")


def _caption(edits: BlockEdits, one: Directive) -> tuple[int, int] | None:
    """Return the first paragraph of a directive, ``None`` without one."""
    body = edits.draft.text[slice(*one.body)]
    match = re.match(r"(?:[ \t>]*\n)*[ \t>]*(\S(?:[^\n]|\n(?![ \t>]*\n))*)", body)
    if match is None or not match[1].strip():
        return None
    return one.body[0] + match.start(1), one.body[0] + match.start(1) + len(match[1].rstrip())


def _picture(edits: BlockEdits, path: str, one: Directive) -> str:
    if re.match(r"[A-Za-z][\w+.-]*:|//", path):
        where = "not fetched: save it in images/ and name it; its caption stands"
        edits.draft.lose(one.start, f"picture {path}", where)
        return ""
    if path.endswith(".*"):
        base = posixpath.dirname(edits.draft.entry.path)
        for ending in (".svg", ".png", ".jpg", ".jpeg", ".gif"):
            if edits.pictures.folder.has(joined(base, path[:-2] + ending)):
                return edits.pictures.find(edits.draft, path[:-2] + ending, one.start)
    return edits.pictures.find(edits.draft, path, one.start)


def marked_figure(edits: BlockEdits, one: Directive) -> None:
    """Enter the edits of a figure whose body is an image and a paragraph."""
    body = edits.draft.text[slice(*one.body)]
    image = re.match(
        r"\s*(?:!\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)|<img\b[^>]*\bsrc=[\"']([^\"']+)[\"'][^>]*>)",
        body,
    )
    rest = re.compile(r"\s*(\S.*?)\s*\Z", re.DOTALL).match(body, image.end()) if image else None
    if image is None:
        edits.plain(one)
        return
    names = [edits.said(one)] if edits.said(one) else []
    id_ = edits.labels.enter_all([*names, *edits.targets.get(one.start, ())])
    name = _picture(edits, image[1] or image[2], one)
    mark = f"#{id_}" if id_ else ""
    close = f"](<../{name}>){{{mark}}}" if mark else f"](<../{name}>)"
    if not name:
        close = f"]{{{mark} .picture-missing}}"
    opens = "![" if name else "["
    if rest is None:
        edits.draft.claim(one.fence, one.end, f"{opens}{close}", "")
        return
    start, end = one.body[0] + rest.start(1), one.body[0] + rest.end(1)
    edits.draft.claim(one.fence, start, opens)
    edits.draft.claim(end, end, close, "](#)" if name else close)
    edits.close(one, "")


def table(edits: BlockEdits, one: Directive) -> None:
    """Enter the edits of a table: its caption stands before it."""
    said = edits.said(one)
    id_ = edits.label(one)
    body = edits.draft.text[slice(*one.body)]
    if not said or not re.search(r"^[ \t>]*(?:\||\+[-=]{3}|[-=]{3,}[ \t])", body, re.MULTILINE):
        edits.open(one, f"{f'#{id_} ' if id_ else ''}.table")
        edits.close(one)
        return
    start, end = one.argument
    mark = f" {{#{id_}}}" if id_ else ""
    edits.draft.claim(one.fence, start, ": ")
    edits.draft.claim(end, one.body[0], f"{mark}\n{one.indent.rstrip()}\n", "\n\n")
    edits.close(one, "")
