"""The directives of a MyST text, found by their fences: where each begins, what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

_FENCE: Final = re.compile(
    r"^([ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+(?:- +)?)?)(`{3,}|~{3,}|:{3,})(.*)$"
)
_NAMED: Final = re.compile(r"\s*\{([^\s{}]+)([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}[ \t]*(.*?)[ \t]*$")
_OPTION: Final = re.compile(r"[ \t>]*:([A-Za-z][\w -]*):(?:[ \t]+(.*?))?[ \t]*$")
_PAIR: Final = re.compile(r"([\w-]+)\s*=\s*(\"[^\"\n]*\"|'[^'\n]*'|[^\s}]+)")
_MOST_OPEN: Final = 60

VERBATIM: Final = frozenset(
    [
        "code",
        "code-block",
        "code-cell",
        "sourcecode",
        "literalinclude",
        "math",
        "raw",
        "raw:typst",
        "raw:latex",
        "raw:tex",
        "mermaid",
        "eval-rst",
        "csv-table",
        "toctree",
        "tableofcontents",
        "contents",
        "toc",
        "bibliography",
        "include",
        "iframe",
        "video",
        "youtube",
        "image",
        "plot",
        "parsed-literal",
        "prompt",
        "example",
        "myst",
        "anywidget",
        "widget",
        "embed",
        "index",
        "glue",
        "glue:",
        "footbibliography",
        "printed",
        "output",
        "jupyter-execute",
        "doctest",
        "list-plot",
        "altair-plot",
        "tikz",
        "graphviz",
        "show-index",
        "carousel",
        "raw:html",
        "button-ref",
        "button-link",
        "attribution",
    ]
)
"""Directives whose lines are no Markdown: code, formulas, or nothing that is read."""


@dataclass(frozen=True, slots=True)
class Directive:
    """A fenced block; ``name`` is ``""`` for plain code. Offsets are those of its text.

    ``argument`` is the place of what stands after the name; the body begins after the options;
    ``close`` is the line that ends it, empty where none does. ``indent`` stands before its lines,
    ``fence`` is where the marks of the first begin.
    """

    name: str
    start: int
    end: int
    argument: tuple[int, int]
    body: tuple[int, int]
    close: tuple[int, int]
    indent: str
    info: tuple[int, int]
    fence: int
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_verbatim(self) -> bool:
        """Return whether the lines within are no Markdown."""
        return not self.name or self.name in VERBATIM or self.name.split(":")[0] == "raw"

    @property
    def label(self) -> str:
        """Return the label that the author gave, or ``""``."""
        return self.options.get("label") or self.options.get("name") or ""


@dataclass(slots=True)
class _Open:
    mark: str
    indent: str
    name: str
    start: int
    info: tuple[int, int]
    argument: tuple[int, int]
    first: int
    options: dict[str, str]

    @property
    def is_verbatim(self) -> bool:
        return not self.name or self.name in VERBATIM or self.name.split(":")[0] == "raw"


def find_directives(text: str) -> list[Directive]:
    """Return every fenced block in the order of their beginnings; inner ones follow outer ones."""
    found: list[Directive] = []
    opened: list[_Open] = []
    lines = list(_lines(text))
    number = 0
    while number < len(lines):
        start, line = lines[number]
        end = start + len(line)
        match = _FENCE.match(line)
        number += 1
        if not match:
            continue
        closes = _closed_by(opened, match)
        if closes is not None:
            while len(opened) > closes:
                inner = opened.pop()
                line_end = (start, end) if len(opened) == closes else (start, start)
                found.append(_finished(inner, start, line_end))
            continue
        if (opened and opened[-1].is_verbatim) or len(opened) >= _MOST_OPEN:
            continue
        new = _opening(match, start)
        if new is None:
            continue
        number = _read_options(new, lines, number, end)
        opened.append(new)
    last = len(text)
    while opened:
        found.append(_finished(opened.pop(), last, (last, last)))
    return sorted(found, key=lambda one: (one.start, -one.end))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    offset = 0
    for line in text.split("\n"):
        yield offset, line
        offset += len(line) + 1


def _closed_by(opened: list[_Open], match: re.Match[str]) -> int | None:
    """Return which open block a line closes: the outermost that it can, as the tool has it."""
    if match[3].strip():
        return None
    for at, one in enumerate(opened):
        if match[2].startswith(one.mark):
            return at
    return None


def _opening(match: re.Match[str], start: int) -> _Open | None:
    mark, rest = match[2], match[3]
    named = _NAMED.match(rest)
    after = start + match.start(3)
    info = (after, start + match.end(3))
    if mark[0] == ":" and not named:
        return None
    if mark[0] == "`" and "`" in rest and not named:
        return None
    if not named:
        return _Open(mark, match[1], "", start, info, (info[1], info[1]), info[1], {})
    argument = (after + named.start(3), after + named.end(3))
    options = {key.lower(): value.strip("\"'") for key, value in _PAIR.findall(named[2])}
    if label := re.search(r"(?<![\w\"'])#([^\s}\"']+)", named[2]):
        options["label"] = label[1]
    if classes := re.findall(r"(?<![\w\"'])\.([\w-]+)", named[2]):
        options["class"] = " ".join(classes)
    return _Open(mark, match[1], named[1].lower(), start, info, argument, info[1], options)


def _read_options(new: _Open, lines: list[tuple[int, str]], number: int, end: int) -> int:
    """Read the options of a directive; return the number of the first line of its body."""
    new.first = min(end + 1, lines[-1][0] + len(lines[-1][1]))
    if not new.name:
        return number
    at = number
    if at < len(lines) and lines[at][1].strip(" \t>") == "---":
        at += 1
        while at < len(lines) and lines[at][1].strip(" \t>") != "---":
            _enter_yaml(new.options, lines[at][1])
            at += 1
        if at >= len(lines):
            return number
        at += 1
    else:
        while at < len(lines) and (option := _OPTION.match(lines[at][1])):
            new.options[option[1].lower()] = (option[2] or "").strip()
            at += 1
    if at > number:
        is_blank = at < len(lines) and not lines[at][1].strip(" \t>")
        last_start, last = lines[at if is_blank else at - 1]
        new.first = min(last_start + len(last) + 1, lines[-1][0] + len(lines[-1][1]))
    return at


def _enter_yaml(options: dict[str, str], line: str) -> None:
    """Enter a key of a block of options; keys within keys are entered by their own name."""
    pair = re.match(r"[ \t>]*([A-Za-z][\w-]*)[ \t]*:(?:[ \t]+(.*?))?[ \t]*$", line)
    if pair:
        options.setdefault(pair[1].lower(), (pair[2] or "").strip("\"' "))
    elif item := re.match(r"[ \t>]*-[ \t]+(.*?)[ \t]*$", line):
        key = next(reversed(options), "")
        if key:
            options[key] = f"{options[key]} {item[1]}".strip()


def _finished(one: _Open, end: int, close: tuple[int, int]) -> Directive:
    first = min(one.first, end)
    indent = re.sub(r"[^\s>]", " ", one.indent)
    body = (first, max(first, end))
    return Directive(
        one.name,
        one.start,
        max(close[1], body[1]),
        one.argument,
        body,
        close,
        indent,
        one.info,
        one.info[0] - len(one.mark),
        one.options,
    )
