"""The lines of a chapter of Leanpub's as pandoc reads them: boxes as blocks, code in fences."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from publish.importing.folders.leanpub import is_markua
from publish.importing.folders.left_out import dropped_between
from publish.importing.folders.markua.attributes import attribute_line
from publish.importing.folders.outline import Entry, Lines, Outline, Prepared
from publish.importing.folders.source_folder import SourceFolder

BOXES: Final = {
    "A": ".aside",
    "B": ".callout .callout-blurb",
    "C": ".center",
    "D": ".callout .callout-discussion",
    "E": ".callout .callout-error",
    "G": ".callout .callout-blurb",
    "I": ".callout .callout-information",
    "Q": ".callout .callout-question",
    "T": ".callout .callout-tip",
    "W": ".callout .callout-warning",
    "X": ".callout .callout-exercise",
}
"""What stands before the lines of a box, and the classes of the block that it becomes."""

_BOXED: Final = re.compile(r"^([ABCDEGIQTWX])>(?:[ \t](.*)|[ \t]*)$")
_OPENED: Final = re.compile(
    r"^\{(aside|blurb|blockquote|quiz|exercise|center)\b([^{}\n]*)\}[ \t]*$"
)
_CLOSED: Final = re.compile(r"^\{/(aside|blurb|blockquote|quiz|exercise|center)\}[ \t]*$")
_MATTER: Final = re.compile(r"^\{(?:frontmatter|mainmatter|backmatter)\}[ \t]*$")
_FENCE: Final = re.compile(r"^ {0,3}(`{3,}|~{3,})(.*)$")
_CODE: Final = re.compile(r"^(?: {4}|\t)")
_PART: Final = re.compile(r"^-#[ \t]+(.*?)[ \t]*#*[ \t]*$")
_CLOSED_HEADING: Final = re.compile(r"^#[ \t]+(.*?)[ \t]+#[ \t]*$")
_REMARK: Final = re.compile(r"^%%(.*)$")
_TITLE: Final = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*(?:\{[^{}]*\})?[ \t]*$")
_INSERTED: Final = re.compile(
    r"^[ \t]*(?://|#|--|;|%|/\*|<!--)?[ \t]*"
    r"leanpub-(?:start|end)-(?:insert|delete|highlight)[ \t]*(?:\*/|-->)?[ \t]*$"
)
_NUMBERED: Final = re.compile(r"^```\$[ \t]*$")


@dataclass(slots=True)
class _Preparing:
    is_markua: bool
    out: Lines = field(default_factory=list)
    fence: str = ""
    within: int = 0
    box: str = ""

    def add(self, line: str, path: str, number: int) -> None:
        self.out.append((line, path, number))

    def blank(self, path: str, number: int) -> None:
        if self.out and self.out[-1][0].strip():
            self.add("", path, number)


def prepare_markua(lines: Lines, _entry: Entry, outline: Outline, folder: SourceFolder) -> Prepared:
    """Return lines with boxes as blocks of ours, parts as headings, code with a language fenced."""
    made = _Preparing(is_markua(folder, outline))
    at = 0
    while at < len(lines):
        at = _step(made, lines, at)
    for _open in range(made.within + bool(made.box)):
        made.blank(*lines[-1][1:])
        made.add(":::", *lines[-1][1:])
    return made.out, dropped_between(lines, made.out, "markua")


def _step(made: _Preparing, lines: Lines, at: int) -> int:
    """Enter the line at a place, or a block that begins there; return the next place."""
    line, path, number = lines[at]
    if made.fence:
        match = _FENCE.match(line)
        if match and match[1].startswith(made.fence) and not match[2].strip():
            made.fence = ""
        if not _INSERTED.match(line):
            made.add(line, path, number)
        return at + 1
    boxed = _BOXED.match(line)
    if made.box and not (boxed and boxed[1] == made.box):
        made.blank(path, number)
        made.add(":::", path, number)
        made.add("", path, number)
        made.box = ""
    if boxed:
        _enter_box(made, lines, at, boxed)
        return at + 1
    if _MATTER.match(line):
        return at + 1
    if match := _FENCE.match(line):
        made.fence = match[1]
        made.blank(path, number)
        made.add(f"{match[1]} latexmath" if _NUMBERED.match(line) else line, path, number)
        return at + 1
    attributes = attribute_line(line)
    if attributes is not None and at + 1 < len(lines) and _CODE.match(lines[at + 1][0]):
        return _enter_code(made, lines, at, attributes)
    if match := _OPENED.match(line):
        made.blank(path, number)
        made.add(_opened(match), path, number)
        made.add("", path, number)
        made.within += 1
    elif _CLOSED.match(line) and made.within:
        made.blank(path, number)
        made.add(":::", path, number)
        made.add("", path, number)
        made.within -= 1
    else:
        made.add(_said(made, line), path, number)
    return at + 1


def _enter_box(made: _Preparing, lines: Lines, at: int, boxed: re.Match[str]) -> None:
    _line, path, number = lines[at]
    if not made.box:
        made.blank(path, number)
        made.add(f"::: {{{BOXES[boxed[1]]}}}", path, number)
        made.box = boxed[1]
    inner = boxed[2] or ""
    fences = sum(1 for line, *_rest in made.out if _FENCE.match(line))
    if _FENCE.match(inner) and not fences % 2:
        made.blank(path, number)
    made.add(_TITLE.sub(r"**\1**", inner), path, number)


def _enter_code(made: _Preparing, lines: Lines, at: int, attributes: dict[str, str]) -> int:
    """Enter a block of code that is set in, under its attributes, between fences."""
    line, path, number = lines[at]
    end = at + 1
    while end < len(lines) and (_CODE.match(lines[end][0]) or not lines[end][0].strip()):
        end += 1
    while end > at + 1 and not lines[end - 1][0].strip():
        end -= 1
    body = [(_CODE.sub("", one), where, row) for one, where, row in lines[at + 1 : end]]
    ticks = "`" * max([3, *(1 + len(run) for one, *_ in body for run in re.findall(r"`{3,}", one))])
    made.blank(path, number)
    made.add(line, path, number)
    language = attributes.get("lang") or attributes.get("format") or ""
    language = language if re.fullmatch(r"[\w+#.-]+", language) else ""
    made.add(f"{ticks}{language}", path, number)
    for inner, where, row in body:
        if not _INSERTED.match(inner):
            made.add(inner, where, row)
    made.add(ticks, path, body[-1][2] if body else number)
    return end


def _said(made: _Preparing, line: str) -> str:
    """Return one line of text as pandoc reads it."""
    if match := _PART.match(line):
        return f"# {match[1]} {{.part}}"
    if made.is_markua and (match := _CLOSED_HEADING.match(line)):
        return f"# {match[1]} {{.part}}"
    if match := _REMARK.match(line):
        return f"<!--{match[1].replace('--', '- -')} -->"
    if made.within and (match := _TITLE.match(line)):
        return f"**{match[1]}**"
    return line


def _opened(match: re.Match[str]) -> str:
    """Return what opens a block of ours for one of Markua's."""
    name = match[1]
    kind = re.search(r"class[ \t]*[:=][ \t]*\"?([\w-]+)", match[2])
    look = kind[1] if kind else "blurb"
    if look == "center":
        return "::: {.center}"
    if name == "blurb":
        return f"::: {{.callout .callout-{look}}}"
    return f"::: {{.{name}}}"
