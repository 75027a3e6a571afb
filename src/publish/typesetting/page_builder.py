"""Pages as the engine draws them, cut from the galley as planned."""

from __future__ import annotations

from typing import Any, NamedTuple

from publish.typesetting.engine_seam import mark_as_artifact
from publish.typesetting.float_reader import float_id
from publish.typesetting.galley_reader import Stock
from publish.typesetting.leaves import Leaf
from publish.typesetting.pages.model import Galley, PlannedPage, heights
from publish.typesetting.pages.shared_lines import begins_in_line, from_above
from publish.typesetting.short_notes import narrow
from publish.typesetting.table_cutter import cut_table, open_table


class PageBuilder:
    """Cutting the pages of one unit; ``origin`` is the left edge of the endless page's text."""

    def __init__(self, stock: Stock, galley: Galley, origin: float) -> None:
        self.stock = stock
        self.galley = galley
        self.origin = origin
        self.note_leaves = list(stock.notes.values())

    def fill(self, page: Any, area: Any, planned: PlannedPage, root: Any) -> None:
        """Give an empty page its text, and its note area the notes; ``root`` is the html box."""
        dx = page.content_box_x() - self.origin
        top = page.content_box_y()
        tree = _Tree(dx)
        heads = planned.parts[: planned.floats]
        feet = planned.parts[len(planned.parts) - planned.feet :]
        bottom = top
        for part in heads:
            rows = self.galley.slabs[part.slab].settings[part.setting].rows
            bottom = top + part.top + heights(rows)
        for part in planned.parts:
            leaf = self.stock.leaves[part.slab]
            tree.add(leaf, part.setting, part.first, part.last, top + part.top, part.opened)
        text = tree.finish()
        if text is None:
            text = root.copy_with_children([])
            text.position_x, text.position_y = page.content_box_x(), top
            text.width, text.height = page.width, 0
        self._set_notes(page, area, planned, dx)
        page.children = [text, area]
        page.floats = [float_id(self.stock.leaves[part.slab]) for part in (*heads, *feet)]
        page.floats_bottom = bottom
        page.floats_top = self._top_of_feet(planned, top)

    def overhang(self, planned: PlannedPage) -> float:
        """Return how much lower a page's last rows end than text that is level with them."""
        if planned.notes or not planned.parts:
            return 0.0
        last = planned.parts[-1]
        slab = self.galley.slabs[last.slab]
        rows = slab.settings[last.setting].rows
        foot = slab.foot if last.last == len(rows) else 0.0
        return max(0.0, rows[last.last - 1].sinks + foot)

    def _top_of_feet(self, planned: PlannedPage, top: float) -> float | None:
        """Return where the area of the floats at the foot of a page begins: halfway in the white.

        None says that there are none.
        """
        if not planned.feet:
            return None
        text, first = planned.parts[-planned.feet - 1 : len(planned.parts) - planned.feet + 1]
        slab = self.galley.slabs[text.slab]
        rows = slab.settings[text.setting].rows
        above = (
            text.top + heights(rows[text.first : text.last]) + slab.foot * (text.last == len(rows))
        )
        return top + (above + first.top - self.galley.slabs[first.slab].head) / 2

    def _set_notes(self, page: Any, area: Any, planned: PlannedPage, dx: float) -> None:
        top = page.content_box_y() + planned.notes_top
        area.position_x, area.position_y = page.content_box_x(), top
        area.width = page.width
        children: list[Any] = []
        y = line_top = top
        runs_on = bool(planned.notes) and planned.notes[0].first > 0
        rule = self.stock.continued if runs_on else self.stock.separator
        if planned.notes and rule is not None:
            copy = rule.deepcopy()
            copy.translate(dx, y - copy.position_y)
            mark_as_artifact(copy)
            children.append(copy)
            y += copy.margin_height()
        parts = from_above(self.galley, planned.notes)
        begins = begins_in_line(self.galley, [part.note for part in parts])
        for number, (part, begin) in enumerate(zip(parts, begins, strict=True)):
            if not begin:
                y += self.galley.between if number else 0.0
                line_top = y
            tree = _Tree(dx + begin)
            y = self._set_note(tree, part.note, part.first, part.last, line_top)
            note = tree.finish()
            if note is not None:
                children.append(note)
                if begin or any(begins[number + 1 : number + 2]):
                    narrow(note, self.galley.notes[part.note].width)
        area.children = children
        area.height = max(0.0, y - top)

    def _set_note(self, tree: _Tree, note: int, first: int, last: int, y: float) -> float:
        whites = self.galley.notes[note].whites
        rows = self.galley.notes[note].rows
        at = 0
        for leaf in self.note_leaves[note]:
            count = len(leaf.settings[0])
            begin, end = max(first, at), min(last, at + count)
            if begin < end:
                if begin > first:
                    y += whites[begin]
                tree.add(leaf, 0, begin - at, end - at, y)
                y += sum(row.height for row in rows[begin:end])
            at += count
        return y


class _Open(NamedTuple):
    """A box that is not finished yet: what is in it so far, whether it begins here, and where."""

    ancestor: Any
    children: list[Any]
    is_begun: bool
    top: float


