"""Tables, and the captions that they share with figures."""

from __future__ import annotations

from publish.content.draft import Draft
from publish.content.inlines import write_inlines
from publish.content.lists import WriteItem
from publish.content.table_widths import fitting_class
from publish.content.xhtml import GENERATED, attribute, class_attribute, escape_text
from publish.model.blocks import Blocks, Cell, Paragraph, Row, Table, first_span


def write_table(draft: Draft, table: Table, write_item: WriteItem) -> None:
    """Write a table: caption, columns, head, bodies, foot."""
    attributes = draft.identify(table.id) + draft.at(table.span)
    words = draft.setting.wording.table
    label = f"{words} {table.number}." if table.number else ""
    draft.write('<div class="table">\n')
    if not draft.setting.is_print:
        draft.write(_scroller(table, label or words))
    draft.write(f"<table{attributes}>\n")
    write_caption(draft, "caption", table.caption, label=label, write_item=write_item)
    _write_columns(draft, table)
    _write_rows(draft, "thead", table.head, write_item)
    for body in table.bodies:
        _write_rows(draft, "tbody", body, write_item)
    _write_rows(draft, "tfoot", table.foot, write_item)
    draft.write("</table>\n</div>\n" if draft.setting.is_print else "</table>\n</div>\n</div>\n")


def _scroller(table: Table, name: str) -> str:
    """Return the tag around a table on a screen, where one that is wider than that can be moved.

    Keys reach it, too (WCAG 2.2, 2.1.1).
    """
    classes = class_attribute("scroller", fitting_class(table))
    return f'<div{classes} role="group" tabindex="0"{attribute("aria-label", name.rstrip("."))}>\n'


def write_caption(
    draft: Draft, name: str, caption: Blocks, *, label: str, write_item: WriteItem
) -> None:
    """Write a caption and the label before it, or nothing where there is neither."""
    if not (label or caption):
        return
    draft.write(f"<{name}{draft.at(first_span(caption))}>")
    match caption:
        case (Paragraph(children=children),):
            _write_label(draft, label, space=bool(children))
            write_inlines(draft, children)
        case (Paragraph(children=children), *rest):
            draft.write("<p>")
            _write_label(draft, label, space=bool(children))
            write_inlines(draft, children)
            draft.write("</p>\n")
            write_item(draft, tuple(rest))
        case _:
            _write_label(draft, label, space=bool(caption))
            write_item(draft, caption)
    draft.write(f"</{name}>\n")


def _write_label(draft: Draft, label: str, *, space: bool) -> None:
    if label:
        end = " " if space else ""
        draft.write(f'<span class="label"{GENERATED}>{escape_text(label)}</span>{end}')


def _write_columns(draft: Draft, table: Table) -> None:
    """Write the columns where the author gave any of them a width."""
    if not any(table.widths):
        return
    draft.write("<colgroup>")
    for width in table.widths:
        style = f"width:{round(width * 100, 2):g}%" if width else None
        draft.write(f"<col{attribute('style', style)}/>")
    draft.write("</colgroup>\n")


def _write_rows(draft: Draft, name: str, rows: tuple[Row, ...], write_item: WriteItem) -> None:
    if not rows:
        return
    draft.write(f"<{name}>\n")
    for row in rows:
        draft.write("<tr>")
        for cell in row:
            _write_cell(draft, cell, write_item, in_head=name == "thead")
        draft.write("</tr>\n")
    draft.write(f"</{name}>\n")


def _write_cell(draft: Draft, cell: Cell, write_item: WriteItem, *, in_head: bool) -> None:
    name, attributes = _cell_tag(cell, in_head=in_head)
    attributes += draft.at(first_span(cell.blocks))
    draft.write(f"<{name}{class_attribute(*filter(None, (cell.alignment,)))}{attributes}>")
    match cell.blocks:
        case (Paragraph(children=children),):
            write_inlines(draft, children)
        case blocks:
            write_item(draft, blocks)
    draft.write(f"</{name}>")


def _cell_tag(cell: Cell, *, in_head: bool) -> tuple[str, str]:
    """Return name and attributes; an empty corner is no header: there is nothing to announce."""
    spans = attribute("rowspan", str(cell.rows) if cell.rows > 1 else None)
    spans += attribute("colspan", str(cell.columns) if cell.columns > 1 else None)
    if not cell.blocks or not (in_head or cell.is_header):
        return "td", spans
    axis, crossed = ("col", cell.columns) if in_head else ("row", cell.rows)
    return "th", f' scope="{axis}group"{spans}' if crossed > 1 else f' scope="{axis}"{spans}'
