"""What stands where on a page that the engine has laid out: areas, notes, what runs over.

The only reader of WeasyPrint's box tree besides ``engine_seam``; lengths go in as CSS pixels from
the top left corner and come out as points from the bottom left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from publish.artifact import Rectangle
from publish.typesetting.engine_seam import is_call, mark_as_artifact

POINTS: Final = 0.75
"""Points in a CSS pixel."""

TOLERANCE: Final = 1.0
"""How far, in points, anything may stand out before we speak of it."""

OVERSHOOT: Final = 2.0
"""Points above and below the text area that accents and descenders may take."""


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note, or a part of one, on a page; its area goes on to the next."""

    id: str
    text: str
    area: Rectangle


@dataclass(frozen=True, slots=True)
class Excess:
    """Something larger than its place, by so many points; ``text`` says what it is.

    ``at`` is its ``data-at``, or that of what it stands in; ``""`` for what is not the author's.
    """

    kind: str
    text: str
    points: float
    at: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """The head or foot of a table on a page; ``source`` is the same for each repetition."""

    source: int
    is_head: bool
    area: Rectangle


@dataclass(slots=True)
class PageFacts:
    """Everything that we ask of a page, read in one walk over its boxes."""

    body: Rectangle
    notes: Rectangle | None = None
    floats: tuple[Rectangle, ...] = ()
    floated: tuple[str, ...] = ()
    reason: str = ""
    placed: list[PlacedNote] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    excesses: list[Excess] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    opens_with_endnotes: bool = False
    has_text: bool = False


def read_page(page_box: Any) -> PageFacts:
    """Return the facts of a page; what has no words is marked as an artifact on the way."""
    from weasyprint.formatting_structure import boxes

    return _PageReader(page_box, boxes).read()


class _PageReader:
    """A walk over one page; a class only because the walk has much to remember."""

    def __init__(self, page_box: Any, boxes: Any) -> None:
        self.page = page_box
        self.boxes = boxes
        self.height = page_box.margin_height()
        self.left = page_box.content_box_x()
        self.right = self.left + page_box.width
        self.top = page_box.content_box_y()
        self.bottom = getattr(page_box, "planned_bottom", self.top + page_box.height)
        self.slack = TOLERANCE / POINTS
        self.facts = PageFacts(body=(0.0, 0.0, 0.0, 0.0), reason=getattr(page_box, "reason", ""))
        self.at = ""

    def read(self) -> PageFacts:
        note_top = self.bottom
        for child in self.page.children:
            if isinstance(child, self.boxes.FootnoteAreaBox):
                if child.children:
                    # At the rule, not over the white above it, which descenders of the text touch.
                    note_top = child.children[0].border_box_y()
                    self._read_notes(child)
                continue
            self._walk(child, None, in_endnotes=False, in_code=False)
        width = self.page.margin_width()
        top, bottom = self.top - OVERSHOOT / POINTS, self.bottom + OVERSHOOT / POINTS
        if floated := getattr(self.page, "floats", ()):
            self.facts.floated = tuple(dict.fromkeys(floated))
        if note_top != self.bottom:
            self.facts.notes = self._rectangle(0, note_top, width, bottom)
            bottom = max(top, note_top)
        areas = []
        if getattr(self.page, "floats_bottom", self.top) > self.top:
            under = self.page.floats_bottom + OVERSHOOT / POINTS
            areas.append(self._rectangle(0, top, width, under))
            top = under
        if (over := getattr(self.page, "floats_top", None)) is not None:
            areas.append(self._rectangle(0, over, width, bottom))
            bottom = over
        self.facts.floats = tuple(areas)
        self.facts.body = self._rectangle(0, top, width, max(top, bottom))
        return self.facts

    def _rectangle(self, left: float, top: float, right: float, bottom: float) -> Rectangle:
        return (
            round(left * POINTS, 2),
            round((self.height - bottom) * POINTS, 2),
            round(right * POINTS, 2),
            round((self.height - top) * POINTS, 2),
        )

    def _read_notes(self, area: Any) -> None:
        # An artifact separates notes from the text.
        notes = [note for note in area.children if not getattr(note, "is_artifact", False)]
        for note, place in zip(notes, self._note_areas(notes), strict=True):
            self._walk(note, None, in_endnotes=False, in_code=False)
            element = note.element
            identifier = element.get("id", "") if element is not None else ""
            self.facts.placed.append(PlacedNote(identifier, text_of(note), place))

    def _note_areas(self, notes: Sequence[Any]) -> Iterator[Rectangle]:
        """Yield the area of each note, over the whole width where it has its lines to itself."""
        tops = [float(note.border_box_y()) for note in notes]
        for at, (note, top) in enumerate(zip(notes, tops, strict=True)):
            below = (each for each in tops[at + 1 :] if each > top + self.slack)
            end = next(below, self.bottom + OVERSHOOT / POINTS)
            left, right = 0.0, float(self.page.margin_width())
            if at and top - tops[at - 1] < self.slack:
                left = _middle(notes[at - 1], note)
            if at + 1 < len(tops) and tops[at + 1] - top < self.slack:
                right = _middle(note, notes[at + 1])
            yield self._rectangle(left, top, right, end)

    def _walk(self, box: Any, parent: Any, *, in_endnotes: bool, in_code: bool) -> None:
        boxes = self.boxes
        if hasattr(box, "_box"):
            box = box._box  # a placeholder for what is positioned absolutely
        if isinstance(box, boxes.TextBox):
            return
        outer = self.at
        self.at = place_of(box) or outer
        if isinstance(box, boxes.ReplacedBox):
            self._read_picture(box)
            self.at = outer
            return
        if getattr(box, "is_leader", False):
            mark_as_artifact(box)
        if isinstance(box, boxes.LineBox):
            self._read_line(box, parent, in_endnotes=in_endnotes, in_code=in_code)
        else:
            self._read_block(box)
            tag = box.element_tag
            in_code = in_code or tag == "pre"
            in_endnotes = in_endnotes or (tag == "section" and _is_endnotes(box.element))
        container = parent if isinstance(box, boxes.InlineBox) else box
        for child in box.children:
            self._walk(child, container, in_endnotes=in_endnotes, in_code=in_code)
        self.at = outer

    def _read_block(self, box: Any) -> None:
        if isinstance(box, self.boxes.InlineBox):
            if is_call(box):
                self.facts.calls.append(box.element.get("href", "").removeprefix("#"))
        elif isinstance(box, self.boxes.TableRowGroupBox):
            if box.is_header or box.is_footer:
                area = self._rectangle(
                    box.position_x,
                    box.position_y,
                    box.position_x + box.width,
                    box.position_y + box.height,
                )
                self.facts.rows.append(Row(id(box.element), bool(box.is_header), area))
        elif isinstance(box, self.boxes.TableBox):
            self._measure("table", text_of(box), box)

    def _read_picture(self, box: Any) -> None:
        element = box.element
        if element is not None and element.tag == "img" and not element.get("alt"):
            box.is_artifact = True
        self._measure("picture", _picture_name(element), box)

    def _measure(self, kind: str, text: str, box: Any) -> None:
        left = box.border_box_x()
        bottom = box.border_box_y() + box.border_height()
        over = max(left + box.border_width() - self.right, self.left - left, bottom - self.bottom)
        if over > self.slack:
            self.facts.excesses.append(Excess(kind, text, over * POINTS, self.at))

    def _read_line(self, line: Any, parent: Any, *, in_endnotes: bool, in_code: bool) -> None:
        if not self.facts.has_text:
            self.facts.has_text = True
            self.facts.opens_with_endnotes = in_endnotes
        extent = [
            child.position_x + child.margin_width()
            for child in line.children
            if child.is_in_normal_flow()
        ]
        if parent is None or not extent:
            return
        # WeasyPrint 70 stretches leaders after breaking the line, past an indent or hung folio.
        has_leader = any(getattr(box, "is_leader", False) for box in line.descendants())
        measure_end = self.right if has_leader else parent.content_box_x() + parent.width
        over = max(extent) - measure_end - _hanging_space(line) - getattr(line, "hanging", 0.0)
        if over > self.slack:
            beyond_page = in_code and max(extent) - self.right > self.slack
            kind, words = "code" if beyond_page else "line", text_of(line)
            if not words:
                kind, words = "picture", _first_picture(line)
            self.facts.excesses.append(Excess(kind, words, over * POINTS, self.at))
        below = line.position_y + line.height - self.bottom
        if below > line.height / 2:
            self.facts.excesses.append(Excess("text", text_of(line), below * POINTS, self.at))


