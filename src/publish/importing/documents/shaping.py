"""Items into the blocks of a book: breaks, quotations, verse, epigraphs, code, figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from publish.importing.documents.account import Account
from publish.importing.documents.items import Item
from publish.importing.documents.marks import Marks
from publish.importing.documents.paragraphs import MARK
from publish.importing.documents.tree import Node, attributes, node, trim, words_of

_SET_IN: Final = 18.0
"""Points at the left and at the right that a quotation is set in by, at the least."""

_VERSE_LINE: Final = 65
_LINES: Final = frozenset({"Para", "Plain"})
_GROUPS: Final = ("quote", "verse", "letter", "dedication", "code", "epigraph")


@dataclass(slots=True)
class Opening:
    """What stands before the text and is no text: the title page."""

    title: str = ""
    subtitle: str = ""
    date: str = ""
    authors: list[str] = field(default_factory=list)


def read_opening(items: list[Item], account: Account) -> Opening:
    """Return what the title page says; its paragraphs become empty."""
    opening = Opening()
    for item in items:
        if item.kind in ("heading", "block"):
            break
        words = " ".join(item.words.split())
        if item.kind == "title" and not opening.title:
            opening.title = words
        elif item.kind == "subtitle" and not opening.subtitle:
            opening.subtitle = words
        elif item.kind == "author":
            opening.authors.append(words)
        elif item.kind == "date" and not opening.date and words[:4].isdigit():
            opening.date = words[:10] if len(words) == 10 else words[:4]
            if words != opening.date:
                opening.date = ""
                continue
        else:
            continue
        account.decide(item.kind, words, f"the style “{item.facts.style}”", item.number)
        account.take(item.number, 0, len(item.facts.text))
        item.kind = "empty"
    for item in items:
        if item.kind == "title":
            item.kind, item.level = "heading", 1
        elif item.kind in ("subtitle", "author", "date"):
            item.kind = "text"
    return opening


def find_breaks(items: Sequence[Item], account: Account) -> list[Item]:
    """Return items without empty paragraphs; they are breaks where few stand in the text."""
    pairs = gaps = 0
    for place in range(1, len(items)):
        if items[place].kind == "text":
            before = items[place - 1]
            pairs += before.kind in ("text", "empty")
            gaps += before.kind == "empty"
    are_breaks = 0 < gaps * 3 <= pairs
    kept: list[Item] = []
    for place, item in enumerate(items):
        if item.kind == "empty":
            after = next((one for one in items[place:] if one.kind != "empty"), None)
            is_between = kept and kept[-1].kind in ("text", "quote", "verse", "block")
            if are_breaks and is_between and after is not None and after.kind == "text":
                evidence = "an empty paragraph, where few stand between paragraphs"
                account.decide("section break", after.words, evidence, after.number)
                kept.append(Item("break", facts=item.facts))
            elif not (kept and kept[-1].kind == "break"):
                account.counts["empty paragraphs left out"] += 1
            continue
        if item.kind == "break":
            account.take(item.number, 0, len(item.facts.text))
            if not kept or kept[-1].kind in ("heading", "break"):
                continue
        elif item.kind == "heading" and kept and kept[-1].kind == "break":
            kept.pop()
        kept.append(item)
    while kept and kept[-1].kind == "break":
        kept.pop()
    return kept


def find_shapes(items: Sequence[Item], account: Account) -> None:
    """Tell quotations by how they are set in, and verse by its lines."""
    for item in items:
        facts = item.facts
        if item.kind not in ("text",) or facts.is_listed or not item.words:
            continue
        lines = [line for line in item.words.split("\n") if line.strip()]
        if len(lines) > 2 and max(map(len, lines)) <= _VERSE_LINE:
            item.kind = "verse"
            evidence = f"{len(lines)} lines, the longest of {max(map(len, lines))} characters"
            account.decide("verse", item.words, evidence, item.number)
        elif min(facts.indent) >= _SET_IN:
            item.kind = "quote"
            evidence = f"set in by {facts.indent[0]:g} and {facts.indent[1]:g} points"
            account.decide("quotation", item.words, evidence, item.number)


def shape(items: Sequence[Item], marks: Marks, account: Account) -> list[Node]:
    """Return the blocks of items that are not headings."""
    blocks: list[Node] = []
    place = 0
    while place < len(items):
        item = items[place]
        end = place + 1
        if item.kind in _GROUPS:
            while end < len(items) and (
                items[end].kind == item.kind or _is_source(item, items[end])
            ):
                end += 1
            blocks += _group(items[place:end], marks, account)
        elif item.kind == "term":
            while end < len(items) and items[end].kind in ("term", "definition"):
                end += 1
            blocks.append(_definitions(items[place:end], marks))
        elif item.kind == "break":
            blocks.append(node("HorizontalRule"))
        elif item.kind == "block" and item.block is not None:
            blocks += [tighten(one) for one in marks.blocks([item.block])]
        else:
            inlines = marks.inlines(item.inlines)
            if inlines:
                blocks.append(node("Para", inlines))
        place = end
    return blocks


def _is_source(first: Item, item: Item) -> bool:
    return first.kind in ("epigraph", "quote", "verse") and item.kind == "attribution"


def _group(items: Sequence[Item], marks: Marks, account: Account) -> list[Node]:
    kind = items[0].kind
    if kind == "code":
        lines = [MARK.sub("", words_of(item.inlines)) for item in items]
        return [node("CodeBlock", [attributes(), "\n".join(lines)])]
    if kind == "verse":
        return _verse(items, marks)
    paragraphs = [node("Para", line) for item in items if (line := marks.inlines(item.inlines))]
    if not paragraphs:
        return []
    if kind == "quote":
        return [node("BlockQuote", paragraphs)]
    if kind == "epigraph" and items[-1].kind == "attribution":
        _mark_source(items[-1], paragraphs[-1], account)
    return [node("Div", [attributes("", [kind]), paragraphs])]


def _definitions(items: Sequence[Item], marks: Marks) -> Node:
    entries: list[list[Any]] = []
    for item in items:
        inlines = marks.inlines(item.inlines)
        if item.kind == "term":
            while len(inlines) == 1 and inlines[0]["t"] == "Strong":
                inlines = inlines[0]["c"]
            entries.append([inlines, [[]]])
        else:
            entries[-1][1][0].append(node("Para", inlines))
    for entry in entries:
        if len(entry[1][0]) == 1:
            entry[1][0] = [node("Plain", entry[1][0][0]["c"])]
    return node("DefinitionList", entries)


def _mark_source(item: Item, paragraph: Node, account: Account) -> None:
    """Begin the source of an epigraph with a dash, by which it is known."""
    if words_of(paragraph)[:1] not in ("—", "–", "-"):
        paragraph["c"] = [node("Str", "—"), node("Space"), *paragraph["c"]]
        account.decide("attribution", item.words, "its style; a dash marks it", item.number)


def _verse(items: Sequence[Item], marks: Marks) -> list[Node]:
    lines: list[list[Node]] = []
    after: list[Node] = []
    in_stanzas = any("\n" in item.words for item in items)
    for item in items:
        if item.kind == "attribution":
            after.append(node("Para", marks.inlines(item.inlines)))
            continue
        if lines and in_stanzas:
            lines.append([])
        line: list[Node] = []
        for one in [*marks.inlines(item.inlines), node("LineBreak")]:
            if one["t"] == "LineBreak":
                lines.append(_indented(line))
                line = []
            else:
                line.append(one)
    return [node("LineBlock", lines), *after]


def _indented(line: list[Node]) -> list[Node]:
    return trim(line) if line and line[0]["t"] == "Space" else line


def tighten(block: Node) -> Node:
    """Return a list whose items are single paragraphs as a tight one, and all in it."""
    match block["t"]:
        case "BulletList":
            block["c"] = _tight_items(block["c"])
        case "OrderedList":
            block["c"][1] = _tight_items(block["c"][1])
        case "Table":
            _loosen_columns(block)
        case _:
            pass
    return block


_WIDEST: Final = 72
"""Characters of a table's row that is written on one line."""


