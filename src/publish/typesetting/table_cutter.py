"""Tables cut between their rows, where they run on to another page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from publish.typesetting.leaves import Leaf


def cut_table(leaf: Leaf, first: int, last: int) -> Any:
    """Return a table with these rows only; its head stands again over rows that run on."""
    from weasyprint.formatting_structure import boxes

    rows = leaf.settings[0]
    kept = {id(row) for row in rows[first:last]}
    wrapper = leaf.box
    children: list[Any] = []
    for child in wrapper.children:
        if isinstance(child, boxes.TableBox):
            head = leaf.head_again if first else None
            children.append(_cut_groups(child, kept, head, lambda row: _skipped(rows, row)))
        elif id(child) in kept:
            children.append(child)
    top = rows[first].position_y if first else leaf.top
    bottom = rows[last].position_y if last < len(rows) else leaf.bottom
    repeated = leaf.head_again.height if first and leaf.head_again is not None else 0.0
    copy = wrapper.copy_with_children(children)
    copy.remove_decoration_sides = set()
    copy.remove_decoration(start=first > 0, end=last < len(rows))
    copy.margin_top = copy.margin_bottom = 0
    copy.position_y = top - repeated
    copy.height = bottom - top + repeated
    copy.fragment_of = wrapper
    return copy


def _skipped(rows: Sequence[Any], row: Any) -> int:
    from weasyprint.formatting_structure import boxes

    count = 0
    for each in rows:
        if each is row:
            break
        count += isinstance(each, boxes.TableRowBox)
    return count


def _cut_groups(table: Any, kept: set[int], head: Any, skipped: Callable[[Any], int]) -> Any:
    groups = list(_groups(table, kept, head))
    copy = table.copy_with_children(groups)
    body = [row for group in groups for row in group.children if id(row) in kept]
    top, bottom = groups[0].position_y, groups[-1].position_y + groups[-1].height
    copy.column_groups = tuple(group.deepcopy() for group in table.column_groups)
    copy.column_positions = list(table.column_positions)
    copy.skipped_rows = (
        skipped(body[0]) if body and body[0] is not table.children[0].children[0] else 0
    )
    copy.remove_decoration_sides = set()
    copy.margin_top = copy.margin_bottom = 0
    copy.position_y = top - copy.border_top_width - copy.padding_top
    copy.height = bottom - top
    copy.fragment_of = table
    return copy


def _groups(table: Any, kept: set[int], head: Any) -> Iterator[Any]:
    """Yield the groups with the rows that are kept, and the head again where there is one."""
    for group in table.children:
        rows = [row for row in group.children if id(row) in kept]
        if not rows:
            continue
        if head is not None:
            again, head = head.deepcopy(), None
            again.translate(0, rows[0].position_y - again.height - again.position_y)
            yield again
        copy = group.copy_with_children(rows)
        copy.position_y = rows[0].position_y
        copy.height = rows[-1].position_y + rows[-1].height - rows[0].position_y
        copy.fragment_of = group
        yield copy


def open_table(wrapper: Any, rows: Sequence[Any], opened: float) -> None:
    """Put white under each of a table's rows but the last; their cells reach down through it.

    ``wrapper`` holds these ``rows``, and perhaps the head again over them.
    """
    from weasyprint.formatting_structure import boxes

    last = len(rows) - 1
    for at, row in enumerate(rows):
        row.translate(0, opened * at)
        if isinstance(row, boxes.TableRowBox):
            for cell in row.children:
                more = min(cell.rowspan, last - at) if at < last else 0
                cell.padding_bottom += opened * more
            row.height += opened * (at < last)
    for child in wrapper.children:
        if isinstance(child, boxes.TableBox):
            for group in child.children:
                first, final = group.children[0], group.children[-1]
                group.position_y = first.position_y
                group.height = final.position_y + final.height - first.position_y
            top = child.children[0].position_y
            child.position_y = top - child.border_top_width - child.padding_top
            foot = child.children[-1]
            child.height = foot.position_y + foot.height - top
    wrapper.height += opened * last
