"""A chapter in MyST on its way: its lines parted as pandoc needs them, its directives found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from publish.importing.folders.draft import Draft, Fence
from publish.importing.folders.left_out import dropped_between
from publish.importing.folders.myst.directives import Directive, find_directives
from publish.importing.folders.myst.tables import write_tables
from publish.importing.folders.outline import Entry, Lines, Outline, Prepared
from publish.importing.folders.source_folder import SourceFolder
from publish.importing.spans import Spans

_CODE: Final = re.compile(r"(?<!`)(`+)(?!`)(?:[^\n`]|\n(?!\s*\n)|(?!\1(?!`))`)+?(?<!`)\1(?!`)")
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_OURS: Final = (
    (re.compile(r"^([ \t>]*:{3,})[ \t]*\{[^}\n]*\}", re.MULTILINE), r"\1 {}"),
    (re.compile(r"^([ \t>]*`{3,})[\w+#.-]+$", re.MULTILINE), r"\1"),
    (re.compile(r"\]\((?:#|[\w./-]+\.md)[^)\s]*\)"), "](#)"),
    (re.compile(r"\]\{[#.][^}\n]*\}"), "]{}"),
)
_ITEM: Final = re.compile(r"^([ \t>]*)(?:[-*+]|\d{1,9}[.)])[ \t]+\S")
_MARKER: Final = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ ]{1,4}(?=\S)")
_NOTE: Final = re.compile(r"\[\^[^\]\s]+\]:")
_BLOCK: Final = re.compile(r"^[ \t]{0,3}(?:#{1,6}[ \t]|>|\|.*\|\s*$)")


@dataclass(slots=True)
class MystDraft(Draft):
    """A draft whose fences may be directives; those that hold Markdown are no code.

    ``head`` are the keys of the file's own head.
    """

    directives: list[Directive] = field(init=False, repr=False)
    head: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        Draft.__post_init__(self)
        self.directives = find_directives(self.text)
        verbatim = [one for one in self.directives if one.is_verbatim]
        self.fences = [
            Fence(one.start, one.end, one.info, one.body, one.indent) for one in verbatim
        ]
        masked = _masked(self.text, self.directives)
        inline = (
            match.span() for pattern in (_COMMENT, _CODE) for match in pattern.finditer(masked)
        )
        self.code = Spans([*((one.start, one.end) for one in verbatim), *inline])

    def without_code(self) -> str:
        """Return the text with blanks in the place of code and of all that edits have taken."""
        return _blanked(self.text, self.code)

    def claim(self, start: int, end: int, new: str, reads: str | None = None) -> bool:
        """Enter an edit, and keep what looks for marks out of what it has taken."""
        if not self.replace(start, end, new, _neutral(new if reads is None else reads)):
            return False
        if end > start:
            self.code.add(start, end)
        return True


def _neutral(text: str) -> str:
    """Return Markdown that reads the same without the names that we give to what is in it."""
    for pattern, new in _OURS:
        text = pattern.sub(new, text)
    return text


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text with blanks for stretches in order; one within another counts once."""
    out, at = [], 0
    for start, end in spans:
        if start >= at:
            out += [text[at:start], re.sub(r"[^\n]", " ", text[start:end])]
            at = end
    return "".join([*out, text[at:]])


def _masked(text: str, directives: list[Directive]) -> str:
    """Return a text with blanks for the marks of directives and for all that is verbatim."""
    pieces, at = [], 0
    for one in directives:
        spans = (
            [(one.start, one.end)]
            if one.is_verbatim
            else [(one.fence, one.argument[0]), (one.argument[1], one.body[0]), one.close]
        )
        for start, end in spans:
            if start >= at:
                pieces.append((start, end))
        at = max(at, one.end) if one.is_verbatim else at
    return _blanked(text, sorted(pieces))


def prepare_myst(lines: Lines, _entry: Entry, _outline: Outline, _folder: SourceFolder) -> Prepared:
    """Return lines as pandoc needs them: blank ones before blocks that may follow text at once."""
    source = lines
    lines = _aligned(write_tables(lines))
    text = "\n".join(line for line, _path, _number in lines)
    opens, verbatim = _where(text)
    out: Lines = []
    for at, (line, path, number) in enumerate(lines):
        before = lines[at - 1][0] if at else ""
        if before.strip(" \t>") and at not in verbatim and _parts(line, before, at, opens):
            indent = re.match(r"[ \t>]*", before)
            quoted = indent[0].rstrip() if indent and ">" in indent[0] else ""
            out.append((quoted if line.lstrip().startswith(">") else "", path, number))
        out.append((line, path, number))
    return out, dropped_between(source, out, "myst")


def _aligned(lines: Lines) -> Lines:
    """Return lines with each directive as far in as the item that it stands in: pandoc asks it."""
    opens, verbatim = _where("\n".join(line for line, _path, _number in lines))
    columns: list[int] = []
    out: Lines = []
    for at, (line, path, number) in enumerate(lines):
        plain = line.lstrip(" ")
        width = len(line) - len(plain)
        if plain and at not in verbatim:
            columns = [one for one in columns if one <= width]
            item = _MARKER.match(plain)
            if item:
                columns.append(width + item.end())
        is_moved = plain and at in opens and not _MARKER.match(plain)
        new = " " * (columns[-1] if columns else 0) + plain if is_moved else line
        out.append((new, path, number))
    return out


def _where(text: str) -> tuple[set[int], set[int]]:
    """Return the numbers of lines that open directives, and of those that are no Markdown."""
    opens: set[int] = set()
    verbatim: set[int] = set()
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    numbers = {start: number for number, start in enumerate(starts)}
    for one in find_directives(text):
        first = numbers[one.start]
        opens.add(first)
        until = one.end if one.is_verbatim else one.body[0]
        last = first + text.count("\n", one.start, max(until - 1, one.start))
        verbatim |= set(range(first + 1, last + 1))
    return opens - verbatim, verbatim


def _parts(line: str, before: str, at: int, opens: set[int]) -> bool:
    """Return whether a line begins a block that pandoc would not see right after ``before``."""
    item, in_list = _ITEM.match(line), _ITEM.match(before)
    if at in opens:
        return True
    if item:
        nested = before[:1] in " \t" or len(item[1]) > 0
        return in_list is None and not nested
    if _NOTE.match(line):
        return _NOTE.match(before) is None
    same = line.lstrip()[:1] in (">", "|") and before.lstrip()[:1] == line.lstrip()[:1]
    return _BLOCK.match(line) is not None and not same and in_list is None