class _Tree:
    """The boxes of one page, from the root to what stands on the page."""

    def __init__(self, dx: float) -> None:
        self.dx = dx
        self.open: list[_Open] = []
        self.root: Any = None
        self.last: tuple[Leaf, bool, float] | None = None

    def add(
        self, leaf: Leaf, setting: int, first: int, last: int, top: float, opened: float = 0.0
    ) -> None:
        """Add rows of a leaf, the first of them at ``top``, with ``opened`` more between each."""
        self._close(self._kept(leaf))
        for ancestor in leaf.ancestors[len(self.open) :]:
            is_begun = first == 0 and _begins(ancestor, leaf)
            head = leaf.top - ancestor.border_box_y() if is_begun else 0.0
            self.open.append(_Open(ancestor, [], is_begun, top - head))
        dy = top - _first_top(leaf, setting, first)
        bottom = top + _extent(leaf, setting, first, last) + opened * (last - first - 1)
        box = _cut(leaf, setting, first, last)
        if opened:
            open_table(box, leaf.settings[0][first:last], opened)
        box.translate(self.dx, dy)
        for beside in leaf.beside:
            if first <= beside.row < last:
                beside.box.translate(self.dx, dy)
                self.open[beside.depth].children.append(beside.box)
        self.last = (leaf, last == len(leaf.settings[setting]), bottom)
        if self.open:
            self.open[-1].children.append(box)
        else:
            self.root = box

    def finish(self) -> Any:
        """Return the root of what was added, or None."""
        self._close(0)
        return self.root

    def _kept(self, leaf: Leaf) -> int:
        count = 0
        for each, wanted in zip(self.open, leaf.ancestors, strict=False):
            if each.ancestor is not wanted:
                break
            count += 1
        return count

    def _close(self, depth: int) -> None:
        while len(self.open) > depth:
            box = self._fragment(self.open.pop())
            if self.open:
                self.open[-1].children.append(box)
            else:
                self.root = box

    def _fragment(self, opened: _Open) -> Any:
        ancestor, children, is_begun, top = opened
        leaf, is_whole, bottom = self.last or (None, False, top)
        is_ended = is_whole and leaf is not None and _ends(ancestor, leaf)
        box = ancestor.copy_with_children(children)
        box.remove_decoration_sides = set()
        box.remove_decoration(start=not is_begun, end=not is_ended)
        box.margin_top = box.margin_bottom = 0
        box.position_x = ancestor.position_x + self.dx
        box.position_y = top
        foot = 0.0
        if is_ended and leaf is not None:
            foot = ancestor.border_box_y() + ancestor.border_height() - leaf.bottom
        box.height = max(
            0.0,
            bottom + foot - top - box.padding_top - box.padding_bottom
            - box.border_top_width - box.border_bottom_width,
        )  # fmt: skip
        if not (is_begun and is_ended):
            box.fragment_of = ancestor
        return box


def _begins(ancestor: Any, leaf: Leaf) -> bool:
    """Return whether a leaf is the first in a box."""
    return _edge(ancestor, leaf, first=True)


def _ends(ancestor: Any, leaf: Leaf) -> bool:
    return _edge(ancestor, leaf, first=False)


def _edge(ancestor: Any, leaf: Leaf, *, first: bool) -> bool:
    chain = (*leaf.ancestors, leaf.box)
    at = next(index for index, box in enumerate(chain) if box is ancestor)
    for parent, child in zip(chain[at:], chain[at + 1 :], strict=False):
        flow = [each for each in parent.children if each.is_in_normal_flow()]
        if flow[0 if first else -1] is not child:
            return False
    return True


def _first_top(leaf: Leaf, setting: int, first: int) -> float:
    if leaf.kind == "lines":
        return float(leaf.settings[setting][first].position_y)
    if leaf.kind == "table" and first:
        return float(leaf.settings[0][first].position_y)
    return leaf.top


def _extent(leaf: Leaf, setting: int, first: int, last: int) -> float:
    rows = leaf.settings[setting]
    if leaf.kind == "lines":
        return float(rows[last - 1].position_y + rows[last - 1].height - rows[first].position_y)
    bottom = leaf.bottom if last == len(rows) else rows[last].position_y
    return float(bottom - _first_top(leaf, setting, first))


def _cut(leaf: Leaf, setting: int, first: int, last: int) -> Any:
    """Return the leaf's box with these rows only, where they are."""
    rows = leaf.settings[setting]
    if first == 0 and last == len(rows) and setting == 0:
        return leaf.box
    if leaf.kind == "table":
        return cut_table(leaf, first, last)
    return _cut_lines(leaf, setting, first, last)


def _cut_lines(leaf: Leaf, setting: int, first: int, last: int) -> Any:
    rows = leaf.settings[setting]
    attached = [box for at, box in leaf.attached if first <= at < last]
    box = leaf.box.copy_with_children([*attached, *rows[first:last]])
    box.remove_decoration_sides = set()
    box.remove_decoration(start=first > 0, end=last < len(rows))
    box.position_y = rows[first].position_y - (
        box.margin_top + box.padding_top + box.border_top_width
    )
    box.height = rows[last - 1].position_y + rows[last - 1].height - rows[first].position_y
    if first > 0 or last < len(rows):
        box.fragment_of = leaf.box
    return box
