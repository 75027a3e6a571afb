"""Captions brought to their pictures and tables; the numbers that the source gave them go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from publish.importing.documents.account import Account
from publish.importing.documents.items import Item
from publish.importing.documents.marks import Labels, cut
from publish.importing.documents.tree import attributes, node

_AFTER: Final = re.compile(r"[\s\u00a0]*[.:–—|-]?[\s\u00a0]*")
_TYPED: Final = re.compile(
    r"[ \t]*(?:figure|fig\.?|table|tab\.?|illustration|plate|abbildung|abb\.?|tabelle|tableau|"
    r"figura|tabla|cuadro|ilustraci[oó]n|рисунок|рис\.?|таблица|табл\.?|tabella|figuur|tabel)"
    r"[ \u00a0]*\d+(?:[.–-]\d+)*[ \u00a0]*[.:–—|-]?[ \u00a0]*",
    re.IGNORECASE,
)


def join_captions(items: Sequence[Item], account: Account, labels: Labels) -> list[Item]:
    """Return items with each caption in the figure or the table that stands beside it."""
    kept: list[Item] = []
    used: set[int] = set()
    for place, item in enumerate(items):
        if place in used:
            continue
        if not _is_caption(item):
            kept.append(item)
            continue
        subject = kept[-1] if kept else None
        following = items[place + 1] if place + 1 < len(items) else None
        if subject is not None and _wants(subject, item) and not _prefers(item, following):
            kept[-1] = _captioned(subject, item, account, labels, is_before=False)
        elif following is not None and _wants(following, item):
            used.add(place + 1)
            kept.append(_captioned(following, item, account, labels, is_before=True))
        else:
            item.kind = "text"
            kept.append(item)
    return kept


def _is_caption(item: Item) -> bool:
    if item.kind == "caption":
        return True
    return bool(item.facts.counted) and item.kind == "text" and item.facts.label_end < 40


def _is_table(item: Item) -> bool:
    return item.block is not None and item.block["t"] == "Table"


def _wants(subject: Item, caption: Item) -> bool:
    """Return whether a caption may be that of a picture or a table."""
    del caption
    if _is_table(subject) and subject.block is not None:
        return not subject.block["c"][1][1]
    return subject.is_picture and subject.kind in ("text", "caption", "")


def _prefers(caption: Item, following: Item | None) -> bool:
    """Return whether a caption belongs to what follows: those of tables stand above them."""
    names_table = re.match(r"tab|таб", f"{caption.facts.counted} {caption.words}".strip().lower())
    return following is not None and _is_table(following) and names_table is not None


def _captioned(
    subject: Item, caption: Item, account: Account, labels: Labels, *, is_before: bool
) -> Item:
    facts = caption.facts
    end = facts.label_end if facts.counted else 0
    typed = None if end else _TYPED.match(facts.text)
    if end:
        match = _AFTER.match(facts.text, end)
        end = match.end() if match else end
    elif typed:
        end = typed.end()
    if end:
        account.take(facts.number, 0, end)
        account.counts["numbers of figures and tables made by the book"] += 1
        if typed:
            evidence = "a number typed in a caption: the book counts itself"
            account.decide("caption", facts.text, evidence, facts.number)
    inlines = cut(caption.inlines, end)
    names = [*facts.labels, *subject.facts.labels]
    text = [node("Plain", inlines)] if inlines else []
    if _is_table(subject) and subject.block is not None:
        label = labels.new("tbl", names) if end or names else ""
        block = subject.block
        block["c"][0][0], block["c"][1] = label, [None, text]
        if not is_before:
            account.moved[facts.number] = subject.number
        return subject
    label = labels.new("fig", names) if end or names else ""
    block = node("Figure", [attributes(label), [None, text], [node("Plain", subject.inlines)]])
    return Item("block", facts=subject.facts, block=block)
