"""The marks in what pandoc has read, turned into what they stand for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from publish.importing.documents.account import Account
from publish.importing.documents.paragraphs import MARK
from publish.importing.documents.tree import Node, attributes, is_inline, node, trim, words_of

_NUMBERED = re.compile(r"[\w.]{0,24}[\s\u00a0]*[\dIVXLC][\dIVXLC.–-]*|\(?\d[\d.]*\)?")
_RUNS = re.compile(r"\s*(?:javascript|vbscript|data|file):", re.IGNORECASE)
"""Addresses that run something, or that are of the author's machine: their words stay."""
_SPAN = "publish "
_HOLDING = frozenset({"Emph", "Strong", "Underline", "SmallCaps", "Strikeout", "Span"})
_EMPTY = frozenset({"Emph", "Strong", "Underline", "SmallCaps", "Strikeout"})


@dataclass(slots=True)
class Labels:
    """The names of places in the book by those of the source; ``kinds`` say what stands there."""

    names: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _counts: dict[str, int] = field(default_factory=dict)

    def beside(self) -> Labels:
        """Return labels of another text of the same book: no two are the same."""
        return Labels(_taken=self._taken, _counts=self._counts)

    def new(self, kind: str, sources: Sequence[str], wished: str = "") -> str:
        """Return a new label for what has these names in the source; ``kind`` is its prefix."""
        self._counts[kind] = self._counts.get(kind, 0) + 1
        label = wished or f"{kind}:{self._counts[kind]}"
        while label in self._taken:
            label += "-bis"
        self._taken.add(label)
        for name in sources:
            self.names[name] = label
            self.kinds[name] = kind
        return label


@dataclass(frozen=True, slots=True)
class Shown:
    """A cross-reference: what it names, where its words stand in the source."""

    target: str
    paragraph: int
    start: int
    end: int
    words: str
    is_relative: bool = False


@dataclass(slots=True)
class Marks:
    """Resolves marks: each function gives what a mark of its kind stands for."""

    account: Account
    labels: Labels
    pictures: Mapping[int, Node]
    citations: Mapping[int, Node]
    references: Mapping[int, Shown]
    bookmarks: Sequence[str]
    formulas: Mapping[int, Node] = field(default_factory=dict)
    notes: Mapping[int, list[Node]] = field(default_factory=dict)

    def blocks(self, blocks: Sequence[Node]) -> list[Node]:
        """Return blocks without marks, and without the paragraphs that are empty then."""
        return [self._trimmed(one) for one in self._value(list(blocks)) if not _is_empty(one)]

    def inlines(self, inlines: Sequence[Node]) -> list[Node]:
        """Return inlines without marks, trimmed."""
        resolved: list[Node] = self._value(list(inlines))
        return trim(resolved)

    def _value(self, value: Any) -> Any:
        if isinstance(value, list):
            mapped = [self._value(one) for one in value]
            if mapped and all(map(is_inline, mapped)):
                return self._line(mapped)
            return [one for one in mapped if not _is_empty(one)]
        if isinstance(value, dict):
            if value.get("t") == "Span":
                return self._span({key: self._value(one) for key, one in value.items()})
            return self._trimmed({key: self._value(one) for key, one in value.items()})
        return value

    @staticmethod
    def _trimmed(one: Node) -> Node:
        if one.get("t") in ("Para", "Plain"):
            one["c"] = trim(one["c"])
        return one

    @staticmethod
    def _span(span: Node) -> Node:
        identifier, classes, pairs = span["c"][0]
        style = next((value for key, value in pairs if key == "custom-style"), "")
        if not style.startswith(_SPAN):
            return span
        rest = [pair for pair in pairs if pair[0] != "custom-style"]
        for word in style.removeprefix(_SPAN).split():
            if word == "code":
                return node("Code", [attributes(), words_of(span["c"][1])])
            if word.startswith("lang="):
                rest.append(["lang", word.removeprefix("lang=")])
            else:
                classes = [*classes, word]
        return node("Span", [[identifier, classes, rest], span["c"][1]])

    def _line(self, inlines: Sequence[Node]) -> list[Node]:
        """Return a list of inlines with its marks resolved."""
        line: list[Node] = []
        opened: dict[int, int] = {}
        for one in _without_edges(inlines):
            if one["t"] != "Str" or not MARK.search(one["c"]):
                line.append(one)
                continue
            at = 0
            for match in MARK.finditer(one["c"]):
                if match.start() > at:
                    line.append(node("Str", one["c"][at : match.start()]))
                at = match.end()
                kind, number = match[1], int(match[2])
                if kind == "R":
                    opened[number] = len(line)
                elif kind == "E" and number in opened:
                    self._refer(line, opened.pop(number), number)
                else:
                    line += self._stands_for(kind, number)
            if at < len(one["c"]):
                line.append(node("Str", one["c"][at:]))
        return _joined(line)

    def _stands_for(self, kind: str, number: int) -> list[Node]:
        if kind == "I" and number in self.pictures:
            return [self.pictures[number]]
        if kind == "C" and number in self.citations:
            return [self.citations[number]]
        if kind == "N" and number in self.notes:
            return [node("Note", self.blocks(self.notes[number]))]
        if kind == "M" and number in self.formulas:
            return [self.formulas[number]]
        if kind == "B":
            name = self.bookmarks[number - 1]
            if name not in self.labels.names:
                label = self.labels.new("place", [name])
                return [node("Span", [attributes(label), []])]
        return []

    def _refer(self, line: list[Node], start: int, number: int) -> None:
        """Make a reference of the inlines from ``start`` on."""
        shown = self.references.get(number)
        if shown is None or shown.target not in self.labels.names:
            return
        label = self.labels.names[shown.target]
        kind = self.labels.kinds[shown.target]
        inside = line[start:]
        is_generated = kind != "place" and (
            not shown.words.strip()
            or (not shown.is_relative and _NUMBERED.fullmatch(shown.words.strip()) is not None)
        )
        if is_generated:
            self.account.take(shown.paragraph, shown.start, shown.end)
            inside = []
        self.account.decide("cross-reference", shown.words, f"leads to #{label}", shown.paragraph)
        line[start:] = [node("Link", [attributes(), inside, [f"#{label}", ""]])]


