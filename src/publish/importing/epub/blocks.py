"""The blocks of content documents as pandoc's tree has them; headings carry their depth."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from publish.importing.documents.tree import Node, attributes, node, trim, words_of
from publish.importing.epub.divisions import division_of
from publish.importing.epub.documents import FATE, Text, has_words
from publish.importing.epub.inlines import Inlines, joined, words_as_nodes
from publish.importing.epub.tables import table_of
from publish.importing.epub.verse import is_verse, verse_lines
from publish.importing.epub.xhtml import classes, is_generated, kinds, tag, words

_BLOCK_NAMES: Final = (
    "p div section article main aside header footer nav hgroup h1 h2 h3 "
    "h4 h5 h6 blockquote pre ul ol li dl dt dd table thead "
    "tbody tfoot tr td th caption figure figcaption hr address center details summary "
    "body form fieldset legend "
)
BLOCKS: Final = frozenset(_BLOCK_NAMES.split())
_HEADINGS: Final = re.compile(r"h[1-6]")
_BREAK: Final = re.compile(r"(?:[*⁂•·~#—–-]\s*){1,7}")
_APART: Final = ("epigraph", "dedication", "letter", "drama")
_CODE: Final = re.compile(r"(?:language|lang|sourceCode)-?(\w+)")


class Blocks:
    """Makes blocks; ``headings`` are those met so far, each with what its section is said to be."""

    def __init__(
        self,
        text: Text,
        inlines: Inlines,
        descriptions: Mapping[Any, Any],
        *,
        numbered: bool,
    ) -> None:
        self._text = text
        self._inlines = inlines
        self._descriptions = descriptions
        self.numbered = numbered
        self.pending: list[str] = []
        self._levels: list[int] = [0]
        self._divisions: list[str] = [""]

    def of_notes(self, bodies: Sequence[Any]) -> list[Node]:
        """Return the blocks of a note that stands in these elements."""
        made: list[Node] = []
        pending, self.pending = self.pending, []
        for body in bodies:
            if label := self._inlines.label(body):
                self.pending.append(label)
            if tag(body) in ("p", "dd", "dt") and not self._is_block(body, inside=True):
                made += self._para(self._inlines.line(body))
            else:
                made += self.inside(body)
        self.pending = pending
        return made or [node("Para", [])]

    def inside(self, element: Any) -> list[Node]:
        """Return the blocks in an element; words between blocks are paragraphs."""
        made: list[Node] = []
        run: list[Node] = words_as_nodes(element.text)
        for one in element:
            if not isinstance(one.tag, str):
                run += words_as_nodes(one.tail)
                continue
            if self._is_block(one):
                made += self._para(run)
                run = []
                made += self.of(one)
            else:
                run += self._inlines.of(one)
            run += words_as_nodes(one.tail)
        return made + self._para(run)

    def _is_block(self, element: Any, *, inside: bool = False) -> bool:
        if element in self._inlines.notes.bodies:
            return False
        if not inside and tag(element) in BLOCKS:
            return True
        return any(tag(one) in BLOCKS for one in element.iterdescendants() if one.get(FATE) is None)

    def _para(self, run: Sequence[Node], kind: str = "Para") -> list[Node]:
        line = trim(joined(run))
        if not line:
            return []
        labels = [node("Span", [attributes(one), []]) for one in self.pending]
        self.pending = []
        return [node(kind, [*labels, *line])]

    def of(self, element: Any) -> list[Node]:
        """Return the blocks that an element is."""
        if element.get(FATE) is not None:
            return []
        label = self._inlines.label(element)
        if label:
            self.pending.append(label)
        return self._spoken(element, self._made(element))

    def _spoken(self, element: Any, made: list[Node]) -> list[Node]:
        """Return blocks in the language of an element; headings stay outside of every other."""
        tongue = self._inlines.change_of_tongue(element)
        if not tongue:
            return made
        found: list[Node] = []
        for block in made:
            if block["t"] == "Header":
                block["c"][2] = [node("Span", [attributes(lang=tongue), block["c"][2]])]
                found.append(block)
            elif found and found[-1]["t"] == "Div" and found[-1]["c"][0] == attributes(lang=tongue):
                found[-1]["c"][1].append(block)
            else:
                found.append(node("Div", [attributes(lang=tongue), [block]]))
        return found

    def _part(self, element: Any) -> list[Node]:
        """Return what is in an item, an explanation, a cell or a caption, in its language."""
        made = self.inside(element)
        if len(made) == 1 and made[0]["t"] == "Para":
            return [node("Para", self._inlines.spoken(element, made[0]["c"]))]
        return self._spoken(element, made)

    def _made(self, element: Any) -> list[Node]:
        name = tag(element)
        if _HEADINGS.fullmatch(name):
            return self._heading(element)
        match name:
            case "p" | "address" | "summary" | "legend" | "dt":
                return self._paragraph(element)
            case "hr":
                return [node("HorizontalRule")]
            case "ul" | "ol":
                return self._list(element)
            case "dl":
                return self._definitions(element)
            case "pre":
                return self._code(element)
            case "table":
                return self._table(element)
            case "figure":
                return self._figure(element)
            case "blockquote":
                return self._quote(element)
            case "section" | "article" | "body" | "main":
                return self._section(element)
            case "header" | "hgroup":
                return self._opening(element)
            case _:
                return self._division(element)

    def _paragraph(self, element: Any) -> list[Node]:
        if self._is_block(element, inside=True):
            return self.inside(element)
        said = words(element)
        if said and len(said) < 16 and _BREAK.fullmatch(said) and not len(element):
            return [node("HorizontalRule")]
        if is_verse(element) and any(tag(one) == "br" for one in element.iter()):
            return self._verse(element)
        return self._para(self._inlines.inside(element))

    def _section(self, element: Any) -> list[Node]:
        said = division_of(element)
        self._levels.append(0)
        self._divisions.append(said)
        made = self._division(element)
        self._levels.pop()
        self._divisions.pop()
        return made

    def _division(self, element: Any) -> list[Node]:
        if is_verse(element) and tag(element) in ("div", "section"):
            verse = self._verse(element)
            if verse:
                return verse
        made = self.inside(element)
        said = kinds(element) | set(classes(element))
        wanted = next((one for one in _APART if one in said), "")
        if tag(element) == "aside":
            wanted = wanted or "aside"
        whole = tag(element) == "body" or (
            element.getparent() is not None and tag(element.getparent()) == "body"
        )
        names_file = whole and wanted in ("epigraph", "dedication") and tag(element) != "div"
        titled = any(one["t"] == "Header" for one in made)
        if wanted and made and not names_file and not titled:
            return [node("Div", [attributes("", [wanted]), made])]
        return made

    def _opening(self, element: Any) -> list[Node]:
        made: list[Node] = self.inside(element)
        headings = [one for one in made if one["t"] == "Header"]
        subtitle = next(
            (one for one in element.iter() if "subtitle" in kinds(one) | set(classes(one))), None
        )
        if (
            len(headings) == 1
            and subtitle is not None
            and tag(subtitle) == "p"
            and not len(subtitle)
        ):
            place = made.index(headings[0])
            after = made[place + 1] if place + 1 < len(made) else None
            if (
                after is not None
                and after["t"] == "Para"
                and all(one["t"] in ("Str", "Space") for one in after["c"])
            ):
                headings[0]["c"][1][2].append(["subtitle", words(subtitle)])
                del made[place + 1]
        return made

    def _heading(self, element: Any) -> list[Node]:
        outer = next((one for one in reversed(self._levels[:-1]) if one), 0)
        level = max(int(tag(element)[1]), outer + 1)
        first = not self._levels[-1]
        if first:
            self._levels[-1] = level
        said = (division_of(element) or self._divisions[-1]) if first else division_of(element)
        label = self.pending.pop(0) if self.pending else ""
        inner = [
            node("Space") if one["t"] == "LineBreak" else one for one in self._inlines.line(element)
        ]
        inner = joined(inner)
        if not words_of(inner).strip():
            if label:
                self.pending.insert(0, label)
            return self._para(inner)
        while len(inner) == 1 and inner[0]["t"] in ("Strong", "Underline"):
            inner = inner[0]["c"]
        labels = [node("Span", [attributes(one), []]) for one in self.pending]
        self.pending = []
        own = attributes(label, [f"publish-{said}"] if said else [])
        if said == "chapter" and first and self.numbered and not any(map(is_generated, element)):
            own[1].append("unnumbered")
        return [node("Header", [level, own, [*labels, *inner]])]

    def _quote(self, element: Any) -> list[Node]:
        if is_verse(element):
            verse = self._verse(element)
            if verse:
                return [node("BlockQuote", verse)]
        made = self.inside(element)
        if not made:
            return []
        if "epigraph" in kinds(element) | set(classes(element)):
            return [node("Div", [attributes("", ["epigraph"]), made])]
        return [node("BlockQuote", made)]

    def _verse(self, element: Any) -> list[Node]:
        lines = verse_lines(element, self._inlines)
        if not lines:
            return []
        labels = [node("Span", [attributes(one), []]) for one in self.pending]
        self.pending = []
        return [node("LineBlock", [[*labels, *lines[0]], *lines[1:]])]

    def _list(self, element: Any) -> list[Node]:
        items = [one for one in element if isinstance(one.tag, str) and one.get(FATE) is None]
        if any(tag(one) != "li" for one in items) or (element.text or "").strip():
            return self.inside(element)
        entries = []
        for one in items:
            label = self._inlines.label(one)
            if label:
                self.pending.append(label)
            inner = self._part(one)
            loose = any(tag(child) == "p" for child in one)
            if not loose:
                inner = [node("Plain", x["c"]) if x["t"] == "Para" else x for x in inner]
            if inner:
                entries.append(inner)
        if not entries:
            return []
        if tag(element) == "ul":
            return [node("BulletList", entries)]
        start = element.get("start") or "1"
        first = int(start) if start.isdecimal() and len(start) < 6 else 1
        styles = {"a": "LowerAlpha", "A": "UpperAlpha", "i": "LowerRoman", "I": "UpperRoman"}
        style = styles.get(element.get("type") or "", "Decimal")
        return [node("OrderedList", [[first, node(style), node("Period")], entries])]

    def _definitions(self, element: Any) -> list[Node]:
        pairs: list[tuple[list[Node], list[list[Node]]]] = []
        for one in element:
            if not isinstance(one.tag, str) or one.get(FATE) is not None:
                continue
            if tag(one) not in ("dt", "dd"):
                return self.inside(element)
            if tag(one) == "dt":
                if pairs and not pairs[-1][1]:
                    pairs[-1][1].append([])
                inner = self._para(self._inlines.spoken(one, self._inlines.inside(one)))
                pairs.append((inner[0]["c"] if inner else [], []))
            else:
                if not pairs:
                    return self.inside(element)
                label = self._inlines.label(one)
                if label:
                    self.pending.append(label)
                pairs[-1][1].append(self._part(one))
        pairs = [pair for pair in pairs if pair[0] or any(pair[1])]
        return [node("DefinitionList", [list(pair) for pair in pairs])] if pairs else []

    def _code(self, element: Any) -> list[Node]:
        if any(one in self._inlines.notes.bodies for one in element.iter()):
            return self._para(self._inlines.inside(element))
        inner = next((one for one in element if tag(one) == "code"), element)
        named = " ".join([*classes(element), *classes(inner)])
        match = _CODE.search(named)
        said = _plain(element).strip("\n")
        label = self.pending.pop(0) if self.pending else ""
        return (
            [node("CodeBlock", [attributes(label, [match[1]] if match else []), said])]
            if said
            else []
        )

    def _table(self, element: Any) -> list[Node]:
        label = self.pending.pop(0) if self.pending else ""
        formulas = sum(one in self._inlines.formulas for one in element.iter())
        nested = any(tag(one) == "table" for one in element.iterdescendants())
        if nested or not (has_words(element) or formulas > 1):
            return self.inside(element)
        captions = [one for one in element.iter() if tag(one) == "caption"]
        numbered = any(is_generated(one) for caption in captions for one in caption)
        identifier = label if numbered else ""
        if label and not numbered:
            self.pending.append(label)
        return [table_of(element, self._part, identifier)]

    def _figure(self, element: Any) -> list[Node]:
        caption = next((one for one in element if tag(one) == "figcaption"), None)
        made = [self._inlines.of(one) for one in element.iter() if tag(one) in ("img", "svg")]
        pictures = [one for line in made for one in line if one["t"] == "Image"]
        others = [one for one in element if one is not caption and has_words(one)]
        if len(pictures) != 1 or others or (element.text or "").strip():
            return self.inside(element)
        numbered = caption is not None and any(is_generated(one) for one in caption)
        label = self.pending.pop(0) if self.pending and numbered else ""
        if caption is None or not has_words(caption):
            pictures[0]["c"][0][0] = label
            return [*self._para(pictures), *self._described(element)]
        inner = self._part(caption)
        if any(one["t"] not in ("Para", "Plain") for one in inner):
            return [*self._para(pictures), *inner, *self._described(element)]
        shown = node("Figure", [attributes(label), [None, inner], [node("Plain", pictures)]])
        return [shown, *self._described(element)]

    def _described(self, figure: Any) -> list[Node]:
        section = self._descriptions.get(figure)
        if section is None:
            return []
        return [node("Div", [attributes("", ["description"]), self.inside(section)])]


def _plain(element: Any) -> str:
    pieces = [element.text or ""]
    for one in element:
        if isinstance(one.tag, str) and one.get(FATE) is None:
            pieces.append("\n" if tag(one) == "br" else _plain(one))
        pieces.append(one.tail or "")
    return "".join(pieces)
