"""Code of MyST: cells, listings, files that are shown; none of it is run."""

from __future__ import annotations

import posixpath
import re
from typing import Final

from publish.importing.folders.chunks import OUTPUT
from publish.importing.folders.myst.block_edits import BlockEdits
from publish.importing.folders.myst.directives import Directive
from publish.importing.folders.source_folder import joined

_LANGUAGES: Final = {"ipython3": "python", "ipython": "python", "none": "", "default": ""}


def cell(edits: BlockEdits, one: Directive) -> None:
    """Show a cell unless it hides itself, and tell that its output is not there."""
    body = edits.draft.text[slice(*one.body)]
    tags = one.options.get("tags", "")
    first = next((line.strip() for line in body.split("\n") if line.strip()), "")
    runs = "outputs" not in one.options and not re.search(r"remove[-_](?:cell|output)", tags)
    if re.search(r"remove[-_](?:cell|input)", tags):
        edits.draft.claim(one.fence, one.end, "")
        edits.draft.lose(one.start, body, "left out: the cell itself hides its code")
    else:
        listing(edits, one)
    if runs and first:
        edits.draft.lose(one.start, first, OUTPUT)


def listing(edits: BlockEdits, one: Directive) -> None:
    """Show the body as code."""
    body = edits.draft.text[slice(*one.body)]
    language = edits.said(one).split(" ")[0].split(",")[0]
    language = "" if one.name == "printed" else language
    if one.name in ("mermaid", "csv-table", "eval-rst", "example", "myst"):
        language = {"mermaid": "mermaid", "csv-table": "", "eval-rst": "rst"}.get(
            one.name, "markdown"
        )
    if one.name in ("mermaid", "eval-rst", "csv-table"):
        edits.draft.lose(one.start, f"{one.name}: {body}", "stands as code: it is not drawn")
    language = _LANGUAGES.get(language.lower(), language)
    language = language if re.fullmatch(r"[\w+#.-]*", language) else ""
    caption = one.options.get("caption", "") or one.options.get("filename", "")
    id_ = edits.label(one, caption or "listing")
    ticks = "`" * max(3, 1 + max(map(len, re.findall(r"`+", body)), default=0))
    head = f"{ticks}{language}\n"
    foot = f"{one.indent}{ticks}"
    if caption or id_:
        mark = f"#{id_} " if id_ else ""
        block = f"::: {{{mark}.listing}}\n"
        if caption:
            block += f"{one.indent}{caption}\n{one.indent.rstrip()}\n"
        head = f"{block}{one.indent}{head}"
        foot = f"{foot}\n{one.indent}:::"
    edits.draft.claim(one.fence, one.body[0], head)
    is_open = one.close[0] == one.close[1]
    edits.draft.claim(*one.close, f"\n{foot}" if is_open else foot)


def fence(edits: BlockEdits, one: Directive) -> None:
    """Keep the language of plain code."""
    words = edits.draft.text[slice(*one.info)].strip()
    language = re.split(r"[,\s{]", words)[0]
    language = _LANGUAGES.get(language.lower(), language)
    if words != language:
        edits.draft.replace(*one.info, language)


def included_code(edits: BlockEdits, one: Directive) -> None:
    """Show a file of the folder as code, or the lines of it that are asked for."""
    path = edits.said(one)
    base = posixpath.dirname(edits.draft.entry.path)
    text = edits.pictures.folder.text(joined(base, path), edits.draft.place(one.start))
    if text is None:
        edits.draft.claim(one.fence, one.end, "")
        edits.draft.lose(one.start, f"code of {path}", "the folder has no such file")
        return
    lines = text.rstrip("\n").split("\n")
    if re.fullmatch(r"[\d,\s-]+", one.options.get("lines", "")):
        lines = _chosen(lines, one.options["lines"])
    elif {"start-after", "start-at", "end-before", "end-at", "pyobject"} & set(one.options):
        edits.draft.lose(one.start, f"part of {path}", "the whole file is shown")
    body = "\n".join(f"{one.indent}{line}" for line in lines)
    ticks = "`" * max(3, 1 + max(map(len, re.findall(r"`+", body)), default=0))
    language = one.options.get("language", posixpath.splitext(path)[1][1:])
    language = language if re.fullmatch(r"\w*", language) else ""
    shown = (joined(base, path), "\n".join(lines))
    edits.draft.included = (*edits.draft.included, shown)
    new = f"{ticks}{language}\n{body}\n{one.indent}{ticks}"
    if caption := one.options.get("caption", ""):
        new = f"{caption}\n{one.indent.rstrip()}\n{one.indent}{new}"
    edits.draft.claim(one.fence, one.end, new)


def _chosen(lines: list[str], asked: str) -> list[str]:
    chosen: list[str] = []
    for part in asked.split(","):
        first, dash, last = part.strip().partition("-")
        start = int(first) if first.isdigit() else 1
        end = (int(last) if last.isdigit() else len(lines)) if dash else start
        chosen += lines[start - 1 : end]
    return chosen
