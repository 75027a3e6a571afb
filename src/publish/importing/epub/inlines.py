"""The inlines of content documents as pandoc's tree has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from publish.importing.documents.tree import Node, attributes, node, trim
from publish.importing.epub.documents import FATE, Text
from publish.importing.epub.notes import Notes
from publish.importing.epub.pictures import Pictures
from publish.importing.epub.xhtml import classes, kinds, language, tag, words

_KINDS: Final = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "Emph"),
    **dict.fromkeys(("strong", "b"), "Strong"),
    **dict.fromkeys(("s", "strike", "del"), "Strikeout"),
    **dict.fromkeys(("u", "ins"), "Underline"),
    "sup": "Superscript",
    "sub": "Subscript",
}
_SMALL_CAPS: Final = re.compile(r"small[-_]?caps?|smcap|sc", re.IGNORECASE)
_SPACES: Final = ("Space", "SoftBreak", "LineBreak")
_BLANK: Final = re.compile(r"[ \t\r\n\f]+")
_WEB: Final = re.compile(r"(?:https?://|mailto:)\S+$", re.IGNORECASE)


@dataclass(slots=True)
class Inlines:
    """Makes inlines; ``labels`` are the book's names of the places that something refers to."""

    text: Text
    notes: Notes
    pictures: Pictures
    formulas: dict[Any, Node]
    labels: dict[Any, str]
    looks: dict[str, list[str]]
    tongue: str
    note_blocks: Callable[[Sequence[Any]], list[Node]]
    placed: set[str] = field(default_factory=set)

    def line(self, element: Any) -> list[Node]:
        """Return what is in an element, trimmed."""
        return trim(joined(self.inside(element)))

    def inside(self, element: Any) -> list[Node]:
        """Return what is in an element."""
        line = words_as_nodes(element.text)
        for one in element:
            line += self.of(one)
            line += words_as_nodes(one.tail)
        return line

    def of(self, element: Any) -> list[Node]:
        """Return what an element is among inlines, without the words after it."""
        if not isinstance(element.tag, str):
            return []
        label = self.label(element)
        made = self._made(element)
        if label:
            made.insert(0, node("Span", [attributes(label), []]))
        return made

    def label(self, element: Any) -> str:
        """Return the label of an element that something refers to; it is used once."""
        label = self.labels.get(element, "")
        if not label or label in self.placed:
            return ""
        self.placed.add(label)
        return label

    def _made(self, element: Any) -> list[Node]:
        name = tag(element)
        if element in self.notes.bodies:
            return [node("Note", self.note_blocks(self.notes.bodies[element]))]
        if element in self.formulas:
            return [self.formulas[element]]
        fate = element.get(FATE)
        if name in ("img", "image") or fate == "picture":
            return self.pictures.inline(element)
        if fate == "reference":
            return self._reference(element)
        if fate is not None:
            return []
        if name == "br":
            return [node("LineBreak")]
        if name == "ruby":
            return self._ruby(element)
        if name in ("code", "tt", "kbd", "samp") and not any(
            one in self.notes.bodies for one in element.iter()
        ):
            said = _BLANK.sub(" ", visible(element))
            return [node("Code", [attributes(), said])] if said.strip() else []
        if name == "a" and element.get("href"):
            return self._link(element)
        if name == "wbr":
            return []
        return self._dressed(element, self.inside(element))

    def _dressed(self, element: Any, inner: list[Node]) -> list[Node]:
        name = tag(element)
        kinds = [_KINDS[name]] if name in _KINDS else []
        for one in classes(element):
            if _SMALL_CAPS.fullmatch(one):
                kinds.append("SmallCaps")
            elif one == "underline":
                kinds.append("Underline")
            elif name in ("span", "a", "font", "small", "big"):
                kinds += self.looks.get(one, [])
        if name == "q":
            inner = [node("Quoted", [node("DoubleQuote"), inner])] if inner else []
        for kind in dict.fromkeys(kinds):
            inner = wrapped(kind, inner)
        return self.spoken(element, inner)

    def spoken(self, element: Any, inner: list[Node]) -> list[Node]:
        """Return inlines in the language of an element."""
        tongue = self.change_of_tongue(element)
        if not tongue or not inner:
            return inner
        return _around_spaces(inner, lambda x: [node("Span", [attributes(lang=tongue), x])])

    def change_of_tongue(self, element: Any) -> str:
        """Return the language of an element where it is not that of what is around it."""
        tongue = language(element)
        found = (language(one) for one in element.iterancestors())
        around = next((one for one in found if one), self.tongue)
        return tongue if tongue.casefold() != around.casefold() else ""

    def _ruby(self, element: Any) -> list[Node]:
        pairs: list[tuple[list[Node], list[str]]] = [([], [])]
        pieces: list[tuple[Any, str]] = [(None, element.text or "")]
        for one in element:
            pieces += [(one, ""), (None, one.tail or "")]
        for one, said in pieces:
            if one is not None and tag(one) in ("rt", "rtc"):
                pairs[-1][1].append(" ".join(visible(one).split()))
                continue
            inner = words_as_nodes(said.strip()) if one is None else self.of(one)
            if inner:
                if pairs[-1][1]:
                    pairs.append(([], []))
                pairs[-1][0].extend(inner)
        line = []
        for base, readings in pairs:
            reading = "".join(readings)
            if reading and base:
                line.append(node("Span", [attributes(ruby=reading), joined(base)]))
            else:
                line += [*base, *words_as_nodes(f"({reading})" if reading else "")]
        return line

    def _reference(self, element: Any) -> list[Node]:
        label = self.labels.get(self.text.element(self.text.target(element)), "")
        return (
            [node("Link", [attributes(), [], [f"#{label}", ""]])]
            if label
            else words_as_nodes(words(element))
        )

    def _link(self, element: Any) -> list[Node]:
        inner = self._dressed(element, self.inside(element))
        around = [tag(one) for one in (*element.iterancestors(), *element)]
        if "noteref" in kinds(element) and "sup" not in around:
            inner = wrapped("Superscript", inner)
        if not any(one["t"] not in _SPACES for one in inner):
            return inner
        address = element.get("href").strip()
        target = self.text.target(element)
        if target is not None:
            place = self.text.element(target)
            label = self.labels.get(place if place is not None else target, "")
            address = f"#{label}" if label else ""
        elif not _WEB.match(address):
            address = ""
        if not address:
            self.text.account.counts["links that lead nowhere, kept as words"] += 1
            return inner
        if has(inner, "Link") or has(inner, "Note"):
            return inner
        return _around_spaces(inner, lambda x: [node("Link", [attributes(), x, [address, ""]])])


