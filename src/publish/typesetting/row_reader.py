"""The rows of a leaf: lines of a paragraph, rows of a table, a solid box; which notes they call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from publish.typesetting.engine_seam import is_call
from publish.typesetting.leaves import Leaf
from publish.typesetting.pages.model import Row

_HYPHENS: Final = "-\u2010\u00ad"


def note_ids(box: Any) -> list[str]:
    """Return the ids of the notes called in a box, in order."""
    found: list[str] = []
    for each in box.descendants():
        if is_call(each):
            target = each.element.get("href", "").removeprefix("#")
            if target and (not found or found[-1] != target):
                found.append(target)
    return found


def _called(box: Any, notes: Mapping[str, int]) -> tuple[int, ...]:
    """Return the notes called in a box."""
    return tuple(notes[each] for each in note_ids(box) if each in notes)


def rows_of(leaf: Leaf, notes: Mapping[str, int], *, kept: bool, below: float) -> Iterator[Row]:
    """Yield the rows of a leaf; with ``kept`` no page may end under it.

    ``below`` is how much of a line of the running text is under its baseline.
    """
    boxes = leaf.settings[0]
    match leaf.kind:
        case "lines":
            yield from line_rows(leaf, boxes, notes, kept=kept, below=below)
        case "table":
            yield from _rows_of_table(leaf, notes, kept=kept, below=below)
        case "solid":
            called = _called(leaf.box, notes)
            sinks = _sinks(leaf.box, leaf.bottom, below)
            yield Row(leaf.bottom - leaf.top, called, not kept, sinks=sinks)


def line_rows(
    leaf: Leaf,
    lines: Sequence[Any],
    notes: Mapping[str, int],
    *,
    kept: bool,
    below: float,
) -> Iterator[Row]:
    """Yield the rows of a paragraph set in these lines."""
    style = leaf.box.style
    count = len(lines)
    orphans, widows = style["orphans"], style["widows"]
    whole = style["break_inside"] in ("avoid", "avoid-page")
    floats = [*(box for _, box in leaf.attached), *(each.box for each in leaf.beside)]
    reach = max(map(_bottom_of, floats), default=0.0)
    for at, line in enumerate(lines, 1):
        bottom = line.position_y + line.height
        height = (lines[at].position_y if at < count else bottom) - line.position_y
        may_end = not kept if at == count else not whole and at >= orphans and count - at >= widows
        reaches = max(reach, _reach(line))
        called = _called(line, notes)
        sinks = height - line.baseline - below
        yield Row(height, called, may_end and reaches <= bottom + 0.5, ends_in_hyphen(line), sinks)


def _bottom_of(box: Any) -> float:
    box = getattr(box, "_box", box)
    if not box.is_floated():
        return 0.0
    return float(box.position_y + box.margin_height())


def _reach(line: Any) -> float:
    """Return how far down what floats at a line goes."""
    return max(
        (_bottom_of(child) for child in line.children if not child.is_in_normal_flow()), default=0.0
    )


def ends_in_hyphen(line: Any) -> bool:
    """Return whether the last letter of a line is a hyphen."""
    last = ""
    for box in line.descendants():
        text = getattr(box, "text", "")
        if text.strip():
            last = text
    return last.rstrip()[-1:] in _HYPHENS if last.strip() else False


def _rows_of_table(
    leaf: Leaf, notes: Mapping[str, int], *, kept: bool, below: float
) -> Iterator[Row]:
    """Yield the rows of a table: its caption and head keep with its first row.

    A row that is styled to keep with the next, or with the one before, keeps with it.
    """
    boxes = leaf.settings[0]
    tops = [box.position_y for box in boxes]
    tops[0] = leaf.top
    tops.append(leaf.bottom)
    spans = 0
    whole = leaf.box.style["break_inside"] in ("avoid", "avoid-page")
    heads = _head_rows(leaf)
    for at, box in enumerate(boxes):
        spans = max([spans - 1, *(cell.rowspan - 1 for cell in _cells(box))])
        called = _called(box, notes)
        is_last = at + 1 == len(boxes)
        if is_last:
            may_end = not kept
        else:
            may_end = not whole and spans <= 0 and at >= heads and _may_part(box, boxes[at + 1])
        sinks = _sinks(box, tops[at + 1], below)
        yield Row(tops[at + 1] - tops[at], called, may_end, sinks=sinks)


def _sinks(box: Any, bottom: float, below: float) -> float:
    """Return how much lower a foot is than that of running text level with the last line in it."""
    from weasyprint.formatting_structure import boxes

    lowest = max(
        (
            line.position_y + line.baseline
            for line in box.descendants()
            if isinstance(line, boxes.LineBox) and line.position_y < bottom
        ),
        default=bottom,
    )
    return float(bottom - lowest - below)


def _may_part(row: Any, after: Any) -> bool:
    """Return whether a page may end between two rows of a table."""
    avoid = ("avoid", "avoid-page")
    return row.style["break_after"] not in avoid and after.style["break_before"] not in avoid


def _cells(box: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TableRowBox):
        yield from box.children


def _head_rows(leaf: Leaf) -> int:
    """Return how many rows of a table are its caption above and its head."""
    from weasyprint.formatting_structure import boxes

    count = 0
    for box in leaf.box.children:
        if isinstance(box, boxes.TableBox):
            first = box.children[0] if box.children else None
            return count + (len(first.children) if first is not None and first.is_header else 0)
        count += 1
    return count
