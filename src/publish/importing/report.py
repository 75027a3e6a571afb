"""``import-report.md`` for the author, ``import-report.json`` for programs: the same account."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from publish.diagnostics import Span
from publish.importing.imported import Decision, Imported, Unkept

_TITLES: Final[dict[str, str]] = {
    "done": "Understood and done",
    "proposed": "Proposed, not done",
    "left": "Seen, and left as it was",
}
_SHOWN: Final = 200
"""How many decisions of one kind the report for the author lists one by one."""

_SAID_AGAIN: Final = 12
"""How often the same sentence may stand in a table before it is said once, over a table of its own.
"""
_COUNTED: Final = 40
"""From how many of the same on, the report for the author counts them file by file."""


def render_markdown(imported: Imported) -> str:
    """Return the report for the author."""
    lines = [f"# Import of {imported.source}", ""]
    if imported.facts:
        lines += ["| | |", "|---|---|"]
        lines += [f"| {_cell(name)} | {_cell(value)} |" for name, value in imported.facts]
        lines.append("")
    lines += ["| was | is | changed |", "|---|---|---|"]
    for origin in imported.origins:
        lines.append(f"| {_cell(origin.was)} | {origin.path} | {_cell(origin.changed)} |")
    if imported.remarks:
        lines += ["", "## To look at", "", *(f"- {remark}" for remark in imported.remarks)]
    for outcome, title in _TITLES.items():
        found = [decision for decision in imported.decisions if decision.outcome == outcome]
        if found:
            lines += ["", f"## {title}", *_by_kind(found, imported.source)]
    if imported.unkept:
        lines += ["", "## Not in the book", "", *_unkept(imported.unkept, imported.source)]
    if imported.left_behind:
        lines += ["", "## Not copied", "", *(f"- {name}" for name in imported.left_behind)]
    return "\n".join(lines) + "\n"


def render_json(imported: Imported) -> str:
    """Return the report for programs; its keys are those of ``Imported``."""
    data: dict[str, Any] = {
        "format": 1,
        "source": imported.source,
        "kind": imported.kind,
        "facts": dict(imported.facts),
        "files": [
            {"was": origin.was, "path": str(origin.path), "changed": origin.changed}
            for origin in imported.origins
        ],
        "decisions": [
            {
                "kind": one.kind,
                "outcome": one.outcome,
                "what": one.what,
                "evidence": one.evidence,
                **_span(one.place),
            }
            for one in imported.decisions
        ],
        "not-in-the-book": [
            {"what": item.what, "where": item.where, **_span(item.place)}
            for item in imported.unkept
        ],
        "remarks": list(imported.remarks),
        "not-copied": list(imported.left_behind),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _by_kind(decisions: Iterable[Decision], source: str) -> list[str]:
    kinds: dict[str, list[Decision]] = {}
    for decision in decisions:
        kinds.setdefault(decision.kind, []).append(decision)
    lines = []
    for kind, found in kinds.items():
        lines += ["", f"### {kind[:1].upper()}{kind[1:]}: {len(found)}", ""]
        if len(found) > _SAID_AGAIN and len({one.evidence for one in found}) == 1:
            lines += [f"{_cell(found[0].evidence)}.", "", *_same(found, source)]
            continue
        lines += ["| place | what | evidence |", "|---|---|---|"]
        for one in found[:_SHOWN]:
            lines.append(
                f"| {_place(one.place, source)} | {_cell(one.what)} | {_cell(one.evidence)} |"
            )
        if len(found) > _SHOWN:
            lines += ["", f"{len(found) - _SHOWN} more stand in import-report.json."]
    return lines


def _unkept(items: Sequence[Unkept], source: str) -> list[str]:
    """Return what the book does not hold; many of the same stand under their own heading."""
    groups: dict[str, list[Unkept]] = {}
    for item in items:
        groups.setdefault(item.where, []).append(item)
    many = {where for where, found in groups.items() if len(found) > _SAID_AGAIN}
    lines = []
    if few := [item for item in items if item.where not in many]:
        lines += ["| what | where it is now | place |", "|---|---|---|"]
        for item in few:
            place = _place(item.place, source)
            lines.append(f"| {_cell(item.what)} | {_cell(item.where)} | {place} |")
    for where in sorted(many, key=lambda one: len(groups[one])):
        lines += ["", f"### {_cell(where)}: {len(groups[where])}", ""]
        lines += _same(groups[where], source)
    return lines[1:] if lines and not lines[0] else lines


def _same(found: Sequence[Decision | Unkept], source: str) -> list[str]:
    """Return a table of many of the same: one by one, or from ``_COUNTED`` on file by file."""
    if len(found) <= _COUNTED:
        rows = (f"| {_place(one.place, source)} | {_cell(one.what)} |" for one in found)
        return ["| place | what |", "|---|---|", *rows]
    files: dict[str, list[str]] = {}
    for one in found:
        line = str(one.place.line) if one.place and one.place.line else ""
        files.setdefault(str(one.place.path) if one.place else "", []).append(line)
    lines = ["| file | how many | lines |", "|---|---|---|"]
    for name, numbers in files.items():
        shown = ", ".join(dict.fromkeys(filter(None, numbers)))
        lines.append(f"| {_cell(name)} | {len(numbers)} | {shown} |")
    return [*lines, "", "import-report.json has each with its words."]


def _place(span: Span | None, source: str) -> str:
    """Return line and column, after the file where the source has several."""
    if span is None or span.line is None:
        return ""
    place = f"{span.line}:{span.column}" if span.column else str(span.line)
    return place if str(span.path) == source else _cell(f"{span.path}:{place}")


def _span(span: Span | None) -> dict[str, Any]:
    if span is None:
        return {}
    return {"path": str(span.path), "line": span.line, "column": span.column}


def _cell(text: str) -> str:
    """Return words that a table of Markdown shows as they are."""
    marked = "".join(f"\\{sign}" if sign in "\\`*_|[]<$" else sign for sign in text)
    return " ".join(marked.split())
