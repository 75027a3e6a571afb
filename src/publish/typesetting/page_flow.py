"""What the pages of a division say of its text, in its order: words, pictures; no more.

A reader only, as ``line_facts`` is. Notes at the foot, heads, what the engine draws of its own,
what it sets again and what only print says are left out: ``publish.page_list`` compares what is
left with the EPUB, which leaves out the same (``page_list.flow``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, Final

from publish.page_list import OBJECT
from publish.typesetting.laid_out import PageFacts

_LINKS: Final = frozenset({"doc-noteref", "doc-backlink"})
"""Roles of elements that each edition labels in its own way."""

_PRINT_ONLY: Final = frozenset({"note-call", "note-mark", "page-reference", "leader"})
"""Classes of elements that print labels in its own way, or has alone."""

_DRAWN: Final = ("::before", "::after", "::marker")


@dataclass(slots=True)
class PageFlow:
    """What a page says of the text, and of the notes after its chapter; spaces as they come."""

    text: list[str] = field(default_factory=list)
    endnotes: list[str] = field(default_factory=list)


def read_flows(pages: Sequence[Any], facts: Sequence[PageFacts]) -> Iterator[tuple[str, str]]:
    """Yield text and endnotes of page boxes that follow one another, all those of a division."""
    floated = frozenset(name for each in facts for name in each.floated)
    last_foot = {
        row.source: number
        for number, each in enumerate(facts)
        for row in each.rows
        if not row.is_head
    }
    heads: set[int] = set()
    for number, page in enumerate(pages):
        feet = {source for source, last in last_foot.items() if last != number}
        flow = _FlowReader(floated, heads | feet).read(page)
        heads |= {row.source for row in facts[number].rows if row.is_head}
        yield "".join(flow.text), "".join(flow.endnotes)


class _FlowReader:
    """A walk over one page; ``again`` are the rows of tables that it has only again."""

    def __init__(self, floated: Set[str], again: Set[int]) -> None:
        from weasyprint.formatting_structure import boxes

        self.boxes = boxes
        self.floated = floated
        self.again = again
        self.flow = PageFlow()

    def read(self, page: Any) -> PageFlow:
        for child in page.children:
            if not isinstance(child, self.boxes.MarginBox | self.boxes.FootnoteAreaBox):
                self._walk(child, self.flow.text)
        return self.flow

    def _walk(self, box: Any, into: list[str]) -> None:
        if hasattr(box, "_box"):
            box = box._box  # a placeholder for what is positioned absolutely
        if box.element_tag.endswith(_DRAWN):
            return
        if isinstance(box, self.boxes.TextBox):
            into.append(box.text)
        elif isinstance(box, self.boxes.ReplacedBox) or box.element_tag == "hr":
            into.append(OBJECT)
        elif not self._is_left_out(box, is_endnotes=into is self.flow.endnotes):
            into = self._stream(box, into)
            for child in getattr(box, "children", ()):
                self._walk(child, into)

    def _is_left_out(self, box: Any, *, is_endnotes: bool) -> bool:
        element = box.element
        if element is None:
            return False
        if isinstance(box, self.boxes.TableRowGroupBox):
            return id(element) in self.again
        if (
            element.get("role") in _LINKS
            or element.get("data-page-of")
            or not _PRINT_ONLY.isdisjoint(_classes(element))
        ):
            return True
        if is_endnotes and element.tag == "h2" and element.get("data-generated") is not None:
            return True  # screens have no heading there
        return element.tag in {"figure", "table"} and element.get("id") in self.floated

    def _stream(self, box: Any, into: list[str]) -> list[str]:
        if box.element_tag == "section" and "endnotes" in _classes(box.element):
            return self.flow.endnotes
        return into


def _classes(element: Any) -> list[str]:
    return str(element.get("class", "")).split()
