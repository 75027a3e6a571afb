"""Headings and lists that were typed, not styled: seen by how they look, told with the evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from publish.importing.documents.account import Account
from publish.importing.documents.items import Item
from publish.importing.documents.marks import cut
from publish.importing.documents.tree import Node, node
from publish.importing.headings import is_part_title, kind_of_title

_LONGEST: Final = 80
_LARGER: Final = 1.15
_CHAPTER: Final = re.compile(
    r"(?:chapter|kapitel|chapitre|cap[ií]tulo|глава|розділ|hoofdstuk|capitolo|rozdział)\s+\S+",
    re.IGNORECASE,
)
_BULLET: Final = re.compile(r"[ \t]*(?:[•·▪●○◦‣■□–*o-][ ]*\t|[•▪●○◦‣■□][ \u00a0]*)\s*(?=\S)")
_NUMBER: Final = re.compile(r"[ \t]*\(?(\d{1,3}|[a-z])[.)][ \t\u00a0]+(?=\S)")
_ENDS: Final = (".", ",", ";", ":", "!", "?", "…", "”", "»")


def find_headings(items: Sequence[Item], account: Account) -> None:
    """Make headings of paragraphs that look like them, or propose it where real ones are there."""
    styled = any(item.kind == "heading" for item in items)
    body = _body_size(items)
    centred = sum(item.facts.alignment == "center" for item in items if item.kind == "text")
    few_centred = centred * 5 < len(items)
    found: list[tuple[Item, list[str], float]] = []
    for place, item in enumerate(items):
        if item.kind != "text" or item.facts.is_listed or not _is_short(item):
            continue
        after = next((one for one in items[place + 1 :] if one.kind != "empty"), None)
        if after is None or after.kind == "break":
            continue
        signs = _signs(item, body, few_centred)
        if len(signs) > 1 or (signs and signs[0] != "centred"):
            found.append((item, signs, item.facts.size or body))
    sizes = sorted({size for _, _, size in found if size > body * _LARGER}, reverse=True)
    for item, signs, size in found:
        names_itself = _names_itself(item.words)
        evidence = "; ".join(signs) + "; alone, short, without a full stop"
        if styled and not names_itself:
            account.decide("heading", item.words, evidence, item.number, "proposed")
            continue
        level = 1 + sizes.index(size) if size in sizes else len(sizes) + 1
        item.kind, item.level = "heading", 1 if names_itself else min(level, 3)
        account.decide("heading", item.words, evidence, item.number)


def _is_short(item: Item) -> bool:
    words = item.words
    if not words or len(words) > _LONGEST or "\n" in words or item.is_picture:
        return False
    return not words.endswith(_ENDS) or _names_itself(words) or words.endswith(("?", "!"))


def _names_itself(words: str) -> bool:
    plain = words.rstrip(".: ")
    return (
        _CHAPTER.match(words) is not None
        or is_part_title(words)
        or (kind_of_title(plain) not in (None, "matter"))
    )


def _signs(item: Item, body: float, few_centred: bool) -> list[str]:
    facts = item.facts
    signs = []
    if facts.size > body * _LARGER and body:
        signs.append(f"{facts.size:g} points where the text has {body:g}")
    if facts.bold:
        signs.append("bold")
    if facts.caps and len(item.words) > 3:
        signs.append("in capitals")
    if _names_itself(item.words):
        signs.append("its words name a division")
    if facts.alignment == "center" and few_centred:
        signs.append("centred")
    if facts.starts_page and signs:
        signs.append("at the head of a page")
    return signs


def _body_size(items: Sequence[Item]) -> float:
    sizes: Counter[float] = Counter()
    for item in items:
        if item.kind == "text" and item.facts.size:
            sizes[item.facts.size] += len(item.words)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def find_lists(items: Sequence[Item], account: Account) -> list[Item]:
    """Return items with typed lists made lists; a dash alone may open speech and makes none."""
    kept: list[Item] = []
    place = 0
    while place < len(items):
        count = _typed_list(items, place)
        if count < 2:
            kept.append(items[place])
            place += 1
            continue
        kept.append(_list_of(items[place : place + count], account))
        place += count
    return kept


def _typed_list(items: Sequence[Item], place: int) -> int:
    """Return how many items from here on are those of one typed list."""
    for pattern in (_BULLET, _NUMBER):
        count = 0
        for item in items[place:]:
            match = pattern.match(_source_text(item)) if item.kind == "text" else None
            if match is None or (pattern is _NUMBER and not _follows(match[1], count)):
                break
            count += 1
        if count > 1:
            return count
    return 0


def _follows(number: str, count: int) -> bool:
    return number == str(count + 1) or number == "abcdefghijklmnopqrstuvwxyz"[count % 26]


def _source_text(item: Item) -> str:
    return "" if item.facts.is_listed or item.facts.is_joined else item.facts.text


def _list_of(items: Sequence[Item], account: Account) -> Item:
    entries: list[list[Node]] = []
    is_numbered = False
    for item in items:
        text = _source_text(item)
        match = _BULLET.match(text) or _NUMBER.match(text)
        if match is None:
            continue
        is_numbered = match.re is _NUMBER
        account.take(item.number, 0, match.end())
        entries.append([node("Plain", cut(item.inlines, match.end()))])
    sign = "numbers that follow one another" if is_numbered else "typed bullets"
    account.decide("list", items[0].words, f"{len(items)} paragraphs with {sign}", items[0].number)
    if is_numbered:
        first = _NUMBER.match(_source_text(items[0]))
        style = "Decimal" if first and first[1].isdigit() else "LowerAlpha"
        attributes = [1, node(style), node("Period")]
        block = node("OrderedList", [attributes, entries])
    else:
        block = node("BulletList", entries)
    return Item("block", facts=items[0].facts, block=block)
