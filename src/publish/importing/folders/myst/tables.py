"""Tables that MyST has as lists or as values between commas, written with bars."""

from __future__ import annotations

import csv
import re
from typing import Final

from publish.importing.folders.myst.directives import Directive, find_directives
from publish.importing.folders.outline import Lines

_ROW: Final = re.compile(r"^([ \t]*)[*+-]([ \t]+)[*+-](?:[ \t]+(.*))?$")
_CELL: Final = re.compile(r"^([ \t]*)[*+-](?:[ \t]+(.*))?$")
_MOST_CELLS: Final = 100_000


def write_tables(lines: Lines) -> Lines:
    """Return lines with each table of lists or of values as a table directive with bars.

    A table whose cells hold blocks stays a list; what is wrong with none is left as it is.
    """
    text = "\n".join(line for line, _path, _number in lines)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    numbers = {start: number for number, start in enumerate(starts)}
    out = list(lines)
    for one in reversed(find_directives(text)):
        if one.name not in ("list-table", "csv-table") or "file" in one.options:
            continue
        first = numbers[one.start]
        body = numbers.get(one.body[0], first + 1)
        last = text.count("\n", 0, one.body[1])
        rows = _rows(one, [line for line, _path, _number in lines[body:last]])
        if rows is None:
            continue
        path, number = lines[min(body, len(lines) - 1)][1:]
        written = [
            (one.indent + line, *lines[min(body + at, len(lines) - 1)][1:])
            for line, at in _written(one, rows)
        ]
        head = [
            (line.replace(f"{{{one.name}", "{table", 1) if at == 0 else line, where, row)
            for at, (line, where, row) in enumerate(lines[first:body])
        ]
        out[first:last] = [*head, ("", path, number), *written]
    return out


def _rows(one: Directive, body: list[str]) -> list[tuple[int, list[str]]] | None:
    """Return the rows of a table, each with its line in the body; ``None`` if bars cannot do."""
    found = _of_values(one, body) if one.name == "csv-table" else _of_lists(body)
    if not found or sum(len(cells) for _at, cells in found) > _MOST_CELLS:
        return None
    if any(len(cells) > len(found[0][1]) for _at, cells in found):
        return None
    return found


def _of_values(one: Directive, body: list[str]) -> list[tuple[int, list[str]]] | None:
    head = one.options.get("header", "")
    sign = {"tab": "\t", "space": " "}.get(one.options.get("delim", ","))
    sign = sign or one.options.get("delim", ",") or ","
    if len(sign) != 1:
        return None
    try:
        rows = list(
            csv.reader(
                [*([head] if head else []), *body],
                delimiter=sign,
                skipinitialspace=True,
                strict=True,
            )
        )
    except csv.Error:
        return None
    filled = [[" ".join(cell.split()) for cell in row] for row in rows if row]
    if any("|" in cell for row in filled for cell in row):
        return None
    width = max(map(len, filled), default=0)
    return [(at, row + [""] * (width - len(row))) for at, row in enumerate(filled)]


def _of_lists(body: list[str]) -> list[tuple[int, list[str]]] | None:
    rows: list[tuple[int, list[str]]] = []
    blank = False
    for at, line in enumerate(body):
        if not line.strip():
            blank = True
            continue
        row, cell = _ROW.match(line), _CELL.match(line)
        if row:
            rows.append((at, [row[3] or ""]))
        elif not rows:
            return None
        elif cell and len(cell[1]) <= 8 and cell[1]:
            rows[-1][1].append(cell[2] or "")
        elif blank or re.match(r"\s*(?:[`~:]{3,}|>|[*+-]\s|\d+[.)]\s|\$\$|:\s)", line):
            return None
        else:
            rows[-1][1][-1] = f"{rows[-1][1][-1]} {line.strip()}".strip()
        blank = False
    if any("|" in cell for _at, cells in rows for cell in cells):
        return None
    return rows


def _written(one: Directive, rows: list[tuple[int, list[str]]]) -> list[tuple[str, int]]:
    """Return the lines of a table with bars, each with the line of the body that it is from."""
    width = max(len(cells) for _at, cells in rows)
    asked = re.findall(r"\d+", one.options.get("widths", ""))
    dashes = [max(3, min(int(number), 60)) for number in asked] if len(asked) == width else []
    rule = "|" + "|".join("-" * number for number in dashes or [3] * width) + "|"
    texts = [
        ("| " + " | ".join(cells + [""] * (width - len(cells))) + " |", at) for at, cells in rows
    ]
    first = rows[0][0]
    has_head = one.options.get("header-rows", "0").strip() not in ("", "0")
    if has_head or "header" in one.options:
        return [texts[0], (rule, first), *texts[1:]]
    return [("|" + "   |" * width, first), (rule, first), *texts]