def _picture_name(element: Any) -> str:
    if element is None:
        return ""
    name = element.get("src", "").rpartition("/")[2]
    return str(name or element.get("alt", ""))


def _first_picture(line: Any) -> str:
    names = (_picture_name(box.element) for box in line.descendants())
    return next(filter(None, names), "")


def _hanging_space(line: Any) -> float:
    """Return about how wide the spaces are that end a line of code: they hang, and show nothing."""
    last = None
    for descendant in line.descendants():
        if hasattr(descendant, "text"):
            last = descendant
    if last is None:
        return 0.0
    spaces = len(last.text) - len(last.text.rstrip(" "))
    return float(spaces * last.style["font_size"] * 0.7)


def _is_endnotes(element: Any) -> bool:
    classes = element.get("class", "").split() if element is not None else []
    return "endnotes" in classes or "notes" in classes


def _middle(one: Any, other: Any) -> float:
    """Return where the white between two notes in a line is halved."""
    return float(one.border_box_x() + one.border_width() + other.border_box_x()) / 2


def place_of(box: Any) -> str:
    """Return where in the manuscript the element of a box stands, ``FILE:LINE``, or ``""``."""
    return "" if box.element is None else str(box.element.get("data-at", ""))


def text_of(box: Any) -> str:
    """Return the words of a box, spaces collapsed."""
    return " ".join("".join(_texts(box)).split())


def _texts(box: Any) -> Iterator[str]:
    for descendant in box.descendants():
        text = getattr(descendant, "text", None)
        if text is not None:
            yield text
        elif not getattr(descendant, "children", None):
            yield " "


def repeated_rows(pages: list[PageFacts]) -> list[tuple[Rectangle, ...]]:
    """Return, for each page of a unit, the areas of table heads and feet that are set again.

    Of a table on several pages the first head and the last foot are the author's.
    """
    heads: set[int] = set()
    last_foot = {
        row.source: index
        for index, facts in enumerate(pages)
        for row in facts.rows
        if not row.is_head
    }
    repeated = []
    for index, facts in enumerate(pages):
        areas = []
        for row in facts.rows:
            again = row.source in heads if row.is_head else last_foot[row.source] != index
            if row.is_head:
                heads.add(row.source)
            if again:
                areas.append(row.area)
        repeated.append(tuple(areas))
    return repeated