def _loosen_columns(table: Node) -> None:
    """Let the columns of a table of few words be as wide as their words."""
    _attributes, _caption, columns, head, bodies, foot = table["c"]
    rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
    cells = [list(row[1]) for row in rows]
    is_plain = all(
        cell[2] == cell[3] == 1 and len(cell[4]) < 2 and all(one["t"] in _LINES for one in cell[4])
        for row in cells
        for cell in row
    )
    widths = [
        max((len(words_of(row[place])) for row in cells if place < len(row)), default=0)
        for place in range(len(columns))
    ]
    if not is_plain or sum(widths) > _WIDEST or not head[1]:
        return
    table["c"][2] = [[alignment, node("ColWidthDefault")] for alignment, _width in columns]
    for row in cells:
        for cell in row:
            cell[4] = [node("Plain", one["c"]) for one in cell[4]]


def _tight_items(entries: list[list[Node]]) -> list[list[Node]]:
    lists = ("BulletList", "OrderedList")
    is_tight = all(
        [one["t"] for one in entry if one["t"] not in lists] in (["Para"], ["Plain"])
        for entry in entries
    )
    return [
        [
            node("Plain", one["c"]) if is_tight and one["t"] == "Para" else tighten(one)
            for one in entry
        ]
        for entry in entries
    ]


Shaper = Callable[[Sequence[Any]], list[Node]]