def _is_empty(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.get("t") in ("Para", "Plain")
        and all(one["t"] in ("Space", "SoftBreak", "LineBreak") for one in value["c"])
    )


def _without_edges(inlines: Sequence[Node]) -> list[Node]:
    """Return inlines with the spaces beside spans and emphasis that stood at the edges inside.

    Markdown has no space before the end of either: the words there would be one with the next.
    """
    line: list[Node] = []
    for one in inlines:
        inside = one["c"][1] if one["t"] == "Span" else one.get("c")
        if one["t"] not in _HOLDING or not inside:
            line.append(one)
            continue
        first, last = 0, len(inside)
        while first < last and inside[first]["t"] == "Space":
            first += 1
        while last > first and inside[last - 1]["t"] == "Space":
            last -= 1
        kept = inside[first:last]
        line += inside[:first]
        line.append({**one, "c": [one["c"][0], kept] if one["t"] == "Span" else kept})
        line += inside[last:]
    return line


def _joined(line: Sequence[Node]) -> list[Node]:
    """Return inlines with the words together again that a mark parted."""
    joined: list[Node] = []
    for one in line:
        kind = one["t"]
        is_again = joined and joined[-1]["t"] == kind
        if is_again and kind == "Str":
            joined[-1] = node("Str", joined[-1]["c"] + one["c"])
        elif (is_again and kind == "Space") or (kind in _EMPTY and not one["c"]):
            continue
        else:
            joined.append(one)
    return joined


def follow_links(blocks: Any, labels: Labels, places: Callable[[Node], None]) -> None:
    """Let links into the document lead to the new names; ``places`` is told those that cannot."""
    if isinstance(blocks, list):
        for one in blocks:
            follow_links(one, labels, places)
        return
    if not isinstance(blocks, dict):
        return
    if blocks.get("t") == "Link":
        address = blocks["c"][2][0]
        if _RUNS.match(address):
            places(blocks)
        elif address.startswith("#"):
            name = address[1:]
            if name in labels.names:
                blocks["c"][2] = [f"#{labels.names[name]}", ""]
            elif name not in labels.names.values():
                places(blocks)
    for value in blocks.values():
        follow_links(value, labels, places)


def cut(inlines: Sequence[Node], count: int) -> list[Node]:
    """Return inlines without their first characters; marks among them stay."""
    line: list[Node] = []
    rest = count
    for one in inlines:
        if rest <= 0:
            line.append(one)
            continue
        kind = one["t"]
        if kind == "Str":
            kept: list[str] = []
            at = 0
            for match in MARK.finditer(one["c"]):
                rest = _cut_text(one["c"][at : match.start()], rest, kept)
                kept.append(match[0])
                at = match.end()
            rest = _cut_text(one["c"][at:], rest, kept)
            if kept:
                line.append(node("Str", "".join(kept)))
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            rest -= 1
        elif kind in ("Span", "Link"):
            inner = cut(one["c"][1], rest)
            rest -= len(words_of(one["c"][1])) - len(words_of(inner))
            line.append({**one, "c": [one["c"][0], inner, *one["c"][2:]]})
        elif isinstance(one.get("c"), list) and all(map(is_inline, one["c"])):
            inner = cut(one["c"], rest)
            rest -= len(MARK.sub("", words_of(one["c"]))) - len(MARK.sub("", words_of(inner)))
            if inner:
                line.append({**one, "c": inner})
        else:
            line.append(one)
    return line


def _cut_text(text: str, rest: int, kept: list[str]) -> int:
    if rest < len(text):
        kept.append(text[max(rest, 0) :])
    return rest - min(max(rest, 0), len(text))
