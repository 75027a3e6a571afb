"""Texts under way: the book's own, a note, a box, a comment, each with paragraphs and tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import escape

from publish.importing.packages import LARGEST_PART, BrokenPackageError
from publish.importing.rtf.looks import Layout, Letters, layout_properties

_BREAK: Final = "<w:br/>"
_MOST_CELLS: Final = 100
"""Cells of a row whose widths are heeded; Word makes 63."""

_NEAR: Final = 60
"""Edges of cells that are no farther from each other are one: three points."""


@dataclass(slots=True)
class Cell:
    """What a row says of a cell: where it ends, and whether it is one with another."""

    edge: int = 0
    goes_down: str = ""
    goes_right: str = ""


@dataclass(slots=True)
class Row:
    """What is said of a row of a table."""

    cells: list[Cell] = field(default_factory=list)
    left: int = 0
    is_head: bool = False
    begun: Cell = field(default_factory=Cell)

    def end_cell(self, edge: int) -> None:
        """Enter where the cell that is described ends."""
        self.begun.edge = edge
        if len(self.cells) < _MOST_CELLS:
            self.cells.append(self.begun)
        self.begun = Cell()


@dataclass(slots=True)
class _Table:
    is_one: bool = False
    rows: list[tuple[Row, list[str]]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Numbers:
    """The numbers of the paragraphs of all texts of a kind; ``last`` was given last."""

    last: int

    def next(self) -> int:
        """Return the next one."""
        self.last += 1
        return self.last


@dataclass(slots=True)
class Meter:
    """How much has been written in all texts of a document."""

    size: int = 0

    def add(self, size: int) -> None:
        """Count so many letters. Raises ``BrokenPackageError`` beyond what is read."""
        self.size += size
        if self.size > LARGEST_PART:
            message = f"the text has more than {LARGEST_PART:,} bytes with its markup"
            raise BrokenPackageError(message, too_large=True)


@dataclass(slots=True)
class Story:
    """A text under way; ``list_id`` is the list that its last paragraph stood in.

    Its functions raise ``BrokenPackageError`` where the document grows beyond what is read.
    """

    numbers: Numbers
    meter: Meter
    list_id: int = 0
    row: Row = field(default_factory=Row)
    _blocks: list[str] = field(default_factory=list)
    _tables: list[_Table] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _run: tuple[str, str] | None = None
    _texts: list[str] = field(default_factory=list)
    _change: str = ""

    # What stands in a paragraph

    def write(self, text: str, properties: str, letters: Letters) -> None:
        """Add words; ``properties`` are those of a run in Word's XML."""
        change = _change_of(letters)
        run = (properties, change)
        if run != self._run:
            self._end_run()
            self._begin_change(change)
            self._run = run
        self._texts.append(text)

    def put(self, markup: str, letters: Letters) -> None:
        """Add what stands in a run and is no word."""
        self.put_bare(f"<w:r>{markup}</w:r>", _change_of(letters))

    def put_bare(self, markup: str, change: str = "") -> None:
        """Add what stands beside runs."""
        self._end_run()
        self._begin_change(change)
        self._append(markup)

    def _append(self, markup: str) -> None:
        self.meter.add(len(markup))
        self._pieces.append(markup)

    @property
    def is_under_way(self) -> bool:
        """Return whether something stands in the paragraph that has not ended."""
        return bool(self._pieces or self._texts)

    def _begin_change(self, change: str) -> None:
        if change == self._change:
            return
        if self._change:
            self._pieces += (f"</w:{name}>" for name in reversed(self._change.split()))
        if change:
            self._pieces += (f"<w:{name}>" for name in change.split())
        self._change = change

    def _end_run(self) -> None:
        if self._run is None:
            return
        properties, change = self._run
        name = "delText" if "del" in change.split() else "t"
        words = escape("".join(self._texts)).split("\n")
        shown = _BREAK.join(
            f'<w:{name} xml:space="preserve">{line}</w:{name}>' if line else "" for line in words
        )
        self._append(f"<w:r><w:rPr>{properties}</w:rPr>{shown}</w:r>")
        self._run = None
        self._texts = []

    # Paragraphs

    def end_paragraph(self, layout: Layout, letters: Letters, *, depth: int | None = None) -> None:
        """End a paragraph that looks so; the mark of its end may be a change itself."""
        self._end_run()
        self._begin_change("")
        number, self.list_id = self.numbers.next(), layout.list_id
        self._to_depth(layout.depth if depth is None else depth)
        style = f'<w:pStyle w:val="s{layout.style}"/>' if layout.style else ""
        change = "".join(f"<w:{name}/>" for name in _change_of(letters).split())
        mark = f"<w:rPr>{change}</w:rPr>" if change else ""
        self._append("</w:p>")
        self._add(
            f'<w:p n="{number}"><w:pPr>{style}{layout_properties(layout)}{mark}'
            f"</w:pPr>{''.join(self._pieces)}"
        )
        self.meter.add(100)
        self._pieces = []

    def end_section(self, layout: Layout, letters: Letters) -> None:
        """End a paragraph if one is under way; its number is counted in any case."""
        if self.is_under_way:
            self.end_paragraph(layout, letters)
        else:
            self.numbers.next()

    def _add(self, block: str) -> None:
        (self._tables[-1].blocks if self._tables else self._blocks).append(block)

    # Tables

    def end_cell(self, layout: Layout, letters: Letters, depth: int) -> None:
        """End a cell of a table, and the paragraph in it."""
        self.end_paragraph(layout, letters, depth=depth)
        table = self._tables[-1]
        table.is_one = True
        table.cells.append("".join(table.blocks))
        table.blocks = []

    def end_row(self, depth: int) -> None:
        """End a row of a table."""
        self._to_depth(depth)
        table = self._tables[-1]
        _close_row(table, self.row)

    def _to_depth(self, depth: int) -> None:
        while len(self._tables) > depth:
            table = self._tables.pop()
            _close_row(table, self.row)
            self._add(_written(table))
        while len(self._tables) < depth:
            self._tables.append(_Table())

    def close(self, layout: Layout, letters: Letters) -> str:
        """Return the text, ended."""
        self.end_section(layout, letters)
        self._to_depth(0)
        written = "".join(self._blocks)
        self._blocks = []
        return written


