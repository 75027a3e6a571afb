"""The blocks of a document one by one, with what is known of each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from publish.importing.documents.paragraphs import MARK, Facts
from publish.importing.documents.tree import Node, walk, words_of

_SIGNS = r"[*#⁂~•·◊❦❧✻✽§=_—–-]"
_ORNAMENT: Final = re.compile(rf"\s*{_SIGNS}(?:\s*{_SIGNS}){{0,30}}\s*")


@dataclass(slots=True)
class Item:
    """A block: a paragraph with its ``facts``, or something else as pandoc has it.

    ``kind`` is what becomes of it: a role, "heading", "break", "empty", "block".
    """

    kind: str
    inlines: list[Node] = field(default_factory=list)
    facts: Facts = field(default_factory=lambda: Facts(0))
    block: Node | None = None
    level: int = 0
    attributes: list[Any] | None = None

    @property
    def words(self) -> str:
        """Return the words of a paragraph or a heading, without marks."""
        return MARK.sub("", words_of(self.inlines)).strip()

    @property
    def is_picture(self) -> bool:
        """Return whether a paragraph holds pictures and nothing else."""
        if self.words or not self.inlines:
            return False
        has_mark = any("I" in kinds_of(one) for one in self.inlines)
        return has_mark or any(one["t"] == "Image" for one in walk(self.inlines))

    @property
    def number(self) -> int:
        """Return the number of the paragraph, or of the first in it."""
        return self.facts.number


def kinds_of(inline: Node) -> str:
    """Return the kinds of the marks in an inline and what is in it."""
    return "".join(match[1] for match in MARK.finditer(words_of(inline)))


def number_of(block: Node) -> int:
    """Return the number of the first paragraph in a block, 0 without."""
    for one in walk(block):
        if one["t"] in ("Str", "CodeBlock"):
            text = one["c"] if isinstance(one["c"], str) else one["c"][1]
            for match in MARK.finditer(text):
                if match[1] == "P":
                    return int(match[2])
    return 0


def read_items(blocks: Sequence[Node], facts: Mapping[int, Facts]) -> list[Item]:
    """Return the blocks of a document as items, told by the styles of their paragraphs."""
    items = []
    for block in blocks:
        number = number_of(block)
        known = facts.get(number) or Facts(number)
        match block["t"]:
            case "Para" | "Plain":
                items.append(_paragraph(block["c"], known))
            case "Header":
                level, attributes, inlines = block["c"]
                kind = "title" if known.role == "title" else "heading"
                item = Item(kind, inlines, known, level=level)
                item.attributes = attributes
                items.append(item)
            case "HorizontalRule":
                items.append(Item("break", facts=known))
            case _:
                items.append(Item("block", facts=known, block=block))
    return items


def _paragraph(inlines: list[Node], facts: Facts) -> Item:
    item = Item(facts.role or "text", inlines, facts)
    if facts.role.startswith("heading-"):
        item.kind, item.level = "heading", int(facts.role[-1])
    elif facts.role == "part":
        item.kind, item.level = "heading", 1
    holds = "".join(kinds_of(one) for one in inlines).replace("P", "").replace("B", "")
    others = any(one["t"] in ("Math", "Note", "Image") for one in walk(inlines))
    if not item.words and not holds and not others:
        item.kind = "break" if facts.role == "break" else "empty"
    elif (
        item.words
        and not holds
        and not others
        and (facts.role == "break" or (_ORNAMENT.fullmatch(item.words) and item.kind == "text"))
    ):
        item.kind = "break"
    return item
