"""Code chunks of Quarto, R Markdown and notebooks: never run; shown, or dropped as they ask."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from publish.importing.folders.draft import Draft, Fence, Replacement
from publish.importing.folders.pandoc_kin import ReferenceTexts
from publish.importing.folders.pictures import PLACEHOLDER, Pictures, quoted

_INFO: Final = re.compile(r"\s*\{\s*\.?([A-Za-z][\w+-]*)(.*)\}\s*$")
_RAW: Final = re.compile(r"\s*\{\s*=\s*(\w+)\s*\}\s*$")
_OPTION_LINE: Final = re.compile(r"[ \t>]*(?:#|//|--|%%)\|[ \t]?(.*)$")
_OPTION: Final = re.compile(
    r"([\w.-]+)\s*=\s*(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|c\([^)]*\)|[^,\s]+)"
)
_PICTURE: Final = re.compile(
    r"^\s*(?:knitr::)?include_graphics\(\s*(?:path\s*=\s*)?(['\"])([^'\"]+)\1[^()]*\)\s*$"
)
_ENGINES: Final = frozenset(
    {"r", "python", "julia", "ojs", "bash", "sh", "sql", "cat", "mermaid", "dot", "stan", "js"}
    | {"css", "rcpp", "node", "perl", "ruby", "asis", "code-cell", "zsh", "powershell"}
    | {"observable"}
)
_NO: Final = ("false", "f", "no")


OUTPUT: Final = "not made, if the code prints or draws anything: an import runs no code"
NAMED_OUTPUT: Final = (
    "not made: an import runs no code; its caption stands: put it in the place held for it"
)
"""Where the output of a chunk is; the second where it has a caption or a label."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk's language, its options, and its own code with the offset at which that begins."""

    language: str
    options: Mapping[str, str]
    start: int
    code: str

    def asks(self, option: str) -> bool:
        """Return whether an option is not set to false."""
        return self.options.get(option, "true").lower() not in _NO

    @property
    def own_lines(self) -> list[str]:
        """Return the lines of code that are not blank."""
        return [line for line in self.code.split("\n") if line.strip()]

    @property
    def pictures(self) -> list[str]:
        """Return the files that the chunk only shows."""
        return [match[2] for line in self.code.split("\n") if (match := _PICTURE.match(line))]

    @property
    def is_table(self) -> bool:
        """Return whether what the chunk makes is a table, by what it says of its caption."""
        label = self.options.get("label", "")
        return "tbl-cap" in self.options or "kable(" in self.code or label.startswith("tbl-")

    @property
    def is_hidden(self) -> bool:
        """Return whether the chunk itself keeps its code from the reader."""
        echo = self.options.get("echo", "true").lower()
        shows = echo not in (*_NO, "fenced") and self.asks("include")
        return echo != "fenced" and not (shows and (self.language != "asis" or self.asks("output")))


@dataclass(slots=True)
class ChunkWriter:
    """Turns every chunk of a book's chapters into a block of code, its picture, or nothing.

    ``texts`` are bookdown's ``(ref:…)`` texts; ``colon`` stands between the kind and the name of a
    label, as the tool writes it.
    """

    pictures: Pictures
    texts: ReferenceTexts
    colon: str

    def rewrite(self, draft: Draft) -> None:
        """Enter the edits of a chapter's chunks."""
        for fence in draft.fences:
            info = draft.text[slice(*fence.info)]
            if raw := _RAW.match(info):
                draft.replace(fence.start, fence.end, "")
                what = draft.text[slice(*fence.body)]
                draft.lose(fence.start, what, f"left out: it is {raw[1]} for another output")
            elif (match := _INFO.match(info)) and match[1].lower() in _ENGINES:
                self._chunk(draft, fence, _read(draft, fence, match))

    def _chunk(self, draft: Draft, fence: Fence, chunk: Chunk) -> None:
        caption = self._caption(chunk)
        label = _label(chunk, caption, self.colon)
        own = chunk.own_lines
        if chunk.pictures and chunk.asks("include"):
            new = self._shown(draft, fence, chunk, caption, label)
            if chunk.is_hidden or len(own) == len(chunk.pictures):
                draft.replace(fence.start, fence.end, new, f"\n{_indent(fence)}{caption}\n")
            else:
                draft.replace(*fence.info, chunk.language)
                draft.replace(fence.body[0], chunk.start, "")
                words = f"\n\n{_indent(fence)}{caption}\n"
                draft.replace(fence.end, fence.end, f"\n{new}", words)
            return
        after = ("", "")
        if caption and own and chunk.asks("include"):
            after = self._to_come(fence, chunk, label, caption)
        if chunk.is_hidden or not own:
            draft.replace(fence.start, fence.end, after[0].lstrip("\n"), after[1].lstrip("\n"))
        else:
            draft.replace(*fence.info, "" if chunk.language == "asis" else chunk.language)
            draft.replace(fence.body[0], chunk.start, "")
            if after[0]:
                draft.replace(fence.end, fence.end, *after)
        _tell(draft, fence, chunk, caption or label)

    def _to_come(self, fence: Fence, chunk: Chunk, label: str, caption: str) -> Replacement:
        if chunk.is_table:
            return _table_to_come(fence, label, caption)
        self.pictures.hold_a_place()
        return _figure_to_come(fence, label, caption)

    def _caption(self, chunk: Chunk) -> str:
        caption = chunk.options.get("fig-cap") or chunk.options.get("tbl-cap") or ""
        if not caption and (found := re.search(r"\bcaption\s*=\s*(['\"])(.*?)\1", chunk.code)):
            caption = found[2]
        return self.texts.put_into(caption)

    def _shown(self, draft: Draft, fence: Fence, chunk: Chunk, caption: str, label: str) -> str:
        """Return the pictures of a chunk as Markdown, the first with its caption and its label."""
        marks = []
        if alternative := chunk.options.get("fig-alt", ""):
            marks.append(f'alt="{quoted(alternative)}"')
        if re.fullmatch(r"\d+%", width := chunk.options.get("out-width", "")):
            marks.append(f"width={width}")
        lines: list[str] = []
        for number, path in enumerate(chunk.pictures):
            own = [f"#{label}", *marks] if label and caption and not number else marks
            shown = "" if number else caption
            if name := self.pictures.find(draft, path, fence.start):
                lines += ["", f"{_indent(fence)}![{shown}](<../{name}>){_attributes(own)}"]
            elif shown:
                lost = [*(own[:1] if label else ()), ".picture-missing"]
                lines += ["", f"{_indent(fence)}[{shown}]{_attributes(lost)}"]
            draft.decide("picture of a chunk", fence.start, path, "the chunk only shows this file")
        return "\n".join(lines) + "\n"