def _change_of(letters: Letters) -> str:
    if letters.inserted:
        return "ins del" if letters.deleted else "ins"
    return "del" if letters.deleted else ""


def _close_row(table: _Table, row: Row) -> None:
    if table.blocks:  # words without the end of their cell
        table.cells.append("".join(table.blocks))
        table.blocks = []
    if table.cells:
        table.rows.append((Row(list(row.cells), row.left, row.is_head), table.cells))
        table.cells = []


def _written(table: _Table) -> str:
    """Return a table in Word's XML; its columns are all edges that any of its cells has.

    Paragraphs without a cell are none: pandoc says of notes in tables that they are tables.
    """
    if not table.is_one:
        return "".join(blocks for _, cells in table.rows for blocks in cells)
    edges = _edges(table)
    columns = {edge: place for place, edge in enumerate(edges, 1)}
    rows = "".join(_written_row(row, cells, columns) for row, cells in table.rows)
    widths, before = [], min(row.left for row, _ in table.rows)
    for edge in edges:
        widths.append(max(edge - before, 1))
        before = edge
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _edges(table: _Table) -> list[int]:
    """Return where the columns of a table end, and let its cells end there."""
    found: list[int] = []
    ends = [cell for row, _ in table.rows for cell in row.cells]
    nearest: dict[int, int] = {}
    for edge in sorted({cell.edge for cell in ends}):
        if not found or edge - found[-1] > _NEAR:
            found.append(edge)
        nearest[edge] = found[-1]
    for cell in ends:
        cell.edge = nearest[cell.edge]
    return found if len(found) <= _MOST_CELLS else []


def _written_row(row: Row, cells: list[str], columns: dict[int, int]) -> str:
    pieces: list[tuple[int, str, str]] = []
    at = 0
    for number, blocks in enumerate(cells):
        said = row.cells[number] if number < len(row.cells) else Cell()
        end = max(columns.get(said.edge, at + 1), at + 1)
        merged = f'<w:vMerge w:val="{said.goes_down}"/>' if said.goes_down else ""
        is_shown = "<w:t" in blocks or "<w:delText" in blocks
        if said.goes_right == "continue" and pieces and not is_shown:
            span, before, inside = pieces[-1]
            pieces[-1] = (span + end - at, before, inside)
        else:
            pieces.append(
                (end - at, merged if "continue" not in merged or not is_shown else "", blocks)
            )
        at = end
    written = "".join(
        f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merged}</w:tcPr>{blocks}</w:tc>'
        for span, merged, blocks in pieces
    )
    head = "<w:tblHeader/>" if row.is_head else ""
    return f"<w:tr><w:trPr>{head}</w:trPr>{written}</w:tr>"
