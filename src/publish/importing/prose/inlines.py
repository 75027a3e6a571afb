"""The inside of a paragraph of Markdown: what is prose in it, and where each character stands.

Whatever the scan takes wrongly is found by the proof of the revision, which compares trees.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from publish.importing.prose.passage import OBJECT, MarkdownPassage, Role, Wrap, numbers
from publish.importing.spans import Spans

_SPECIAL: Final = re.compile(r"[\\`$<\[!^*_@{&]|https?://|www\.")
_TEX: Final = re.compile(r"\\[A-Za-z]+\*?(?:\[[^\]\n]*\]|\{[^{}\n]*\})*")
_MATH: Final = re.compile(
    r"\$\$(?:\\.|[^\\$]){1,5000}?\$\$|\$(?=[^\s$])(?:\\.|[^\\$]){1,2000}?(?<=\S)\$(?!\d)", re.DOTALL
)
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_AUTOLINK: Final = re.compile(r"<(?:[A-Za-z][\w+.-]*:|[\w.+-]+@)[^<>\s]*>")
_COMMENT: Final = re.compile(r"<!--.{0,4000}?-->", re.DOTALL)
_ATTRIBUTES: Final = re.compile(r"\{[^{}\n]{0,1000}\}")
_SHORTCODE: Final = re.compile(r"\{\{.{0,500}?\}\}")
_KEY: Final = re.compile(r"@(\w(?:[\w:.#$%&+?<>~/-]*\w)?|\{[^{}\s]+\})")
_CITED: Final = re.compile(r"(?:^|(?<=[\s;(\[-]))-?@(\w(?:[\w:.#$%&+?<>~/-]*\w)?|\{[^{}\s]+\})")
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,31});")
_URL: Final = re.compile(r"(?:https?://|www\.)[^\s<>\[\]]{1,2000}")
_SIGNS: Final = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_LONGEST: Final = 2_000
"""Characters within which the parenthesis of an address closes."""

_DEEPEST: Final = 20
"""Brackets within brackets that are read."""

Line = tuple[int, int, str]
"""A character to be: where its Markdown begins and ends in the file, and what it is."""


@dataclass(slots=True)
class Scan:
    """One passage while it is read; ``inner`` are those that stand in it, notes and captions."""

    chars: Sequence[Line]
    role: Role
    labels: frozenset[str]
    inner: list[MarkdownPassage] = field(default_factory=list)
    out: list[Line] = field(default_factory=list)
    wraps: list[Wrap] = field(default_factory=list)
    citations: list[tuple[int, str]] = field(default_factory=list)
    calls: list[tuple[int, str]] = field(default_factory=list)
    delimiters: list[tuple[int, str, bool, bool]] = field(default_factory=list)
    text: str = ""
    closings: Mapping[int, int] = field(default_factory=dict)
    depth: int = 0

    def run(self) -> MarkdownPassage:
        """Return the passage."""
        self.text = "".join(one[2] for one in self.chars)
        self.closings = _closings(self.text)
        self._part(0, len(self.text))
        return self._passage()

    def _part(self, start: int, end: int) -> None:
        at = start
        while at < end:
            match = _SPECIAL.search(self.text, at, end)
            if match is None:
                self.out += self.chars[at:end]
                return
            self.out += self.chars[at : match.start()]
            at = self._special(match.start(), end)

    def _special(self, at: int, end: int) -> int:
        """Read what begins with a sign; return where it ends."""
        reader: dict[str, Callable[[int, int], int]] = {
            "\\": self._escape,
            "`": self._code,
            "$": self._math,
            "<": self._angle,
            "[": self._bracket,
            "!": self._picture,
            "^": self._inline_note,
            "*": self._delimiter,
            "_": self._delimiter,
            "@": self._key,
            "{": self._brace,
            "&": self._entity,
        }
        return reader.get(self.text[at], self._url)(at, end)

    # What is read as itself, or as one object

    def _literal(self, at: int, end: int) -> int:
        self.out += self.chars[at:end]
        return end

    def _object(self, at: int, end: int) -> int:
        self.out.append((self.chars[at][0], self.chars[end - 1][1], OBJECT))
        return end

    def _whole(self, pattern: re.Pattern[str], at: int, end: int) -> int:
        match = pattern.match(self.text, at, end)
        return self._object(at, match.end()) if match else self._literal(at, at + 1)

    def _escape(self, at: int, end: int) -> int:
        following = self.text[at + 1 : min(at + 2, end)]
        if following and following in _SIGNS:
            self.out.append((self.chars[at][0], self.chars[at + 1][1], following))
            return at + 2
        if following in (" ", "\n") and following:
            char = "\xa0" if following == " " else "\n"
            self.out.append((self.chars[at][0], self.chars[at + 1][1], char))
            return at + 2
        return self._whole(_TEX, at, end)

    def _code(self, at: int, end: int) -> int:
        run = 1
        while at + run < end and self.text[at + run] == "`":
            run += 1
        fence = "`" * run
        close = self.text.find(fence, at + run, end)
        while close >= 0 and self.text[close + run : close + run + 1] == "`":
            close += run
            while self.text[close : close + 1] == "`":
                close += 1
            close = self.text.find(fence, close, end)
        if close < 0:
            return self._literal(at, at + run)
        return self._object(at, self._after_attributes(close + run, end))

    def _math(self, at: int, end: int) -> int:
        return self._whole(_MATH, at, end)

    def _url(self, at: int, end: int) -> int:
        return self._whole(_URL, at, end)

    def _entity(self, at: int, end: int) -> int:
        match = _ENTITY.match(self.text, at, end)
        read = html.unescape(match[0]) if match else ""
        if match is None or len(read) != 1:
            return self._literal(at, at + 1)
        self.out.append((self.chars[at][0], self.chars[match.end() - 1][1], read))
        return match.end()

    def _angle(self, at: int, end: int) -> int:
        for pattern in (_COMMENT, _AUTOLINK, _TAG):
            if match := pattern.match(self.text, at, end):
                return self._object(at, match.end())
        return self._literal(at, at + 1)

    def _brace(self, at: int, end: int) -> int:
        if match := _SHORTCODE.match(self.text, at, end):
            return self._object(at, match.end())
        match = _ATTRIBUTES.match(self.text, at, end)
        if self.role == "heading" and match and match.end() >= end:
            return match.end()
        return self._literal(at, at + 1)

    def _key(self, at: int, end: int) -> int:
        match = _KEY.match(self.text, at, end)
        if match is None or (at and self.text[at - 1].isalnum()):
            return self._literal(at, at + 1)
        self.citations.append((len(self.out), match[1].strip("{}")))
        return self._object(at, match.end())

    # Brackets

    def _closing(self, at: int, end: int) -> int:
        """Return where the bracket that opens at ``at`` closes, -1 where it does not."""
        close = self.closings.get(at, -1)
        return close if close < end else -1

    def _after_attributes(self, at: int, end: int) -> int:
        match = _ATTRIBUTES.match(self.text, at, end)
        return match.end() if match else at

    def _after_target(self, at: int, end: int) -> int:
        """Return where the address ends that begins at ``at``, ``at`` where there is none."""
        if self.text[at : at + 1] == "(":
            depth = 0
            for place in range(at, min(end, at + _LONGEST)):
                sign = self.text[place]
                depth += (sign == "(") - (sign == ")")
                if depth == 0:
                    return self._after_attributes(place + 1, end)
            return at
        if self.text[at : at + 1] == "[" and self.text[at : at + 2] != "[^":
            close = self._closing(at, end)
            is_citation = close > 0 and _CITED.search(self.text, at + 1, close)
            return at if close < 0 or is_citation else self._after_attributes(close + 1, end)
        return at

    def _bracket(self, at: int, end: int) -> int:
        close = self._closing(at, end)
        if close < 0 or self.depth > _DEEPEST:
            return self._literal(at, at + 1)
        inside = self.text[at + 1 : close]
        if re.fullmatch(r"\^[^\s\]]+", inside):
            self.calls.append((len(self.out), inside[1:]))
            return close + 1
        after = self._after_target(close + 1, end)
        if after == close + 1 and (cited := list(_CITED.finditer(inside))):
            self.citations += [(len(self.out), match[1].strip("{}")) for match in cited]
            return close + 1
        after = self._after_attributes(after, end)
        if after > close + 1:
            start = len(self.out)
            self.depth += 1
            self._part(at + 1, close)
            self.depth -= 1
            last = self.chars[after - 1][1]
            self.wraps.append(Wrap(start, len(self.out), last, is_bracket=True))
            return after
        if " ".join(inside.split()).casefold() in self.labels:
            return self._object(at, close + 1)
        return self._literal(at, at + 1)

    def _picture(self, at: int, end: int) -> int:
        if self.text[at + 1 : at + 2] != "[" or (close := self._closing(at + 1, end)) < 0:
            return self._literal(at, at + 1)
        after = self._after_target(close + 1, end)
        if after == close + 1:
            return self._literal(at, at + 1)
        self._inside(at + 2, close, "caption")
        return self._object(at, after)

    def _inline_note(self, at: int, end: int) -> int:
        if self.text[at + 1 : at + 2] != "[" or (close := self._closing(at + 1, end)) < 0:
            return self._literal(at, at + 1)
        label = f"at {self.chars[at][0]}"
        self.calls.append((len(self.out), label))
        self._inside(at + 2, close, "note", label)
        return close + 1

    def _inside(self, start: int, end: int, role: Role, label: str = "") -> None:
        if self.depth > _DEEPEST:
            return
        scan = Scan(self.chars[start:end], role, self.labels, depth=self.depth + 1)
        passage = scan.run()
        passage.label = label
        self.inner += [passage, *scan.inner]

    # Emphasis

    def _delimiter(self, at: int, end: int) -> int:
        run = 1
        while at + run < end and self.text[at + run] == self.text[at]:
            run += 1
        before, after = self.text[at - 1 : at] if at else "", self.text[at + run : at + run + 1]
        opens = bool(after) and not after.isspace()
        closes = bool(before) and not before.isspace()
        if self.text[at] == "_":
            opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
        for place in range(run):
            one = (len(self.out) + place, self.text[at], opens, closes)
            self.delimiters.append(one)
        return self._literal(at, at + run)

    def _passage(self) -> MarkdownPassage:
        pairs = _paired(self.delimiters)
        dropped = {place for pair in pairs for place in pair}
        moved: list[int] = []
        kept: list[Line] = []
        for place, one in enumerate(self.out):
            moved.append(len(kept))
            if place not in dropped:
                kept.append(one)
        moved.append(len(kept))
        wraps = [Wrap(moved[w.start], moved[w.end], w.after, w.is_bracket) for w in self.wraps]
        emphasis = Spans()
        for first, last in pairs:
            emphasis.add(moved[first], moved[last])
            wraps.append(Wrap(moved[first], moved[last], self.out[last][1]))
        return MarkdownPassage(
            "".join(one[2] for one in kept),
            self.role,
            numbers(one[0] for one in kept),
            numbers(one[1] for one in kept),
            wraps,
            emphasis,
            [(moved[place], key) for place, key in self.citations],
            [(moved[place], label) for place, label in self.calls],
        )


def _closings(text: str) -> dict[int, int]:
    """Return where each bracket closes, by where it opens."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for match in re.finditer(r"\\.|[\[\]]", text, re.DOTALL):
        if match[0] == "[":
            opened.append(match.start())
        elif match[0] == "]" and opened:
            found[opened.pop()] = match.start()
    return found


def _paired(delimiters: Sequence[tuple[int, str, bool, bool]]) -> list[tuple[int, int]]:
    """Return the signs that open and close emphasis, by their places."""
    opened: dict[str, list[int]] = {"*": [], "_": []}
    pairs = []
    for place, sign, opens, closes in delimiters:
        if closes and opened[sign]:
            first = opened[sign].pop()
            if first < place - 1:
                pairs.append((first, place))
                continue
            opened[sign].append(first)
        if opens:
            opened[sign].append(place)
    return sorted(pairs)