def _tell(draft: Draft, fence: Fence, chunk: Chunk, name: str) -> None:
    """Tell what the reader of the tool's own book sees of a chunk, or does not, and ours misses."""
    own = chunk.own_lines
    if own and chunk.asks("include") and chunk.asks("eval"):
        draft.lose(fence.start, name or own[0], NAMED_OUTPUT if name else OUTPUT)
    elif own and chunk.is_hidden:
        draft.lose(fence.start, chunk.code, "left out: the chunk itself hides its code")


def _read(draft: Draft, fence: Fence, match: re.Match[str]) -> Chunk:
    options = {key: _bare(value) for key, value in _OPTION.findall(match[2])}
    label = re.match(r"[\s,]*([\w:.-]+)\s*(?:,|$)", match[2])
    if label:
        options.setdefault("label", label[1])
    start, key = fence.body[0], ""
    for line in draft.text[slice(*fence.body)].splitlines(keepends=True):
        option = _OPTION_LINE.match(line.rstrip("\n"))
        if not option:
            break
        start += len(line)
        named = re.match(r"([\w.-]+):\s*(.*)$", option[1])
        if named:
            key = named[1]
            options[key] = "" if named[2] in (">", "|", ">-", "|-") else _bare(named[2])
        elif key:
            options[key] = f"{options[key]} {option[1].strip()}".strip()
    start = min(start, fence.body[1])
    same = {key.replace(".", "-"): value for key, value in options.items()}
    return Chunk(match[1].lower(), same, start, draft.text[start : fence.body[1]])


def _bare(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = re.sub(r"\\(.)", r"\1", value[1:-1])
    return value


def _label(chunk: Chunk, caption: str, colon: str) -> str:
    label = chunk.options.get("label", "")
    if not label or not re.fullmatch(r"[\w:.-]+", label):
        return ""
    if colon == ":" and caption:
        return f"{'tab' if chunk.is_table else 'fig'}:{label}"
    return label


def _indent(fence: Fence) -> str:
    return re.sub(r"[^\s>]", " ", fence.indent)


def _attributes(marks: Sequence[str]) -> str:
    return "{" + " ".join(marks) + "}" if marks else ""


def _table_to_come(fence: Fence, label: str, caption: str) -> Replacement:
    """Return a block that holds the caption of a table that was not made."""
    mark = f"#{label} " if label else ""
    lines = ("", f"::: {{{mark}.output-missing}}", caption, ":::")
    new = "\n" + "\n".join(f"{_indent(fence)}{line}" for line in lines) + "\n"
    return new, re.sub(r"^[ \t>]*:::.*$", "", new, flags=re.MULTILINE)


def _figure_to_come(fence: Fence, label: str, caption: str) -> Replacement:
    """Return a figure with an empty frame, so that it has its number and is seen to be missing."""
    mark = f"#{label} " if label else ""
    start = f"\n\n{_indent(fence)}![{caption}]("
    return f"{start}<../{PLACEHOLDER}>){{{mark}.output-missing}}\n", f"{start}#)\n"
