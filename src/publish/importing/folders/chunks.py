"""Code chunks of Quarto, R Markdown and notebooks: never run; shown, or dropped as they ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from publish.importing.folders.draft import Draft, Fence

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
    | {
        "css",
        "rcpp",
        "node",
        "perl",
        "ruby",
        "asis",
        "code-cell",
        "zsh",
        "powershell",
        "observable",
    }
)


PictureFinder = Callable[[Draft, str, int], str]
"""Copies a picture that a chapter shows at an offset; its path in the folder, or ``""``."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk's language, its options and the offset at which its own code begins."""

    language: str
    options: Mapping[str, str]
    code: int


def rewrite_chunks(draft: Draft, find: PictureFinder, texts: Mapping[str, str], colon: str) -> None:
    """Turn every chunk of a chapter into a block of code, into its picture, or into nothing.

    ``find`` copies a picture and gives its new path; ``texts`` are bookdown's ``(ref:…)`` texts; ``colon``
    stands between the kind and the name of a label, as the tool writes it.
    """  # noqa: E501
    for fence in draft.fences:
        info = draft.text[slice(*fence.info)]
        if raw := _RAW.match(info):
            draft.replace(fence.start, fence.end, "")
            what = draft.text[slice(*fence.body)]
            draft.lose(fence.start, what, f"left out: it is {raw[1]} for another output")
        elif (match := _INFO.match(info)) and match[1].lower() in _ENGINES:
            _rewrite(draft, fence, _read(draft, fence, match), find, texts, colon)


def _read(draft: Draft, fence: Fence, match: re.Match[str]) -> Chunk:
    options = {key: _bare(value) for key, value in _OPTION.findall(match[2])}
    label = re.match(r"[\s,]*([\w:.-]+)\s*(?:,|$)", match[2])
    if label:
        options.setdefault("label", label[1])
    code, key = fence.body[0], ""
    for line in draft.text[slice(*fence.body)].splitlines(keepends=True):
        option = _OPTION_LINE.match(line.rstrip("\n"))
        if not option:
            break
        code += len(line)
        named = re.match(r"([\w.-]+):\s*(.*)$", option[1])
        if named:
            key = named[1]
            options[key] = "" if named[2] in (">", "|", ">-", "|-") else _bare(named[2])
        elif key:
            options[key] = f"{options[key]} {option[1].strip()}".strip()
    return Chunk(match[1].lower(), options, min(code, fence.body[1]))


def _bare(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = re.sub(r"\\(.)", r"\1", value[1:-1])
    return value


def _rewrite(
    draft: Draft,
    fence: Fence,
    chunk: Chunk,
    find: PictureFinder,
    texts: Mapping[str, str],
    colon: str,
) -> None:
    options = {key.replace(".", "-"): value for key, value in chunk.options.items()}
    code = draft.text[chunk.code : fence.body[1]]
    caption = options.get("fig-cap") or options.get("tbl-cap") or ""
    if not caption and (found := re.search(r"\bcaption\s*=\s*(['\"])(.*?)\1", code)):
        caption = found[2]
    caption = re.sub(r"\(ref:([^)\s]+)\)", lambda ref: texts.get(ref[1], ""), caption)
    is_table = "tbl-cap" in options or "kable(" in code
    label = _label(options.get("label", ""), caption, colon, is_table)
    pictures = [match[2] for line in code.split("\n") if (match := _PICTURE.match(line))]
    hidden = (
        any(
            options.get(key, "true").lower() in ("false", "f", "fenced")
            for key in ("echo", "include", "output" if chunk.language == "asis" else "include")
        )
        and options.get("echo", "").lower() != "fenced"
    )
    own = [line for line in code.split("\n") if line.strip()]
    if pictures and options.get("include", "").lower() not in ("false", "f"):
        only = len(own) == len(pictures)
        _show_pictures(draft, fence, pictures, find, caption, label, options, hidden or only)
        return
    made = options.get("include", "").lower() not in ("false", "f") and own
    runs = options.get("eval", "true").lower() not in ("false", "f")
    after = ""
    if caption and made:
        after = _block(fence, label, caption)
    if hidden or not own:
        draft.replace(fence.start, fence.end, after.lstrip("\n"), _words(after))
        if own:
            draft.lose(fence.start, code, "left out: the chunk itself hides its code")
    else:
        draft.replace(
            fence.info[0], fence.info[1], "" if chunk.language == "asis" else chunk.language
        )
        if chunk.code > fence.body[0]:
            draft.replace(fence.body[0], chunk.code, "")
        if after:
            draft.replace(fence.end, fence.end, after, _words(after))
    if made and runs:
        what = f"output of a chunk in {chunk.language}: {caption or label or own[0]}"
        draft.lose(
            fence.start, what, "not made: an import runs no code; add it as a picture or table"
        )


def _label(label: str, caption: str, colon: str, is_table: bool) -> str:
    if not label or not re.fullmatch(r"[\w:.-]+", label):
        return ""
    if colon == ":" and caption:
        return f"{'tab' if is_table else 'fig'}:{label}"
    return label


def _block(fence: Fence, label: str, caption: str) -> str:
    """Return a block that holds the caption of what was not made, so that references find it."""
    mark = f"#{label} " if label else ""
    indent = re.sub(r"[^\s>]", " ", fence.indent)
    lines = ("", f"::: {{{mark}.output-missing}}", caption, ":::")
    return "\n" + "\n".join(f"{indent}{line}" for line in lines) + "\n"


def _words(block: str) -> str:
    """Return what a reader must find of such a block: its caption."""
    return re.sub(r"^[ \t>]*:::.*$", "", block, flags=re.MULTILINE)


def _show_pictures(  # noqa: PLR0913, PLR0917
    draft: Draft,
    fence: Fence,
    pictures: list[str],
    find: PictureFinder,
    caption: str,
    label: str,
    options: Mapping[str, str],
    drops: bool,
) -> None:
    alternative = options.get("fig-alt", "")
    indent = re.sub(r"[^\s>]", " ", fence.indent)
    lines = []
    for number, path in enumerate(pictures):
        marks = [f"#{label}"] if label and caption and not number else []
        if alternative:
            marks.append('alt="' + alternative.replace('"', "”") + '"')
        width = options.get("out-width", "")
        if re.fullmatch(r"\d+%", width):
            marks.append(f"width={width}")
        attributes = "{" + " ".join(marks) + "}" if marks else ""
        shown = caption if not number else ""
        name = find(draft, path, fence.start)
        if name:
            lines += ["", f"{indent}![{shown}](<../{name}>){attributes}"]
        elif shown:
            lines += ["", f"{indent}[{shown}]{{{' '.join([*marks[:1], '.picture-missing'])}}}"]
        draft.decide("picture of a chunk", fence.start, path, "the chunk only shows this file")
    new = "\n".join(lines) + "\n"
    if drops:
        draft.replace(fence.start, fence.end, new, f"\n{indent}{caption}\n")
    else:
        draft.replace(fence.info[0], fence.info[1], "r")
        draft.replace(fence.end, fence.end, "\n" + new, f"\n\n{indent}{caption}\n")
