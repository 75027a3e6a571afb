"""From the endless page that the engine has laid out to a galley: slabs of rows, notes, white.

A box is cut where the page planner may cut it: between the lines of a paragraph, the rows of a
table, the blocks of a container. Whatever else the engine has laid out (pictures, flex boxes,
columns) is one solid row. What stands out of the flow goes with the row that it stands at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from publish.typesetting.float_reader import with_floats
from publish.typesetting.leaves import Beside, Kind, Leaf, shared_ancestors
from publish.typesetting.pages.model import Galley, NoteText, Row, Setting, Slab
from publish.typesetting.row_reader import rows_of
from publish.typesetting.short_notes import line_to_share, runs_on, width_of_short

NOTES_CLASS: Final = "footnotes"
"""The class of the section whose notes stand at the feet of pages."""

NOTE_CLASS: Final = "note"
EDITOR_CLASS: Final = "editor"
"""Said beside ``NOTE_CLASS`` of a note of the editor's series."""

VERSE_CLASS: Final = "verse"
SEPARATOR_CLASS: Final = "note-separator"
CONTINUED_CLASS: Final = "continued"

_GRID_SLACK: Final = 0.05
"""CSS pixels by which a line of the running text may differ from the line height."""


@dataclass(slots=True)
class Stock:
    """All that pages are cut from: leaves of the text, leaves of each note, what separates them.

    ``editors`` are the ids of the notes of the editor's series.
    """

    leaves: list[Leaf]
    notes: dict[str, list[Leaf]]
    editors: set[str] = field(default_factory=set)
    short_notes_run_on: bool = False
    separator: Any = None
    continued: Any = None

    @property
    def numbers(self) -> Mapping[str, int]:
        """Return the place of each note among all, by its id."""
        return {identifier: at for at, identifier in enumerate(self.notes)}


def take_stock(pages: Sequence[Any]) -> Stock:
    """Return the leaves of endless pages, one for each break that the document forces."""
    stock = Stock([], {})
    for number, page in enumerate(pages):
        if page.page_type.blank:
            continue
        before = len(stock.leaves)
        root = page.children[0]
        root.translate(pages[0].content_box_x() - page.content_box_x())  # from a verso to a recto
        _Stocktaker(stock).walk(root, ())
        if len(stock.leaves) == before:
            continue
        if number:
            stock.leaves[before].begins_page = True
        if number + 1 < len(pages):
            _end_with(stock.leaves[-1])
    return stock


def _end_with(leaf: Leaf) -> None:
    """Let boxes that a forced break cuts end with their last leaf, not with the endless page."""
    bottom = _border_bottom(leaf.box)
    for box in leaf.ancestors:
        box.height = max(0.0, bottom - box.content_box_y())


