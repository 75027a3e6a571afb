"""Documents that are passages of a book, not books: each is one text, without title or chapters."""

from __future__ import annotations

from collections.abc import Sequence

from publish.diagnostics import Report
from publish.importing.documents.captions import join_captions
from publish.importing.documents.chapters import Chapter, label_headings, write_chapter
from publish.importing.documents.fakes import find_lists
from publish.importing.documents.finishing import Source, prove, unlink, write_texts
from publish.importing.documents.marks import follow_links
from publish.importing.documents.shaping import find_breaks, find_shapes
from publish.importing.documents.tree import Node
from publish.importing.options import ImportTools

_OPENING = ("subtitle", "author", "date")


def finish_passages(
    sources: Sequence[Source], tools: ImportTools, report: Report
) -> list[str] | None:
    """Return the Markdown of each passage, in order; ``None`` where ``report`` says why not.

    The words of each are proved as those of a book are.
    """
    written = tools.write_markdown([_blocks(source) for source in sources])
    texts = write_texts(written)
    for source, file in zip(sources, tools.read_back(texts), strict=True):
        if not prove(source, [file], report):
            return None
    return texts


def _blocks(source: Source) -> list[Node]:
    account = source.account
    for item in source.items:
        if item.kind == "title":
            item.kind, item.level = "heading", 1
        elif item.kind in _OPENING:
            item.kind = "text"
    items = find_lists(find_breaks(source.items, account), account)
    items = join_captions(items, account, source.labels)
    find_shapes(items, account)
    label_headings(items, source.labels)
    passage = Chapter(None, [item for item in items if item.kind != "empty"])
    write_chapter(passage, source.marks, source.labels, account)
    follow_links(passage.blocks, source.labels, unlink)
    return passage.blocks
