"""The tracked changes of a LibreOffice document, which keeps deleted words apart from its text."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from lxml import etree

from publish.importing.options import Changes
from publish.importing.word.open_styles import OFFICE, TEXT

REVISION: Final = "revision"
"""The attribute of ours at what was deleted and is in the text again."""

_FAR: Final = 200
"""Pieces of a paragraph that are looked at for words."""

_PARAGRAPHS: Final = (f"{TEXT}p", f"{TEXT}h")


@dataclass(slots=True)
class OpenChanges:
    """The changes of a document by their ids: what was put in, and what was taken out."""

    inserted: set[str] = field(default_factory=set)
    deleted: dict[str, list[Any]] = field(default_factory=dict)
    count: int = 0


def read_changes(root: Any) -> OpenChanges:
    """Return the changes of a document."""
    changes = OpenChanges()
    for region in root.iter(f"{TEXT}changed-region"):
        names = {str(value) for key, value in region.items() if key.endswith("}id")}
        deletion = region.find(f"{TEXT}deletion")
        is_new = next(region.iter(f"{TEXT}insertion"), None) is not None
        changes.count += deletion is not None or is_new
        if deletion is not None:
            kept = [one for one in deletion if one.tag != f"{OFFICE}change-info"]
            kept = [one for one in kept if one.tag != f"{TEXT}insertion"]
            if is_new:  # what was put in and taken out again was never there
                kept = []
            changes.deleted |= dict.fromkeys(names, kept)
        elif is_new:
            changes.inserted |= names
    return changes


def restore_deleted(body: Any, changes: OpenChanges, asked: Changes) -> None:
    """Put what was deleted where it stood, unless the changes are accepted."""
    if asked == "accept":
        return
    places: dict[str, Any] = {}
    for mark in body.iter(f"{TEXT}change"):
        places.setdefault(str(mark.get(f"{TEXT}change-id", "")), mark)
    # The last first: what follows a mark has moved to paragraphs of its own then.
    for identifier, mark in reversed(places.items()):
        kept = changes.deleted.get(identifier, [])
        blocks = [copy.deepcopy(one) for one in kept]
        for block in blocks:
            block.tail = None
            for one in block.iter(*_PARAGRAPHS) if asked == "mark" else ():
                one.set(REVISION, "deletion")
        paragraph = next(mark.iterancestors(*_PARAGRAPHS), None)
        if paragraph is None:
            for block in blocks:
                mark.addprevious(block)
        elif blocks:
            _restore_in(paragraph, mark, blocks)


def _restore_in(paragraph: Any, mark: Any, blocks: list[Any]) -> None:
    """Put blocks at a mark in a paragraph: the first and the last are parts of it."""
    if len(blocks) == 1 and blocks[0].tag in _PARAGRAPHS:
        mark.addprevious(_span_of(blocks[0]))
        return
    rest = _split(paragraph, mark)
    is_begun = any(text.strip() for text in islice(paragraph.itertext(), _FAR))
    first, last = blocks[0], blocks[-1]
    if first.tag in _PARAGRAPHS:
        blocks = blocks[1:]
        if is_begun:
            paragraph.append(_span_of(first))
        else:
            _move_into(first, paragraph)
    if last.tag in _PARAGRAPHS and blocks:
        blocks = blocks[:-1]
        span = _span_of(last)
        span.tail, rest.text = rest.text, None
        rest.insert(0, span)
    at = paragraph
    for block in (*blocks, rest):
        at.addnext(block)
        at = block


def _span_of(paragraph: Any) -> Any:
    """Return what stands in a paragraph as a span."""
    span = etree.Element(f"{TEXT}span")
    if paragraph.get(REVISION):
        span.set(REVISION, paragraph.get(REVISION))
    span.text = paragraph.text
    span.extend(list(paragraph))
    return span


def _move_into(source: Any, paragraph: Any) -> None:
    """Let a paragraph that holds no words be another one."""
    span = _span_of(source)
    paragraph.append(span)
    if source.tag in (paragraph.tag, f"{TEXT}h"):
        paragraph.tag = source.tag
        for key, value in source.items():
            if key != REVISION:
                paragraph.set(key, value)


def _split(paragraph: Any, mark: Any) -> Any:
    """Part a paragraph at a mark, which goes; return the second part."""
    at, rest = mark, None
    while True:
        parent = at.getparent()
        half = etree.Element(parent.tag, dict(parent.items()))
        if rest is None:
            half.text = at.tail
        else:
            half.append(rest)
            rest.tail = at.tail
        at.tail = None
        half.extend(list(at.itersiblings()))
        rest = half
        if parent is paragraph:
            break
        at = parent
    rest.tail, paragraph.tail = None, None
    mark.getparent().remove(mark)
    return rest