class _Stocktaker:
    """A walk over one endless page."""

    def __init__(self, stock: Stock) -> None:
        self.stock = stock
        self.into = stock.leaves

    def walk(self, box: Any, ancestors: tuple[Any, ...]) -> None:
        from weasyprint.formatting_structure import boxes

        classes = _classes(box)
        if NOTES_CLASS in classes:
            self._take_notes(box, ancestors)
        elif getattr(box, "is_table_wrapper", False):
            self._take_table(box, ancestors)
        elif not _is_container(box, boxes):
            self._add(box, ancestors, "solid", [box], box.border_box_y(), _border_bottom(box))
        elif any(isinstance(child, boxes.LineBox) for child in box.children):
            self._take_lines(box, ancestors, boxes)
        else:
            self._take_blocks(box, ancestors)

    def _add(
        self,
        box: Any,
        ancestors: tuple[Any, ...],
        kind: Kind,
        rows: list[Any],
        top: float,
        bottom: float,
    ) -> Leaf:
        leaf = Leaf(box, ancestors, kind, [rows], top, bottom)
        self.into.append(leaf)
        return leaf

    def _take_lines(self, box: Any, ancestors: tuple[Any, ...], boxes: Any) -> None:
        lines = [child for child in box.children if isinstance(child, boxes.LineBox)]
        bottom = lines[-1].position_y + lines[-1].height
        leaf = self._add(box, ancestors, "lines", lines, lines[0].position_y, bottom)
        leaf.paragraph = lines[0].__dict__.pop("paragraph", None)
        at = 0
        for child in box.children:
            if isinstance(child, boxes.LineBox):
                at += 1
            else:
                leaf.attached.append((min(at, len(lines) - 1), child))

    def _take_table(self, wrapper: Any, ancestors: tuple[Any, ...]) -> None:
        rows = list(_table_rows(wrapper))
        top = wrapper.border_box_y()
        leaf = self._add(wrapper, ancestors, "table", rows, top, _border_bottom(wrapper))
        table = wrapper.get_wrapped_table()
        if table is not None and table.children and table.children[0].is_header:
            leaf.head_again = table.children[0].deepcopy()

    def _take_blocks(self, box: Any, ancestors: tuple[Any, ...]) -> None:
        inner = (*ancestors, box)
        waiting: list[Any] = []
        before = len(self.into)
        for child in tuple(box.children):
            if child.is_in_normal_flow():
                at = len(self.into)
                self.walk(child, inner)
                if waiting and len(self.into) > at:
                    self.into[at].beside.extend(Beside(len(ancestors), 0, each) for each in waiting)
                    waiting = []
            else:
                waiting.append(child)
        if len(self.into) == before and box.children:
            self._add(box, ancestors, "solid", [box], box.border_box_y(), _border_bottom(box))
        elif waiting and len(self.into) > before:
            last = self.into[-1]
            row = len(last.settings[0]) - 1
            last.beside.extend(Beside(len(ancestors), row, each) for each in waiting)

    def _take_notes(self, section: Any, ancestors: tuple[Any, ...]) -> None:
        for box in ancestors:
            box.children = [child for child in box.children if child is not section]
        flow = [child for child in ancestors[-1].children if child.is_in_normal_flow()]
        bottom = _border_bottom(flow[-1]) if flow else section.position_y
        for box in ancestors:  # they end where the text does
            box.height = max(0.0, bottom - box.content_box_y())
        self.stock.short_notes_run_on = runs_on(section.style)
        for child in section.children:
            classes = _classes(child)
            if SEPARATOR_CLASS in classes:
                if CONTINUED_CLASS in classes:
                    self.stock.continued = child
                else:
                    self.stock.separator = child
            elif NOTE_CLASS in classes:
                inner = _Stocktaker(self.stock)
                identifier = child.element.get("id", "")
                inner.into = self.stock.notes.setdefault(identifier, [])
                if EDITOR_CLASS in classes:
                    self.stock.editors.add(identifier)
                inner.walk(child, ())


def _classes(box: Any) -> list[str]:
    element = box.element
    if element is None or box.element_tag != element.tag:
        return []
    names: list[str] = element.get("class", "").split()
    return names


def _is_container(box: Any, boxes: Any) -> bool:
    """Return whether a box is laid out as blocks or lines that may stand on different pages."""
    style = box.style
    return (
        isinstance(box, boxes.BlockBox)
        and not box.is_monolithic()
        and style["overflow"] == "visible"
        and style["column_width"] == style["column_count"] == "auto"
        and not style["transform"]
        and bool(box.children)
        and not any(getattr(child, "is_column", False) for child in box.children)
    )


