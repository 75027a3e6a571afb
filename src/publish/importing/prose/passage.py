"""A paragraph of a Markdown text as its reader sees it, and what is to be changed in it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from publish.importing.spans import Spans

Role = Literal["text", "heading", "verse", "table", "caption", "note"]
"""What a passage is; the lines of a list or a quotation are text."""

OBJECT: Final = "\ufffc"
"""Stands in a passage for what is no prose: code, a formula, an address, a picture."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Markdown that stands in the place of ``text[start:end]`` of a file, by rank at one place."""

    start: int
    end: int
    markdown: str
    rank: int = 3


@dataclass(frozen=True, slots=True)
class Wrap:
    """Markup around characters of a passage: a link, a span, emphasis; ``after`` is its end."""

    start: int
    end: int
    after: int
    is_bracket: bool = False


@dataclass(slots=True)
class MarkdownPassage:
    """The words of a paragraph; ``text`` is without markup, escapes and entities are resolved.

    ``firsts`` and ``lasts`` say of each character where its Markdown begins and ends in the file.
    A line's end within the paragraph is a space, one that is kept a line feed. ``citations`` and
    ``calls`` are keys and labels with the place in ``text`` before which they stand.
    """

    text: str
    role: Role
    firsts: Sequence[int] = field(repr=False)
    lasts: Sequence[int] = field(repr=False)
    wraps: Sequence[Wrap] = ()
    emphasis: Spans = field(default_factory=Spans)
    citations: Sequence[tuple[int, str]] = ()
    calls: Sequence[tuple[int, str]] = ()
    label: str = ""
    section: str = ""
    edits: list[Edit] = field(default_factory=list)
    _replaced: bytearray = field(default_factory=bytearray, repr=False)

    @property
    def line_ends(self) -> Sequence[int]:
        """Return where words may be divided by the end of a line: a break is a space here."""
        return ()

    def offset(self, index: int) -> int:
        """Return where a character of the text stands in the file."""
        if index < len(self.firsts):
            return self.firsts[index]
        return self.lasts[-1] if self.lasts else 0

    def is_free(self, start: int, end: int) -> bool:
        """Return whether no edit and no markup stands between these characters, or in them."""
        if self._replaced.find(1, start, end) >= 0 or OBJECT in self.text[start:end]:
            return False
        return all(self.lasts[at] == self.firsts[at + 1] for at in range(start, end - 1))

    def replace(self, start: int, end: int, text: str) -> None:
        """Enter that these characters become others, none of which means anything to Markdown."""
        self.edits.append(Edit(self.firsts[start], self.lasts[end - 1], text))
        if not self._replaced:
            self._replaced = bytearray(len(self.text))
        self._replaced[start:end] = b"\1" * (end - start)

    def set_in_italic(self, start: int, end: int) -> bool:
        """Enter emphasis; return whether the markup around the words lets it be."""
        for wrap in self.wraps:
            inside = wrap.start <= start and end <= wrap.end
            around = start < wrap.start and wrap.end <= end
            outside = wrap.end <= start or end <= wrap.start
            if not (inside or around or outside):
                return False
        if OBJECT in self.text[start:end] or "\n" in self.text[start:end]:
            return False
        last = self.lasts[end - 1]
        for wrap in self.wraps:
            if start < wrap.start and wrap.end == end:
                last = max(last, wrap.after)
        self.edits.append(Edit(self.firsts[start], self.firsts[start], "*", 4))
        self.edits.append(Edit(last, last, "*", 0))
        self.emphasis.add(start, end)
        return True

    def cite(self, at: int, citation: str) -> None:
        """Enter a citation before a character, after the markup that closes there."""
        place = self.lasts[at - 1]
        for wrap in self.wraps:
            ends = wrap.end == at
            if ends or (wrap.is_bracket and wrap.start < at < wrap.end):
                place = max(place, wrap.after)
        # A parenthesis or a brace right after a bracket would be the address of a link.
        guard = "\\" if self.text[at : at + 1] in tuple("({[") and self.is_bare(at, place) else ""
        self.edits.append(Edit(place, place, f" {citation}{guard}", 1))

    def is_bare(self, at: int, place: int) -> bool:
        """Return whether a character stands unescaped right at a place of the file."""
        is_one = self.lasts[at] - self.firsts[at] == 1
        return self.firsts[at] == place and is_one

    def has_call(self, at: int) -> bool:
        """Return whether a note is called right before a character."""
        return any(place == at for place, _ in self.calls)


def render(text: str, passages: Iterable[MarkdownPassage]) -> str:
    """Return a file with the edits of its passages."""
    edits = sorted(
        (edit for passage in passages for edit in passage.edits),
        key=lambda edit: (edit.start, edit.end > edit.start, edit.rank),
    )
    pieces: list[str] = []
    at = 0
    for edit in edits:
        if edit.start < at:  # two rules want the same sign: the first of them has it
            continue
        pieces += [text[at : edit.start], edit.markdown]
        at = edit.end
    return "".join([*pieces, text[at:]])


def numbers(values: Iterable[int]) -> array[int]:
    """Return places as an array, a quarter of a list's size."""
    return array("L", values)
