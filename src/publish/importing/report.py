"""``import-report.md`` for the author, ``import-report.json`` for programs: the same account."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from publish.diagnostics import Span
from publish.importing.imported import Decision, Imported

_TITLES: Final[dict[str, str]] = {
    "done": "Understood and done",
    "proposed": "Proposed, not done",
    "left": "Seen, and left as it was",
}
_SHOWN: Final = 200
"""How many decisions of one kind the report for the author lists one by one."""


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
        lines += [
            "",
            "## Not in the book",
            "",
            "| what | where it is now | place |",
            "|---|---|---|",
        ]
        for item in imported.unkept:
            place = _place(item.place, imported.source)
            lines.append(f"| {_cell(item.what)} | {_cell(item.where)} | {place} |")
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
        lines += ["| place | what | evidence |", "|---|---|---|"]
        for one in found[:_SHOWN]:
            lines.append(
                f"| {_place(one.place, source)} | {_cell(one.what)} | {_cell(one.evidence)} |"
            )
        if len(found) > _SHOWN:
            lines += ["", f"{len(found) - _SHOWN} more stand in import-report.json."]
    return lines


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