def _table_rows(wrapper: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure import boxes

    for child in wrapper.children:
        if isinstance(child, boxes.TableBox):
            for group in child.children:
                yield from group.children
        else:
            yield child


def _border_bottom(box: Any) -> float:
    return float(box.border_box_y() + box.border_height())


def read_galley(stock: Stock, line: float, below: float) -> Galley:
    """Return the galley of a stock; ``line`` is the distance from line to line of the text.

    ``below`` is the part of it that is under the baseline.
    """
    index = stock.numbers
    slabs = tuple(with_floats(list(_slabs(stock.leaves, index, line, below)), stock.leaves))
    notes = tuple(
        replace(
            _note(leaves, index, line),
            is_editors=identifier in stock.editors,
            width=width_of_short(leaves) if stock.short_notes_run_on else 0.0,
        )
        for identifier, leaves in stock.notes.items()
    )
    measure, gap = line_to_share(stock.notes.values()) if stock.short_notes_run_on else (0.0, 0.0)
    return Galley(
        slabs,
        notes,
        line,
        _outer_height(stock.separator),
        _outer_height(stock.continued),
        _white_between(list(stock.notes.values())),
        measure,
        gap,
        below,
    )


def _white_between(notes: Sequence[Sequence[Leaf]]) -> float:
    """Return the white from one note to the next, that of the first two for all."""
    if len(notes) < 2 or not (notes[0] and notes[1]):
        return 0.0
    return max(0.0, notes[1][0].top - notes[0][-1].bottom)


def _outer_height(box: Any) -> float:
    return float(box.margin_height()) if box is not None else 0.0


def _slabs(
    leaves: Sequence[Leaf],
    notes: Mapping[str, int],
    line: float,
    below: float = 0.0,
) -> Iterator[Slab]:
    before: Leaf | None = None
    for at, leaf in enumerate(leaves):
        after = leaves[at + 1] if at + 1 < len(leaves) else None
        head, foot = _head(before, leaf), _foot(leaf, after)
        white = 0.0
        if before is not None and not leaf.begins_page:
            white = (leaf.top - head) - (before.bottom + _foot(before, leaf))
        kept = after is not None and _is_kept(leaf, after)
        rows = tuple(rows_of(leaf, notes, kept=kept, below=below))
        settings = (Setting(rows),)
        repeats = float(leaf.head_again.height) if leaf.head_again is not None else 0.0
        on_grid = leaf.kind == "lines" and all(abs(row.height - line) < _GRID_SLACK for row in rows)
        rigid = _keeps_rhythm(before, leaf)
        is_table = leaf.kind == "table"
        yield Slab(settings, white, head, foot, repeats, on_grid, leaf.begins_page, rigid, is_table)
        before = leaf


def _keeps_rhythm(before: Leaf | None, leaf: Leaf) -> bool:
    """Return whether the white between two leaves is that of stanzas, or of a list of contents."""
    return before is not None and has_rhythm(before) and has_rhythm(leaf)


def has_rhythm(leaf: Leaf) -> bool:
    """Return whether a leaf is a line of verse or of a list of contents."""
    return any(box.element_tag == "nav" or VERSE_CLASS in _classes(box) for box in leaf.ancestors)


def _head(before: Leaf | None, leaf: Leaf) -> float:
    """Return how far the outermost box that begins with a leaf begins above its first row."""
    begun = (*leaf.ancestors[shared_ancestors(before, leaf) :], leaf.box)
    return float(leaf.top - begun[0].border_box_y())


def _foot(leaf: Leaf, after: Leaf | None) -> float:
    ended = (*leaf.ancestors[shared_ancestors(leaf, after) :], leaf.box)
    if after is None:
        # The margin of the last block stays inside the body's box: nothing of it is seen.
        ended = (*(box for box in ended if box.padding_bottom or box.border_bottom_width), leaf.box)
    return max(0.0, _border_bottom(ended[0]) - leaf.bottom)


def _is_kept(leaf: Leaf, after: Leaf) -> bool:
    """Return whether no page may end between two leaves."""
    shared = shared_ancestors(leaf, after)
    if any(box.style["break_inside"] in ("avoid", "avoid-page") for box in leaf.ancestors[:shared]):
        return True
    ended = (*leaf.ancestors[shared:], leaf.box)
    begun = (*after.ancestors[shared:], after.box)
    avoid = ("avoid", "avoid-page")
    if any(box.style["break_after"] in avoid for box in ended):
        return True
    if any(box.style["break_before"] in avoid for box in begun):
        return True
    return leaf.bottom - leaf.top <= 0  # an empty box marks what follows it


def _note(leaves: Sequence[Leaf], notes: Mapping[str, int], line: float) -> NoteText:
    rows: list[Row] = []
    whites: list[float] = []
    bottom = leaves[0].top if leaves else 0.0
    for slab, leaf in zip(_slabs(leaves, notes, line), leaves, strict=True):
        for at, row in enumerate(slab.rows):
            whites.append(leaf.top - bottom if at == 0 else 0.0)
            rows.append(row)
        bottom = leaf.bottom
    return NoteText(tuple(rows), tuple(whites))