def words_as_nodes(words: str | None) -> list[Node]:
    """Return text as inlines; spaces of HTML are one space."""
    if not words:
        return []
    line: list[Node] = []
    for number, word in enumerate(_BLANK.split(words)):
        if number:
            line.append(node("Space"))
        if word:
            line.append(node("Str", word))
    return line


def visible(element: Any) -> str:
    """Return the text of an element that is running text."""
    pieces = [element.text or ""]
    for one in element:
        if isinstance(one.tag, str) and one.get(FATE) is None:
            pieces.append("\n" if tag(one) == "br" else visible(one))
        pieces.append(one.tail or "")
    return "".join(pieces)


def has(inlines: Any, kind: str) -> bool:
    """Return whether an inline of a kind stands somewhere in a part of a tree."""
    if isinstance(inlines, list):
        return any(has(one, kind) for one in inlines)
    if isinstance(inlines, dict):
        return inlines.get("t") == kind or has(inlines.get("c"), kind)
    return False


def wrapped(kind: str, inner: list[Node]) -> list[Node]:
    """Return inlines in an emphasis; spaces and labels stay outside, notes alone are not raised."""
    if all(one["t"] in ("Note", *_SPACES) or _is_label(one) for one in inner):
        return inner
    inner = _without(kind, inner)
    return _around_spaces(inner, lambda x: [node(kind, x)])


def _is_label(one: Node) -> bool:
    return one["t"] == "Span" and not one["c"][1]


def _without(kind: str, inner: Sequence[Node]) -> list[Node]:
    line: list[Node] = []
    for one in inner:
        line += one["c"] if one["t"] == kind else [one]
    return line


def _around_spaces(inner: list[Node], wrap: Callable[[list[Node]], list[Node]]) -> list[Node]:
    start, end = 0, len(inner)
    while start < end and (inner[start]["t"] in _SPACES or _is_label(inner[start])):
        start += 1
    while end > start and (inner[end - 1]["t"] in (*_SPACES, "Note")):
        end -= 1
    if start == end:
        return inner
    return [*inner[:start], *wrap(joined(inner[start:end])), *inner[end:]]


def joined(line: Sequence[Node]) -> list[Node]:
    """Return inlines with neighbours of one kind made one, and no two spaces together."""
    found: list[Node] = []
    for one in line:
        kind = one["t"]
        again = bool(found) and found[-1]["t"] == kind
        if again and kind == "Str":
            found[-1] = node("Str", found[-1]["c"] + one["c"])
        elif again and kind in ("Emph", "Strong", "SmallCaps", "Superscript", "Subscript"):
            found[-1] = node(kind, joined([*found[-1]["c"], *one["c"]]))
        elif kind == "Space" and found and found[-1]["t"] in _SPACES:
            continue
        elif kind == "LineBreak" and found and found[-1]["t"] == "Space":
            found[-1] = one
        else:
            found.append(one)
    return found
